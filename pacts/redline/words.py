"""Two runs of words compared word by word, with an end to the work whatever the texts are. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, groupby, pairwise
from typing import Literal

Kind = Literal["same", "added", "removed"]

# A word with the space after it. Numbers keep their points and commas ("1.234,5"), days their strokes ("15/7").
_WORDS = re.compile(r"(?:\d+(?:[.,/]\d+)*|\w+|[^\w\s])\s*")
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
# Steps of the matching: one text, and a whole comparison. An ordinary clause takes some thousands.
_TEXT_STEPS = 400_000
_ALL_STEPS = 3_000_000
# Texts that share less than this are another text: shown whole, not as crumbs of both.
_ALIKE = 0.3


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both texts have, or one of them only."""

    kind: Kind
    text: str

    @property
    def bare(self) -> str:
        """The words without the space after them, which no mark should cover."""
        return self.text.rstrip()

    @property
    def space(self) -> str:
        return self.text[len(self.bare) :]


class TooMuchWork(Exception):
    """The two texts are too long and too repetitive to be matched word by word."""


class Work:
    """How many steps a comparison may still take: shared by all of its texts."""

    def __init__(self, steps: int = _ALL_STEPS) -> None:
        self.left = steps


class _Matcher(SequenceMatcher[str]):
    """Counts before it matches. What it counts is the inner loop: pairs of equal words in the range."""

    def __init__(self, before: Sequence[str], after: Sequence[str], work: Work) -> None:
        super().__init__(None, before, after, autojunk=False)
        self._work = work
        self._left = min(_TEXT_STEPS, work.left)
        places: dict[str, list[int]] = self.b2j  # type: ignore[attr-defined]
        self._costs = [0, *accumulate(len(places.get(word, ())) + 1 for word in before)]

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None):  # type: ignore[no-untyped-def]
        steps = self._costs[-1 if ahi is None else ahi] - self._costs[alo]
        self._left -= steps
        if self._left < 0:
            raise TooMuchWork
        self._work.left -= steps
        return super().find_longest_match(alo, ahi, blo, bhi)


def words(older: str, newer: str, work: Work | None = None) -> tuple[Piece, ...]:
    """The two texts word by word; a run of one kind is one piece. Spaces and line ends alone change nothing.

    Where words would take too long, lines are compared; where those would, the whole text is replaced.
    """
    work = work or Work()
    try:
        pieces = _compared(_WORDS.findall(older), _WORDS.findall(newer), work)
    except TooMuchWork:
        try:
            pieces = _compared(_lines(older), _lines(newer), work)
        except TooMuchWork:
            pieces = _replaced(older, newer)
    return pieces


def is_same(pieces: Iterable[Piece]) -> bool:
    return all(piece.kind == "same" for piece in pieces)


def replaced_numbers(pieces: Sequence[Piece]) -> tuple[tuple[str, str], ...]:
    """The numbers in words for which another number stands now: ("15/7", "20/7").

    Only where the words around them are the same: of a sentence that was written anew no number is another's.
    """
    found: list[tuple[str, str]] = []
    for one, other in pairwise(pieces):
        is_pair = (one.kind, other.kind) == ("removed", "added")
        if is_pair and _NUMBER.sub("0", one.bare) == _NUMBER.sub("0", other.bare):
            before, after = _NUMBER.findall(one.text), _NUMBER.findall(other.text)
            found += [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    return tuple(found)


def _compared(before: list[str], after: list[str], work: Work) -> tuple[Piece, ...]:
    """What both begin and end with costs nothing; only the middle is matched."""
    old, new = [it.strip() for it in before], [it.strip() for it in after]
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = slice(start, len(old) - end), slice(start, len(new) - end)
    pieces = _both(before[:start], after[:start])
    pieces += _matched(
        (before[middle_old], old[middle_old]),
        (after[middle_new], new[middle_new]),
        work,
    )
    pieces += _both(before[len(before) - end :], after[len(after) - end :])
    return _joined(pieces)


def _matched(
    older: tuple[list[str], list[str]], newer: tuple[list[str], list[str]], work: Work
) -> list[tuple[str, str]]:
    """The words between: each with its kind."""
    (before, old), (after, new) = older, newer
    blocks = _Matcher(old, new, work).get_opcodes() if old and new else []
    same = sum(len(word) for act, i1, i2, _j1, _j2 in blocks if act == "equal" for word in old[i1:i2])
    if same < _ALIKE * max(sum(map(len, old)), sum(map(len, new))):
        blocks = []
    if not blocks:
        return [("removed", it) for it in before] + [("added", it) for it in after]
    pieces = []
    for act, i1, i2, j1, j2 in blocks:
        if act == "equal":
            pieces += _both(before[i1:i2], after[j1:j2])
        else:
            pieces += [("removed", it) for it in before[i1:i2]] + [("added", it) for it in after[j1:j2]]
    return pieces


def _both(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    """Words of both texts, set as in the newer one; its very last word may lack the space that the older has."""
    pairs = zip(before, after, strict=True)
    return [("same", new if new != new.rstrip() else old) for old, new in pairs]


def _joined(pieces: list[tuple[str, str]]) -> tuple[Piece, ...]:
    return tuple(
        Piece(kind, "".join(text for _kind, text in run))
        for kind, run in groupby(pieces, key=lambda piece: piece[0])
    )


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines(keepends=True) if line.strip()]


def _replaced(older: str, newer: str) -> tuple[Piece, ...]:
    return Piece("removed", older), Piece("added", newer)
