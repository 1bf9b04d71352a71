"""The rows below the headings, as texts by column. Every row is given, or counted and said so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _
from openpyxl.utils import get_column_letter

from units.imports.archive import Refused
from units.imports.cells import Cell, cell, not_calculated
from units.imports.headings import WITHIN_ROWS, Header, find, numbers_columns
from units.imports.marks import Marks
from units.imports.masking import masked
from units.imports.rows import Column, Remark, Sheet, SheetRow
from units.text import clean, search_form

MAX_ROWS = 5_000
# How the running number of a row begins that shows in a template how the list is filled in.
EXAMPLE = "Ví dụ"


class Grid:
    """The cells of one sheet, all read. Rows count from 1, as in Excel; places in a row from 0."""

    def __init__(self, sheet: Any, found: Marks) -> None:
        self.title = shown_title(sheet)
        self.marks = found
        self.epoch: datetime = sheet.parent.epoch
        sheet.reset_dimensions()  # what the file declares need not be true
        rows = sheet.iter_rows(min_row=1, max_row=found.last_row, max_col=found.last_column)
        self.rows = [
            [self._cell(number, place, it) for place, it in enumerate(row)]
            for number, row in enumerate(islice(rows, found.last_row), start=1)
        ]

    def cells(self, row: int) -> list[Cell]:
        return self.rows[row - 1]

    def texts(self, row: int) -> list[str]:
        return [it.text for it in self.cells(row)]

    def merged_from(self, row: int, place: int) -> int | None:
        """The row in which the block begins that the cell was merged into, if it is one below another."""
        first = self.marks.merged.get((row, place + 1))
        return first[0] if first else None

    def _cell(self, row: int, place: int, found: Any) -> Cell:
        if (row, place + 1) in self.marks.not_calculated:
            return not_calculated()
        return cell(found.value, epoch=self.epoch, kind=found.data_type, number_format=found.number_format)


def shown_title(sheet: Any) -> str:
    return masked(clean(sheet.title))[:100]


def header_of(grid: Grid, columns: Sequence[Column]) -> Header:
    """The row of headings, or `Refused`."""
    return find([grid.texts(row) for row in range(1, min(WITHIN_ROWS, len(grid.rows)) + 1)], columns)


def rows_of(grid: Grid, header: Header) -> Sheet:
    """All rows below the headings."""
    reader = _Reader(grid, header)
    for number in range(_first_row(grid, header), len(grid.rows) + 1):
        reader.take(number)
    return Sheet(title=grid.title, rows=reader.rows, notes=reader.notes())


def _first_row(grid: Grid, header: Header) -> int:
    """Headings may be merged over several rows."""
    below = [row for (row, _column), (first, _) in grid.marks.merged.items() if first == header.row]
    return max([header.row, *below]) + 1


class _Reader:
    def __init__(self, grid: Grid, header: Header) -> None:
        self.grid, self.header = grid, header
        self.rows: list[SheetRow] = []
        self.empty: list[int] = []
        self.examples: list[int] = []
        self.numbering: list[int] = []
        self.without_heading: set[int] = set()

    def take(self, number: int) -> None:
        cells = self.grid.cells(number)
        given = {place for place, it in enumerate(cells) if it.text.strip() or it.problem}
        if not given:
            self.empty.append(number)
        elif not self.rows and numbers_columns([it.text for it in cells]):
            self.numbering.append(number)
        elif self._is_example(cells):
            self.examples.append(number)
        else:
            self._add(number, cells, given)

    def notes(self) -> list[Remark]:
        """What was passed over, and which columns were not read."""
        header, grid = self.header, self.grid
        place = {"sheet": grid.title, "row": header.row}
        notes = [Remark(_("Read: sheet “%(sheet)s”, with its headings in row %(row)s."), place)]
        skipped = (
            (_("Skipped empty rows: %(rows)s."), self.empty),
            (_("Skipped rows of the template's example: %(rows)s."), self.examples),
            (_("Skipped the numbers of the columns in row: %(rows)s."), self.numbering),
        )
        notes += [Remark(text, {"rows": _ranges(numbers)}) for text, numbers in skipped if numbers]
        if header.others:
            names = masked("; ".join(header.others.values()))
            notes.append(Remark(_("Columns that this list does not take: %(columns)s."), {"columns": names}))
        if self.without_heading:
            letters = ", ".join(get_column_letter(place + 1) for place in sorted(self.without_heading))
            notes.append(Remark(_("Columns without a heading, not read: %(columns)s."), {"columns": letters}))
        return notes

    def _is_example(self, cells: list[Cell]) -> bool:
        ordinal = self.header.ordinal
        return ordinal is not None and search_form(cells[ordinal].text).startswith(search_form(EXAMPLE))

    def _add(self, number: int, cells: list[Cell], given: set[int]) -> None:
        if len(self.rows) >= MAX_ROWS:
            sentence = gettext_lazy("The list has more than %(limit)s rows. Split it into several files.")
            raise Refused(sentence, params={"limit": f"{MAX_ROWS:,}".replace(",", ".")})
        known = {*self.header.columns, *self.header.others, self.header.ordinal}
        self.without_heading |= given - known
        self.rows.append(_row(self.grid, self.header, number, cells))


def _row(grid: Grid, header: Header, number: int, cells: list[Cell]) -> SheetRow:
    row = SheetRow(number=number, read={})
    if number in grid.marks.hidden_rows:
        row.notes.append(Remark(_("This row is hidden in the file.")))
    if not any(cells[place].text.strip() or cells[place].problem for place in header.columns):
        text = masked(clean("; ".join(it.text for it in cells if it.text.strip())))[:200]
        problem = _("The row has text only outside the columns of this list: %(text)s")
        row.problems.append(Remark(problem, {"text": text}))
        row.read = {column.name: "" for column in header.columns.values()}
        return row
    merged: dict[int, list[str]] = {}
    tidied: list[str] = []
    for place, column in header.columns.items():
        source = grid.merged_from(number, place)
        if source is not None and source > header.row and not cells[place].text.strip():
            merged.setdefault(source, []).append(column.heading)
            _read(row, column, grid.cells(source)[place], tidied)
        else:
            _read(row, column, cells[place], tidied)
    for source, headings in merged.items():
        text = _("Taken from the merged cell that begins in row %(row)s: %(columns)s.")
        row.notes.append(Remark(text, {"row": source, "columns": ", ".join(headings)}))
    if tidied:
        text = _("Spaces or letters were put right in: %(columns)s.")
        row.notes.append(Remark(text, {"columns": ", ".join(tidied)}))
    return row


def _read(row: SheetRow, column: Column, found: Cell, tidied: list[str]) -> None:
    """One cell into the row."""
    text, heading = clean(found.text), column.heading
    if found.problem:
        row.problems.append(Remark(found.problem.text, found.problem.params, heading))
    if column.seal:
        sealed = column.seal(text)
        row.sealed |= sealed.kept
        if sealed.problem:
            row.problems.append(Remark(sealed.problem.text, sealed.problem.params, heading))
        row.read[column.name] = sealed.shown
        return
    if column.is_date and (day := found.day):
        number, text = text, f"{day:%d/%m}/{day.year:04}"
        sentence = _("The number %(number)s was read as the day %(day)s.")
        row.notes.append(Remark(sentence, {"number": number, "day": text}, heading))
    elif text != found.text.strip():
        tidied.append(heading)
    row.read[column.name] = masked(text)
    if row.read[column.name] != text:
        problem = _("The cell holds what looks like a citizen ID, which belongs in its own column.")
        row.problems.append(Remark(problem, {}, heading))


def _ranges(numbers: list[int]) -> str:
    """3, 5–9, 12"""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [f"{first}" if first == last else f"{first}–{last}" for first, last in runs]
    return ", ".join(shown[:20]) + (" …" if len(shown) > 20 else "")
