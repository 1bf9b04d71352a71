"""What an administrator plans for a new year, as rows about to be made, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from units.enums import LeadershipRole
from units.models import Cluster, ClusterLeadership, ClusterMembership, EmulationYear, Unit
from units.queries.leadership import barred_units
from units.queries.periods import says
from units.services.leadership import judge_leaders
from units.services.membership import Fault, judge_members
from units.services.year_periods import period_fault
from units.text import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterPlan:
    """One cluster that goes on. Members are in the official order; `source` is the cluster of the last year."""

    source: Cluster
    number: int | None
    name: str
    members: tuple[Unit, ...]
    lead: Unit | None
    deputy: Unit | None
    basis: str
    handed_over_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPlan:
    """A year as it shall be: nothing that is not named here is taken over from the last one."""

    year: int
    starts_on: date | None
    ends_on: date | None
    theme: str
    motto: str
    deadlines: tuple[tuple[str, date], ...]
    clusters: tuple[ClusterPlan, ...]


@dataclass(frozen=True, slots=True)
class Misfit:
    """One thing that does not fit: in the year itself, in a cluster, or at one of its members."""

    field: str
    error: ValidationError
    cluster_id: int | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class ClusterDraft:
    """Rows of one cluster that are not saved yet, and those of the last year that end with the hand-over."""

    plan: ClusterPlan
    cluster: Cluster
    members: list[ClusterMembership]
    leaders: list[ClusterLeadership]
    ending: list[ClusterLeadership]


@dataclass(frozen=True, slots=True)
class YearDraft:
    year: EmulationYear
    clusters: list[ClusterDraft]


def draft(source: EmulationYear, plan: YearPlan) -> YearDraft:
    """The rows that the plan asks for (one query); the last year's open leaderships are given their last day."""
    year = EmulationYear(
        organiser_id=source.organiser_id,
        year=plan.year,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        theme=plan.theme,
        motto=plan.motto,
        is_rehearsal=source.is_rehearsal,
    )
    held = ClusterLeadership.objects.filter(cluster__year=source, valid_to__isnull=True)
    open_ended = list(held.select_related("unit").in_time())
    return YearDraft(year, [_cluster(year, one, open_ended) for one in plan.clusters])


def _cluster(year: EmulationYear, plan: ClusterPlan, held: Sequence[ClusterLeadership]) -> ClusterDraft:
    cluster = Cluster(year=year, kind=plan.source.kind, number=plan.number, name=clean(plan.name))
    members = [
        ClusterMembership(cluster=cluster, unit=unit, position=place, valid_to=_end_within(unit, year))
        for place, unit in enumerate(plan.members, start=1)
    ]
    begins = plan.handed_over_on or year.first_day
    leaders = [
        ClusterLeadership(
            cluster=cluster,
            unit=unit,
            role=role,
            basis=plan.basis,
            valid_from=begins,
            valid_to=_end_within(unit, year),
        )
        for role, unit in ((LeadershipRole.TRUONG, plan.lead), (LeadershipRole.PHO, plan.deputy))
        if unit
    ]
    # Without a new lead unit nobody takes over, and the old one goes on.
    ending = [row for row in held if plan.lead and row.cluster_id == plan.source.pk]
    for row in ending:
        row.valid_to = begins - timedelta(days=1)
    return ClusterDraft(plan, cluster, members, leaders, ending)


def _end_within(unit: Unit, year: EmulationYear) -> date | None:
    """A unit whose last day is known already is a member until then."""
    ends = unit.valid_to
    return ends if ends and year.first_day <= ends < year.last_day else None


def misfits(source: EmulationYear, made: YearDraft) -> list[Misfit]:
    """Everything that forbids the rows, each with its place on the page (four queries at most)."""
    return [
        *_of_year(source, made.year),
        *_of_none(source, made),
        *_of_clusters(made.clusters),
        *_of_rows(source, made),
    ]


def _of_year(source: EmulationYear, year: EmulationYear) -> Iterator[Misfit]:
    others = EmulationYear.objects.filter(organiser=source.organiser_id, year=year.year)
    if others.exists():
        yield Misfit("year", ValidationError(_("The organiser has this year already.")))
    elif year.year < source.year:
        error = _("The new year comes after %(year)s.")
        yield Misfit("year", ValidationError(error, params={"year": str(source.year)}))
    elif fault := period_fault(year):
        yield Misfit(*fault)
    if year.starts_on and year.ends_on and year.ends_on < year.starts_on:
        yield Misfit("ends_on", ValidationError(_("The last day is before the first.")))


def _of_none(source: EmulationYear, made: YearDraft) -> Iterator[Misfit]:
    """A year without clusters is a slip of the hand, unless the last one had none either."""
    if not made.clusters and source.clusters.exists():
        error = _("Choose at least one cluster or block that goes on in the new year.")
        yield Misfit(NON_FIELD_ERRORS, ValidationError(error))


def _of_clusters(drafts: Sequence[ClusterDraft]) -> Iterator[Misfit]:
    """Identity within the year: kind with number, and name."""
    numbers: set[tuple[str, int]] = set()
    names: set[str] = set()
    for one in drafts:
        cluster, source = one.cluster, one.plan.source.pk
        if cluster.number is not None and (cluster.kind, cluster.number) in numbers:
            error = _("The organiser has a cluster or block with this number in this year.")
            yield Misfit("number", ValidationError(error), source)
        elif cluster.number is not None:
            numbers.add((cluster.kind, cluster.number))
        if cluster.name in names:
            error = _("The organiser has a cluster or block with this name in this year.")
            yield Misfit("name", ValidationError(error), source)
        names.add(cluster.name)


def _of_rows(source: EmulationYear, made: YearDraft) -> Iterator[Misfit]:
    barred = barred_units(made.year)
    seated: list[ClusterMembership] = []
    for one in made.clusters:
        place = one.plan.source.pk
        for fault in judge_members(year=made.year, rows=one.members, elsewhere=seated):
            yield Misfit("take", fault.error, place, fault.row.unit_id)
        seated += one.members
        found = judge_leaders(
            year=made.year, members=one.members, rows=one.leaders, named=one.leaders, barred=barred
        )
        yield from (Misfit(_field_of(fault), fault.error, place) for fault in found)
        yield from (Misfit("handed_over_on", error, place) for error in _of_hand_over(source, one))


def _field_of(fault: Fault) -> str:
    """Where a page of plans, which knows one day of hand-over, shows what is wrong with a leadership."""
    if fault.field == "valid_from":
        return "handed_over_on"
    return "lead" if fault.row.role == LeadershipRole.TRUONG else "deputy"


def _of_hand_over(source: EmulationYear, one: ClusterDraft) -> Iterator[ValidationError]:
    day = one.plan.handed_over_on
    if day and day <= source.first_day:
        yield ValidationError(
            _("The year before begins on %(first)s: the hand-over is later."),
            params={"first": says(source.first_day)},
        )
        return
    for row in one.ending:
        if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
            yield ValidationError(
                _("%(unit)s leads from %(first)s on: the hand-over is later."),
                params={"unit": row.unit.short_name, "first": says(row.valid_from)},
            )
            return
