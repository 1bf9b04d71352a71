"""A text of a pact as one value. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetText:
    """A target as one text has it. `value` is the number, `requirement` the number in words."""

    identity: str
    code: str
    text: str
    requirement: str
    value: Decimal | None = None
    measure: str = ""
    # What belongs to the number beside it, one fact a line: how it is counted, where it is read.
    details: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseText:
    """A clause as one text has it, with the heading of the section that it stands under."""

    identity: str
    heading: str
    body: str
    section: str = ""
    targets: tuple[TargetText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text of a pact. `fields` are the parts beside the clauses, by name, in the order of the paper."""

    fields: tuple[tuple[str, str], ...] = ()
    clauses: tuple[ClauseText, ...] = ()
