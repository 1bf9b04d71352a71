"""Who leads a cluster through its year: the days without a lead unit, and the units that rule K3 bars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from units.enums import LeadershipRole, UnitKind
from units.models import Cluster, ClusterLeadership, ClusterMembership, EmulationYear
from units.queries.periods import says

_DAY = timedelta(days=1)


def barred_units(year: EmulationYear) -> dict[int, str]:
    """Units of the procuracy that were not considered in the year before, with the reason (rule K3).

    HD 31/HD-VKSTC is the procuracy's own guide and does not bind units outside of it.
    """
    rows = ClusterMembership.objects.filter(
        cluster__year__organiser=year.organiser_id, cluster__year__year=year.year - 1, is_considered=False
    ).exclude(unit__kind=UnitKind.OUTSIDE)
    return dict(rows.values_list("unit_id", "exclusion_reason"))


def days_without_lead(year: EmulationYear, rows: Sequence[ClusterLeadership]) -> list[tuple[date, date]]:
    """The spans of the year in which no unit leads."""
    free_from, gaps = year.first_day, []
    leading = [row for row in rows if row.role == LeadershipRole.TRUONG]
    for row in sorted(leading, key=lambda it: it.valid_from or date.min):
        begins, ends = row.valid_from or date.min, row.valid_to or date.max
        if begins > year.last_day:
            break
        if begins > free_from:
            gaps.append((free_from, begins - _DAY))
        if ends >= year.last_day:
            return gaps
        free_from = max(free_from, ends + _DAY)
    return [*gaps, (free_from, year.last_day)]


def hints(cluster: Cluster) -> list[str]:
    """What an administrator should know of the leadership of the cluster (three queries)."""
    rows = list(cluster.leaderships.select_related("unit").in_time())
    if not any(row.role == LeadershipRole.TRUONG for row in rows):
        gaps = [_("Lead unit: no data yet.")]
    else:
        gaps = [
            _("There is no lead unit from %(first)s to %(last)s.")
            % {"first": says(first), "last": says(last)}
            for first, last in days_without_lead(cluster.year, rows)
        ]
    return [*gaps, *_against_k3(cluster, rows)]


def _against_k3(cluster: Cluster, rows: Sequence[ClusterLeadership]) -> list[str]:
    """Units that lead although they were not considered: the mark may have come after the naming."""
    year = cluster.year.year
    after = ClusterLeadership.objects.filter(
        cluster__year__organiser=cluster.year.organiser_id,
        cluster__year__year=year + 1,
        unit__in=cluster.memberships.filter(is_considered=False).values("unit"),
    ).exclude(unit__kind=UnitKind.OUTSIDE)
    barred = barred_units(cluster.year)
    found = [(row, year) for row in rows if row.unit_id in barred]
    found += [(row, year + 1) for row in after.select_related("unit").in_time()]
    sentence = _(
        "%(unit)s is on record as lead unit or deputy in %(year)s although it was not considered for "
        "emulation in %(before)s (HD 31/HD-VKSTC, rule K3)."
    )
    return [
        sentence % {"unit": row.unit.short_name, "year": str(of), "before": str(of - 1)} for row, of in found
    ]
