"""Below which unit a unit stood on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from units.models import Unit, UnitPlacement


def upper_units_on(units: Iterable[Unit], day: date) -> dict[int, int | None]:
    """The upper unit of each unit on the day (one query); the present one where no other is on record."""
    found = {unit.pk: unit.parent_id for unit in units}
    earlier = UnitPlacement.objects.on(day).filter(unit__in=found).order_by("pk")
    found.update(earlier.values_list("unit_id", "parent_id"))
    return found
