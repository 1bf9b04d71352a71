"""Two dated rows, side by side. An empty bound is open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.utils.translation import gettext as _


class Dated(Protocol):
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


def overlap(one: Dated, other: Dated) -> bool:
    """Whether there is a day on which both are valid."""
    return _starts_by(one, other.valid_to) and _starts_by(other, one.valid_to)


def valid(row: Dated, day: date) -> bool:
    """Whether the row is valid on the day."""
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)


def _starts_by(row: Dated, day: date | None) -> bool:
    return row.valid_from is None or day is None or row.valid_from <= day


def uncovered(
    first: date, last: date | None, rows: Iterable[tuple[date | None, date | None]]
) -> list[tuple[date, date | None]]:
    """The parts of the days from first to last on which none of the rows (first day, last day) is valid."""
    parts: list[tuple[date, date | None]] = []
    for starts, ends in sorted(rows, key=lambda row: row[0] or date.min):
        if last is not None and first > last:
            return parts
        if ends is not None and ends < first:
            continue
        if starts is not None and starts > first:
            if last is not None and starts > last:
                break
            parts.append((first, starts - timedelta(days=1)))
        if ends is None:
            return parts
        first = ends + timedelta(days=1)
    return parts if last is not None and first > last else [*parts, (first, last)]


def says(day: date | None) -> str:
    """The day as people write it."""
    # The year by itself: strftime writes that of the first thousand years with fewer digits.
    return f"{day:%d/%m}/{day.year:04}" if day else "…"


def period(row: Dated) -> str:
    """From – to in words; an unknown bound says nothing."""
    if row.valid_from and row.valid_to:
        return f"{says(row.valid_from)} – {says(row.valid_to)}"
    if row.valid_from:
        return _("since %(day)s") % {"day": says(row.valid_from)}
    if row.valid_to:
        return _("until %(day)s") % {"day": says(row.valid_to)}
    return ""


@dataclass(frozen=True, slots=True)
class Term:
    """Two bounds without a row."""

    valid_from: date | None
    valid_to: date | None


def within(row: Dated, first: date, last: date) -> Term:
    """What a row says beyond the period it lies in: a bound at or outside the period says nothing."""
    return Term(
        row.valid_from if row.valid_from and row.valid_from > first else None,
        row.valid_to if row.valid_to and row.valid_to < last else None,
    )
