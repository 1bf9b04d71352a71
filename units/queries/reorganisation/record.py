"""What is on record of units that an act would end: rows that go beyond the eve, and those that begin later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from units.models import (
    Appointment,
    Assignment,
    Authorisation,
    ClusterLeadership,
    ClusterMembership,
    RoleGrant,
    Unit,
    UnitName,
)
from units.queries.reorganisation.wanted import Reorganisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Dated rows of the units, by noun."""

    names: list[UnitName]
    memberships: list[ClusterMembership]
    leaderships: list[ClusterLeadership]
    appointments: list[Appointment]
    authorisations: list[Authorisation]
    assignments: list[Assignment]
    grants: list[RoleGrant]

    def all(self) -> Iterable[Any]:
        for noun in fields(self):
            yield from getattr(self, noun.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """`ending` is valid on the eve and beyond, `later` begins after it; children are those that go on."""

    ending: Rows
    later: Rows
    children: list[Unit]
    # People who work on the first day in another unit: nobody need ask where they go.
    settled: frozenset[int]
    # Below which of the children a person works on the first day.
    works_below: dict[int, int]


def read(wanted: Reorganisation) -> Record:
    """Everything on record of the predecessors that does not end by the eve (nine queries)."""
    units, day = list(wanted.predecessors), wanted.effective_on
    found = {name: list(_beyond(rows, units, day)) for name, rows in _sources().items()}
    for name in ("memberships", "leaderships"):
        # What is open ended in a year that is over has ended with it.
        found[name] = [row for row in found[name] if row.cluster.year.last_day >= day]
    children = Unit.objects.filter(parent__in=units).exclude(valid_to__lt=day).exclude(pk__in=units)
    below = list(children.select_related("parent").order_by("sort_key", "pk"))
    people = {row.person_id for row in found["assignments"] + found["appointments"]}
    people |= {row.user.person_id for row in found["grants"]} - {None}
    elsewhere = Assignment.objects.on(day).filter(person__in=people).exclude(unit__in=units).order_by("pk")
    works = dict(elsewhere.values_list("person_id", "unit_id"))
    return Record(
        ending=Rows(**{name: [row for row in rows if not _later(row, day)] for name, rows in found.items()}),
        later=Rows(**{name: [row for row in rows if _later(row, day)] for name, rows in found.items()}),
        children=below,
        settled=frozenset(works),
        works_below={person: unit for person, unit in works.items() if unit in {one.pk for one in below}},
    )


def first_day(row: Any) -> date | None:
    """The first day of the row; a place in a cluster begins with the year where it names no day."""
    if row.valid_from is None and isinstance(row, ClusterMembership | ClusterLeadership):
        return row.cluster.year.first_day
    return row.valid_from


def _later(row: Any, day: date) -> bool:
    first = first_day(row)
    return first is not None and first >= day


def _sources() -> dict[str, QuerySet]:
    clusters = "cluster__year__organiser"
    return {
        "names": UnitName.objects.select_related("unit"),
        "memberships": ClusterMembership.objects.select_related("unit", clusters),
        "leaderships": ClusterLeadership.objects.select_related("unit", clusters),
        "appointments": Appointment.objects.select_related("unit", "person").order_by("person__sort_key"),
        "authorisations": Authorisation.objects.select_related("unit", "person").order_by("person__sort_key"),
        "assignments": Assignment.objects.select_related("unit", "person").order_by("person__sort_key"),
        "grants": RoleGrant.objects.select_related("unit", "user__person").order_by("user__username"),
    }


def _beyond(rows: QuerySet, units: list[int], day: date) -> QuerySet:
    still = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    order = [*rows.query.order_by, F("valid_from").asc(nulls_first=True), "pk"]
    return rows.filter(still, unit__in=units).order_by(*order)
