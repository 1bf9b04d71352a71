"""What an administrator asks for: plain data that goes through a form and back unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """A unit that begins with the act. Its place in `new_units` is the index by which choices name it."""

    code: str
    kind: str
    parent_id: int | None
    name: str
    short_name: str
    place: str = ""
    head_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterChoice:
    """Which cluster a successor joins for the rest of one organiser's year; None: no cluster of it."""

    successor: int
    year_id: int
    cluster_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChoice:
    """Where one person goes: to a successor, to another existing unit, or out of the sector. One of three."""

    person_id: int
    successor: int | None = None
    unit_id: int | None = None
    leaves: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildChoice:
    """Below which successor a unit stands that stood below a predecessor. Not named: below the first."""

    unit_id: int
    successor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reorganisation:
    """One act on units. A successor's index: its place in `new_units`; 0 is the unit that absorbs."""

    act: str
    effective_on: date  # the first day of the new state; predecessors end the day before
    legal_basis: str = ""
    predecessors: tuple[int, ...] = ()
    new_units: tuple[NewUnit, ...] = ()
    absorbed_by: int | None = None
    new_name: str = ""
    new_short_name: str = ""
    clusters: tuple[ClusterChoice, ...] = ()
    people: tuple[PersonChoice, ...] = ()
    children: tuple[ChildChoice, ...] = ()

    @property
    def eve(self) -> date:
        """The last day of the old state."""
        return self.effective_on - timedelta(days=1)
