"""Which words could be Vietnamese: one onset, one rhyme, one tone. Pure.

Two answers. A word is *well formed* where it is spelt as the school teaches. It is *plausible* where it may
stand in correct text: also with the onsets and endings of names from the highlands, and as an abbreviation.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSET = "b|ch|d|đ|h|kh|l|m|nh|n|ph|p|r|s|th|tr|t|v|x"
# k, gh, ngh before e ê i y; c, g, ng before the others. Gì, gìn, giết are written with g before i.
_SPELT = (
    rf"(?:{_ONSET}|(?:k|gh|ngh)(?=[eêiy])|(?:c|g|ng)(?![eêiy])"
    "|g(?=i)|gi(?=[aăâeêoôơuư])|qu(?=[aăâeêiơy])|q(?=uô))?"
)
_ANY_ONSET = rf"(?:{_ONSET}|k|gh|ngh|c|g|ng|gi|qu|q|[bđdghkmptx]?[lr]|m[đn]|k[bdđmnpst])?"
# Krông, Niê, Ksor, Đăk, xoong: what names of the highlands and borrowed words end in.
_HIGHLAND = "(?<!qu)(?:[aăâeêioôơuưy]|iê|yê|uô|ươ|oa|oă|ia|ua|ưa)(?:[chklmnprst]|ng)?|oo(?:c|ng)"

# Each nucleus with what may end it.
_ENDINGS = {
    "a": " i y o u c ch m n ng nh p t", "ă": "c m n ng p t k", "â": "y u c m n ng p t",
    "e": " o c m n ng p t", "ê": " u ch m n nh p t",
    "i": " a u ch m n nh p t", "iê": "u c m n ng p t", "y": " ", "yê": "u m n ng t",
    "o": " i c m n ng p t", "oa": " i y o c ch m n ng nh p t", "oă": "c m n ng p t",
    "oe": " o m n ng t",
    "ô": " i c m n ng p t", "ơ": " i m n p t",
    "u": " a i c m n ng p t", "uô": "i c m n ng t", "uơ": " ", "uâ": "y n ng t", "uê": " u ch n nh",
    "uy": " a u ch n nh p t", "uyê": "n t",
    "ư": " a i u c m n ng t", "ươ": "i u c m n ng p t",
}  # fmt: skip
# After qu the y stands for a whole nucleus: quý, quýt, quỳnh, quỵch.
_AFTER_QU = "(?<=qu)y(?:t|nh|ch|n|u)"


def _rhymes() -> str:
    whole = [nucleus + ending for nucleus, endings in _ENDINGS.items() for ending in endings.split(" ")]
    return "|".join([*sorted(set(whole), key=len, reverse=True), _AFTER_QU])


_WELL_FORMED = re.compile(f"{_SPELT}(?P<rhyme>{_rhymes()})")
_PLAUSIBLE = re.compile(f"{_ANY_ONSET}(?P<rhyme>{_rhymes()}|{_HIGHLAND})")
_STOPPED = re.compile("(?:ch|c|k|p|t)$")
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_AT_A_STOP = ("\u0301", "\u0323")
_VOWELS = "aeiouyăâêôơư"


@lru_cache(maxsize=20_000)
def is_well_formed(word: str) -> bool:
    """Whether the word is a Vietnamese syllable spelt by the rules; a stop at its end is sắc or nặng."""
    letters, tone, bearer = _apart(word)
    found = _WELL_FORMED.fullmatch(letters)
    if found is None:
        return False
    if _STOPPED.search(letters):
        return tone in _AT_A_STOP or letters.endswith("k")
    return not tone or bearer - found.start("rhyme") in _bearers(found["rhyme"])


@lru_cache(maxsize=20_000)
def is_plausible(word: str) -> bool:
    """Whether the word may stand in correct Vietnamese text; a word without any diacritic always may."""
    if word.isascii() or is_abbreviation(word):
        return True
    if has_capital_inside(word):
        return False
    letters, tone, bearer = _apart(word)
    found = _PLAUSIBLE.fullmatch(letters)
    if found is None:
        return False
    if not tone:
        return True
    # The tone is often put on the wrong vowel (hòang, qúy), yet never on the gliding end, as in baù.
    rhyme = found["rhyme"]
    is_gliding = bearer == len(letters) - 1 and len(rhyme) > 1 and rhyme not in ("oa", "oe", "uy", "uê", "uơ")
    return not is_gliding and not (_STOPPED.search(letters) and tone not in _AT_A_STOP)


def is_abbreviation(word: str) -> bool:
    """QĐ, TĐKT, đ: capitals of which Đ is the only one of its own, or letters without any vowel."""
    if len(word) > 8 or not word.isalpha():
        return False
    plain = word.replace("Đ", "D").replace("đ", "d")
    return plain.isascii() and (word.isupper() or not set(plain.lower()) & set("aeiouy"))


def has_capital_inside(word: str) -> bool:
    """A capital after a small letter: no word of Vietnamese is written so."""
    return any(one.islower() and other.isupper() for one, other in zip(word, word[1:], strict=False))


def _apart(word: str) -> tuple[str, str, int]:
    """The letters without their tone, the tone, and which letter bears it; nothing where it cannot be one."""
    letters, tone, bearer = "", "", -1
    for letter in unicodedata.normalize("NFC", word.lower()):
        marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks if mark in _TONES]
        bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
        if tones and (tone or len(tones) > 1 or bare not in _VOWELS):
            return "", "", -1
        if tones:
            tone, bearer = tones[0], len(letters)
        letters += bare
    return letters, tone, bearer


def _bearers(rhyme: str) -> set[int]:
    """Which letters of the rhyme may bear the tone: hoà and hòa are both written, leõ is not."""
    vowels = len(rhyme.rstrip("cghmnpt"))
    shaped = [place for place in range(vowels) if rhyme[place] in "ăâêôơư"]
    if shaped:
        return {shaped[-1]}
    if vowels < len(rhyme):
        return {vowels - 1}
    if rhyme in ("oa", "oe", "uy"):
        return {0, 1}
    return {1 if vowels == 3 else 0}
