"""A workbook becomes a sheet of texts. Values only: no formula is calculated, no link followed."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from openpyxl import load_workbook

from units.imports.archive import Refused, opened
from units.imports.marks import LAST_COLUMN, LAST_ROW, OutOfBounds, marks
from units.imports.rows import Column, Remark, Sheet
from units.imports.sheet import Grid, header_of, rows_of, shown_title

MAX_SHEETS = 20
# The template's own sheet of explanations.
GUIDE = "Hướng dẫn"
NOT_READ = gettext_noop("Not read: sheet “%(sheet)s”.")
HIDDEN = gettext_noop("Not read: the hidden sheet “%(sheet)s”.")


def read(file: BinaryIO, name: str, columns: Sequence[Column]) -> Sheet:
    """The first visible sheet that has the headings; `Refused` with a sentence where there is none.

    Every row below the headings is either in `rows` or told of in `notes`. What a column seals is in
    neither.
    """
    with opened(file, name), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with _reading():
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        return _chosen(book, columns)


def _chosen(book: Any, columns: Sequence[Column]) -> Sheet:
    notes: list[Remark] = []
    refusal: Refused | None = None
    sheet: Sheet | None = None
    for number, it in enumerate(book.worksheets):
        is_visible = it.sheet_state == "visible"
        grid = _grid(it) if sheet is None and is_visible and number < MAX_SHEETS else None
        if grid is not None:
            try:
                header = header_of(grid, columns)
            except Refused as error:
                refusal = refusal or error
            else:
                sheet = rows_of(grid, header)
                continue
        if it.title != GUIDE:
            notes.append(Remark(NOT_READ if is_visible else HIDDEN, {"sheet": shown_title(it)}))
    if sheet is None:
        raise refusal or Refused(_("The workbook has no visible sheet with data."))
    sheet.notes += notes
    return sheet


def _grid(sheet: Any) -> Grid | None:
    """Nothing where the sheet is empty."""
    if sheet.title == GUIDE:
        return None
    with _reading():
        with sheet.parent._archive.open(sheet._worksheet_path) as source:  # told nowhere else
            found = marks(source)
        return Grid(sheet, found) if found.last_row else None


@contextmanager
def _reading() -> Iterator[None]:
    """Whatever a library stumbles over in a foreign file is the file's fault."""
    try:
        yield
    except OutOfBounds:
        raise Refused(
            _("The sheet has data beyond row %(row)s or column %(column)s. Delete what is too much there."),
            params={"row": f"{LAST_ROW:,}".replace(",", "."), "column": LAST_COLUMN},
        ) from None
    except Exception as error:
        raise Refused(
            _("The file cannot be read as a workbook. Save it anew in Excel as .xlsx and upload that.")
        ) from error
