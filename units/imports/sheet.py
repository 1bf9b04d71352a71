"""The rows below the headings, as texts by column. Every row is given, or counted and said so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
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
from units.imports.masking import masked, masked_number
from units.imports.rows import Column, Remark, Sheet, SheetRow
from units.text import clean, search_form
from units.text.encodings import recognised_together

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

    def put_into_unicode(self, first_row: int, places: Iterable[int]) -> None:
        """Texts of these columns that were typed in an old encoding; a column is judged as a whole."""
        rows = self.rows[first_row - 1 :]
        for place in places:
            readings = recognised_together(row[place].text for row in rows)
            for row, reading in zip(rows, readings, strict=True):
                if reading.encoding or reading.is_doubtful:
                    encoding = reading.encoding or ""
                    row[place] = replace(
                        row[place],
                        text=reading.text,
                        encoding=str(encoding),
                        is_doubtful=reading.is_doubtful,
                    )

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
    first = _first_row(grid, header)
    texts = [place for place, column in header.columns.items() if not (column.is_date or column.seal)]
    grid.put_into_unicode(first, texts)
    reader = _Reader(grid, header)
    for number in range(first, len(grid.rows) + 1):
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
        self.doubtful: list[int] = []
        self.without_heading: set[int] = set()

    def take(self, number: int) -> None:
        cells = self.grid.cells(number)
        given = {place for place, it in enumerate(cells) if it.text.strip() or it.problem}
        if not given or self._is_numbered_only(cells, given):
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
        if self.doubtful:
            text = _("Letters that may be of an old encoding (TCVN3, VNI) in rows: %(rows)s. Look at them.")
            notes.append(Remark(text, {"rows": _ranges(self.doubtful)}))
        if header.others:
            names = masked("; ".join(header.others.values()))
            notes.append(Remark(_("Columns that this list does not take: %(columns)s."), {"columns": names}))
        if self.without_heading:
            letters = ", ".join(get_column_letter(place + 1) for place in sorted(self.without_heading))
            notes.append(Remark(_("Columns without a heading, not read: %(columns)s."), {"columns": letters}))
        return notes

    def _is_numbered_only(self, cells: list[Cell], given: set[int]) -> bool:
        """Running numbers are often filled in ahead."""
        ordinal = self.header.ordinal
        return ordinal is not None and given == {ordinal} and cells[ordinal].text.strip().isdecimal()

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
        if any(cells[place].is_doubtful for place in self.header.columns):
            self.doubtful.append(number)


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
    for place, column in header.columns.items():
        source, found = grid.merged_from(number, place), cells[place]
        if source is not None and source > header.row and not found.text.strip():
            found = grid.cells(source)[place]
            text = _("Taken from the merged cell that begins in row %(row)s.")
            row.notes.append(Remark(text, {"row": source}, column.heading))
        _read(row, column, found)
    return row


def _read(row: SheetRow, column: Column, found: Cell) -> None:
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
    if note := _tidied(column, found, text):
        row.notes.append(note)
    if column.is_date and found.day:
        text = f"{found.day:%d/%m}/{found.day.year:04}"
    row.read[column.name] = masked_number(text) if column.is_number else masked(text)
    if row.read[column.name] != text:
        problem = _("The cell holds what looks like a citizen ID, which belongs in its own column.")
        row.problems.append(Remark(problem, {}, heading))


def _tidied(column: Column, found: Cell, text: str) -> Remark | None:
    """What was done to the text of the cell, if anything."""
    heading = column.heading
    if column.is_date and found.day:
        day = f"{found.day:%d/%m}/{found.day.year:04}"
        sentence = _("The number %(number)s was read as the day %(day)s.")
        return Remark(sentence, {"number": text, "day": day}, heading)
    if found.encoding:
        sentence = _("Put into Unicode from the encoding %(encoding)s.")
        return Remark(sentence, {"encoding": found.encoding}, heading)
    if found.is_doubtful:
        return Remark(_("This may be text of an old encoding (TCVN3 or VNI); look at it."), {}, heading)
    if text != found.text.strip():
        return Remark(_("Spaces or letters were put right."), {}, heading)
    return None


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
