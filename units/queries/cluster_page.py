"""One cluster or block as it was on a day of its year."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from units.enums import LeadershipRole
from units.models import Cluster, ClusterLeadership, ClusterMembership, Unit
from units.queries.clusters import head_note, head_text, leader_word
from units.queries.gathering import ClusterColumn, Pill
from units.queries.names import Names
from units.queries.namesakes import listed_name
from units.queries.periods import Term, period, valid, within
from units.queries.roster import Member


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One line of the table of members, as on the day shown."""

    number: int
    unit: Unit
    name: str
    role: Pill | None
    head: str
    head_note: str
    head_id: int | None = None
    # From when or until when, where the unit was not a member all the year.
    days: str = ""
    # Why the unit is not considered for emulation in this year.
    exclusion: str = ""
    cells: list[tuple[str, Pill | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Away:
    """A member of the year that is not one on the day shown, and a day on which it is."""

    unit: Unit
    name: str
    days: str
    day: date


@dataclass(frozen=True, slots=True)
class Led:
    """Which unit led, or was deputy, in which days of the year, and how it came to that."""

    role: str
    unit: Unit
    name: str
    days: str
    basis: str


def member_rows(cluster: Cluster, members: list[Member], columns: list[ClusterColumn]) -> list[MemberRow]:
    return [
        MemberRow(
            number=place,
            unit=member.unit,
            name=listed_name(member.unit, member.short_name),
            role=_role_pill(cluster, member),
            head=head_text(member.head) if member.head else "",
            head_note=head_note(member.head) if member.head else "",
            head_id=member.head.person_id if member.head else None,
            days=period(_within_year(member.membership, cluster)),
            exclusion=member.membership.exclusion_reason,
            cells=[(column.title, column.cells.get(member.unit.pk)) for column in columns],
        )
        for place, member in enumerate(members, start=1)
    ]


def changes(cluster: Cluster, on: date) -> tuple[list[Away], list[Led]]:
    """Members of other days than the one shown, and who led through the year (three queries)."""
    memberships = ClusterMembership.objects.filter(cluster=cluster).in_official_order()
    placed = list(memberships.select_related("unit__parent"))
    held = list(ClusterLeadership.objects.filter(cluster=cluster).select_related("unit__parent").in_time())
    names = Names(row.unit for row in (*placed, *held))
    return (
        [_away(cluster, row, names) for row in placed if not valid(row, on)],
        [_led(cluster, row, names, on) for row in sorted(held, key=_lead_unit_first)],
    )


def _away(cluster: Cluster, membership: ClusterMembership, names: Names) -> Away:
    day = membership.valid_to or membership.valid_from or cluster.year.last_day
    return Away(
        unit=membership.unit,
        name=listed_name(membership.unit, names.on(membership.unit, day).short_name),
        days=period(_within_year(membership, cluster)),
        day=cluster.day_within(day),
    )


def _led(cluster: Cluster, held: ClusterLeadership, names: Names, on: date) -> Led:
    day = on if valid(held, on) else cluster.day_within(held.valid_to or on)
    return Led(
        role=str(leader_word(cluster, held.role)),
        unit=held.unit,
        name=listed_name(held.unit, names.on(held.unit, day).short_name),
        days=period(_within_year(held, cluster)) or _("the whole year"),
        basis=str(held.get_basis_display()),
    )


def _within_year(row: ClusterMembership | ClusterLeadership, cluster: Cluster) -> Term:
    return within(row, cluster.year.first_day, cluster.year.last_day)


def _lead_unit_first(held: ClusterLeadership) -> bool:
    return held.role != LeadershipRole.TRUONG


def _role_pill(cluster: Cluster, member: Member) -> Pill | None:
    word = leader_word(cluster, member.role)
    tone = "info" if member.role == LeadershipRole.TRUONG else "plain"
    return Pill(text=str(word), tone=tone) if word else None
