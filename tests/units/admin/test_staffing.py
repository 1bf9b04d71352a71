"""A transfer, leaving and coming back, as an administrator records them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.units import appoint, assign, client_of, grant, make_person, make_unit, make_user
from units.enums import Role

TODAY = timezone.localdate()
FIRST = TODAY + timedelta(days=10)
WHAT_ENDS = re.compile(r"<h2>Ends on [\d/]+</h2>\s*<ul>(.*?)</ul>", re.S)


def url(person, act="transfer"):
    return f"/admin/units/person/{person.pk}/{act}/"


def day(value):
    return f"{value:%d/%m/%Y}"


@pytest.fixture
def person(db):
    person = make_person("Trần Văn An")
    assign(person, make_unit("VKSND tỉnh Cũ"))
    return person


@pytest.fixture
def new(db):
    return make_unit("VKSND tỉnh Mới", code="MOI")


def move(new, go="preview", on=FIRST, **more):
    return {"to": new.pk, "position_title": "Kiểm sát viên", "on": day(on), "go": go, **more}


def ends(response) -> list[str]:
    found = WHAT_ENDS.search(response.content.decode())
    lines = re.findall(r"<li>(.*?)</li>", found[1], re.S) if found else []
    return [" ".join(re.sub("<[^>]+>", " ", line).split()) for line in lines]


def test_the_page_of_a_person_leads_to_the_acts_that_fit(desk, person):
    gone = make_person(left_on=TODAY)

    here = desk.get(f"/admin/units/person/{person.pk}/change/").content.decode()
    left = desk.get(f"/admin/units/person/{gone.pk}/change/").content.decode()

    offered = [[act for act in ("transfer", "leave", "return") if url(it, act) in page]
               for it, page in ((person, here), (gone, left))]  # fmt: skip
    assert offered == [["transfer", "leave"], ["return"]]


def test_first_it_is_shown_what_ends_and_nothing_is_changed(desk, person, new):
    appoint(person, person.assignments.get().unit, "deputy", position_title="Phó Viện trưởng")

    response = desk.post(url(person), move(new))

    assert ends(response) == [
        "Place of work: Kiểm sát viên, VKSND tỉnh Cũ",
        "Post: Phó Viện trưởng, VKSND tỉnh Cũ",
    ]
    assert person.assignments.get().valid_to is None


def test_then_it_is_done_once_also_by_a_double_click(desk, person, new):
    shown = desk.post(url(person), move(new)).context["plan"].fingerprint

    answers = [desk.post(url(person), move(new, "execute", fingerprint=shown)) for _click in range(2)]

    back = f"/admin/units/person/{person.pk}/change/"
    assert [(it.status_code, it.url) for it in answers] == [(302, back), (302, back)]
    rows = person.assignments.order_by("pk").values_list("unit__short_name", "valid_from", "valid_to")
    assert list(rows) == [
        ("VKSND tỉnh Cũ", None, FIRST - timedelta(days=1)),
        ("VKSND tỉnh Mới", FIRST, None),
    ]


def test_a_preview_that_is_no_longer_true_is_shown_anew(desk, person, new):
    shown = desk.post(url(person), move(new)).context["plan"].fingerprint
    appoint(person, person.assignments.get().unit, "deputy", position_title="Phó Viện trưởng")

    response = desk.post(url(person), move(new, "execute", fingerprint=shown))

    assert list(response.context["stale"]) == [
        "Something has changed since this preview was made. Look at it again."
    ]
    assert len(ends(response)) == 2
    assert person.assignments.count() == 1


def test_what_was_changed_after_the_preview_is_previewed_first(desk, person, new):
    shown = desk.post(url(person), move(new)).context["plan"].fingerprint

    response = desk.post(url(person), move(new, "execute", FIRST + timedelta(days=1), fingerprint=shown))

    assert (response.status_code, person.assignments.count()) == (200, 1)


def test_without_a_preview_nothing_is_done(desk, person, new):
    response = desk.post(url(person), move(new, "execute"))

    assert (response.status_code, person.assignments.count()) == (200, 1)


def test_refusals_stand_at_their_field_and_keep_what_was_typed(desk, person):
    old = person.assignments.get().unit

    response = desk.post(url(person), move(old, position_title="Kiểm tra viên"))

    form = response.context["form"]
    assert form.errors == {"to": ["The person works in VKSND tỉnh Cũ already (… – …)."]}
    assert form["position_title"].value() == "Kiểm tra viên"


def test_a_unit_and_a_day_are_needed(desk, person):
    response = desk.post(url(person), {"go": "preview", "on": "31/02/2026"})

    assert sorted(response.context["form"].errors) == ["on", "to"]


def test_without_scripts_a_unit_is_named_by_its_code(desk, person, new):
    response = desk.post(url(person), {"to-code": "MOI", "on": day(FIRST), "go": "preview"})

    assert response.context["plan"].to == new


def test_leaving_is_previewed_and_done(desk, person):
    asked = {"on": day(TODAY), "go": "preview"}
    preview = desk.post(url(person, "leave"), asked)

    desk.post(
        url(person, "leave"), {**asked, "go": "execute", "fingerprint": preview.context["plan"].fingerprint}
    )

    person.refresh_from_db()
    assert ends(preview) == ["Place of work: Kiểm sát viên, VKSND tỉnh Cũ"]
    assert (person.left_on, person.assignments.get().valid_to) == (TODAY, TODAY)


def test_coming_back_is_previewed_and_done(desk, new):
    person = make_person(left_on=TODAY - timedelta(days=100))
    asked = move(new, on=TODAY)
    preview = desk.post(url(person, "return"), asked)

    desk.post(
        url(person, "return"), {**asked, "go": "execute", "fingerprint": preview.context["plan"].fingerprint}
    )

    person.refresh_from_db()
    assert (person.left_on, person.assignments.get().unit) == (None, new)


def test_only_administrators_come_here(person):
    officer = make_user()
    grant(officer, Role.OFFICER, make_unit())

    assert client_of(officer).get(url(person)).status_code == 403


def test_the_list_tells_who_has_left(desk, person):
    make_person("Nguyễn Đã Nghỉ", left_on=TODAY - timedelta(days=1))

    names = {
        value: [
            row.full_name for row in desk.get(f"/admin/units/person/?left={value}").context["cl"].result_list
        ]
        for value in ("yes", "no")
    }

    assert names["yes"] == ["Nguyễn Đã Nghỉ"]
    assert "Trần Văn An" in names["no"]
    assert "Nguyễn Đã Nghỉ" not in names["no"]
