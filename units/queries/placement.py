"""Below which unit a unit stood on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from units.models import Unit, UnitPlacement
from units.queries.periods import valid


def upper_units_on(units: Iterable[Unit], day: date) -> dict[int, int | None]:
    """The upper unit of each unit on the day (one query); the present one where no other is on record."""
    found = {unit.pk: unit.parent_id for unit in units}
    earlier = UnitPlacement.objects.on(day).filter(unit__in=found).order_by("pk")
    found.update(earlier.values_list("unit_id", "parent_id"))
    return found


def units_below_on(uppers: Iterable[int], day: date) -> QuerySet[Unit]:
    """The units that existed on the day and stood right below one of these then."""
    keys = list(uppers)
    placed = UnitPlacement.objects.on(day)
    still = Q(parent__in=keys) & ~Q(pk__in=placed.values("unit"))
    return Unit.objects.on(day).filter(still | Q(pk__in=placed.filter(parent__in=keys).values("unit")))


class UpperUnits:
    """The upper units of some units through time, read once (one query) and asked for any day."""

    def __init__(self, units: Iterable[Unit]):
        self._earlier: dict[int, list[UnitPlacement]] = defaultdict(list)
        rows = UnitPlacement.objects.filter(unit__in={unit.pk for unit in units})
        for row in rows.select_related("parent").order_by("pk"):
            self._earlier[row.unit_id].append(row)

    def of(self, unit: Unit, day: date) -> Unit | None:
        """The upper unit on the day; the present one, which is read, where no other is on record."""
        return next((row.parent for row in self._earlier[unit.pk] if valid(row, day)), unit.parent)

    def every(self) -> list[Unit]:
        return [row.parent for rows in self._earlier.values() for row in rows]


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
