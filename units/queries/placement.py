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


def with_upper_units_on(units: Iterable[int], day: date) -> dict[int, set[int]]:
    """Each unit with all that stood above it on the day; two queries a level, and there are few levels."""
    above: dict[int, int | None] = {}
    ask = set(units)
    while ask:
        above |= upper_units_on(Unit.objects.filter(pk__in=ask), day)
        ask = {upper for upper in above.values() if upper is not None} - above.keys()
    return {unit: _chain(unit, above) for unit in units}


def _chain(unit: int, above: dict[int, int | None]) -> set[int]:
    chain: set[int] = set()
    upper: int | None = unit
    while upper is not None and upper not in chain:
        chain.add(upper)
        upper = above.get(upper)
    return chain
