"""Rules across the rows of clusters: one cluster a year, living units, one leader at a time.

Each check is given rows as they are about to be saved and returns what is wrong with which row. It locks the
year first, so that two administrators cannot pass it side by side; it therefore needs a transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from units.models import Cluster, ClusterLeadership, ClusterMembership, EmulationYear
from units.queries.periods import overlap, says


@dataclass(frozen=True, slots=True)
class Fault:
    """One row, the field to mend, and why."""

    row: object
    field: str
    error: ValidationError


def membership_faults(*, cluster: Cluster, rows: Sequence[ClusterMembership]) -> list[Fault]:
    """Units that are elsewhere in this year of the organiser, or that do not exist then."""
    EmulationYear.objects.select_for_update().get(pk=cluster.year_id)
    elsewhere = list(
        ClusterMembership.objects.filter(
            cluster__year=cluster.year_id, unit__in=[row.unit_id for row in rows]
        )
        .exclude(cluster=cluster.pk)
        .select_related("cluster")
    )
    faults = []
    for row in rows:
        taken = next((it for it in elsewhere if it.unit_id == row.unit_id and overlap(it, row)), None)
        if taken:
            faults.append(Fault(row, "unit", _already_in(row, taken.cluster)))
        elif error := _not_there(row, cluster.year):
            faults.append(Fault(row, *error))
    return faults


def leadership_faults(
    *, members: Sequence[ClusterMembership], rows: Sequence[ClusterLeadership]
) -> list[Fault]:
    """Leaders that are no members on those days, and two at the same time."""
    faults = []
    for place, row in enumerate(rows):
        if not any(member.unit_id == row.unit_id and overlap(member, row) for member in members):
            faults.append(Fault(row, "unit", ValidationError(_("A leader must be a member unit."))))
            continue
        for earlier in rows[:place]:
            if not overlap(earlier, row):
                continue
            if earlier.role == row.role:
                faults.append(Fault(row, "valid_from", _second_leader(earlier)))
                break
            if earlier.unit_id == row.unit_id:
                error = ValidationError(_("One unit cannot be lead unit and deputy at the same time."))
                faults.append(Fault(row, "unit", error))
                break
    return faults


def _already_in(row: ClusterMembership, cluster: Cluster) -> ValidationError:
    return ValidationError(
        _("%(unit)s is a member of “%(cluster)s” of this organiser in this year already."),
        params={"unit": row.unit.short_name, "cluster": cluster.name},
    )


def _second_leader(earlier: ClusterLeadership) -> ValidationError:
    return ValidationError(
        _("%(unit)s holds this role on the same days (%(first)s – %(last)s); end that leadership first."),
        params={
            "unit": earlier.unit.short_name,
            "first": says(earlier.valid_from),
            "last": says(earlier.valid_to),
        },
    )


def _not_there(row: ClusterMembership, year: EmulationYear) -> tuple[str, ValidationError] | None:
    """A unit cannot be a member before it begins or after it has ended."""
    unit = row.unit
    first = row.valid_from or year.starts_on or date(year.year, 1, 1)
    last = row.valid_to or year.ends_on or date(year.year, 12, 31)
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
