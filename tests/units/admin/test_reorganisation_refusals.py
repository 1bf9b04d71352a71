"""What an act on units refuses: at the field, in a sentence, with nothing lost and nothing done."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.units import assign, grant, make_cluster, make_person, make_unit, make_user, make_year
from tests.units.admin.browsing import verified_client
from tests.units.admin.pages import Form
from tests.units.admin.test_reorganisation import Walk
from units.models import AuditEntry, Unit

pytestmark = pytest.mark.django_db
ACTS = "/admin/units/unit/reorganise/"
NEW = {
    "new_units__0__code": "MOI",
    "new_units__0__name": "Viện kiểm sát nhân dân tỉnh Mới",
    "new_units__0__short_name": "VKSND tỉnh Mới",
}


@pytest.fixture
def one():
    return make_unit("VKSND tỉnh Một", code="MOT", valid_from=date(2015, 1, 1))


@pytest.fixture
def two():
    return make_unit("VKSND tỉnh Hai", code="HAI")


def errors(form):
    return {name: [str(error) for error in found] for name, found in form.errors.items()}


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"predecessors": [], "effective_on": ""}, {"predecessors", "effective_on"}),
        ({"effective_on": "31/02/2025"}, {"effective_on"}),
        ({"effective_on": "2025"}, {"effective_on"}),
        ({"legal_basis": "a" * 251}, {"legal_basis"}),
        ({"predecessors": ["1e9"]}, {"predecessors"}),
        ({"predecessors": ["9" * 30]}, {"predecessors"}),
    ],
)
def test_what_cannot_be_read_is_refused_on_the_first_page_and_kept(desk, one, two, values, wrong):
    given = {
        "predecessors": [one.pk, two.pk],
        "effective_on": "01/07/2025",
        "legal_basis": "Quyết định",
    } | values
    walk = Walk(desk, "merge").go("new", **given)

    form = walk.page.context["typed"].units
    assert (walk.template, set(form.errors)) == ("units", wrong)
    assert form["legal_basis"].value() == given["legal_basis"]
    assert "<title>Error: " in walk.text


def test_a_code_that_no_unit_has_is_named_and_stays_in_its_field(desk, one):
    walk = Walk(desk, "merge").go("new", predecessors__code="MOT, XYZ", effective_on="01/07/2025")

    assert errors(walk.page.context["typed"].units) == {
        "predecessors": ["There is no unit with the code “XYZ”."]
    }
    fields = Form(walk.page).fields
    assert (fields["predecessors"], fields["predecessors-code"]) == ([str(one.pk)], ["XYZ"])


@pytest.mark.parametrize(
    ("codes", "day", "field", "sentence"),
    [
        (
            "MOT MOT",
            "01/07/2025",
            "predecessors",
            "VKSND tỉnh Một is named twice: a unit cannot be merged with itself.",
        ),
        ("MOT", "01/07/2025", "predecessors", "Choose at least two units: a merger needs them."),
        (
            "MOT HAI",
            "01/01/2015",
            "effective_on",
            "VKSND tỉnh Một begins on 01/01/2015 only: choose a later day.",
        ),
        ("MOT HAI", "01/07/1925", "effective_on", "The day lies too far in the past."),
        ("MOT HAI", "01/07/2199", "effective_on", "The day lies more than a year ahead."),
        ("MOT CU", "01/07/2025", "predecessors", "VKSND tỉnh Cũ ended on 31/12/2020."),
    ],
)
def test_what_cannot_be_is_refused_where_it_was_typed_though_a_later_page_is_filled_in(
    desk, one, two, codes, day, field, sentence
):
    make_unit("VKSND tỉnh Cũ", code="CU", valid_to=date(2020, 12, 31))
    before = (Unit.objects.count(), AuditEntry.objects.count())
    walk = Walk(desk, "merge").go("new", predecessors__code=codes, effective_on=day).go("choices", **NEW)

    assert (walk.template, errors(walk.page.context["typed"].units)) == ("units", {field: [sentence]})
    assert Form(walk.page).fields["new_units-0-code"] == ["MOI"]
    assert (Unit.objects.count(), AuditEntry.objects.count()) == before


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"new_units__0__code": ""}, "code"),
        ({"new_units__0__code": "HAI"}, "code"),
        ({"new_units__0__name": "  "}, "name"),
        ({"new_units__0__short_name": "x" * 151}, "short_name"),
        ({"new_units__0__kind": "kingdom"}, "kind"),
    ],
)
def test_a_new_unit_that_cannot_be_is_refused_at_its_field(desk, one, two, values, field):
    walk = Walk(desk, "merge").go("new", predecessors=[one.pk, two.pk], effective_on="01/07/2025")

    walk.go("choices", **(NEW | values))

    assert (walk.template, list(walk.page.context["typed"].new[0].errors)) == ("new", [field])


def test_a_unit_cannot_be_absorbed_by_itself(desk, one):
    walk = Walk(desk, "absorb", one).go("choices", absorbed_by=one.pk, effective_on="01/07/2025")

    assert errors(walk.page.context["typed"].units) == {
        "absorbed_by": ["VKSND tỉnh Một cannot be absorbed by itself."]
    }


@pytest.mark.parametrize("count", ["1", "21", "many"])
def test_a_split_has_two_units_at_least_and_not_too_many(desk, one, count):
    walk = Walk(desk, "split", one).go("new", count=count, effective_on="01/07/2025")

    assert list(walk.page.context["typed"].units.errors) == ["count"]


def test_a_cluster_of_another_year_is_refused_and_asked_for_again(desk, one, two):
    year = make_year(2025)
    make_cluster(year, [one], number=7)
    stranger = make_cluster(make_year(2024, year.organiser), [], number=9)
    walk = Walk(desk, "merge").go("new", predecessors=[one.pk, two.pk], effective_on="01/07/2025")
    walk.go("choices", **NEW)

    walk.go("preview", **{f"cluster__0__{year.pk}": stranger.pk})

    sentence = "The cluster chosen for VKSND tỉnh Mới belongs to another year or organiser."
    assert (walk.template, walk.page.context["typed"].refusals["clusters"][0]) == ("choices", sentence)


def test_places_of_people_who_are_not_concerned_any_more_are_asked_for_again(desk, one, two):
    """The unit was changed on the first page after the people of another had been told where to go."""
    person, other = make_person("Nguyễn Văn An"), make_person("Trần Thị Bình")
    assign(person, one)
    assign(other, two)
    walk = Walk(desk, "abolish", one).go("choices", effective_on="01/07/2025")
    walk.go("preview", **{f"person__{person.pk}": "leaves"}).go("units")

    walk.go("preview", predecessors=[two.pk])

    assert walk.template == "choices"
    assert [field.label for field in walk.page.context["asked"].people] == ["Trần Thị Bình"]


def test_a_unit_below_stands_where_it_was_said_and_nowhere_else(desk, one):
    below = make_unit("Phòng Một", "department", one)
    walk = Walk(desk, "split", one).go("new", count="2", effective_on="01/07/2025")
    second = {name.replace("0", "1"): f"{value} 2" for name, value in NEW.items()}
    walk.go("choices", **(NEW | second | {"new_units__1__code": "MOI2"}))
    asked = walk.page.context["asked"].children

    refused = walk.go("preview", **{f"child__{below.pk}": "new-7"}).page.context["typed"].refusals
    walk.go("preview", **{f"child__{below.pk}": "new-1"}).done()

    below.refresh_from_db()
    assert [(field.label, [option.label for option in field.options]) for field in asked] == [
        ("Phòng Một", ["VKSND tỉnh Mới", "VKSND tỉnh Mới 2"])
    ]
    assert refused == {"children": ["Choose one of the new units."]}
    assert below.parent.code == "MOI2"


def test_a_fingerprint_that_was_never_shown_executes_nothing(desk, one):
    walk = Walk(desk, "rename", one)
    names = {"new_name": "Viện mới", "new_short_name": "VKSND mới"}
    walk.go("preview", effective_on="01/07/2025", **names)

    page = desk.post(walk.url, Form(walk.page).filled("execute", fingerprint="0" * 64))

    one.refresh_from_db()
    assert (page.status_code, one.short_name) == (200, "VKSND tỉnh Một")


def test_an_act_that_does_not_exist_is_not_found(desk):
    assert [desk.get(f"{ACTS}explode/").status_code, desk.post(ACTS).status_code] == [404, 405]


def test_a_unit_in_the_address_that_does_not_exist_is_passed_over(desk):
    answers = [desk.get(f"{ACTS}rename/", {"unit": text}) for text in ("987654321", "x", "9" * 40, "²")]

    assert [answer.status_code for answer in answers] == [200] * 4


@pytest.mark.parametrize("go", ["", "units", "new", "choices", "preview", "execute", "nonsense"])
def test_only_administrators_act_whatever_they_send(db, go):
    officer = make_user()
    grant(officer, "officer", make_unit())

    assert verified_client(officer).post(f"{ACTS}merge/", {"go": go}).status_code == 403


@pytest.mark.parametrize("act", ["merge", "absorb", "split", "abolish", "rename"])
@pytest.mark.parametrize("go", ["", "units", "new", "choices", "preview", "execute", "nonsense"])
def test_an_empty_form_leads_to_the_first_page(desk, act, go):
    page = desk.post(f"{ACTS}{act}/", {"go": go})

    assert (page.status_code, "effective_on" in page.context["typed"].units.errors) == (200, True)


def test_the_preview_asks_the_database_as_often_for_one_person_as_for_a_hundred(desk):
    def queries(people):
        unit = make_unit()
        for _number in range(people):
            assign(make_person(), unit)
        walk = Walk(desk, "abolish", unit)
        with CaptureQueriesContext(connection) as asked:
            walk.go("choices", effective_on="01/07/2025", receivers=[receiver.pk])
            walk.go("preview")
        assert walk.template == "preview"
        return len(asked)

    receiver = make_unit()
    queries(1)

    assert queries(1) == queries(3) == queries(150)
