"""What a unit was called on a day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.names import close, rename
from tests.factories.units import assign, make_person, make_unit
from units.models import UnitName
from units.queries.names import Name, Names, names_on

pytestmark = pytest.mark.django_db
OLD, NEW = "VKSND tỉnh Thừa Thiên Huế", "VKSND thành phố Huế"


def hue():
    return rename(make_unit(OLD), NEW, date(2025, 1, 1))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(1990, 5, 1), OLD),
        (date(2024, 12, 31), OLD),
        (date(2025, 1, 1), NEW),
        (date(2040, 1, 1), NEW),
    ],
)
def test_case_12_a_renamed_unit_is_called_by_the_name_of_the_day(day, name):
    unit = hue()

    assert names_on([unit], day) == {unit.pk: Name(name, name)}


def test_a_name_that_begins_tomorrow_is_not_said_today():
    unit = rename(make_unit("VKSND tỉnh Đồng Nai"), "VKSND thành phố Đồng Nai", date(2026, 11, 23))

    assert str(names_on([unit], date(2026, 11, 22))[unit.pk]) == "VKSND tỉnh Đồng Nai"


def test_after_its_last_day_a_unit_keeps_its_last_name_and_before_its_first_day_has_its_first():
    unit = make_unit("VKSND huyện Phú Tân", valid_from=date(2004, 1, 1))
    rename(unit, "VKSND thị xã Phú Tân", date(2020, 1, 1))
    close(unit, date(2025, 6, 30))

    known = Names([unit])

    assert [str(known.on(unit, date(year, 1, 1))) for year in (2000, 2019, 2026)] == [
        "VKSND huyện Phú Tân",
        "VKSND huyện Phú Tân",
        "VKSND thị xã Phú Tân",
    ]


def test_in_a_gap_between_two_names_the_earlier_one_is_said():
    unit = make_unit("Sau")
    UnitName.objects.create(unit=unit, full_name="Trước", short_name="Trước", valid_to=date(2020, 1, 1))
    UnitName.objects.create(unit=unit, full_name="Sau", short_name="Sau", valid_from=date(2022, 1, 1))

    assert str(Names([unit]).on(unit, date(2021, 1, 1))) == "Trước"


def test_a_unit_without_names_on_record_is_called_as_it_is_listed():
    unit = make_unit("Viện kiểm sát nhân dân tỉnh Cà Mau", short_name="VKSND tỉnh Cà Mau")

    assert names_on([unit], date(2022, 1, 1))[unit.pk] == Name(unit.name, unit.short_name)


def test_all_names_borne_in_the_days_of_a_row_are_known_in_their_order():
    unit = hue()
    over_both = assign(make_person(), unit, valid_from=date(2020, 1, 1))
    before = assign(make_person(), unit, valid_to=date(2024, 12, 31))
    known = Names([unit])

    assert [name.short_name for name in known.during(unit, over_both)] == [OLD, NEW]
    assert [name.short_name for name in known.during(unit, before)] == [OLD]


@pytest.mark.parametrize("count", [1, 3, 50])
def test_names_are_read_with_one_query(count):
    units = [make_unit() for _number in range(count)]

    with CaptureQueriesContext(
        connection,
    ) as captured:
        names_on(units, date(2024, 1, 1))

    assert len(captured) == 1
