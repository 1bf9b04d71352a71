"""Authorisations to sign, as an administrator enters them: each rule at its field, nothing deleted."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.factories.units import appoint, assign, authorise, make_person, make_unit
from tests.units.admin.browsing import form_data
from units.models import AuditEntry, Authorisation

ADD = "/admin/units/authorisation/add/"
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


@pytest.fixture
def unit(db):
    return make_unit("VKSND tỉnh Phú Yên", head_title="Viện trưởng")


def deputy(unit, name="Trần Thị Phó", **values):
    person = make_person(name)
    appoint(person, unit, "deputy", position_title="Phó Viện trưởng", **values)
    return person


def typed(unit, person, form="KT", **values):
    given = {"position_title": "Phó Viện trưởng", "document": "TB số 7", "valid_from": "01/03/2026"}
    return {"unit": unit.pk, "person": person.pk, "form": form, **given, **values}


def post(desk, url, **values):
    return desk.post(url, form_data(desk.get(url)) | values)


def errors(response):
    assert response.status_code == 200
    return response.context["adminform"].form.errors


def test_an_authorisation_is_entered_with_its_document_and_period_and_stands_in_the_trail(desk, unit):
    person = deputy(unit)

    response = post(desk, ADD, **typed(unit, person, is_for_absence="on", valid_to="31/03/2026"))

    row = Authorisation.objects.get()
    assert (response.status_code, row.person, row.document) == (302, person, "TB số 7")
    assert (row.valid_from, row.valid_to, row.is_for_absence) == (FIRST, LAST, True)
    entry = AuditEntry.objects.latest("seq")
    assert (entry.kind, entry.subject) == ("admin_added", f"units.authorisation:{row.pk}")
    assert "document" in json.loads(entry.body)["data"]["fields"]


@pytest.mark.parametrize(
    ("form", "values", "field", "sentence"),
    [
        ("TUQ", {}, "valid_to", "This kind of authorisation needs a last day."),
        ("KT", {"is_for_absence": "on"}, "valid_to", "This kind of authorisation needs a last day."),
        ("KT", {"valid_to": "28/02/2026"}, "valid_to", "The last day is before the first."),
        ("TM", {}, "collective", "A collective is named with TM., and only with it."),
        ("KT", {"collective": "Ủy ban"}, "collective", "A collective is named with TM., and only with it."),
        (
            "TM",
            {"collective": "Ủy ban", "is_for_absence": "on", "valid_to": "31/03/2026"},
            "is_for_absence",
            "TM. alone stands in for nobody.",
        ),
        ("KT", {"document": "  "}, "document", "This field is required."),
        ("P", {}, "form", "Select a valid choice. P is not one of the available choices."),
    ],
)
def test_what_cannot_be_is_refused_at_the_field(desk, unit, form, values, field, sentence):
    response = post(desk, ADD, **typed(unit, deputy(unit), form, **values))

    assert errors(response) == {field: [sentence]}
    assert Authorisation.objects.count() == 0


def test_who_is_no_deputy_of_the_unit_does_not_sign_kt(desk, unit):
    stranger = deputy(make_unit(), "Người Lạ")

    response = post(desk, ADD, **typed(unit, stranger))

    reason = "Người Lạ is authorised to sign KT., and is no deputy of the unit on this day."
    assert errors(response) == {"person": [f"On 01/03/2026 the authorisation does not hold: {reason}"]}


def test_a_deputy_signs_kt_as_long_as_the_post_is_held(desk, unit):
    person = deputy(unit, valid_to=date(2026, 3, 15))

    open_ended = post(desk, ADD, **typed(unit, person))
    limited = post(desk, ADD, **typed(unit, person, valid_to="15/03/2026"))

    reason = "Trần Thị Phó is authorised to sign KT., and is no deputy of the unit on this day."
    assert errors(open_ended) == {"valid_to": [f"On 16/03/2026 the authorisation does not hold: {reason}"]}
    assert limited.status_code == 302


def test_two_posts_one_after_the_other_hold_together(desk, unit):
    person = deputy(unit, valid_to=date(2026, 3, 15))
    appoint(person, unit, "deputy", valid_from=date(2026, 3, 16))

    assert post(desk, ADD, **typed(unit, person)).status_code == 302


@pytest.mark.parametrize("form", ["TL", "TUQ"])
def test_who_works_elsewhere_signs_neither_by_order_nor_by_authorisation(desk, unit, form):
    person = make_person("Người Lạ")
    assign(person, make_unit())

    response = post(desk, ADD, **typed(unit, person, form, valid_to="31/03/2026"))

    reason = "Người Lạ is authorised, and does not work in the unit or below it on this day."
    assert errors(response) == {"person": [f"On 01/03/2026 the authorisation does not hold: {reason}"]}


@pytest.mark.parametrize("form", ["TL", "TUQ"])
def test_who_works_below_the_unit_signs_by_order_and_by_authorisation(desk, unit, form):
    person = make_person()
    assign(person, make_unit("Phòng 1", "department", unit))

    assert post(desk, ADD, **typed(unit, person, form, valid_to="31/03/2026")).status_code == 302


def test_who_leaves_the_sector_signs_until_the_last_working_day(desk, unit):
    person = deputy(unit)
    person.left_on = date(2026, 3, 20)
    person.save()

    response = post(desk, ADD, **typed(unit, person, valid_to="31/03/2026"))

    reason = "Trần Thị Phó left the sector on 20/03/2026."
    assert errors(response) == {"valid_to": [f"On 21/03/2026 the authorisation does not hold: {reason}"]}


def test_a_head_needs_no_authorisation(desk, unit):
    head = make_person("Lê An")
    appoint(head, unit)

    response = post(desk, ADD, **typed(unit, head, "TL"))

    reason = "Lê An heads the unit on this day and signs as its head."
    assert errors(response) == {"person": [f"On 01/03/2026 the authorisation does not hold: {reason}"]}


def test_a_unit_that_has_ended_authorises_nobody(desk):
    unit = make_unit(head_title="Viện trưởng", valid_to=date(2025, 6, 30))

    response = post(desk, ADD, **typed(unit, deputy(unit)))

    reason = "The unit does not exist on this day."
    assert errors(response) == {"unit": [f"On 01/03/2026 the authorisation does not hold: {reason}"]}


def test_the_title_of_the_head_must_be_known_before_somebody_signs_for_it(desk):
    unit = make_unit()

    response = post(desk, ADD, **typed(unit, deputy(unit)))

    reason = "The title of the unit's head is not on record."
    assert errors(response) == {"unit": [f"On 01/03/2026 the authorisation does not hold: {reason}"]}


def test_one_person_at_a_time_stands_in_for_the_head(desk, unit):
    authorise(deputy(unit, "Lê Một"), unit, is_for_absence=True, valid_from=FIRST, valid_to=LAST)
    second = typed(unit, deputy(unit, "Lê Hai"), is_for_absence="on", valid_from="31/03/2026")

    refused = post(desk, ADD, **second, valid_to="10/04/2026")
    taken = post(desk, ADD, **second | {"valid_from": "01/04/2026"}, valid_to="10/04/2026")

    sentence = "Lê Một stands in for the head on the same days (01/03/2026 – 31/03/2026); end that first."
    assert errors(refused) == {"valid_from": [sentence]}
    assert taken.status_code == 302


def test_a_standing_authorisation_may_overlap_an_absence(desk, unit):
    authorise(deputy(unit, "Lê Một"), unit, is_for_absence=True, valid_from=FIRST, valid_to=LAST)

    assert post(desk, ADD, **typed(unit, deputy(unit, "Lê Hai"))).status_code == 302


def test_a_second_click_does_not_enter_the_document_twice(desk, unit):
    values = typed(unit, deputy(unit))
    post(desk, ADD, **values)

    response = post(desk, ADD, **values)

    sentence = "This document is on record for Trần Thị Phó already (01/03/2026 – …)."
    assert errors(response) == {"valid_from": [sentence]}


def test_an_authorisation_ends_on_a_day_and_is_not_judged_against_itself(desk, unit):
    row = authorise(deputy(unit), unit, is_for_absence=True, valid_from=FIRST, valid_to=LAST)
    url = f"/admin/units/authorisation/{row.pk}/change/"

    response = post(desk, url, valid_to="20/03/2026")

    row.refresh_from_db()
    assert (response.status_code, row.valid_to) == (302, date(2026, 3, 20))
    assert json.loads(AuditEntry.objects.latest("seq").body)["data"] == {"fields": ["valid_to"]}


def test_an_authorisation_is_not_deleted(desk, unit):
    row = authorise(deputy(unit), unit)

    response = desk.post(f"/admin/units/authorisation/{row.pk}/delete/", {"post": "yes"})

    assert (response.status_code, Authorisation.objects.count()) == (403, 1)


@pytest.mark.parametrize(
    ("query", "shown"),
    [("", 3), ("?q=phu+yen", 3), ("?q=tran+thi", 2), ("?q=nobody", 0), ("?day=today", 1), ("?day=over", 1),
     ("?day=later", 1)],
)  # fmt: skip
def test_the_list_is_searched_without_diacritics_and_filtered_by_day(desk, unit, query, shown):
    authorise(deputy(unit), unit, valid_from=date(2020, 1, 1))
    authorise(deputy(unit), unit, valid_from=date(2020, 1, 1), valid_to=date(2020, 2, 1))
    authorise(deputy(unit, "Lê Mai"), unit, valid_from=date(2100, 1, 1))

    response = desk.get(f"/admin/units/authorisation/{query}")

    assert len(response.context["cl"].result_list) == shown
