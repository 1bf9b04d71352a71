"""Rules across the member units of clusters: one cluster a year, living units, days of the year.

Each check is given rows as they are about to be saved and returns what is wrong with which row. It locks the
year first, so that two administrators cannot pass it side by side; it therefore needs a transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from units.models import Cluster, ClusterMembership, EmulationYear
from units.queries.periods import overlap, says


@dataclass(frozen=True, slots=True)
class Fault:
    """One row, the field to mend, and why."""

    row: Any
    field: str
    error: ValidationError


def membership_faults(*, cluster: Cluster, rows: Sequence[ClusterMembership]) -> list[Fault]:
    """Units that are elsewhere in this year of the organiser, or not there, and days outside of the year."""
    EmulationYear.objects.select_for_update().get(pk=cluster.year_id)
    elsewhere = list(
        ClusterMembership.objects.filter(
            cluster__year=cluster.year_id, unit__in=[row.unit_id for row in rows]
        )
        .exclude(cluster=cluster.pk)
        .select_related("cluster")
    )
    return judge_members(year=cluster.year, rows=rows, elsewhere=elsewhere)


def judge_members(
    *, year: EmulationYear, rows: Sequence[ClusterMembership], elsewhere: Sequence[ClusterMembership]
) -> list[Fault]:
    """The same of rows that are at hand, beside those of the year's other clusters; nothing is asked."""
    faults = []
    for row in rows:
        taken = next((it for it in elsewhere if it.unit_id == row.unit_id and overlap(it, row)), None)
        if taken:
            faults.append(Fault(row, "unit", _already_in(row, taken.cluster)))
        elif error := _outside(row, year) or _not_there(row, year):
            faults.append(Fault(row, *error))
    return faults


def _already_in(row: ClusterMembership, cluster: Cluster) -> ValidationError:
    return ValidationError(
        _("%(unit)s is a member of “%(cluster)s” of this organiser in this year already."),
        params={"unit": row.unit.short_name, "cluster": cluster.name},
    )


def _outside(row: ClusterMembership, year: EmulationYear) -> tuple[str, ValidationError] | None:
    """A cluster lives for one year: so do its memberships."""
    first, last = year.first_day, year.last_day
    error = _("The year lasts from %(first)s to %(last)s: the membership lies within it.")
    params = {"first": says(first), "last": says(last)}
    for field in ("valid_from", "valid_to"):
        day = getattr(row, field)
        if day and not first <= day <= last:
            return field, ValidationError(error, params=params)
    return None


def _not_there(row: ClusterMembership, year: EmulationYear) -> tuple[str, ValidationError] | None:
    """A unit cannot be a member before it begins or after it has ended."""
    unit = row.unit
    first = row.valid_from or year.first_day
    last = row.valid_to or year.last_day
    params = {"unit": unit.short_name, "first": says(unit.valid_from), "last": says(unit.valid_to)}
    if unit.valid_to and unit.valid_to < first:
        return "unit", ValidationError(_("%(unit)s ended on %(last)s."), params=params)
    if unit.valid_from and unit.valid_from > last:
        return "unit", ValidationError(_("%(unit)s begins on %(first)s only."), params=params)
    if unit.valid_to and unit.valid_to < last:
        error = _("%(unit)s ended on %(last)s: the membership ends on that day at the latest.")
        return "valid_to", ValidationError(error, params=params)
    if unit.valid_from and unit.valid_from > first:
        error = _("%(unit)s begins on %(first)s: the membership begins on that day at the earliest.")
        return "valid_from", ValidationError(error, params=params)
    return None
