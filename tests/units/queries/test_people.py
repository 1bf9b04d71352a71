"""A person through time."""

from datetime import date

import pytest

from tests.factories.names import rename
from tests.factories.units import appoint, assign, make_person, make_unit
from units.models import Authorisation, Unit, UnitPlacement
from units.queries.people import last_posts, person_page, units_answering_for

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 1)


def page(person, today=TODAY):
    return person_page(person, Unit.objects.all(), today)


def test_posts_are_told_the_latest_first_with_the_names_of_their_days():
    person, hue = make_person(), make_unit("VKSND tỉnh Thừa Thiên Huế")
    rename(hue, "VKSND thành phố Huế", date(2025, 1, 1))
    da_nang = make_unit("VKSND thành phố Đà Nẵng")
    assign(person, hue, "Kiểm sát viên", valid_from=date(2010, 5, 1), valid_to=date(2018, 3, 31))
    assign(person, da_nang, "Kiểm sát viên", valid_from=date(2018, 4, 1), valid_to=date(2020, 8, 31))
    appoint(person, hue, "deputy", position_title="Phó Viện trưởng", valid_from=date(2020, 9, 1))

    posts = page(person).posts

    assert [(post.unit_name, post.row.position_title, post.days, post.is_now) for post in posts] == [
        ("VKSND thành phố Huế", "Phó Viện trưởng", "từ 01/09/2020", True),
        ("VKSND thành phố Đà Nẵng", "Kiểm sát viên", "01/04/2018 – 31/08/2020", False),
        ("VKSND tỉnh Thừa Thiên Huế", "Kiểm sát viên", "01/05/2010 – 31/03/2018", False),
    ]
    assert posts[0].earlier_names == ["đến 31/12/2024: VKSND tỉnh Thừa Thiên Huế"]


def test_the_present_post_is_the_appointment_where_an_assignment_stands_beside_it():
    person, unit = make_person(), make_unit()
    assign(person, unit, "Kiểm sát viên")
    headed = appoint(person, unit)

    assert [post.row for post in page(person).now] == [headed]


def test_who_works_in_two_units_is_shown_in_both():
    person = make_person()
    rows = {assign(person, make_unit()), assign(person, make_unit())}

    assert {post.row for post in page(person).now} == rows


def test_a_post_that_only_a_source_of_one_day_names_has_no_invented_bounds():
    person = make_person()
    year = {"valid_from": date(2022, 1, 1), "valid_to": date(2022, 12, 31), "bounds_known": False}
    appoint(person, make_unit(), **year)

    (post,) = page(person).posts

    assert (post.days, post.note) == ("", "theo nguồn năm 2022, chưa rõ thời hạn")


def test_a_department_is_told_with_the_unit_above_it_on_these_days():
    person, before, after = make_person(), make_unit("VKSND tỉnh Bình Định"), make_unit("VKSND tỉnh Gia Lai")
    room = make_unit("Phòng 9", kind="department", parent=after)
    UnitPlacement.objects.create(unit=room, parent=before, valid_to=date(2025, 6, 30))
    assign(person, room, valid_to=date(2024, 12, 31))
    assign(person, room, valid_from=date(2025, 7, 1))

    assert [post.above for post in page(person).posts] == ["VKSND tỉnh Gia Lai", "VKSND tỉnh Bình Định"]


def test_authorisations_are_told_apart_from_posts():
    person, unit = make_person(), make_unit()
    appoint(person, unit, "deputy")
    Authorisation.objects.create(
        person=person, unit=unit, form="KT", position_title="Phó Viện trưởng",
        document="Quyết định 12/QĐ-VKS", valid_from=date(2026, 1, 1), valid_to=date(2026, 6, 30),
    )  # fmt: skip

    shown = page(person)

    assert [post.row.document for post in shown.authorisations] == ["Quyết định 12/QĐ-VKS"]
    assert len(shown.posts) == 1


def test_case_77_who_has_left_holds_no_present_post_and_keeps_the_past_ones():
    person, unit = make_person(left_on=date(2026, 2, 28)), make_unit("VKSND tỉnh Cà Mau")
    assign(person, unit)

    shown = page(person)

    assert (shown.has_left, shown.now, [post.unit_name for post in shown.posts]) == (
        True,
        [],
        ["VKSND tỉnh Cà Mau"],
    )
    assert str(shown.state.text) == "Đã rời ngành, ngày làm việc cuối 28/02/2026"
    assert page(person, date(2026, 2, 28)).has_left is False


def test_only_posts_in_units_that_may_be_seen_are_told():
    person, seen, hidden = make_person(), make_unit(), make_unit()
    assign(person, seen)
    assign(person, hidden)

    posts = person_page(person, Unit.objects.filter(pk=seen.pk), TODAY).posts

    assert [post.row.unit for post in posts] == [seen]


def test_a_line_names_the_present_post_before_a_later_one():
    person, here = make_person(), make_unit("VKSND tỉnh An Giang")
    assign(person, here, "Kiểm sát viên", valid_to=date(2026, 3, 31))
    assign(person, make_unit("VKSND tỉnh Cà Mau"), "Kiểm sát viên", valid_from=date(2026, 4, 1))

    assert last_posts([person], Unit.objects.all(), TODAY) == {
        person.pk: "Kiểm sát viên · VKSND tỉnh An Giang"
    }


def test_the_units_above_answer_for_departments_and_regions_only():
    supreme = make_unit(kind="supreme")
    province = make_unit(parent=supreme)
    region = make_unit(kind="region", parent=province)
    room = make_unit(kind="department", parent=region)
    person = make_person()
    assign(person, room)

    assert units_answering_for(person, TODAY) == {room.pk, region.pk, province.pk}


def test_nobody_answers_for_a_person_before_the_first_and_after_the_last_day():
    person, unit = make_person(left_on=date(2026, 5, 31)), make_unit()
    assign(person, unit, valid_from=TODAY)
    days = [date(2026, 2, 28), TODAY, date(2026, 5, 31), date(2026, 6, 1)]

    assert [units_answering_for(person, day) for day in days] == [set(), {unit.pk}, {unit.pk}, set()]
