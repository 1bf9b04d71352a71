"""People, posts, names of units and years, as an administrator enters them."""

from datetime import date

import pytest

from tests.factories.units import appoint, assign, make_person, make_unit, make_year
from tests.units.admin.browsing import add_row, form_data, row_errors
from units.models import Deadline, EmulationYear, Unit


def person_url(person):
    return f"/admin/units/person/{person.pk}/change/"


def test_a_unit_has_one_head_at_a_time(desk):
    unit, old, new = make_unit(), make_person("Trần Văn An"), make_person()
    appoint(old, unit, valid_from=date(2024, 1, 1))
    data = form_data(desk.get(person_url(new)))
    head = {"unit": unit.pk, "capacity": "acting_head", "position_title": "Viện trưởng"}
    add_row(data, "appointments", **head, valid_from="01/03/2026")

    response = desk.post(person_url(new), data)

    sentence = "Trần Văn An heads this unit on the same days (01/01/2024 – …); end that appointment first."
    assert row_errors(response, "appointments") == [{"valid_from": [sentence]}]


def test_the_next_head_follows_when_the_last_has_an_end(desk):
    unit, old, new = make_unit(), make_person(), make_person()
    appoint(old, unit, valid_to=date(2026, 2, 28))
    data = form_data(desk.get(person_url(new)))
    head = {"unit": unit.pk, "capacity": "head", "position_title": "Viện trưởng"}
    add_row(data, "appointments", **head, valid_from="01/03/2026")

    desk.post(person_url(new), data)

    assert [it.person for it in unit.appointments.order_by("pk")] == [old, new]


def test_a_person_works_in_one_unit_at_a_time(desk):
    person, first, second = make_person(), make_unit("VKSND tỉnh Gia Lai"), make_unit()
    assign(person, first, valid_from=date(2020, 1, 1))
    data = form_data(desk.get(person_url(person)))
    add_row(data, "assignments", unit=second.pk, valid_from="01/01/2026")

    response = desk.post(person_url(person), data)

    sentence = "On these days the person works in VKSND tỉnh Gia Lai (01/01/2020 – …); end that first."
    assert row_errors(response, "assignments") == [{}, {"valid_from": [sentence]}]


def test_a_new_unit_bears_its_name_from_its_first_day(desk):
    data = form_data(desk.get("/admin/units/unit/add/"))
    data |= {"code": "GL", "kind": "province", "name": "Viện kiểm sát nhân dân tỉnh Gia Lai"}
    data |= {"short_name": "VKSND tỉnh Gia Lai", "valid_from": "01/07/2025"}

    desk.post("/admin/units/unit/add/", data)

    name = Unit.objects.get(code="GL").names.get()
    assert (name.short_name, name.valid_from) == ("VKSND tỉnh Gia Lai", date(2025, 7, 1))


def test_case_12_a_rename_is_a_second_name_and_lists_show_the_latest(desk):
    unit = make_unit("VKSND tỉnh Thừa Thiên Huế")
    unit.names.all().delete()
    unit.names.create(full_name=unit.name, short_name=unit.name, valid_to=date(2024, 12, 31))
    url = f"/admin/units/unit/{unit.pk}/change/"
    data = form_data(desk.get(url))
    new = "VKSND thành phố Huế"
    add_row(data, "names", full_name=new, short_name=new, valid_from="01/01/2025")

    desk.post(url, data | {"name": "forged", "short_name": "forged"})

    unit.refresh_from_db()
    assert (unit.short_name, unit.names.count()) == (new, 2)
    assert list(Unit.objects.matching("thua thien hue")) == [unit]


def test_two_names_on_one_day_are_refused(desk):
    unit = make_unit()
    unit.names.all().delete()
    unit.names.create(full_name=unit.name, short_name=unit.name)
    url = f"/admin/units/unit/{unit.pk}/change/"
    data = form_data(desk.get(url))
    add_row(data, "names", full_name="Khác", short_name="Khác", valid_from="01/01/2025")

    response = desk.post(url, data)

    sentence = "Another name is valid on these days; end that one first."
    assert row_errors(response, "names") == [{}, {"valid_from": [sentence]}]


def test_a_unit_cannot_stand_below_itself(desk):
    upper = make_unit()
    lower = make_unit(parent=upper)
    url = f"/admin/units/unit/{upper.pk}/change/"

    response = desk.post(url, form_data(desk.get(url)) | {"parent": lower.pk})

    assert response.context["adminform"].form.errors == {"parent": ["A unit cannot stand below itself."]}


def test_a_year_has_its_deadlines_and_guidance_on_one_page(desk):
    organiser = make_unit(kind="supreme")
    data = form_data(desk.get("/admin/units/emulationyear/add/")) | {"organiser": organiser.pk, "year": 2027}
    add_row(data, "deadlines", kind="registration", due_on="28/02/2027")
    add_row(data, "guidance", position=1, citation="Luật Thi đua, khen thưởng", is_legal_basis="on")

    desk.post("/admin/units/emulationyear/add/", data)

    year = EmulationYear.objects.get(year=2027)
    assert [it.due_on for it in year.deadlines.all()] == [date(2027, 2, 28)]
    assert [it.citation for it in year.guidance.all()] == ["Luật Thi đua, khen thưởng"]


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"year": 26}, {"year": ["Write the year with four digits, for example 2026."]}),
        ({"year": 2026}, {"year": ["The organiser has this year already."]}),
        (
            {"year": 2027, "starts_on": "01/12/2027", "ends_on": "01/01/2027"},
            {"ends_on": ["The last day is before the first."]},
        ),
    ],
)
def test_a_year_that_cannot_be_is_refused_at_the_field(desk, values, errors):
    organiser = make_unit(kind="supreme")
    make_year(2026, organiser)
    data = form_data(desk.get("/admin/units/emulationyear/add/")) | {"organiser": organiser.pk}

    response = desk.post("/admin/units/emulationyear/add/", data | values)

    assert response.context["adminform"].form.errors == errors


def test_a_second_deadline_for_a_step_is_refused(desk):
    year = make_year()
    Deadline.objects.create(year=year, kind="signing", due_on=date(2026, 3, 31))
    url = f"/admin/units/emulationyear/{year.pk}/change/"
    data = form_data(desk.get(url))
    add_row(data, "deadlines", kind="signing", due_on="30/04/2026")

    response = desk.post(url, data)

    assert response.status_code == 200
    assert year.deadlines.count() == 1
