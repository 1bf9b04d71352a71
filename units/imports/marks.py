"""What a sheet says beside its values: merged cells, hidden rows, formulas that were never calculated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from openpyxl.utils import column_index_from_string, range_boundaries

MAX_CELLS = 400_000
# Data further down or to the right is a slip of the hand; reading on would be a silent loss of time or data.
LAST_ROW, LAST_COLUMN = 20_000, 100
_CHUNK = 64 * 1024
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
Place = tuple[int, int]


class OutOfBounds(Exception):
    """The sheet holds more cells, or cells further away, than a list does."""


@dataclass(slots=True)
class Marks:
    """Places are (row, column), both from 1."""

    last_row: int = 0
    last_column: int = 0
    # Each cell of a block that goes over several rows, with the first cell of its column.
    merged: dict[Place, Place] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    not_calculated: set[Place] = field(default_factory=set)


def marks(source: IO[bytes]) -> Marks:
    """Read the XML of a sheet once, in little memory."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.begins
    parser.EndElementHandler = reader.ends
    parser.CharacterDataHandler = reader.says
    while chunk := source.read(_CHUNK):
        parser.Parse(chunk, False)
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found = Marks()
        self.row = self.column = self.cells = 0
        self.has_formula = self.has_value = self.is_in_value = False

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "row":
                self.row = int(attributes.get("r", self.row + 1))
                self.column = 0
                if attributes.get("hidden") in ("1", "true") and self.row <= LAST_ROW:
                    self.found.hidden_rows.add(self.row)
            case "c":
                self._begin_cell(attributes.get("r", ""))
            case "f":
                self.has_formula = True
            case "v" | "t":
                self.is_in_value = True
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def ends(self, name: str) -> None:
        match name.rpartition(" ")[2]:
            case "v" | "t":
                self.is_in_value = False
            case "c":
                self._end_cell()

    def says(self, text: str) -> None:
        if self.is_in_value:
            self.has_value = True

    def _begin_cell(self, reference: str) -> None:
        self._count()
        if place := _PLACE.match(reference):
            self.column, self.row = column_index_from_string(place[1]), int(place[2])
        else:
            self.column += 1
        self.has_formula = self.has_value = False

    def _count(self) -> None:
        self.cells += 1
        if self.cells > MAX_CELLS:
            raise OutOfBounds

    def _end_cell(self) -> None:
        if self.has_formula and not self.has_value:
            self.found.not_calculated.add((self.row, self.column))
        if self.has_formula or self.has_value:
            if self.row > LAST_ROW or self.column > LAST_COLUMN:
                raise OutOfBounds
            self.found.last_row = max(self.found.last_row, self.row)
            self.found.last_column = max(self.found.last_column, self.column)

    def _merge(self, reference: str) -> None:
        first_column, first_row, last_column, last_row = range_boundaries(reference)
        if None in (first_column, first_row, last_column, last_row):
            return
        # One value beside another belongs to one row only; below one another it belongs to each.
        for row in range(first_row + 1, min(last_row, LAST_ROW) + 1):
            self._count()
            self.found.merged[row, first_column] = (first_row, first_column)
