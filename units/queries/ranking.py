"""Which of the units that were found is the likeliest to be meant."""

from __future__ import annotations

from units.models import Unit
from units.text import words_in_order

_AS_ASKED, _WHOLE_WORDS, _BEGINNINGS = range(3)


def rank(unit: Unit, text: str) -> int:
    """First who bears the words as they were asked, then all as whole words, then their beginnings.

    Reads the unit's names, which the caller has fetched.
    """
    asked = words_in_order(text)
    return min(_rank(words_in_order(name), asked) for name in all_names(unit))


def all_names(unit: Unit) -> list[str]:
    """The names of today and all earlier ones."""
    earlier = [text for name in unit.names.all() for text in (name.full_name, name.short_name)]
    return [unit.name, unit.short_name, *earlier]


def _rank(name: list[str], asked: list[str]) -> int:
    if any(name[at : at + len(asked)] == asked for at in range(len(name))):
        return _AS_ASKED
    return _WHOLE_WORDS if set(asked) <= set(name) else _BEGINNINGS
