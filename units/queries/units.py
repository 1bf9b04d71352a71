"""The list of units, and one unit through time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from units.models import (
    Appointment,
    Cluster,
    ClusterLeadership,
    ClusterMembership,
    Person,
    Unit,
    UnitName,
    UnitSuccession,
)
from units.queries.clusters import head_note, head_text, leader_word
from units.queries.gathering import Pill
from units.queries.periods import says
from units.querysets import UnitQuerySet

DEPARTMENTS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class UnitRow:
    number: int
    unit: Unit
    state: Pill | None
    note: str


@dataclass(frozen=True, slots=True)
class Place:
    """One cluster the unit was in."""

    cluster: Cluster
    year: str
    roles: list[str]
    days: str


@dataclass(frozen=True, slots=True)
class Step:
    """One act that ended a unit or began it, told from the other side."""

    kind: str
    unit: Unit | None
    day: str
    legal_basis: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class UnitPage:
    unit: Unit
    state: Pill | None
    names: list[tuple[UnitName, str]]
    places: list[Place]
    heads: list[tuple[str, str]]
    departments: list[Unit]
    people: int
    became: list[Step]
    came_from: list[Step]


def filtered(units: UnitQuerySet, chosen: dict[str, Any]) -> QuerySet[Unit]:
    found = units.matching(chosen["q"]) if "q" in chosen else units
    if "kind" in chosen:
        found = found.filter(kind=chosen["kind"])
    return found.select_related("parent").order_by("sort_key", "pk")


def unit_rows(page, today: date) -> list[UnitRow]:
    """The rows of one page; a closed unit says what followed it (one query more)."""
    units = list(page.object_list)
    followed: dict[int, list[str]] = {unit.pk: [] for unit in units}
    acts = UnitSuccession.objects.filter(predecessor__in=units).select_related("successor")
    for act in acts.order_by("effective_on", "pk"):
        followed[act.predecessor_id].append(succession_text(act))
    return [
        UnitRow(number, unit, state(unit, today), "; ".join(followed[unit.pk]))
        for number, unit in enumerate(units, start=page.start_index())
    ]


def state(unit: Unit, today: date) -> Pill | None:
    """A unit that has ended, or has not begun, is marked."""
    if unit.valid_to and unit.valid_to < today:
        return Pill(_("Ended %(day)s") % {"day": says(unit.valid_to)}, "wait", "clock")
    if unit.valid_from and unit.valid_from > today:
        return Pill(_("From %(day)s") % {"day": says(unit.valid_from)}, "info", "clock")
    return None


def succession_text(act: UnitSuccession) -> str:
    if act.successor is None:
        return _("%(kind)s on %(day)s") % {"kind": act.get_kind_display(), "day": says(act.effective_on)}
    return _("%(kind)s %(unit)s from %(day)s") % {
        "kind": act.get_kind_display(),
        "unit": act.successor.short_name,
        "day": says(act.effective_on),
    }


def unit_page(unit: Unit, clusters: QuerySet[Cluster], today: date) -> UnitPage:
    """Everything the page of a unit shows; the number of queries does not grow with its history."""
    names = [(name, period(name)) for name in unit.names.in_time()]
    heads = Appointment.objects.heading(today).filter(unit=unit).select_related("person").order_by("pk")
    departments = Unit.objects.on(today).filter(parent=unit).order_by("sort_key", "pk")[:DEPARTMENTS_SHOWN]
    below = Unit.objects.filter(parent=unit, kind="department").values("pk")
    workers = Person.objects.working_in([unit.pk], today) | Person.objects.working_in(below, today)
    after = unit.successions.select_related("successor").order_by("effective_on", "pk")
    before = unit.preceded_by.select_related("predecessor").order_by("effective_on", "pk")
    return UnitPage(
        unit=unit,
        state=state(unit, today),
        names=names,
        places=_places(unit, clusters, today),
        heads=[(head_text(post), head_note(post)) for post in heads],
        departments=list(departments),
        people=workers.distinct().count(),
        became=[_step(act, act.successor) for act in after],
        came_from=[_step(act, act.predecessor) for act in before],
    )


def _step(act: UnitSuccession, other: Unit | None) -> Step:
    kind, day = act.get_kind_display(), says(act.effective_on)
    return Step(kind, other, day, act.legal_basis, act.is_verified)


def period(row: Any) -> str:
    """From – to in words; an unknown bound says nothing."""
    if row.valid_from and row.valid_to:
        return f"{says(row.valid_from)} – {says(row.valid_to)}"
    if row.valid_from:
        return str(_("since %(day)s") % {"day": says(row.valid_from)})
    if row.valid_to:
        return str(_("until %(day)s") % {"day": says(row.valid_to)})
    return ""


def _places(unit: Unit, clusters: QuerySet[Cluster], today: date) -> list[Place]:
    memberships = (
        ClusterMembership.objects.filter(unit=unit, cluster__in=clusters.values("pk"))
        .select_related("cluster__year__organiser")
        .order_by("-cluster__year__year", "cluster__number", "pk")
    )
    roles: dict[int, list[str]] = {}
    for held in ClusterLeadership.objects.filter(unit=unit).select_related("cluster").in_time():
        roles.setdefault(held.cluster_id, []).append(str(leader_word(held.cluster, held.role)))
    return [
        Place(
            cluster=membership.cluster,
            year=str(membership.cluster.year.year),
            roles=roles.get(membership.cluster_id, []),
            days=period(membership),
        )
        for membership in memberships
    ]
