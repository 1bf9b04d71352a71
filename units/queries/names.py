"""What units were called on a day: pages about a past year say the names of their time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from units.models import Unit, UnitName
from units.queries.periods import Dated, overlap, valid


@dataclass(frozen=True, slots=True)
class Name:
    full_name: str
    short_name: str

    def __str__(self) -> str:
        return self.short_name


class Names:
    """All names of some units, read once (one query) and asked for any day."""

    def __init__(self, units: Iterable[Unit]):
        self._rows: dict[int, list[UnitName]] = defaultdict(list)
        for row in UnitName.objects.filter(unit__in={unit.pk for unit in units}).in_time():
            self._rows[row.unit_id].append(row)

    def on(self, unit: Unit, day: date) -> Name:
        """The name on the day; before the first on record that first one, after the last that last one."""
        rows = self._rows[unit.pk]
        begun = [row for row in rows if row.valid_from is None or row.valid_from <= day]
        row = next((row for row in reversed(begun) if valid(row, day)), None)
        row = row or next(reversed(begun), None) or next(iter(rows), None)
        return Name(row.full_name, row.short_name) if row else Name(unit.name, unit.short_name)

    def during(self, unit: Unit, row: Dated) -> list[UnitName]:
        """Every name that the unit bore in the days of the row, the oldest first."""
        return [name for name in self._rows[unit.pk] if overlap(name, row)]


def names_on(units: Iterable[Unit], day: date) -> dict[int, Name]:
    """The name of each unit on the day, by the unit's key (one query)."""
    members = list(units)
    known = Names(members)
    return {unit.pk: known.on(unit, day) for unit in members}
