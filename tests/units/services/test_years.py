"""Opening a year as a service: all or nothing, once, and for the whole country in one go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories.racing import at_once
from tests.factories.units import make_cluster, make_unit, make_user, make_year
from units.models import AuditEntry, Cluster, ClusterLeadership, ClusterMembership, EmulationYear
from units.queries.next_year import offer
from units.services.opening import ClusterPlan, YearPlan, draft, misfits
from units.services.sample_rehearsal import load_organisation as load_rehearsal
from units.services.sample_rehearsal import rehearsal_year
from units.services.years import CannotOpen, open_year

AT = datetime(2025, 12, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


def plan_of(source: EmulationYear) -> YearPlan:
    """The proposal, confirmed as it is."""
    offered = offer(source)
    return YearPlan(
        year=offered.year,
        starts_on=offered.starts_on,
        ends_on=offered.ends_on,
        theme="",
        motto="",
        deadlines=(),
        clusters=tuple(
            ClusterPlan(
                source=one.cluster,
                number=one.cluster.number,
                name=one.name,
                members=tuple(member.unit for member in one.members),
                lead=one.turn.lead,
                deputy=one.turn.deputy,
                basis="rotation",
                handed_over_on=None,
            )
            for one in offered.clusters
        ),
    )


def opened(source: EmulationYear, **changes) -> EmulationYear:
    plan = replace(plan_of(source), **changes)
    return open_year(source=source, plan=plan, by=make_user(), at=AT)


def refusals(refusal) -> list[tuple[str, list[str]]]:
    return [(one.field, [str(text) for text in one.error.messages]) for one in refusal.value.misfits]


@pytest.mark.django_db
class TestOpening:
    def test_a_rehearsal_is_followed_by_a_rehearsal(self):
        assert opened(make_year(2025, is_rehearsal=True)).is_rehearsal is True

    def test_the_newcomers_rehearsal_stays_in_its_year_when_the_next_one_is_opened(self):
        load_rehearsal(at=AT)
        year = rehearsal_year()

        made = opened(year)

        assert made.year == year.year + 1
        assert rehearsal_year() == year
        assert load_rehearsal(at=AT) == 0

    def test_a_new_year_comes_after_the_last_one(self):
        with pytest.raises(CannotOpen) as refusal:
            opened(make_year(2025), year=2024)

        assert refusals(refusal) == [("year", ["The new year comes after 2025."])]

    def test_a_unit_whose_last_day_is_known_is_member_and_leader_until_then(self):
        unit = make_unit(valid_to=date(2026, 6, 30))
        cluster = make_cluster(make_year(2025), [unit], deputy=unit)

        made = opened(cluster.year).clusters.get()

        assert made.memberships.get().valid_to == date(2026, 6, 30)
        assert made.leaderships.get().valid_to == date(2026, 6, 30)

    def test_a_unit_that_ends_before_a_later_first_day_is_refused_at_the_unit(self):
        unit = make_unit("VKSND huyện Phú Tân", valid_to=date(2026, 1, 31))
        cluster = make_cluster(make_year(2025), [unit])

        with pytest.raises(CannotOpen) as refusal:
            opened(cluster.year, starts_on=date(2026, 2, 1), ends_on=date(2026, 12, 31))

        assert refusals(refusal) == [("take", ["VKSND huyện Phú Tân ended on 31/01/2026."])]

    @pytest.mark.parametrize(("is_rehearsal", "is_refused"), [(False, True), (True, False)])
    def test_a_first_day_within_another_year_is_refused_outside_of_a_rehearsal(
        self, is_rehearsal, is_refused
    ):
        period = {"starts_on": date(2025, 1, 1), "ends_on": date(2026, 2, 20)}
        year = make_year(2025, is_rehearsal=is_rehearsal, **period)
        plan = replace(plan_of(year), starts_on=date(2026, 1, 1))

        found = misfits(year, draft(year, plan))

        sentence = "The period overlaps the year 2025 of this organiser (01/01/2025 – 20/02/2026)."
        told = [(one.field, list(one.error.messages)) for one in found]
        assert told == ([("starts_on", [sentence])] if is_refused else [])

    def test_one_unit_in_two_clusters_of_the_plan_is_refused(self):
        units = [make_unit("VKSND tỉnh Gia Lai"), make_unit()]
        year = make_year(2025)
        make_cluster(year, [units[0]], number=7)
        make_cluster(year, [units[1]], number=8)
        first, second = plan_of(year).clusters

        with pytest.raises(CannotOpen) as refusal:
            opened(year, clusters=(first, replace(second, members=(units[0],))))

        sentence = (
            "VKSND tỉnh Gia Lai is a member of “Cụm thi đua số 7” of this organiser in this year already."
        )
        assert refusals(refusal) == [("take", [sentence])]

    def test_a_leadership_that_began_after_the_hand_over_is_told_of(self):
        lead, deputy = make_unit("VKSND tỉnh Bình Định"), make_unit()
        cluster = make_cluster(make_year(2025), [lead, deputy], deputy=deputy)
        ClusterLeadership.objects.create(
            cluster=cluster, unit=lead, role="truong", valid_from=date(2025, 11, 1)
        )
        plan = plan_of(cluster.year).clusters[0]

        with pytest.raises(CannotOpen) as refusal:
            opened(cluster.year, clusters=(replace(plan, handed_over_on=date(2025, 11, 1)),))

        sentence = "VKSND tỉnh Bình Định leads from 01/11/2025 on: the hand-over is later."
        assert refusals(refusal) == [("handed_over_on", [sentence])]

    def test_a_refusal_leaves_nothing_behind(self):
        cluster = make_cluster(make_year(2025), [unit := make_unit()], deputy=unit)
        make_year(2026, cluster.year.organiser)

        with pytest.raises(CannotOpen) as refusal:
            opened(cluster.year)

        assert refusals(refusal) == [("year", ["The organiser has this year already."])]
        assert Cluster.objects.count() == 1
        assert not ClusterLeadership.objects.exclude(valid_to=None).exists()
        assert not AuditEntry.objects.exists()

    def test_leaderships_that_end_on_a_day_of_their_own_keep_it(self):
        units = [make_unit(), make_unit()]
        cluster = make_cluster(make_year(2025), units, leader=units[0], deputy=units[1])
        cluster.leaderships.filter(role="truong").update(valid_to=date(2026, 1, 31))

        opened(cluster.year)

        ends = dict(cluster.leaderships.values_list("role", "valid_to"))
        assert ends == {"truong": date(2026, 1, 31), "pho": date(2025, 12, 31)}

    def test_sixty_clusters_of_eight_are_opened_in_one_go(self):
        year = make_year(2025)
        for number in range(1, 61):
            units = [make_unit() for _place in range(8)]
            make_cluster(year, units, leader=units[0], deputy=units[1], number=number)
        plan, by = plan_of(year), make_user()

        with CaptureQueriesContext(connection) as asked:
            made = open_year(source=year, plan=plan, by=by, at=AT)

        assert ClusterMembership.objects.filter(cluster__year=made).count() == 480
        assert ClusterLeadership.objects.filter(cluster__year=made).count() == 120
        # What a cluster costs is its row and its words for the search.
        assert len(asked) <= 60 * 4 + 40


@pytest.mark.django_db(transaction=True)
def test_sixteen_administrators_at_once_open_the_year_once():
    units = [make_unit(), make_unit()]
    cluster = make_cluster(make_year(2025), units, leader=units[0], deputy=units[1])
    plan, by = plan_of(cluster.year), make_user()

    results = at_once([lambda: open_year(source=cluster.year, plan=plan, by=by, at=AT)] * 16)

    made = [one for one in results if isinstance(one, EmulationYear)]
    refused = [one for one in results if isinstance(one, CannotOpen)]
    assert (len(made), len(refused)) == (1, 15)
    assert Cluster.objects.count() == 2
