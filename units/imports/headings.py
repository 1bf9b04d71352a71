"""Finding the row of headings: titles stand above it, stars and line breaks in it, numbers of columns below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from units.imports.archive import Refused
from units.imports.rows import Column
from units.text import clean, words

WITHIN_ROWS = 20
# The running number of a row: no value of it, but no surprise either.
ORDINAL = frozenset({"stt", "tt", "so tt", "so thu tu", "no", "thu tu"})
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_COLUMN_NUMBER = re.compile(r"\(?\s*([0-9]{1,2}|[A-Za-z])\s*\)?\Z")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings stand: the columns that were recognised, by place, and the texts of all others."""

    row: int
    columns: dict[int, Column]
    ordinal: int | None
    others: dict[int, str]


def find(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> Header:
    """The first row that has most of the headings; refuses a sheet that lacks a required one."""
    found = [_header(number, row, columns) for number, row in enumerate(rows[:WITHIN_ROWS], start=1)]
    best = max(found, key=lambda it: len(it.columns), default=None)
    required = [column for column in columns if column.is_required]
    if best is None or not best.columns:
        raise Refused(
            _("No row of headings was found in the first %(rows)s rows. Needed at least: %(needed)s."),
            params={"rows": WITHIN_ROWS, "needed": _listed(required)},
        )
    named = list(best.columns.values())
    if twice := next((column for column in named if named.count(column) > 1), None):
        raise Refused(
            _("Row %(row)s has the heading “%(heading)s” more than once."),
            params={"row": best.row, "heading": twice.heading},
        )
    if missing := [column for column in required if column not in named]:
        raise Refused(
            _("Missing columns: %(missing)s. The headings in row %(row)s are: %(found)s."),
            params={
                "missing": _listed(missing),
                "row": best.row,
                "found": "; ".join(clean(text) for text in rows[best.row - 1] if text.strip())[:500],
            },
        )
    return best


def numbers_columns(texts: Sequence[str]) -> bool:
    """A row below the headings that says (1), (2), (3) … or A, B, 1, 2 …"""
    given = [text.strip() for text in texts if text.strip()]
    return len(given) > 1 and all(_COLUMN_NUMBER.match(text) for text in given)


def _header(number: int, row: Sequence[str], columns: Sequence[Column]) -> Header:
    known = {name: column for column in columns for name in (_plain(column.heading), *column.also_called)}
    found: dict[int, Column] = {}
    others: dict[int, str] = {}
    ordinal = None
    for place, text in enumerate(row):
        name = _plain(text)
        if name in known:
            found[place] = known[name]
        elif name in ORDINAL and ordinal is None:
            ordinal = place
        elif text.strip():
            others[place] = clean(text)[:100]
    return Header(number, found, ordinal, others)


def _plain(text: str) -> str:
    return " ".join(words(_BRACKETS.sub(" ", text)))


def _listed(columns: Sequence[Column]) -> str:
    return ", ".join(column.heading for column in columns)
