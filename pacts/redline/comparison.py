"""Two texts of a pact laid side by side: what became of each part, clause and target. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Literal

from pacts.redline.alike import borrowed
from pacts.redline.order import Pair, paired
from pacts.redline.text import ClauseText, TargetText, Text
from pacts.redline.words import Piece, Work, is_same, words

Fate = Literal["same", "changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    name: str
    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        return is_same(self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetChange:
    """What became of a target; `old` and `new` are its two texts, one of them only where it came or went.

    `moved_from` is its earlier place in the same clause, `from_clause` the number of the older text's clause
    that it stood under, where that was another one.
    """

    old: TargetText | None
    new: TargetText | None
    fate: Fate
    words: tuple[Piece, ...]
    requirement: tuple[Piece, ...]
    details: tuple[Piece, ...] = ()
    moved_from: int | None = None
    from_clause: int | None = None

    @property
    def code(self) -> str:
        return (self.new or self.old).code  # type: ignore[union-attr]

    @property
    def has_moved(self) -> bool:
        return self.moved_from is not None or self.from_clause is not None

    @property
    def is_same(self) -> bool:
        return self.fate == "same" and not self.has_moved

    @property
    def has_other_number(self) -> bool:
        """Something else is to be reached: another value, measure or comparison."""
        if self.old is None or self.new is None:
            return False
        return (self.old.value, self.old.requirement) != (self.new.value, self.new.requirement)

    @property
    def old_value(self) -> Decimal | None:
        """The number before, where the number changed."""
        return self.old.value if self.old and self.has_other_number else None

    @property
    def new_value(self) -> Decimal | None:
        return self.new.value if self.new and self.has_other_number else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """What became of a clause; `old` and `new` are its two texts, one of them only where it came or went.

    `number` is its place in the newer text, in the older one where it is removed. `moved_from` is its earlier
    place where it was moved: the fewest moves that explain the new order. Its fate tells nothing of the
    section that it stands under: that is one change of many clauses.
    """

    old: ClauseText | None
    new: ClauseText | None
    number: int
    fate: Fate
    section: tuple[Piece, ...]
    heading: tuple[Piece, ...]
    body: tuple[Piece, ...]
    targets: tuple[TargetChange, ...]
    moved_from: int | None = None

    @property
    def is_same(self) -> bool:
        return self.fate == "same" and self.moved_from is None and is_same(self.section)


@dataclass(frozen=True, slots=True)
class Redline:
    """The whole comparison, in the order of the newer text; what was removed stands where it stood.

    `guessed` holds the identities that the two texts do not share and that were matched by their headings;
    `older` is the older text with these identities.
    """

    fields: tuple[FieldChange, ...]
    clauses: tuple[ClauseChange, ...]
    guessed: frozenset[str]
    older: Text
    newer: Text

    @property
    def is_same(self) -> bool:
        return all(change.is_same for change in self.fields) and all(
            change.is_same for change in self.clauses
        )

    @property
    def targets(self) -> Iterator[TargetChange]:
        return chain.from_iterable(clause.targets for clause in self.clauses)

    @property
    def numbers(self) -> tuple[TargetChange, ...]:
        """Every target with another number to reach."""
        return tuple(target for target in self.targets if target.has_other_number)

    @property
    def count(self) -> int:
        """How many changes a reader is told of; the targets of a clause that came or went are part of it."""
        found = sum(not change.is_same for change in self.fields) + self._other_sections()
        for clause in self.clauses:
            if clause.fate in ("added", "removed"):
                found += 1
                continue
            found += (clause.moved_from is not None) + (not is_same([*clause.heading, *clause.body]))
            found += sum(not target.is_same for target in clause.targets)
        return found

    def _other_sections(self) -> int:
        """Clauses that came or went bring their section with them; of the others, each new section once."""
        both = [clause for clause in self.clauses if clause.old and clause.new]
        return len({clause.section for clause in both if not is_same(clause.section)})


def compare(older: Text, newer: Text) -> Redline:
    """How the newer text differs from the older one.

    A clause or target is known by its identity. What has none in common is matched by equal headings.
    """
    older, guessed = borrowed(older, newer)
    old_fields, new_fields = dict(older.fields), dict(newer.fields)
    names = list(dict.fromkeys([*new_fields, *old_fields]))
    side = _Side(older, newer)
    return Redline(
        fields=tuple(
            FieldChange(name, words(old_fields.get(name, ""), new_fields.get(name, ""), side.work))
            for name in names
        ),
        clauses=tuple(side.clause(pair) for pair in paired(older.clauses, newer.clauses)),
        guessed=guessed,
        older=older,
        newer=newer,
    )


_NO_CLAUSE = ClauseText(identity="", heading="", body="")
_NO_TARGET = TargetText(identity="", code="", text="", requirement="")


class _Side:
    """Both texts at hand: where each target stands in either, and how much work is left."""

    def __init__(self, older: Text, newer: Text) -> None:
        self.work = Work()
        self._old_homes = _homes(older)
        self._new_homes = _homes(newer)

    def clause(self, pair: Pair[ClauseText]) -> ClauseChange:
        old, new = pair.old or _NO_CLAUSE, pair.new or _NO_CLAUSE
        heading = words(old.heading, new.heading, self.work)
        body = words(old.body, new.body, self.work)
        targets = tuple(self._targets(old, new))
        same = is_same([*heading, *body]) and all(target.is_same for target in targets)
        return ClauseChange(
            old=pair.old,
            new=pair.new,
            number=pair.number,
            fate=_fate(pair, same=same),
            section=words(old.section, new.section, self.work),
            heading=heading,
            body=body,
            targets=targets,
            moved_from=pair.moved_from,
        )

    def _targets(self, old: ClauseText, new: ClauseText) -> Iterator[TargetChange]:
        """Those of the clause; one that stands under another clause now is told of there and nowhere else."""
        stayed = [it for it in old.targets if self._home(it) in (old.identity, None)]
        for pair in paired(stayed, new.targets):
            came = self._old_homes.get(pair.new.identity) if pair.new and pair.old is None else None
            if came is None:
                yield self._target(pair)
            else:
                number, _clause, target = came
                known = Pair(old=target, new=pair.new, number=pair.number)
                yield self._target(known, from_clause=number)

    def _target(self, pair: Pair[TargetText], from_clause: int | None = None) -> TargetChange:
        old, new = pair.old or _NO_TARGET, pair.new or _NO_TARGET
        text = words(old.text, new.text, self.work)
        requirement = words(old.requirement, new.requirement, self.work)
        details = words(old.details, new.details, self.work)
        same = (old.code, old.value, old.measure) == (new.code, new.value, new.measure)
        return TargetChange(
            old=pair.old,
            new=pair.new,
            fate=_fate(pair, same=same and is_same([*text, *requirement, *details])),
            words=text,
            requirement=requirement,
            details=details,
            moved_from=pair.moved_from,
            from_clause=from_clause,
        )

    def _home(self, target: TargetText) -> str | None:
        """The clause of the newer text that the target stands under."""
        home = self._new_homes.get(target.identity)
        return home[1] if home else None


def _homes(text: Text) -> dict[str, tuple[int, str, TargetText]]:
    return {
        target.identity: (number, clause.identity, target)
        for number, clause in enumerate(text.clauses, start=1)
        for target in clause.targets
    }


def _fate(pair: Pair[ClauseText] | Pair[TargetText], *, same: bool) -> Fate:
    if pair.old is None:
        return "added"
    if pair.new is None:
        return "removed"
    return "same" if same else "changed"
