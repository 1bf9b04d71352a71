"""The next year of an organiser as its last one proposes it. Nothing is a fact before it is confirmed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from units.enums import LeadershipRole
from units.models import Cluster, ClusterLeadership, ClusterMembership, Deadline, EmulationYear, Unit
from units.queries.periods import says
from units.queries.rotation import Turn, take_turns
from units.queries.seats import Seats, seats_of

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OfferedMember:
    """A unit that may go on in the cluster, or that takes the place of units which have ended."""

    unit: Unit
    position: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfferedCluster:
    cluster: Cluster
    name: str
    members: tuple[OfferedMember, ...]
    # What is not offered, and why.
    notes: tuple[str, ...]
    lead_before: Unit | None
    deputy_before: Unit | None
    turn: Turn


@dataclass(frozen=True, slots=True)
class OfferedYear:
    source: EmulationYear
    year: int
    starts_on: date | None
    ends_on: date | None
    deadlines: tuple[tuple[Deadline, date], ...]
    clusters: tuple[OfferedCluster, ...]

    @property
    def fingerprint(self) -> str:
        """What the page lists: clusters, their members, the steps. Another one means a stale page."""
        steps = [deadline.kind for deadline, _due_on in self.deadlines]
        rows = [(one.cluster.pk, [member.unit.pk for member in one.members]) for one in self.clusters]
        return hashlib.sha256(repr((steps, rows)).encode()).hexdigest()


def last_years() -> list[EmulationYear]:
    """The last year of each organiser, in the order of the organisers' names."""
    years = EmulationYear.objects.select_related("organiser").order_by("organiser__sort_key", "year", "pk")
    return list({year.organiser_id: year for year in years}.values())


def offer(source: EmulationYear) -> OfferedYear:
    """The year after this one: its days, steps, clusters, members and leaders (five queries)."""
    starts_on = _first_day_after(source)
    ends_on = a_year_later(source.ends_on + _DAY) - _DAY if source.ends_on else None
    deadlines = source.deadlines.order_by("due_on", "pk")
    return OfferedYear(
        source=source,
        year=source.year + 1,
        starts_on=starts_on,
        ends_on=ends_on,
        deadlines=tuple((deadline, a_year_later(deadline.due_on)) for deadline in deadlines),
        clusters=_clusters(source, starts_on or date(source.year + 1, 1, 1)),
    )


def _first_day_after(source: EmulationYear) -> date | None:
    """The same day a year later; the day after the last year where that one lasts longer."""
    starts_on = a_year_later(source.starts_on) if source.starts_on else None
    if source.ends_on and (starts_on or date(source.year + 1, 1, 1)) <= source.ends_on:
        return source.ends_on + _DAY
    return starts_on


def a_year_later(day: date) -> date:
    """The same day of the next year; the 29th of February is the 28th there."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def _clusters(source: EmulationYear, first_day: date) -> tuple[OfferedCluster, ...]:
    clusters = list(source.clusters.order_by("kind", F("number").asc(nulls_last=True), "name", "pk"))
    members: dict[int, list[ClusterMembership]] = {cluster.pk: [] for cluster in clusters}
    in_order = ClusterMembership.objects.filter(cluster__year=source).in_official_order()
    for row in in_order.select_related("unit"):
        members[row.cluster_id].append(row)
    leading: dict[int, list[ClusterLeadership]] = {cluster.pk: [] for cluster in clusters}
    for post in ClusterLeadership.objects.filter(cluster__year=source).in_time().select_related("unit"):
        leading[post.cluster_id].append(post)
    seats = seats_of([row for cluster in clusters for row in members[cluster.pk]], source, first_day)
    return tuple(
        _cluster(cluster, members[cluster.pk], leading[cluster.pk], seats, source) for cluster in clusters
    )


def _cluster(
    cluster: Cluster,
    rows: Sequence[ClusterMembership],
    leading: Sequence[ClusterLeadership],
    seats: Seats,
    source: EmulationYear,
) -> OfferedCluster:
    units = [unit for row in rows for unit in seats.taken[row.pk]]
    lead = _last(leading, LeadershipRole.TRUONG, source)
    deputy = _last(leading, LeadershipRole.PHO, source)
    first = _whose_turn([lead, deputy], rows, units, seats)
    return OfferedCluster(
        cluster=cluster,
        name=cluster.name.replace(str(source.year), str(source.year + 1)),
        members=tuple(
            OfferedMember(unit, place, tuple(_notes(unit, seats, source)))
            for place, unit in enumerate(units, start=1)
        ),
        notes=tuple(_not_offered(rows, units, seats)),
        lead_before=lead,
        deputy_before=deputy,
        turn=take_turns(units, first=first, barred=seats.barred),
    )


def _last(leading: Sequence[ClusterLeadership], role: str, source: EmulationYear) -> Unit | None:
    """The unit that held the role when the year ended."""
    held = [row for row in leading if row.role == role]
    held = [row for row in held if row.valid_to is None or row.valid_to >= source.last_day]
    return held[-1].unit if held else None


def _whose_turn(
    led: Sequence[Unit | None], rows: Sequence[ClusterMembership], units: Sequence[Unit], seats: Seats
) -> int | None:
    """The deputy's turn comes; where no deputy is known, that of the unit after the lead unit."""
    lead, deputy = led
    of = deputy or lead
    if of is None or of.pk not in {row.unit_id for row in rows}:
        return None
    names = {of.pk, *(heir.pk for heir in seats.heirs.get(of.pk, ()))}
    seat = next((place for place, unit in enumerate(units) if unit.pk in names), None)
    if seat is not None:
        return seat if deputy else seat + 1
    # The place is empty now: whoever stood behind it has moved up.
    before = next(place for place, row in enumerate(rows) if row.unit_id == of.pk)
    return sum(len(seats.taken[row.pk]) for row in rows[:before])


def _notes(unit: Unit, seats: Seats, source: EmulationYear) -> Iterator[str]:
    """What the administrator should know of a unit before ticking it."""
    year = str(source.year)
    for ended in seats.stands_for.get(unit.pk, ()):
        values = {"unit": ended.short_name, "day": says(ended.valid_to)}
        yield _("inherits from %(unit)s, which ended on %(day)s") % values
        if ended.pk in seats.excluded:
            values |= {"year": year, "reason": seats.excluded[ended.pk]}
            yield _("%(unit)s was not considered for emulation in %(year)s: %(reason)s") % values
    if unit.pk in seats.excluded:
        values = {"year": year, "reason": seats.excluded[unit.pk]}
        yield _("not considered for emulation in %(year)s: %(reason)s") % values
    if unit.valid_to:
        yield _("ends on %(day)s") % {"day": says(unit.valid_to)}


def _not_offered(rows: Sequence[ClusterMembership], units: Sequence[Unit], seats: Seats) -> Iterator[str]:
    """Members of the last year that have no place in this cluster any more, and where they went."""
    here = {unit.pk for unit in units}
    for row in rows:
        heirs = seats.heirs.get(row.unit_id)
        values = {"unit": row.unit.short_name, "day": says(row.unit.valid_to)}
        if heirs is None and row.unit_id not in here:
            values["day"] = says(row.valid_to)
            yield _("%(unit)s was a member until %(day)s.") % values
        elif heirs == ():
            yield _("%(unit)s ended on %(day)s; no successor is on record.") % values
        elif heirs and not here & {heir.pk for heir in heirs}:
            values["successors"] = ", ".join(heir.short_name for heir in heirs)
            yield (
                _(
                    "%(unit)s ended on %(day)s; its successor has its place in another cluster: %(successors)s."
                )
                % values
            )
