"""Lists as offices keep them, in Excel."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

HEADINGS = (
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số hiệu", "Số CCCD", "Đơn vị", "Chức vụ", "Từ ngày",
    "Ngày vào ngành",
)  # fmt: skip
_NAMES = (
    "number", "full_name", "birth_date", "gender", "staff_number", "citizen_id", "unit", "position_title",
    "valid_from", "recruited_on",
)  # fmt: skip


def person_row(full_name: Any = "Nguyễn Văn Hùng", unit: Any = "", **values: Any) -> list[Any]:
    """One row below the usual headings."""
    given = {"number": 1, "full_name": full_name, "unit": unit, **values}
    return [given.pop(name, None) for name in _NAMES] + [f"unknown: {name}" for name in given]


def make_list(
    *rows: Sequence[Any], headings: Sequence[Any] = HEADINGS, change: Callable[[Any], object] | None = None
) -> BytesIO:
    """A workbook with the headings in the first row; `change` may do anything to its sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    for row in [headings, *rows]:
        sheet.append(list(row))
    if change:
        change(sheet)
    return saved(book)


def saved(book: Workbook) -> BytesIO:
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def repacked(file: BytesIO, parts: dict[str, bytes | None]) -> BytesIO:
    """The same workbook with some parts replaced, added, or (None) taken out."""
    target = BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    target.seek(0)
    return target


def part(file: BytesIO, name: str) -> bytes:
    with zipfile.ZipFile(file) as archive:
        return archive.read(name)
