"""The period of a year beside the other years of its organiser."""

from __future__ import annotations

from units.models import EmulationYear


def year_overlapped_by(year: EmulationYear) -> EmulationYear | None:
    """Another year of the organiser that shares a day with this one; unknown bounds share nothing."""
    first, last = year.starts_on or year.ends_on, year.ends_on or year.starts_on
    if first is None or last is None:
        return None
    others = EmulationYear.objects.filter(organiser=year.organiser_id).exclude(pk=year.pk)
    return others.filter(starts_on__lte=last, ends_on__gte=first).order_by("year").first()
