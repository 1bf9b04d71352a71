"""What forbids the period of a year."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from units.models import EmulationYear
from units.queries.periods import says
from units.queries.year_periods import year_overlapped_by


def period_fault(year: EmulationYear) -> tuple[str, ValidationError] | None:
    """A day that belongs to another year of the organiser, with the field that says so (one query).

    The years of a rehearsal are kept open beyond their end on purpose and may overlap.
    """
    other = None if year.is_rehearsal else year_overlapped_by(year)
    if other is None:
        return None
    begins_within = year.starts_on and other.first_day <= year.starts_on <= other.last_day
    field = "starts_on" if begins_within or not year.ends_on else "ends_on"
    return field, overlap_of(other)


def overlap_of(other: EmulationYear) -> ValidationError:
    return ValidationError(
        _("The period overlaps the year %(year)s of this organiser (%(first)s – %(last)s)."),
        params={"year": str(other.year), "first": says(other.first_day), "last": says(other.last_day)},
    )
