"""A citizen ID (12 digits, the first a 0) is shown nowhere, however and wherever somebody may have typed it.

Pure. Spaces, dots and hyphens may stand between any two digits, so days are set aside first: two of them
in a row have as many digits. A phone number has 10 or 11, and two of them have more than 12.
"""

from __future__ import annotations

import re
from unicodedata import normalize

DOTS = "•••••••••"
_DAY, _MONTH, _YEAR = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])", "(?:19|20)[0-9]{2}"
# Hyphen, dot and slash, and the long dashes that Word and Excel put in the place of a hyphen.
_BETWEEN = " *[./\u2010-\u2015-] *"
_BREAKS = "[ .\u2010-\u2015-]*"
_DAYS = re.compile(
    rf"(?<![0-9])(?:{_DAY}(?P<a>{_BETWEEN}){_MONTH}(?P=a){_YEAR}"
    rf"|{_YEAR}(?P<b>{_BETWEEN}){_MONTH}(?P=b){_DAY}"
    rf"|{_MONTH}(?P<c>{_BETWEEN}){_YEAR}{_BREAKS}{_MONTH}(?P=c){_YEAR})(?![0-9])"
)
_CITIZEN_ID = re.compile(rf"(?<![0-9])0(?:{_BREAKS}[0-9]){{11}}(?![0-9])")


def masked(text: str) -> str:
    """The text, with only the last three digits left of what looks like a citizen ID."""
    plain = _DAYS.sub(lambda days: "/" * len(days[0]), "".join(map(_plain, text)))
    parts, end = [], 0
    for found in _CITIZEN_ID.finditer(plain):
        digits = re.sub("[^0-9]", "", found[0])
        parts += [text[end : found.start()], DOTS + digits[-3:]]
        end = found.end()
    return "".join([*parts, text[end:]])


def masked_number(text: str) -> str:
    """The same for a field that is one number: its digits are counted, whatever stands between them."""
    digits = re.sub("[^0-9]", "", "".join(map(_plain, text)))
    return DOTS + digits[-3:] if re.fullmatch("0[0-9]{11}", digits) else masked(text)


def _plain(letter: str) -> str:
    """Full-width and other digits as those of the keyboard; one for one, so that places stay."""
    same = normalize("NFKC", letter)
    return same if len(same) == 1 else letter
