"""The order of two lists of named things: what stayed, moved, came and went. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    @property
    def identity(self) -> str: ...


Item = TypeVar("Item", bound=Named)


@dataclass(frozen=True)
class Pair(Generic[Item]):
    """One thing in both texts, or in one of them; numbers count from one."""

    old: Item | None
    new: Item | None
    number: int
    moved_from: int | None = None


def paired(older: Sequence[Item], newer: Sequence[Item]) -> list[Pair[Item]]:
    """The newer order, with each removed thing after what stood before it."""
    old_places = {item.identity: place for place, item in enumerate(older)}
    new_places = {item.identity: place for place, item in enumerate(newer)}
    kept = [old_places[item.identity] for item in newer if item.identity in old_places]
    unmoved = set(_longest_rising(kept))
    pairs: list[Pair[Item]] = []
    for place, item in enumerate(newer):
        before = old_places.get(item.identity)
        moved = before is not None and before not in unmoved
        pairs.append(
            Pair(
                old=None if before is None else older[before],
                new=item,
                number=place + 1,
                moved_from=before + 1 if before is not None and moved else None,
            )
        )
    for place, item in enumerate(older):
        if item.identity not in new_places:
            pairs.insert(_after_predecessor(pairs, older[:place]), Pair(old=item, new=None, number=place + 1))
    return pairs


def _after_predecessor(pairs: Sequence[Pair[Item]], before: Sequence[Item]) -> int:
    """Where a removed thing is shown: right after the nearest thing that stood before it."""
    places = {(pair.old or pair.new).identity: at for at, pair in enumerate(pairs) if pair.old}  # type: ignore[union-attr]
    known = [places[item.identity] for item in reversed(before) if item.identity in places]
    return known[0] + 1 if known else 0


def _longest_rising(places: Sequence[int]) -> list[int]:
    """The longest run of places that still stand in their old order: only the others were moved."""
    tails: list[int] = []
    at: list[int] = []
    previous: list[int | None] = []
    for index, place in enumerate(places):
        length = bisect_left(tails, place)
        tails[length : length + 1] = [place]
        at[length : length + 1] = [index]
        previous.append(at[length - 1] if length else None)
    run: list[int] = []
    index_now = at[-1] if at else None
    while index_now is not None:
        run.append(places[index_now])
        index_now = previous[index_now]
    return run


def merged(older: Sequence[Item], newer: Sequence[Item]) -> list[tuple[Item | None, Item | None]]:
    """Both orders in one line: what keeps its place is a pair, all else goes at its old place and comes at its new.

    Without what comes it is the older order, without what goes the newer one.
    """
    pairs = paired(older, newer)
    kept = [(it.old, it.new) for it in pairs if it.old and it.new and it.moved_from is None]
    old_places = {item.identity: place for place, item in enumerate(older)}
    new_places = {item.identity: place for place, item in enumerate(newer)}
    line: list[tuple[Item | None, Item | None]] = []
    old_at = new_at = 0
    for old, new in kept:
        old_here, new_here = old_places[old.identity], new_places[new.identity]
        line += [(item, None) for item in older[old_at:old_here]]
        line += [(None, item) for item in newer[new_at:new_here]]
        line.append((old, new))
        old_at, new_at = old_here + 1, new_here + 1
    line += [(item, None) for item in older[old_at:]]
    return line + [(None, item) for item in newer[new_at:]]
