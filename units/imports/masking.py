"""A citizen ID (12 digits, the first a 0) is shown nowhere, wherever somebody may have typed it. Pure."""

from __future__ import annotations

import re

_CITIZEN_ID = re.compile(r"(?<!\d)0\d\d([ .-]?)\d{3}\1\d{3}\1\d*(\d{3})(?!\d)")
DOTS = "•••••••••"


def masked(text: str) -> str:
    """The text, with only the last three digits left of what looks like a citizen ID."""
    return _CITIZEN_ID.sub(lambda found: DOTS + found[2] if _digits(found[0]) == 12 else found[0], text)


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in text)
