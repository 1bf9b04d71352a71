"""A report as people read it: one line a row, with the names of those whom it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from units.enums import RowOutcome, RowResult
from units.imports.known_people import SOMEBODY_ELSE
from units.imports.rows import Column, RowReport

# (keys, on) -> how each row on record is called, and the address of its page.
Describe = Callable[[set[int], date], Mapping[int, "Described"]]


@dataclass(frozen=True, slots=True)
class Described:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to the question who a namesake is."""

    value: str
    described: Described | None
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    number: int
    outcome: RowOutcome
    result: RowResult | None
    read: list[tuple[str, str]]  # heading and text
    found: Described | None
    options: list[Option]
    changes: list[tuple[str, str, str, bool]]  # heading, old, new, whether it replaces
    errors: list[str]
    notes: list[str]


def lines(
    reports: Sequence[RowReport],
    *,
    columns: Sequence[Column],
    choices: Mapping[str, str],
    describe: Describe,
    on: date,
) -> list[Line]:
    """The lines of these rows; the same number of queries, however many they are."""
    keys = {key for it in reports for key in [*it.candidates, *([it.found] if it.found else [])]}
    known = describe(keys, on)
    return [_line(it, columns, choices.get(str(it.row.number), ""), known) for it in reports]


def _line(report: RowReport, columns: Sequence[Column], choice: str, known: Mapping[int, Described]) -> Line:
    row = report.row
    return Line(
        number=row.number,
        outcome=report.outcome,
        result=report.result,
        read=[(it.heading, row.read[it.name]) for it in columns if it.name in row.read],
        found=known.get(report.found) if report.found else None,
        options=_options(report, choice, known),
        changes=[(it.column, it.old, it.new, it.replaces) for it in report.changes],
        errors=[str(error) for error in report.errors],
        notes=[str(note) for note in report.notes],
    )


def _options(report: RowReport, choice: str, known: Mapping[int, Described]) -> list[Option]:
    if not report.candidates:
        return []
    people = [Option(str(key), known.get(key), str(key) == choice) for key in report.candidates]
    return [*people, Option(SOMEBODY_ELSE, None, choice == SOMEBODY_ELSE)]
