"""Vietnamese text for machines: one spelling, a search form, a sort key. Pure."""

from __future__ import annotations

import re
import unicodedata

# Letters in dictionary order, then the five tone marks in theirs: ngang, huyền, hỏi, ngã, sắc, nặng.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {
    "a": {"\u0306": "ă", "\u0302": "â"},
    "e": {"\u0302": "ê"},
    "o": {"\u0302": "ô", "\u031b": "ơ"},
    "u": {"\u031b": "ư"},
}
# Ð (Eth) is typed for Đ by old keyboards: U+00D0 looks alike and would never be found.
_LOOK_ALIKE = str.maketrans({"Ð": "Đ", "ð": "đ", "\u00a0": " ", "\u200b": "", "\ufeff": ""})


def clean(text: str) -> str:
    """The text in NFC with single spaces and Đ for look-alikes; nothing else is changed."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_LOOK_ALIKE)).split())


def tidy(text: str) -> str:
    """The lines of the text, each cleaned; empty ones at the ends are dropped."""
    return "\n".join(clean(line) for line in text.splitlines()).strip()


def search_form(text: str) -> str:
    """Lower case without diacritics, đ as d: "Đắk Nông" and "dak nong" give the same."""
    decomposed = unicodedata.normalize("NFD", clean(text).casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.replace("đ", "d")


def words(text: str) -> list[str]:
    """The words of the search form, each once, letters and digits only: "Bà Rịa - Vũng Tàu" has four."""
    return list(dict.fromkeys(words_in_order(text)))


def words_in_order(text: str) -> list[str]:
    """The words as they follow one another, each as often as it is there."""
    return re.findall("[a-z0-9]+", search_form(text))


def sort_key(text: str) -> str:
    """A key whose plain binary order is Vietnamese dictionary order, tones last.

    A tone counts for its whole word, so "hoà" and "hòa" get the same key.
    """
    return " ".join(_word_key(word) for word in clean(text).casefold().split())


def person_sort_key(full_name: str) -> str:
    """Persons sort by given name (the last word), then family and middle names."""
    words = clean(full_name).split()
    return sort_key(" ".join([*words[-1:], *words[:-1]]))


def _word_key(word: str) -> str:
    letters: list[str] = []
    tone = "0"
    for mark in unicodedata.normalize("NFD", word):
        if mark in _TONES:
            tone = _TONES[mark]
        elif unicodedata.combining(mark):
            letters[-1:] = [_SHAPES.get(letters[-1], {}).get(mark, letters[-1])] if letters else []
        else:
            letters.append(mark)
    # Two digits a letter; the tone comes after "!" so that a shorter word still sorts first.
    ranks = "".join(f"{_LETTERS.index(c) + 10:02d}" if c in _LETTERS else f"00{ord(c):06x}" for c in letters)
    return f"{ranks}!{tone}"
