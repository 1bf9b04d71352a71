"""Rules across the rows of people: where one works, who heads a unit or signs for it, which role an account has.

Each check is given rows as they are about to be saved and returns what is wrong with which row.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from units.enums import Capacity, SigningForm
from units.models import Appointment, Assignment, Authorisation, RoleGrant, Unit
from units.queries.authority import refusal
from units.queries.periods import Dated, overlap, says
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


def authorisation_faults(*, rows: Sequence[Authorisation]) -> list[Fault]:
    """Each holds on all of its days, and one person at a time stands in for an absent head."""
    # Locked, so that two administrators cannot name two people side by side.
    list(Unit.objects.select_for_update().filter(pk__in=[row.unit_id for row in rows]).order_by("pk"))
    others = list(
        Authorisation.objects.filter(unit__in=[row.unit_id for row in rows])
        .exclude(pk__in=[row.pk for row in rows if row.pk])
        .select_related("person")
    )
    faults = []
    for row in rows:
        rivals = [it for it in others if it.unit_id == row.unit_id and overlap(it, row)]
        if row.is_for_absence and row.form == SigningForm.TM:
            faults.append(Fault(row, "is_for_absence", ValidationError(_("TM. alone stands in for nobody."))))
        elif error := _twice(row, rivals):
            faults.append(Fault(row, "valid_from", error))
        elif refused := refusal(row, row.valid_from):
            faults.append(Fault(row, refused.about, _does_not_hold(row.valid_from, refused.reason)))
        elif end := _end_of_reason(row):
            faults.append(Fault(row, "valid_to", _does_not_hold(*end)))
        others.append(row)
    return faults


def _twice(row: Authorisation, rivals: Sequence[Authorisation]) -> ValidationError | None:
    """Two who stand in for the head, or one document entered twice, on the same days."""
    for it in rivals:
        params = {"person": it.person.full_name, "first": says(it.valid_from), "last": says(it.valid_to)}
        if row.is_for_absence and it.is_for_absence:
            error = _(
                "%(person)s stands in for the head on the same days (%(first)s – %(last)s); end that first."
            )
            return ValidationError(error, params=params)
        if (row.person_id, row.form, row.document) == (it.person_id, it.form, it.document):
            error = _("This document is on record for %(person)s already (%(first)s – %(last)s).")
            return ValidationError(error, params=params)
    return None


def _end_of_reason(row: Authorisation) -> tuple[date, str] | None:
    """The first day of the authorisation, after its own first one, on which it would hold no longer."""
    posts: list[Dated] = [*row.person.appointments.all(), *row.person.assignments.all()]
    begun = [post.valid_from for post in posts]
    ended = [row.unit.valid_to, row.person.left_on, *(post.valid_to for post in posts)]
    days = {day for day in begun if day} | {
        day + timedelta(days=1) for day in ended if day and day < date.max
    }
    for day in sorted(it for it in days if row.valid_from < it <= (row.valid_to or it)):
        if refused := refusal(row, day):
            return day, refused.reason
    return None


def _does_not_hold(day: date, reason: str) -> ValidationError:
    return ValidationError(
        _("On %(day)s the authorisation does not hold: %(reason)s"),
        params={"day": says(day), "reason": reason},
    )
