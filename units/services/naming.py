"""The names of a unit through time, and the latest of them on the unit itself."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from units.models import Unit, UnitName
from units.queries.periods import overlap
from units.services.membership import Fault


def name_faults(*, rows: Sequence[UnitName]) -> list[Fault]:
    """A unit bears one name at a time."""
    faults = []
    for place, row in enumerate(rows):
        if any(overlap(earlier, row) for earlier in rows[:place]):
            error = ValidationError(_("Another name is valid on these days; end that one first."))
            faults.append(Fault(row, "valid_from", error))
    return faults


def record_first_name(*, unit: Unit, legal_basis: str = "") -> UnitName:
    """A new unit bears its name from its first day."""
    return UnitName.objects.create(
        unit=unit,
        full_name=unit.name,
        short_name=unit.short_name,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        legal_basis=legal_basis,
    )


def adopt_latest_name(*, unit: Unit) -> None:
    """Lists show the latest name; it follows the table of names."""
    latest = unit.names.in_time().last()
    if latest:
        unit.name, unit.short_name = latest.full_name, latest.short_name
    unit.save()
