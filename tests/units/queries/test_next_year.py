"""What the last year proposes: days, places that ended units leave, whose turn it is."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.units import make_cluster, make_unit, make_year
from units.models import ClusterLeadership, ClusterMembership, Unit, UnitSuccession
from units.queries.next_year import a_year_later, offer
from units.queries.rotation import take_turns

LAST_OLD, FIRST_NEW = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


def follow(predecessor, *successors, kind="merge"):
    for successor in successors:
        UnitSuccession.objects.create(
            predecessor=predecessor, successor=successor, kind=kind, effective_on=FIRST_NEW
        )


def offered(year):
    return [
        [(member.unit.short_name, *member.notes) for member in cluster.members]
        for cluster in offer(year).clusters
    ]


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2025, 1, 1), date(2026, 1, 1)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
    ],
)
def test_a_day_comes_again_a_year_later(day, later):
    assert a_year_later(day) == later


@pytest.mark.django_db
class TestPeriod:
    def test_a_year_to_the_end_of_february_ends_with_february_again(self):
        year = make_year(2023, starts_on=date(2022, 3, 1), ends_on=date(2023, 2, 28))

        found = offer(year)

        assert (found.starts_on, found.ends_on) == (date(2023, 3, 1), date(2024, 2, 29))

    @pytest.mark.parametrize("starts_on", [date(2026, 1, 1), None])
    def test_a_year_that_lasted_longer_is_followed_from_the_day_after_its_last(self, starts_on):
        year = make_year(2026, starts_on=starts_on, ends_on=date(2027, 2, 20))

        found = offer(year)

        assert (found.starts_on, found.ends_on) == (date(2027, 2, 21), date(2028, 2, 20))

    def test_what_is_not_known_of_the_last_year_is_not_known_of_the_next(self):
        found = offer(make_year(2022))

        assert (found.starts_on, found.ends_on) == (None, None)


@pytest.mark.django_db
class TestPlaces:
    def test_a_unit_that_has_ended_gives_its_place_to_its_successor_once(self):
        old = [make_unit(name, valid_to=LAST_OLD) for name in ("Đắk Nông cũ", "Lâm Đồng cũ", "Bình Thuận cũ")]
        new, stays = make_unit("Lâm Đồng", valid_from=FIRST_NEW), make_unit("Gia Lai")
        for unit in old:
            follow(unit, new)
        year = make_year(2025)
        make_cluster(year, [stays, old[1], old[0]], number=7)
        make_cluster(year, [old[2]], number=9)

        assert offered(year) == [
            [
                ("Gia Lai",),
                (
                    "Lâm Đồng",
                    "inherits from Lâm Đồng cũ, which ended on 30/06/2025",
                    "inherits from Đắk Nông cũ, which ended on 30/06/2025",
                    "inherits from Bình Thuận cũ, which ended on 30/06/2025",
                ),
            ],
            [],
        ]
        assert offer(year).clusters[1].notes == (
            "Bình Thuận cũ ended on 30/06/2025; its successor has its place in another cluster: Lâm Đồng.",
        )

    def test_a_successor_that_is_a_member_already_keeps_its_own_place(self):
        old, new = make_unit("Bình Định", valid_to=LAST_OLD), make_unit("Gia Lai", valid_from=FIRST_NEW)
        follow(old, new)
        cluster = make_cluster(make_year(2025), [old, make_unit("Phú Yên"), new])
        cluster.memberships.filter(unit=old).update(valid_to=LAST_OLD)

        assert offered(cluster.year) == [
            [("Phú Yên",), ("Gia Lai", "inherits from Bình Định, which ended on 30/06/2025")]
        ]

    def test_a_split_unit_is_followed_by_all_and_a_chain_by_its_last(self):
        first, between = make_unit("A", valid_to=date(2024, 12, 31)), make_unit("B", valid_to=LAST_OLD)
        halves = [make_unit("C"), make_unit("D")]
        follow(first, between)
        follow(between, *halves, kind="split")
        year = make_year(2025)
        make_cluster(year, [first])

        assert [[row[0] for row in rows] for rows in offered(year)] == [["C", "D"]]

    def test_an_abolished_unit_leaves_an_empty_place_and_a_word_about_it(self):
        gone = make_unit("Phú Tân", valid_to=LAST_OLD)
        UnitSuccession.objects.create(
            predecessor=gone, successor=None, kind="abolish", effective_on=FIRST_NEW
        )
        cluster = make_cluster(make_year(2025), [gone])

        found = offer(cluster.year).clusters[0]

        assert (found.members, found.notes) == (
            (), ("Phú Tân ended on 30/06/2025; no successor is on record.",),
        )  # fmt: skip

    def test_a_unit_that_moved_within_the_year_is_offered_where_it_is_now(self):
        year, unit = make_year(2025), make_unit("Kiên Giang")
        old, new = make_cluster(year, [unit], number=11), make_cluster(year, [unit], number=13)
        old.memberships.update(valid_to=LAST_OLD)
        new.memberships.update(valid_from=FIRST_NEW)

        found = offer(year).clusters

        assert [[member.unit for member in one.members] for one in found] == [[], [unit]]
        assert found[0].notes == ("Kiên Giang was a member until 30/06/2025.",)

    def test_a_successor_of_an_unconsidered_unit_is_told_of_and_not_barred(self):
        old, new = make_unit("A", valid_to=LAST_OLD), make_unit("B", valid_from=FIRST_NEW)
        follow(old, new)
        cluster = make_cluster(make_year(2025), [old], deputy=old)
        cluster.memberships.update(is_considered=False, exclusion_reason="Vi phạm")

        found = offer(cluster.year).clusters[0]

        assert found.members[0].notes[1] == "A was not considered for emulation in 2025: Vi phạm"
        assert found.turn.lead == new


@pytest.mark.django_db
class TestWhoseTurn:
    def turn(self, units, **led):
        return offer(make_cluster(make_year(2025), units, **led).year).clusters[0].turn

    def test_the_deputy_leads_and_after_the_last_comes_the_first(self):
        units = [make_unit() for _n in range(3)]

        turn = self.turn(units, leader=units[1], deputy=units[2])

        assert (turn.lead, turn.deputy) == (units[2], units[0])

    def test_without_a_deputy_the_unit_after_the_lead_unit_leads(self):
        units = [make_unit() for _n in range(3)]

        turn = self.turn(units, leader=units[0])

        assert (turn.lead, turn.deputy) == (units[1], units[2])

    def test_without_anybody_on_record_nobody_is_proposed(self):
        turn = self.turn([make_unit()])

        assert (turn.lead, turn.deputy, turn.skipped) == (None, None, ())

    def test_the_turn_of_a_deputy_that_was_abolished_is_that_of_the_unit_behind_it(self):
        units = [make_unit(), make_unit(valid_to=LAST_OLD), make_unit()]

        turn = self.turn(units, leader=units[0], deputy=units[1])

        assert (turn.lead, turn.deputy) == (units[2], units[0])

    def test_a_leadership_that_ended_within_the_year_gives_no_turn(self):
        units = [make_unit() for _n in range(3)]
        cluster = make_cluster(make_year(2025), units, leader=units[0], deputy=units[1])
        ClusterLeadership.objects.filter(role="pho").update(valid_to=LAST_OLD)

        assert offer(cluster.year).clusters[0].turn.lead == units[1]
        assert offer(cluster.year).clusters[0].deputy_before is None

    def test_the_guide_of_the_procuracy_bars_no_unit_outside_of_it(self):
        ministries = [make_unit(kind="outside"), make_unit(kind="outside")]
        cluster = make_cluster(make_year(2025), ministries, leader=ministries[0], deputy=ministries[1])
        ClusterMembership.objects.update(is_considered=False, exclusion_reason="Không xét")

        assert offer(cluster.year).clusters[0].turn.lead == ministries[1]


@given(st.integers(1, 9), st.integers(0, 20), st.sets(st.integers(1, 9)))
def test_whoever_is_proposed_is_a_free_member_and_nobody_twice(count, first, barred):
    units = [Unit(pk=pk) for pk in range(1, count + 1)]

    turn = take_turns(units, first=first, barred=barred)

    proposed = [unit for unit in (turn.lead, turn.deputy) if unit]
    free = [unit for unit in units if unit.pk not in barred]
    assert len({unit.pk for unit in proposed}) == len(proposed) == min(len(free), 2)
    assert all(unit in free for unit in proposed)
    assert all(unit.pk in barred for unit in turn.skipped)
