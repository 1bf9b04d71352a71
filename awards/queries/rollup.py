"""All registrations of a cluster together (form F2): member × title, people and collectives apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from awards.models import AwardType, Registration, RegistrationItem
from awards.queries import states, windows
from units.models import Cluster, ClusterMembership
from units.queries.gathering import Pill
from units.queries.names import names_on
from units.queries.roster import roster


@dataclass(frozen=True, slots=True)
class Cell:
    people: int = 0
    collectives: int = 0

    def __add__(self, other: Cell) -> Cell:
        return Cell(self.people + other.people, self.collectives + other.collectives)

    @property
    def is_empty(self) -> bool:
        return not (self.people or self.collectives)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One member with its counts in the order of the columns; `until` where it is a member no longer."""

    name: str
    until: date | None
    state: Pill
    late: Pill | None
    cells: list[tuple[AwardType, Cell]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollup:
    types: list[AwardType]
    lines: list[Line]
    totals: list[tuple[AwardType, Cell]]
    due_on: date | None
    submitted: int


def rollup(cluster: Cluster, shown: Iterable[Registration], on: date) -> Rollup:
    """Counts of the registrations that may be shown; members without one are lines too.

    What a former member has registered stays in the list, under the name of its time.
    """
    counted = {one.unit_id: one for one in shown}
    every = {one.unit_id: one for one in Registration.objects.filter(cluster=cluster).for_list()}
    counts = _counts(counted.values())
    types = list(
        AwardType.objects.filter(pk__in={pk for by_type in counts.values() for pk in by_type}).order_by(
            "position", "code"
        )
    )
    due_on = windows.deadline(cluster)
    lines = []
    for unit, name, until in _members(cluster, every, cluster.day_within(on)):
        one = counted.get(unit)
        url = one.get_absolute_url() if one else ""
        lines.append(
            Line(
                name=name,
                until=until,
                state=states.cluster_pill(every.get(unit), due_on, on, url),
                late=states.late_pill(one, due_on, on) if one else None,
                cells=[(kind, counts[unit].get(kind.pk, Cell())) for kind in types],
            )
        )
    totals = [(kind, sum((row.get(kind.pk, Cell()) for row in counts.values()), Cell())) for kind in types]
    return Rollup(types=types, lines=lines, totals=totals, due_on=due_on, submitted=len(counted))


def _members(
    cluster: Cluster, every: dict[int, Registration], day: date
) -> list[tuple[int, str, date | None]]:
    """The members of the day, then the former ones that have a registration, with their last day."""
    present = [(member.unit.pk, member.short_name, None) for member in roster(cluster, day)]
    gone = [one.unit for one in every.values() if one.unit_id not in {pk for pk, *_rest in present}]
    ends = dict(
        ClusterMembership.objects.filter(cluster=cluster, unit__in=gone).values_list("unit_id", "valid_to")
    )
    names = names_on(gone, day)
    return [*present, *((unit.pk, names[unit.pk].short_name, ends.get(unit.pk)) for unit in gone)]


def _counts(shown: Iterable[Registration]) -> dict[int, dict[int, Cell]]:
    """By unit, then by award type (one query)."""
    rows = (
        RegistrationItem.objects.filter(registration__in=list(shown))
        .values_list("registration__unit_id", "title_id", "commendation_id")
        .annotate(
            people=Count("pk", filter=Q(person__isnull=False)),
            collectives=Count("pk", filter=Q(collective__isnull=False)),
        )
        .order_by()
    )
    counts: dict[int, dict[int, Cell]] = defaultdict(dict)
    for unit, title, commendation, people, collectives in rows:
        for kind in filter(None, (title, commendation)):
            counts[unit][kind] = counts[unit].get(kind, Cell()) + Cell(people, collectives)
    return counts
