"""What a row of a list says, and what was found about it; both are kept in `Intake.rows` as JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext

from units.enums import RowOutcome, RowResult


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a row or a sheet: the text as in the source, so that it is told in any language."""

    text: str
    params: dict[str, Any] = field(default_factory=dict)
    column: str = ""  # the heading, where the sentence is about one cell

    def __str__(self) -> str:
        sentence = gettext(self.text) % self.params if self.params else gettext(self.text)
        return f"{self.column}: {sentence}" if self.column else sentence


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a kind of list. Headings are data of the list and stay Vietnamese."""

    name: str
    heading: str
    also_called: tuple[str, ...] = ()  # without diacritics, signs and brackets
    is_required: bool = False
    is_date: bool = False
    # A number by which somebody is known: whatever stands between its digits is no day and no second number.
    is_number: bool = False
    # For what must not be kept: gives what may be shown instead, and what is kept in its place.
    seal: Callable[[str], Sealed] | None = None
    example: str = ""
    explanation: Any = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    shown: str
    kept: dict[str, str] = field(default_factory=dict)
    problem: Remark | None = None


@dataclass(slots=True, kw_only=True)
class SheetRow:
    """One row as it was read: a text for each column of the kind, and what could not be read."""

    number: int
    read: dict[str, str]
    sealed: dict[str, str] = field(default_factory=dict)
    problems: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """The rows of a list, and what is to be said of the file as a whole."""

    title: str
    rows: list[SheetRow]
    notes: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Change:
    """One value that the row would set. `replaces` where another one is on record."""

    column: str
    old: str
    new: str
    replaces: bool = False


@dataclass(slots=True, kw_only=True)
class RowReport:
    """What a row would do, and, once the list is applied, what became of it."""

    row: SheetRow
    outcome: RowOutcome
    found: int | None = None  # the key of what is on record
    candidates: list[int] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    errors: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    result: RowResult | None = None
    # What the kind needs to write the row; it lives as long as the check does.
    plan: Any = None

    def to_json(self) -> dict[str, Any]:
        known = {name: getattr(self, name) for name in _KEPT}
        known["changes"] = [asdict(change) for change in self.changes]
        known["errors"], known["notes"] = _texts(self.errors), _texts(self.notes)
        row = asdict(self.row)
        return {"row": row, **known}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> RowReport:
        values = dict(kept)
        row = dict(values.pop("row"))
        row["problems"], row["notes"] = _remarks(row["problems"]), _remarks(row["notes"])
        values["changes"] = [Change(**change) for change in values["changes"]]
        values["errors"], values["notes"] = _remarks(values["errors"]), _remarks(values["notes"])
        values["outcome"] = RowOutcome(values["outcome"])
        values["result"] = RowResult(values["result"]) if values["result"] else None
        return cls(row=SheetRow(**row), **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What the administrator agreed to when applying a list; what is not agreed to is left as it is."""

    leave_out_errors: bool = False
    transfers: bool = False
    replacing: bool = False


_KEPT = ("outcome", "found", "candidates", "result")


def _texts(remarks: list[Remark]) -> list[dict[str, Any]]:
    return [asdict(remark) for remark in remarks]


def _remarks(kept: list[dict[str, Any]]) -> list[Remark]:
    return [Remark(**remark) for remark in kept]
