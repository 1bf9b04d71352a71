"""Workbooks around imported lists: the empty template, and the report of a list. Texts are never formulas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from units.imports.rows import Column
from units.imports.sheet import EXAMPLE
from units.imports.telling import Line
from units.imports.workbook import GUIDE

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEADING = {"font": Font(bold=True), "fill": PatternFill("solid", fgColor="E3EAF5")}
_QUIET = {"font": Font(italic=True, color="556176")}
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_AS_TEXT = "@"
# How a text begins that a spreadsheet would calculate once somebody edits it.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ROWS_TO_FILL = 500


def template(*, columns: Sequence[Column], title: str) -> bytes:
    """An empty list with its headings, one row that shows how, and a sheet that explains every column."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    _set_widths(sheet, [8, *(max(14, len(it.heading) + 8) for it in columns)])
    sheet.freeze_panes = "A2"
    headings = [f"{it.heading} *" if it.is_required else it.heading for it in columns]
    sheet.append(_cells(sheet, ["STT", *headings], **_HEADING))
    sheet.append(_cells(sheet, [EXAMPLE, *(it.example for it in columns)], **_QUIET))
    # Formatted as text, a number keeps its zeros and a day is read as it was typed.
    for number in range(1, _ROWS_TO_FILL + 1):
        sheet.append(_cells(sheet, [str(number), *("" for _column in columns)]))
    guide = book.create_sheet(GUIDE)
    _set_widths(guide, [24, 14, 24, 80])
    guide.append(_cells(guide, [_("Column"), _("Required"), _("Example"), _("Explanation")], **_HEADING))
    for it in columns:
        required = _("yes") if it.is_required else ""
        guide.append(_cells(guide, [it.heading, required, it.example, str(it.explanation)]))
    for sentence in _rules():
        guide.append(_cells(guide, [sentence]))
    return _saved(book)


def report(*, headings: Sequence[str], lines: Iterable[Line], notes: Iterable[str]) -> bytes:
    """Every row of a list with what was found and what became of it; the notes are on a second sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Report"))
    sheet.freeze_panes = "A2"
    titles = [_("Row"), _("Found"), _("Result"), _("On record"), _("Changes"), _("Errors"), _("Notes")]
    _set_widths(sheet, [8, 18, 18, 40, 40, 50, 50, *(20 for _heading in headings)])
    sheet.append(_cells(sheet, [*titles, *headings], **_HEADING))
    for line in lines:
        sheet.append(_cells(sheet, [*_told(line), *_texts(line, headings)]))
    about = book.create_sheet(_("About the file"))
    _set_widths(about, [120])
    for note in notes:
        about.append(_cells(about, [note]))
    return _saved(book)


def _told(line: Line) -> list[str]:
    chosen = [it.described.label for it in line.options if it.described]
    return [
        str(line.number),
        str(line.outcome.label),
        str(line.result.label) if line.result else "",
        line.found.label if line.found else "\n".join(chosen),
        "\n".join(f"{heading}: {old or '–'} → {new or '–'}" for heading, old, new, _replaces in line.changes),
        "\n".join(line.errors),
        "\n".join(line.notes),
    ]


def _texts(line: Line, headings: Sequence[str]) -> list[str]:
    read = dict(line.read)
    return [read.get(heading, "") for heading in headings]


def _rules() -> list[str]:
    return [
        "",
        _("Delete the example row, or leave it: it is not imported."),
        _(
            "Days are written as 31/12/1990. Headings may stand in another order; other columns are not taken."
        ),
        _("After the upload you see what every row would do. Nothing is written before you apply the list."),
    ]


def _cells(sheet: Any, texts: Iterable[str], **style: Any) -> list[WriteOnlyCell]:
    return [_cell(sheet, text, **style) for text in texts]


def _cell(sheet: Any, text: str, **style: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value="")
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:32_000]
    cell.data_type = "s"
    cell.number_format = _AS_TEXT
    cell.alignment = _WRAPPED
    if text.startswith(_STARTS_A_FORMULA):
        cell.quotePrefix = True
    for name, value in style.items():
        setattr(cell, name, value)
    return cell


def _set_widths(sheet: Any, widths: Sequence[int]) -> None:
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _saved(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()
