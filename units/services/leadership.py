"""Rules across the leaderships of a cluster: members of those days, one at a time, rule K3.

Rows are judged as they are about to be saved. The year is locked by `membership.membership_faults`, which is
asked of the same page before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from units.models import Cluster, ClusterLeadership, ClusterMembership, EmulationYear
from units.queries.leadership import barred_units
from units.queries.periods import overlap, says
from units.services.membership import Fault


def leadership_faults(
    *, cluster: Cluster, members: Sequence[ClusterMembership], rows: Sequence[ClusterLeadership]
) -> list[Fault]:
    """Leaders that are no members on those days, two at the same time, and units that rule K3 bars."""
    on_record = ClusterLeadership.objects.filter(pk__in=[row.pk for row in rows if row.pk])
    kept = {row.pk: (row.unit_id, row.role) for row in on_record}
    # A leadership that was on record before is not named anew: it must be possible to end it.
    named = [row for row in rows if kept.get(row.pk) != (row.unit_id, row.role)]
    return judge_leaders(
        year=cluster.year, members=members, rows=rows, named=named, barred=barred_units(cluster.year)
    )


def judge_leaders(
    *,
    year: EmulationYear,
    members: Sequence[ClusterMembership],
    rows: Sequence[ClusterLeadership],
    named: Sequence[ClusterLeadership],
    barred: Mapping[int, str],
) -> list[Fault]:
    """The same of rows that are at hand; nothing is asked."""
    faults = []
    for place, row in enumerate(rows):
        fault = _no_member(row, members, year)
        if fault is None and row in named and row.unit_id in barred:
            fault = "unit", rule_k3(row, year)
        if fault is None:
            fault = _beside(row, rows[:place])
        if fault:
            faults.append(Fault(row, *fault))
    return faults


def rule_k3(row: ClusterLeadership, year: EmulationYear) -> ValidationError:
    return ValidationError(
        _(
            "%(unit)s was not considered for emulation in %(before)s and therefore cannot be lead unit or "
            "deputy in %(year)s (HD 31/HD-VKSTC, rule K3)."
        ),
        params={"unit": row.unit.short_name, "before": str(year.year - 1), "year": str(year.year)},
    )


Problem = tuple[str, ValidationError] | None


def _no_member(row: ClusterLeadership, members: Sequence[ClusterMembership], year: EmulationYear) -> Problem:
    """A leader is a member on all of its days; before and after the year an open membership does not end."""
    member = next((it for it in members if it.unit_id == row.unit_id), None)
    if member is None:
        return "unit", ValidationError(_("A leader must be a member unit."))
    if outside := _outside(row, year):
        return outside
    first = member.valid_from if member.valid_from and member.valid_from > year.first_day else None
    last = member.valid_to if member.valid_to and member.valid_to < year.last_day else None
    params = {"unit": row.unit.short_name, "first": says(first), "last": says(last)}
    if first and (row.valid_from is None or row.valid_from < first):
        error = _(
            "%(unit)s is a member from %(first)s on: the leadership begins on that day at the earliest."
        )
        return "valid_from", ValidationError(error, params=params)
    if last and (row.valid_to is None or row.valid_to > last):
        error = _("%(unit)s is a member until %(last)s: the leadership ends on that day at the latest.")
        return "valid_to", ValidationError(error, params=params)
    return None


def _outside(row: ClusterLeadership, year: EmulationYear) -> Problem:
    """It may begin at a hand-over before the year and end at one after it, but has days of the year."""
    params = {"first": says(year.first_day), "last": says(year.last_day)}
    error = _("The year lasts from %(first)s to %(last)s: the leadership has no day in it.")
    if row.valid_from and row.valid_from > year.last_day:
        return "valid_from", ValidationError(error, params=params)
    if row.valid_to and row.valid_to < year.first_day:
        return "valid_to", ValidationError(error, params=params)
    return None


def _beside(row: ClusterLeadership, earlier_rows: Sequence[ClusterLeadership]) -> Problem:
    for earlier in earlier_rows:
        if not overlap(earlier, row):
            continue
        if earlier.role == row.role:
            return "valid_from", _second_leader(earlier)
        if earlier.unit_id == row.unit_id:
            error = _("One unit cannot be lead unit and deputy at the same time.")
            return "unit", ValidationError(error)
    return None


def _second_leader(earlier: ClusterLeadership) -> ValidationError:
    return ValidationError(
        _("%(unit)s holds this role on the same days (%(first)s – %(last)s); end that leadership first."),
        params={
            "unit": earlier.unit.short_name,
            "first": says(earlier.valid_from),
            "last": says(earlier.valid_to),
        },
    )
