"""An act is done once, as it was shown, by who may, and with every question answered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.fingerprint import fingerprint
from tests.factories.reorganisation import (
    AT,
    abolish,
    absorb,
    begins,
    do,
    goes,
    make_administrator,
    merge,
    preview_of,
    rename,
    split,
)
from tests.factories.units import (
    assign,
    grant,
    make_cluster,
    make_officer,
    make_person,
    make_unit,
    make_user,
    make_year,
)
from units.models import Person, Unit
from units.services.reorganising import StalePreview, reorganise

pytestmark = pytest.mark.django_db


class TestTheExecution:
    def execute(self, wanted, shown, by=None):
        return reorganise(wanted=wanted, fingerprint=shown.fingerprint, by=by or make_administrator(), at=AT)

    def test_nobody_is_left_without_a_place(self):
        unit = make_unit()
        for name in ("An", "Bình", "Cường"):
            assign(make_person(name), unit)
        shown, administrator = preview_of(abolish(unit)), make_administrator()
        before = fingerprint()

        with pytest.raises(ValidationError) as caught:
            self.execute(abolish(unit), shown, administrator)

        assert fingerprint() == before
        assert caught.value.message_dict == {
            "people": ["Còn 3 người chưa có nơi công tác mới: An; Bình; Cường."]
        }

    def test_no_cluster_is_chosen_silently(self):
        one, other = make_unit(), make_unit()
        make_cluster(make_year(2025), [one])
        wanted = merge(one, other, into=begins("VKSND Mới"))

        with pytest.raises(ValidationError) as caught:
            self.execute(wanted, preview_of(wanted))

        assert caught.value.message_dict == {
            "clusters": [
                "Hãy chọn cụm, khối mà đơn vị tham gia, hoặc không tham gia: "
                "VKSND Mới năm 2025 (VKSND tối cao)."
            ]
        }

    def test_a_preview_is_stale_when_something_came_in_between(self):
        one, other = make_unit(), make_unit()
        wanted = merge(one, other)
        shown = preview_of(wanted)
        assign(make_person(), one)

        with pytest.raises(StalePreview):
            self.execute(wanted, shown)

        assert Unit.objects.filter(valid_to__isnull=False).count() == 0

    def test_the_answers_do_not_make_it_stale_and_the_rest_of_the_act_does(self):
        unit = make_unit()
        person = make_person()
        assign(person, unit)
        wanted = split(unit)

        shown = preview_of(wanted)

        assert (
            preview_of(replace(wanted, people=(goes(person, successor=1),))).fingerprint == shown.fingerprint
        )
        with pytest.raises(StalePreview):
            self.execute(replace(wanted, legal_basis="Nghị quyết khác"), shown)

    @pytest.mark.parametrize("kind", ["merge", "rename"])
    def test_a_second_click_does_nothing(self, kind):
        one, other = make_unit(), make_unit()
        wanted = merge(one, other) if kind == "merge" else rename(one, "VKSND Khác")
        shown, administrator = preview_of(wanted), make_administrator()
        self.execute(wanted, shown, administrator)
        before = fingerprint()

        with pytest.raises(ValidationError):
            self.execute(wanted, shown, administrator)

        assert fingerprint() == before

    def test_only_an_administrator_may(self):
        one, other = make_unit(), make_unit()
        wanted = merge(one, other)

        for user in (make_officer(one), make_officer(one, "central_officer"), make_user()):
            with pytest.raises(PermissionDenied):
                self.execute(wanted, preview_of(wanted), user)
        superuser = make_user(is_superuser=True)
        assert self.execute(wanted, preview_of(wanted), superuser) == list(Unit.objects.order_by("-pk")[:1])


class TestTheNumberOfQueries:
    def crowd(self, number):
        """A unit with so many people, accounts, units below and years."""
        unit = make_unit()
        for place in range(number):
            user = make_user()
            assign(user.person, unit)
            grant(user, "officer", unit)
            make_unit(kind="department", parent=unit)
            make_cluster(make_year(2025, make_unit()), [unit], number=place + 1)
        return unit

    @pytest.mark.parametrize("kind", ["merge", "split", "absorb"])
    def test_is_the_same_for_one_and_for_thirty(self, kind):
        few, many = self.crowd(1), self.crowd(30)
        other = make_unit()

        def queries(unit):
            administrator = make_administrator()
            people = list(Person.objects.filter(assignments__unit=unit))
            wanted = {
                "merge": lambda: merge(unit, make_unit()),
                "split": lambda: split(unit, people=tuple(goes(it, successor=0) for it in people)),
                "absorb": lambda: absorb(unit, by=other),
            }[kind]()
            with CaptureQueriesContext(connection) as shown:
                preview_of(wanted)
            with CaptureQueriesContext(connection) as done:
                do(wanted, by=administrator)
            return len(shown), len(done)

        assert queries(few) == queries(many)
