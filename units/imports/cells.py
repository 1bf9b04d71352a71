"""The value of a cell as the text that a person sees, or why it has none."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_noop as _
from openpyxl.utils.datetime import from_excel

from units.imports.rows import Remark

MAX_TEXT = 500
# As days: 1927 to 2173. A year alone is a smaller number.
_SERIALS = range(10_000, 100_000)
_ZEROS = re.compile(r"0{2,30}\Z")
_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Cell:
    """`day` is what a bare number means as Excel counts days; only a column of days takes it so.

    `encoding` is the one before Unicode out of which the text was put, `is_doubtful` where it may need that.
    """

    text: str = ""
    problem: Remark | None = None
    day: date | None = None
    encoding: str = ""
    is_doubtful: bool = False


def cell(value: Any, *, epoch: datetime, kind: str = "", number_format: str | None = "") -> Cell:
    """The text: days as dd/mm/yyyy, numbers without separators and with the zeros that their format shows."""
    if value is None:
        return Cell()
    if kind == "e":
        return Cell("", Remark(_("The cell shows the error %(value)s."), {"value": str(value)[:20]}))
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return Cell(_number(value, number_format or ""), day=_as_day(value, epoch))
    if isinstance(value, date):
        return Cell(f"{value:%d/%m}/{value.year:04}")
    return _text(str(value))


def not_calculated() -> Cell:
    """The value of a formula that no program has calculated."""
    sentence = _(
        "The cell holds a formula without a result. Open the file in Excel and save it, or write the value."
    )
    return Cell("", Remark(sentence))


def _as_day(value: float, epoch: datetime) -> date | None:
    if not math.isfinite(value) or int(value) not in _SERIALS:
        return None
    found = from_excel(value, epoch)
    return found.date() if isinstance(found, datetime) else None


def _number(value: float, number_format: str) -> str:
    if not math.isfinite(value) or value != int(value):
        return f"{value:.15g}"
    digits = str(int(value))
    return digits.zfill(len(number_format)) if _ZEROS.match(number_format) else digits


def _text(text: str) -> Cell:
    if len(text) > MAX_TEXT:
        shown = _UNSHOWN.sub("", text[:80]) + "…"
        return Cell(shown, Remark(_("The text has more than %(limit)s characters."), {"limit": MAX_TEXT}))
    if _UNSHOWN.search(text):
        problem = Remark(_("The cell holds characters that cannot be shown."))
        return Cell(_UNSHOWN.sub("", text), problem)
    return Cell(text)
