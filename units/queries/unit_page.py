"""One unit: through time, and as it was on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from units.enums import Capacity, UnitKind
from units.models import (
    Appointment,
    Assignment,
    Cluster,
    ClusterLeadership,
    ClusterMembership,
    Person,
    Unit,
    UnitName,
    UnitPlacement,
)
from units.queries.authority import Authority, NoAuthority, signers, signing_authority
from units.queries.clusters import head_note, head_text, leader_word
from units.queries.gathering import Pill
from units.queries.lineage import Lineage, lineage
from units.queries.names import Name, Names
from units.queries.namesakes import listed_name
from units.queries.periods import period
from units.queries.placement import upper_units_on
from units.queries.units import state

DEPARTMENTS_SHOWN = 100
PEOPLE_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Place:
    """One cluster the unit was in."""

    cluster: Cluster
    year: str
    roles: list[str]
    days: str
    exclusion: str


@dataclass(frozen=True, slots=True)
class Leader:
    """Who stood at the top of the unit, in which days; where they are not known, `note` says so."""

    post: Appointment
    kind: str
    days: str
    note: str


@dataclass(frozen=True, slots=True)
class Signing:
    """Who is asked to sign on the day, or why nobody is; and who else may."""

    asked: Authority | None
    reason: str
    others: list[Authority]


@dataclass(frozen=True, slots=True)
class UnitOnDay:
    """The unit as it was on the day."""

    name: Name
    upper: Unit | None
    heads: list[tuple[Appointment, str, str]]
    signing: Signing
    departments: list[Unit]
    people: int
    staff: list[Assignment]


@dataclass(frozen=True, slots=True)
class UnitPage:
    unit: Unit
    listed_name: str
    state: Pill | None
    days: str
    names: list[tuple[UnitName, str]]
    lineage: Lineage
    leaders: list[Leader]
    places: list[Place]
    on_day: UnitOnDay


def day_of(unit: Unit, today: date) -> date:
    """The day to show a unit on: today, or its last day where it has ended, its first where it has not begun."""
    if unit.valid_to and unit.valid_to < today:
        return unit.valid_to
    return max(today, unit.valid_from) if unit.valid_from else today


def unit_page(
    unit: Unit, *, clusters: QuerySet[Cluster], people: QuerySet[Person], day: date, today: date
) -> UnitPage:
    """Everything the page of a unit shows; the number of queries does not grow with its history."""
    return UnitPage(
        unit=unit,
        listed_name=listed_name(unit),
        state=state(unit, today),
        days=period(unit),
        names=[(name, period(name)) for name in unit.names.in_time()],
        lineage=lineage(unit, today),
        leaders=_leaders(unit, people),
        places=_places(unit, clusters),
        on_day=_on_day(unit, people, day),
    )


def _leaders(unit: Unit, people: QuerySet[Person]) -> list[Leader]:
    """Heads, acting heads and deputies, the latest first; an unknown first day is before all others."""
    posts = Appointment.objects.filter(unit=unit, person__in=people.values("pk")).select_related("person")
    by_rank = sorted(
        posts, key=lambda post: (Capacity.values.index(post.capacity), post.person.sort_key, post.pk)
    )
    return [
        Leader(
            post=post,
            kind=str(post.get_capacity_display()),
            days=period(post) if post.bounds_known else "",
            note=head_note(post),
        )
        for post in sorted(by_rank, key=lambda post: post.valid_from or date.min, reverse=True)
    ]


def _places(unit: Unit, clusters: QuerySet[Cluster]) -> list[Place]:
    memberships = (
        ClusterMembership.objects.filter(unit=unit, cluster__in=clusters.values("pk"))
        .select_related("cluster__year__organiser__parent")
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
            exclusion=membership.exclusion_reason,
        )
        for membership in memberships
    ]


def _on_day(unit: Unit, people: QuerySet[Person], day: date) -> UnitOnDay:
    heads = Appointment.objects.heading(day).filter(unit=unit, person__in=people.values("pk"))
    below = _below(unit, day).order_by().filter(kind=UnitKind.DEPARTMENT).values("pk")
    staff = Assignment.objects.on(day).filter(
        Q(unit=unit) | Q(unit__in=below), person__in=people.values("pk")
    )
    return UnitOnDay(
        name=Names([unit]).on(unit, day),
        upper=_upper_unit(unit, day),
        heads=[
            (post, head_text(post), head_note(post)) for post in heads.select_related("person").order_by("pk")
        ],
        signing=_signing(unit, people, day),
        departments=list(_below(unit, day)[:DEPARTMENTS_SHOWN]),
        people=staff.values("person").distinct().count(),
        staff=list(
            staff.select_related("person", "unit").order_by("person__sort_key", "person", "pk")[:PEOPLE_SHOWN]
        ),
    )


def _signing(unit: Unit, people: QuerySet[Person], day: date) -> Signing:
    answer = signing_authority(unit, day)
    able = signers(unit, day)
    asked = None if isinstance(answer, NoAuthority) else answer
    named = {one.person.pk for one in (*able, *filter(None, [asked]))}
    readable = set(people.filter(pk__in=named).values_list("pk", flat=True))
    if asked and asked.person.pk not in readable:
        return Signing(None, _("Who signs is not shown to accounts outside of the unit's clusters."), [])
    return Signing(
        asked=asked,
        reason=answer.reason if isinstance(answer, NoAuthority) else "",
        others=[one for one in able if one != asked and one.person.pk in readable],
    )


def _upper_unit(unit: Unit, day: date) -> Unit | None:
    upper = upper_units_on([unit], day)[unit.pk]
    return Unit.objects.filter(pk=upper).first() if upper else None


def _below(unit: Unit, day: date) -> QuerySet[Unit]:
    """The units that stood directly below on the day, whatever they stand below now."""
    placed = UnitPlacement.objects.on(day)
    still = Q(parent=unit) & ~Q(pk__in=placed.values("unit"))
    then = Q(pk__in=placed.filter(parent=unit).values("unit"))
    return Unit.objects.on(day).filter(still | then).order_by("sort_key", "pk")
