"""Rules across the rows of people: where one works, who heads a unit, which role an account has.

Each check is given rows as they are about to be saved and returns what is wrong with which row.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from units.enums import Capacity
from units.models import Appointment, Assignment, RoleGrant, Unit
from units.queries.periods import overlap, says
from units.services.membership import Fault

_HEADS = (Capacity.HEAD, Capacity.ACTING_HEAD)


def assignment_faults(*, rows: Sequence[Assignment]) -> list[Fault]:
    """A person works in one unit at a time."""
    faults = []
    for row, earlier in _clashes(rows):
        error = ValidationError(
            _("On these days the person works in %(unit)s (%(first)s – %(last)s); end that first."),
            params={
                "unit": earlier.unit.short_name,
                "first": says(earlier.valid_from),
                "last": says(earlier.valid_to),
            },
        )
        faults.append(Fault(row, "valid_from", error))
    return faults


def appointment_faults(*, rows: Sequence[Appointment]) -> list[Fault]:
    """A unit has one head at a time, and nobody holds two posts in it at once."""
    # Locked, so that two administrators cannot name two heads side by side.
    list(Unit.objects.select_for_update().filter(pk__in=[row.unit_id for row in rows]).order_by("pk"))
    others = list(
        Appointment.objects.filter(unit__in=[row.unit_id for row in rows], capacity__in=_HEADS)
        .exclude(pk__in=[row.pk for row in rows if row.pk])
        .select_related("person")
    )
    faults = [
        Fault(row, "valid_from", ValidationError(_("The person holds a post in this unit on these days.")))
        for row, earlier in _clashes(rows)
        if earlier.unit_id == row.unit_id
    ]
    for row in rows:
        rival = next((it for it in others if it.unit_id == row.unit_id and overlap(it, row)), None)
        if row.capacity in _HEADS and rival:
            faults.append(Fault(row, "valid_from", _second_head(rival)))
    return faults


def grant_faults(*, rows: Sequence[RoleGrant]) -> list[Fault]:
    """A role in a unit is given once at a time."""
    return [
        Fault(row, "valid_from", ValidationError(_("The account has this role in this unit on these days.")))
        for row, earlier in _clashes(rows)
        if (earlier.unit_id, earlier.role) == (row.unit_id, row.role)
    ]


def _clashes(rows):
    """Every pair of rows, the later with the earlier one, that share a day."""
    for place, row in enumerate(rows):
        for earlier in rows[:place]:
            if overlap(earlier, row):
                yield row, earlier


def _second_head(rival: Appointment) -> ValidationError:
    return ValidationError(
        _("%(person)s heads this unit on the same days (%(first)s – %(last)s); end that appointment first."),
        params={
            "person": rival.person.full_name,
            "first": says(rival.valid_from),
            "last": says(rival.valid_to),
        },
    )
