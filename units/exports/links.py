"""One-time links to hand over, as a workbook: made for one answer, stored nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BOLD = Font(bold=True)


def first_links(rows: Iterable[tuple[str, str, str]], until: datetime) -> bytes:
    """Name, user name and link of each account. Texts are never formulas."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Links"))
    for column, width in zip("ABCD", (32, 28, 90, 20), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    end = f"{localtime(until):%H:%M %d/%m/%Y}"
    headings = (_("Full name"), _("User name"), _("One-time link to set the password"), _("Works until"))
    sheet.append([_text(sheet, text, is_bold=True) for text in headings])
    for row in rows:
        sheet.append([_text(sheet, text) for text in (*row, end)])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _text(sheet: object, text: str, *, is_bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    if is_bold:
        cell.font = _BOLD
    return cell
