"""Where a unit came from and what became of it; expert cases 9, 12, 13 and 14."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories.names import rename
from tests.factories.units import make_unit
from units.models import Unit, UnitSuccession
from units.queries.lineage import MOST_A_SIDE, lineage

pytestmark = pytest.mark.django_db
TODAY, DAY, EVE = date(2026, 6, 1), date(2025, 7, 1), date(2025, 6, 30)


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


def follow(old: Unit, new: Unit | None, kind: str = "merge", day: date = DAY, **values) -> UnitSuccession:
    return old.successions.create(successor=new, kind=kind, effective_on=day, **values)


def line(unit: Unit) -> list[Unit]:
    return [kin.unit for kin in lineage(unit, TODAY).rows]


def closed(name: str, **values) -> Unit:
    return make_unit(name, valid_to=EVE, **values)


def test_case_9_a_merged_unit_and_those_it_was_merged_with_lead_to_one_successor():
    binh_dinh, gia_lai = closed("VKSND tỉnh Bình Định"), closed("VKSND tỉnh Gia Lai")
    new = make_unit("VKSND tỉnh Gia Lai", valid_from=DAY)
    follow(binh_dinh, new, legal_basis="NQ 202/2025/QH15")
    follow(gia_lai, new)

    rows = lineage(binh_dinh, TODAY).rows

    assert [(kin.unit, kin.is_self, kin.days) for kin in rows] == [
        (binh_dinh, True, "until 30/06/2025"),
        (new, False, "since 01/07/2025"),
    ]
    [act] = rows[0].acts
    assert (act.kind, act.name, act.day, act.legal_basis) == (
        "Merged into",
        "VKSND tỉnh Gia Lai",
        "01/07/2025",
        "NQ 202/2025/QH15",
    )
    # The other one is no ancestor of Bình Định, and the successor continues it all the same.
    assert [ancestor.unit for ancestor in rows[1].also_continues] == [gia_lai]
    assert line(new) == [binh_dinh, gia_lai, new]


def test_successions_are_followed_both_ways_to_the_end():
    first, second, third, fourth = (make_unit() for _number in range(4))
    follow(first, second, day=date(2020, 1, 1))
    follow(second, third, "split", date(2022, 1, 1))
    follow(third, fourth, "absorb", date(2024, 1, 1))

    assert [line(unit) for unit in (first, second, third, fourth)] == [[first, second, third, fourth]] * 4


def test_a_circle_made_by_mistake_is_walked_once():
    one, other = make_unit(), make_unit()
    follow(one, other, day=date(2020, 1, 1))
    follow(other, one, day=date(2022, 1, 1))

    assert set(line(one)) == {one, other}
    assert lineage(one, TODAY).chart is not None


def test_a_unit_that_stands_apart_has_no_line():
    unit = make_unit()
    follow(make_unit(), make_unit())

    shown = lineage(unit, TODAY)

    assert (shown.rows[0].unit, len(shown.rows), shown.chart, shown.is_cut) == (unit, 1, None, False)


def test_case_12_a_renamed_unit_is_one_bar_with_two_names():
    unit = rename(make_unit("VKSND tỉnh Thừa Thiên Huế"), "VKSND thành phố Huế", date(2025, 1, 1))

    shown = lineage(unit, TODAY)

    [kin], [bar] = shown.rows, shown.chart.bars
    assert kin.names == [
        ("VKSND tỉnh Thừa Thiên Huế", "until 31/12/2024"),
        ("VKSND thành phố Huế", "since 01/01/2025"),
    ]
    assert [block.number for block in bar.blocks] == ["1", "2"]


def test_case_13_an_abolished_unit_says_that_nothing_followed():
    unit = closed("VKSND huyện Phú Tân", kind="district")
    follow(unit, None, "abolish", is_verified=False)

    shown = lineage(unit, TODAY)

    [act], [bar] = shown.rows[0].acts, shown.chart.bars
    assert (act.kind, act.successor, act.day, act.is_verified) == ("Abolished", None, "01/07/2025", False)
    said = " ".join(text.words for text in bar.texts)
    assert said == ("VKSND huyện Phú Tân until 30/06/2025 · abolished, no successor · not verified")
    assert bar.end != ""


def test_case_14_the_high_procuratorate_goes_on_in_a_unit_of_another_level():
    old = closed("VKSND cấp cao tại Hà Nội", kind="high")
    new = make_unit(
        "Viện Công tố và Kiểm sát xét xử phúc thẩm tại Hà Nội", kind="supreme_department", valid_from=DAY
    )
    follow(old, new, "transfer")

    assert [(kin.unit.kind, kin.unit) for kin in lineage(new, TODAY).rows] == [
        ("high", old),
        ("supreme_department", new),
    ]


def test_of_very_many_the_nearest_are_shown_and_the_rest_is_owned_up_to():
    unit = make_unit()
    for _number in range(MOST_A_SIDE + 3):
        follow(make_unit(), unit)

    shown = lineage(unit, TODAY)

    assert (len(shown.rows), shown.is_cut) == (MOST_A_SIDE + 1, True)


def test_a_line_takes_three_queries_however_long_it_is():
    def asked(number: int) -> int:
        units = [make_unit() for _number in range(number)]
        for old, new in zip(units, units[1:], strict=False):
            follow(old, new)
        with CaptureQueriesContext(connection) as captured:
            lineage(units[-1], TODAY)
        return len(captured)

    assert [asked(number) for number in (1, 3, 40)] == [3, 3, 3]
