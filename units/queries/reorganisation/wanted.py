"""What an administrator asks for: plain data that goes through a form and back unchanged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from units.enums import ReorganisationAct as Act


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

    def relevant(self) -> Reorganisation:
        """The same without the fields of other acts: a form may post them all."""
        return replace(
            self,
            new_units=self.new_units if self.act in (Act.MERGE, Act.SPLIT) else (),
            absorbed_by=self.absorbed_by if self.act == Act.ABSORB else None,
            new_name=self.new_name if self.act == Act.RENAME else "",
            new_short_name=self.new_short_name if self.act == Act.RENAME else "",
            clusters=() if self.act in (Act.ABOLISH, Act.RENAME) else self.clusters,
            people=() if self.act == Act.RENAME else self.people,
            children=self.children if self.act == Act.SPLIT else (),
        )

    def without_answers(self) -> Reorganisation:
        """The act alone, without what the preview asks for."""
        return replace(self, clusters=(), people=(), children=())
