"""What a preview says: groups of readable lines, the questions that are open, and a fingerprint."""

from __future__ import annotations

from dataclasses import dataclass, field

from units.queries.gathering import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines of one noun under its heading, for example all appointments that end."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One cluster that a successor may join. `position` is its predecessor's; None: after the last."""

    cluster_id: int
    name: str
    position: int | None = None
    # The predecessors that are members of it on the eve; none where it is just another one of the year.
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterQuestion:
    """Which cluster does a successor join for the rest of this organiser's year?

    `candidates` are those in which a predecessor is a member on the eve, `others` the rest of that year.
    `is_answered` with `chosen` None means: none of them.
    """

    successor: int
    successor_name: str
    year_id: int
    year: int
    organiser: str
    candidates: tuple[Place, ...]
    others: tuple[Place, ...]
    is_answered: bool
    chosen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksThere:
    """One person who works in a predecessor on the eve, and where he or she goes.

    `successor`, `unit_id` and `leaves` are as chosen or as proposed; all empty: nobody has said yet.
    """

    person_id: int
    name: str
    unit: str
    position_title: str
    successor: int | None
    unit_id: int | None
    leaves: bool

    @property
    def has_place(self) -> bool:
        return self.leaves or self.successor is not None or self.unit_id is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandsBelow:
    """One unit that stands below a predecessor and goes on, below the successor with this index."""

    unit_id: int
    name: str
    successor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Everything the act would do. Nothing has been done.

    `missing` says, under the name of a field (`clusters`, `people`), what must be answered before it can be
    done; empty means ready. `fingerprint` stands for all of it: the service refuses another one.
    """

    predecessors: tuple[str, ...]
    # Names of the units that take over, in the order of their indices; empty for abolition and renaming.
    successors: tuple[str, ...]
    closes: tuple[Group, ...]
    opens: tuple[Group, ...]
    moves: tuple[Group, ...]
    touches: tuple[Effect, ...]
    warnings: tuple[str, ...]
    questions: tuple[ClusterQuestion, ...]
    people: tuple[WorksThere, ...]
    children: tuple[StandsBelow, ...]
    fingerprint: str
    missing: dict[str, str] = field(default_factory=dict)
