"""Two dated rows, side by side. An empty bound is open."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class Dated(Protocol):
    valid_from: date | None
    valid_to: date | None


def overlap(one: Dated, other: Dated) -> bool:
    """Whether there is a day on which both are valid."""
    return _starts_by(one, other.valid_to) and _starts_by(other, one.valid_to)


def valid(row: Dated, day: date) -> bool:
    """Whether the row is valid on the day."""
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)


def _starts_by(row: Dated, day: date | None) -> bool:
    return row.valid_from is None or day is None or row.valid_from <= day


def says(day: date | None) -> str:
    """The day as people write it."""
    return f"{day:%d/%m/%Y}" if day else "…"
