"""Texts of different origin: clauses and targets without a common identity, matched by equal words. Pure."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from pacts.redline.order import Named
from pacts.redline.text import ClauseText, TargetText, Text

Item = TypeVar("Item", bound=Named)


def borrowed(older: Text, newer: Text) -> tuple[Text, frozenset[str]]:
    """The older text with the newer one's identities where nothing but the words tell that it is the same.

    Only what is strange to the other text on both sides is matched, and only one with one. The identities
    given so are returned too: each of them is a guess.
    """
    pairs = dict(_matched(older.clauses, newer.clauses, lambda clause: plain(clause.heading)))
    home = {clause.identity: clause for clause in newer.clauses}
    guessed = set(pairs.values())
    clauses = []
    for clause in older.clauses:
        identity = pairs.get(clause.identity, clause.identity)
        twin = home.get(identity)
        renamed = dict(_matched_targets(clause, twin)) if twin else {}
        guessed |= set(renamed.values())
        targets = tuple(replace(it, identity=renamed.get(it.identity, it.identity)) for it in clause.targets)
        clauses.append(replace(clause, identity=identity, targets=targets))
    return replace(older, clauses=tuple(clauses)), frozenset(guessed)


def plain(text: str) -> str:
    """Without what the eye does not see as a difference: case, spaces, the full stop at the end."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).rstrip(" .;:")


def _matched_targets(clause: ClauseText, twin: ClauseText) -> Iterator[tuple[str, str]]:
    """By what they say, as numbers change from year to year; else by code."""
    found = dict(_matched(clause.targets, twin.targets, lambda target: plain(target.text)))
    rest = [target for target in clause.targets if target.identity not in found]
    taken = set(found.values())
    others = [target for target in twin.targets if target.identity not in taken]
    yield from found.items()
    yield from _matched(rest, others, _code)


def _code(target: TargetText) -> str:
    return plain(target.code)


def _matched(
    older: Iterable[Item], newer: Iterable[Item], words_of: Callable[[Item], str]
) -> Iterator[tuple[str, str]]:
    """The identities of things that say the same and are strange to the other side; doubtful ones stay apart."""
    before, after = list(older), list(newer)
    known = {it.identity for it in before} & {it.identity for it in after}
    strange_old = _once([it for it in before if it.identity not in known], words_of)
    strange_new = _once([it for it in after if it.identity not in known], words_of)
    for said, identity in strange_old.items():
        if said in strange_new:
            yield identity, strange_new[said]


def _once(items: list[Item], words_of: Callable[[Item], str]) -> dict[str, str]:
    """Identity by words, of those whose words nobody else has."""
    said = [words_of(it) for it in items]
    times = Counter(said)
    return {text: it.identity for text, it in zip(said, items, strict=True) if text and times[text] == 1}
