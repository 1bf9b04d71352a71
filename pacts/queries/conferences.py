"""What the pages of a conference need, and the parts of its record as values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.utils.translation import gettext as _

from pacts.enums import SINGLE_ROLES, AttendanceKind, AttendeeRole, ConferenceKind, PactStatus
from pacts.models import AgendaItem, Conference, ConferenceAttendee, Pact, UnitAttendance
from pacts.queries.conference_people import Candidate, candidates
from pacts.queries.editor import MoveButtons, move_buttons
from units.models import Cluster, ClusterMembership, Unit
from units.permissions import lead_unit_id
from units.queries.gathering import Pill
from units.queries.names import Names

SHARED_FIELDS = ("held_on", "host_unit_id", "place", "is_online")


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One member unit, called as on the day; nothing is on record where `row` is None.

    `people` is filled only where somebody is to be chosen.
    """

    unit: Unit
    name: str
    row: UnitAttendance | None
    people: tuple[Candidate, ...] = ()

    @property
    def proposed(self) -> Candidate | None:
        """The head of the day, or who stands first."""
        return self.people[0] if self.people else None

    @property
    def recorded(self) -> Candidate | None:
        """Who is on record, with the post of the day."""
        person = self.row.person_id if self.row else None
        return next((one for one in self.people if one.person.pk == person), None)


@dataclass(frozen=True, slots=True)
class AgendaRow:
    item: AgendaItem
    number: int
    moves: MoveButtons


def member_units(cluster: Cluster, day: date) -> list[Unit]:
    """The members on the day; a review that is held when the year is over knows those of its last day."""
    rows = ClusterMembership.objects.filter(cluster=cluster).on(cluster.day_within(day))
    return [row.unit for row in rows.in_official_order().select_related("unit")]


def leading_unit_id(cluster: Cluster, on: date) -> int | None:
    """The unit that leads the cluster; of a year that is over, the one that led it last."""
    return lead_unit_id(cluster, on) or lead_unit_id(cluster, cluster.day_within(on))


def people_for(cluster: Cluster, day: date, host: Unit | None = None) -> list[Candidate]:
    """Who can be named: of the members, the organiser and the host, each person once, by the highest post."""
    organiser = cluster.year.organiser
    units = [*member_units(cluster, day), organiser, *([host] if host else [])]
    found = candidates(units, day, few_below=organiser)
    highest: dict[int, Candidate] = {}
    for one in sorted(found, key=lambda one: one.rank):
        highest.setdefault(one.person.pk, one)
    return [one for one in found if highest[one.person.pk] is one]


def people_of(conference: Conference) -> list[Candidate]:
    """The same, and whoever is named as chair, secretary or witness already, whatever became of the post."""
    found = people_for(conference.cluster, day_of(conference), conference.host_unit)
    known = {one.person.pk for one in found}
    rows = conference.attendees.filter(role__in=SINGLE_ROLES).select_related("person").order_by("position")
    named = {row.person: row.title for row in rows if row.person and row.person.pk not in known}
    return [*found, *(Candidate(person, title) for person, title in named.items())]


def for_page(conferences: QuerySet[Conference]) -> QuerySet[Conference]:
    return conferences.select_related(
        "cluster__year__organiser", "host_unit", "together_with__cluster__year", "minutes"
    )


def day_of(conference: Conference) -> date:
    """The day of the conference; where the source names none, a day of its year."""
    return conference.held_on or conference.cluster.year.last_day


def host_name(conference: Conference) -> str:
    """Called as on the day of the conference."""
    host = conference.host_unit
    return Names([host]).on(host, day_of(conference)).short_name if host else ""


def conference_rows(conferences: QuerySet[Conference], on: date) -> list[tuple[Conference, str, Pill]]:
    """The lines of a list: each with its host, called as on its day, and its state (three queries)."""
    people = ConferenceAttendee.objects.select_related("person").order_by("position", "pk")
    found = conferences.select_related("host_unit", "cluster__year")
    found = found.prefetch_related(Prefetch("attendees", queryset=people))
    rows = list(found.order_by(F("held_on").asc(nulls_last=True), "pk"))
    hosts = Names(one.host_unit for one in rows if one.host_unit)
    return [
        (
            one,
            hosts.on(one.host_unit, one.held_on or one.cluster.day_within(on)).short_name
            if one.host_unit
            else "",
            state_pill(one, on),
        )
        for one in rows
    ]


def partner(conference: Conference) -> Conference | None:
    """The conference that is the same meeting seen from another year (domain case 29)."""
    if conference.together_with is not None:
        return conference.together_with
    follower = Conference.objects.filter(together_with=conference.pk)
    return follower.select_related("cluster__year").first()


def can_be_joined(cluster: Cluster, visible: QuerySet[Conference]) -> QuerySet[Conference]:
    """Conferences of the year before or after that share a member, are still open, and stand alone."""
    members = cluster.memberships.values("unit")
    followed = Conference.objects.filter(together_with__isnull=False).values("together_with")
    year = cluster.year
    found = visible.filter(
        planned_at__isnull=False,
        minutes__isnull=True,
        called_off_at__isnull=True,
        together_with__isnull=True,
        cluster__year__organiser=year.organiser_id,
        cluster__year__year__in=[year.year - 1, year.year + 1],
        cluster__memberships__unit__in=members,
    )
    found = found.exclude(pk__in=followed).distinct().select_related("cluster__year")
    return found.order_by(F("held_on").desc(nulls_last=True), "pk")


def attendance_rows(conference: Conference) -> list[AttendanceRow]:
    """Every member unit in the official order (three queries)."""
    day = day_of(conference)
    units = member_units(conference.cluster, day)
    names = Names(units)
    known = {row.unit_id: row for row in conference.attendances.select_related("person")}
    return [AttendanceRow(unit, names.on(unit, day).short_name, known.get(unit.pk)) for unit in units]


def attendance_choices(conference: Conference) -> list[AttendanceRow]:
    """The same with those who can be named for each unit, whoever is on record among them."""
    rows = attendance_rows(conference)
    people: dict[Unit | None, list[Candidate]] = {row.unit: [] for row in rows}
    for one in candidates([row.unit for row in rows], day_of(conference)):
        people[one.unit].append(one)
    return [_with_people(row, people[row.unit]) for row in rows]


def _with_people(row: AttendanceRow, people: list[Candidate]) -> AttendanceRow:
    filled = replace(row, people=tuple(people))
    if row.row is None or row.row.person is None or filled.recorded:
        return filled
    return replace(row, people=(*people, Candidate(row.row.person, row.row.title, row.unit)))


def agenda_rows(conference: Conference, focus: str = "") -> list[AgendaRow]:
    items = list(conference.agenda.order_by("position", "pk"))
    return [
        AgendaRow(item, place + 1, move_buttons(place, len(items), str(item.pk), focus))
        for place, item in enumerate(items)
    ]


def attendee_rows(conference: Conference) -> list[ConferenceAttendee]:
    return list(conference.attendees.select_related("person").order_by("position", "pk"))


def named(attendees: list[ConferenceAttendee], role: AttendeeRole) -> ConferenceAttendee | None:
    return next((one for one in attendees if one.role == role), None)


def pact_of(conference: Conference) -> Pact | None:
    """The pact that is launched: of the cluster's year, the one that is not void."""
    if conference.kind != ConferenceKind.LAUNCH_SIGNING:
        return None
    pacts = Pact.objects.filter(cluster=conference.cluster_id, amends__isnull=True)
    pacts = pacts.exclude(status=PactStatus.VOID).select_related("cluster__year__organiser", "paper")
    return pacts.order_by("-version").first()


def void_before(pact: Pact) -> list[Pact]:
    """The versions that were made void before this one."""
    void = Pact.objects.filter(cluster=pact.cluster_id, amends=pact.amends_id, status=PactStatus.VOID)
    return list(void.filter(version__lt=pact.version).select_related("cluster__year").order_by("version"))


def launch_of(pact: Pact) -> Conference | None:
    """The conference at which the pact is signed: the newest launch of the cluster that was planned here.

    An amendment is signed later, at none.
    """
    if pact.amends_id is not None:
        return None
    launches = Conference.objects.filter(
        cluster=pact.cluster_id,
        kind=ConferenceKind.LAUNCH_SIGNING,
        planned_at__isnull=False,
        called_off_at__isnull=True,
    )
    return launches.order_by(F("held_on").desc(nulls_last=True), "-pk").first()


def state_pill(conference: Conference, on: date) -> Pill:
    if conference.called_off_at is not None:
        return Pill(_("Called off"), "bad", "x-lg")
    if conference.is_closed:
        return Pill(_("Minutes issued"), "ok", "check-lg")
    if conference.planned_at is None:
        planned = Pill(_("Planned"), "info", "calendar3")
        return planned if conference.is_planned else Pill(_("Held"), "plain", "check-lg")
    if day_of(conference) > on:
        return Pill(_("Planned"), "info", "calendar3")
    return Pill(_("Minutes to be issued"), "wait", "hourglass-split")


# --- parts of the record as values: what an editor saw, and what is there now


def frame_values(conference: Conference) -> dict[str, Any]:
    people = {
        one.role: one.person_id for one in conference.attendees.filter(role__in=SINGLE_ROLES).order_by("-pk")
    }
    return {
        "kind": conference.kind,
        "held_on": str(conference.held_on or ""),
        "starts_at": str(conference.starts_at or ""),
        "ends_at": str(conference.ends_at or ""),
        "host_unit": conference.host_unit_id,
        "place": conference.place,
        "is_online": conference.is_online,
        "together_with": conference.together_with_id,
        **{str(role.value): people.get(role) for role in SINGLE_ROLES},
    }


def attendance_values(conference: Conference) -> list[Any]:
    rows = conference.attendances.order_by("unit")
    return [list(row) for row in rows.values_list("unit", "kind", "person", "title")]


def item_values(item: AgendaItem) -> dict[str, str]:
    return {"subject": item.subject, "outcome": item.outcome}


def agenda_order(conference: Conference) -> list[int]:
    return list(conference.agenda.order_by("position", "pk").values_list("pk", flat=True))


PRESENT = frozenset({AttendanceKind.PRESENT, AttendanceKind.ONLINE, AttendanceKind.REPRESENTED})
