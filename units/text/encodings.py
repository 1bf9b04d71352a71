"""Text typed with the fonts of the time before Unicode, as it stands in a workbook today. Pure.

A cell written with .VnTime (TCVN 5712:1993, VN3) or VNI-Times (VNI for Windows) holds the bytes of that font,
and a program of today shows them as letters of Western Europe: "NguyÔn V¨n Hïng", "Nguyeãn Vaên Huøng".
Such a text is put into Unicode only where it cannot be anything else; what may be two things stays as it is
and says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from units.text.syllables import has_capital_inside, is_abbreviation, is_plausible, is_well_formed


class Encoding(StrEnum):
    TCVN3 = "TCVN3"
    VNI = "VNI"


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in NFC, from which old encoding it came, and whether it looks like one without being certain."""

    text: str
    encoding: Encoding | None = None
    is_doubtful: bool = False


# TCVN 5712:1993, the third set: codes A1–FE. A letter with a tone is there in small letters only; capitals
# are the same codes in another font.
_TCVN3_FREE = dict(zip("¡¢£¤¥¦§¨©ª«¬\u00ad®", "ĂÂÊÔƠƯĐăâêôơưđ", strict=True))
_TCVN3_SMALL = dict(
    zip(
        "µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TCVN3 = _TCVN3_FREE | _TCVN3_SMALL

# VNI for Windows: the vowel, then a letter of Western Europe in place of its marks; thirteen letters in one.
_VNI_LETTERS = {
    "a": ("áàảãạ", "ùøûõï"), "e": ("éèẻẽẹ", "ùøûõï"), "o": ("óòỏõọ", "ùøûõï"), "u": ("úùủũụ", "ùøûõï"),
    "ô": ("ơớờởỡợ", " ùøûõï"), "ö": ("ưứừửữự", " ùøûõï"), "y": ("ýỳỷỹ", "ùøûõ"),
}  # fmt: skip
_VNI_SHAPED = {
    "a": ("âấầẩẫậăắằẳẵặ", "âáàåãäêéèúüë"), "e": ("êếềểễệ", "âáàåãä"), "o": ("ôốồổỗộ", "âáàåãä"),
}  # fmt: skip
_VNI_SINGLE = dict(zip("íìæóòîñ", "íìỉĩịỵđ", strict=True))


def _vni() -> dict[str, str]:
    """Codes of one or two letters; the mark may be large or small beside a capital."""
    small = dict(_VNI_SINGLE)
    for table in (_VNI_LETTERS, _VNI_SHAPED):
        for vowel, (letters, marks) in table.items():
            small |= {vowel + mark.strip(): letter for letter, mark in zip(letters, marks, strict=True)}
    capital = {code[0].upper() + code[1:]: letter.upper() for code, letter in small.items()}
    return small | capital | {code.upper(): letter.upper() for code, letter in small.items()}


_VNI = _vni()
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_SIGNS = "".join(sign for sign in _TCVN3 if not sign.isalpha())
_WORD = re.compile(rf"(?:[^\W\d_]|[{re.escape(_SIGNS)}])+")
_LAST_CODE = "\u00ff"


def recognised(text: str) -> Reading:
    """The text in NFC; where it was certainly typed in an old encoding, put into Unicode."""
    text = unicodedata.normalize("NFC", text)
    # Ð is typed for Đ by old keyboards in text that is Unicode otherwise.
    strange = [word for word in _WORD.findall(text) if not is_plausible(word.replace("Ð", "Đ"))]
    if not strange:
        return Reading(text)
    found = {one.text: one for one in (_read(text, strange, encoding) for encoding in Encoding) if one}
    if len(found) == 1:
        reading = next(iter(found.values()))
        return Reading(text, is_doubtful=True) if reading.is_doubtful else reading
    return Reading(text, is_doubtful=bool(found) or any(_looks_old(word) for word in strange))


def recognised_together(texts: Iterable[str]) -> list[Reading]:
    """The cells of one sheet: where most are of one encoding, a cell that may also be of it is doubtful."""
    readings = [recognised(text) for text in texts]
    for encoding in Encoding:
        certain = sum(reading.encoding == encoding for reading in readings)
        accented = sum(not reading.text.isascii() for reading in readings)
        if certain * 2 > accented:
            readings = [_beside(reading, encoding) for reading in readings]
    return readings


def decoded(text: str, encoding: Encoding) -> str:
    """Every code of the encoding replaced by its letter."""
    if encoding is Encoding.VNI:
        return _VNI_CODE.sub(lambda code: _VNI[code[0]], text)
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def _read(text: str, strange: list[str], encoding: Encoding) -> Reading | None:
    """The text as it reads in the encoding, or None where it makes no sense in it."""
    is_mixed = any(letter > _LAST_CODE for letter in text)
    own = [word for word in _WORD.findall(text) if max(word) > _LAST_CODE]
    old = [word for word in strange if word not in own]
    beside = [word for word in _WORD.findall(text) if not word.isascii() and word not in [*own, *old]]
    proving = [word for word in old if _proves(word, encoding)]
    if not proving or any(word in own for word in strange):
        return None
    # Of one cell all words come from one font, unless some of it was typed later, in Unicode.
    expected = old if is_mixed else [*old, *beside]
    loose = [word for word in expected if not _makes_sense(word, encoding)]
    if len(loose) > len(proving) or not all(_may_make_sense(word, encoding) for word in loose):
        return None
    read = _WORD.sub(lambda it: decoded(it[0], encoding) if it[0] in old or not is_mixed else it[0], text)
    if encoding is Encoding.TCVN3 and not is_mixed:
        read = _with_capitals(text, read)
    is_unsure = is_mixed and any(_makes_sense(word, encoding) for word in beside)
    return Reading(read, encoding, is_doubtful=is_unsure or not _is_certain(text, proving, encoding))


def _makes_sense(word: str, encoding: Encoding) -> bool:
    """Whether the word is one of Vietnamese when it is read so."""
    read = decoded(word, encoding)
    cased = "".join(letter for letter in word if letter not in _TCVN3_SMALL)
    is_word = is_well_formed(read) or is_abbreviation(read)
    is_cased_well = not has_capital_inside(cased if encoding is Encoding.TCVN3 else read)
    return is_word and is_cased_well and _is_of(word, encoding)


def _may_make_sense(word: str, encoding: Encoding) -> bool:
    """Also a name of the highlands (Kr«ng)."""
    return _is_of(word, encoding) and is_plausible(decoded(word, encoding))


def _is_of(word: str, encoding: Encoding) -> bool:
    """Whether the encoding has every letter of the word."""
    left = _VNI_CODE.sub("", word) if encoding is Encoding.VNI else "".join(set(word) - set(_TCVN3))
    return left.isascii()


def _is_certain(text: str, proving: list[str], encoding: Encoding) -> bool:
    """Whether the words that Unicode cannot mean prove the encoding.

    A sign inside a word, or a capital after a small letter, is no name of any country. Letters alone may be
    one ("Loïc"): then more than one word must prove it, or the whole text be Vietnamese.
    """
    if encoding is Encoding.TCVN3 and any(_looks_old(word) for word in proving):
        return True
    if len(proving) > 1:
        return True
    codes = sum(not letter.isascii() for letter in proving[0])
    words = _WORD.findall(text)
    return all(_makes_sense(word, encoding) for word in words) and (len(words) > 1 or codes > 1)


def _proves(word: str, encoding: Encoding) -> bool:
    """Whether the word makes sense in the encoding only; "1ª", "§ 3" and "5 µm" are no words."""
    is_word = len(word) > 1 and word[0] != "µ"
    return is_word and _makes_sense(word, encoding)


def _looks_old(word: str) -> bool:
    """Whether the word holds what no language writes inside a word."""
    has_letter = any(letter.isalpha() for letter in word)
    has_sign = any(letter in _SIGNS for letter in word) or any(letter in "ªµ" for letter in word[1:])
    return (has_sign and has_letter) or (has_capital_inside(word) and not word.isascii())


def _beside(reading: Reading, encoding: Encoding) -> Reading:
    words = [word for word in _WORD.findall(reading.text) if not word.isascii()]
    is_old = bool(words) and all(_makes_sense(word, encoding) for word in words)
    if reading.encoding or not is_old or decoded(reading.text, encoding) == reading.text:
        return reading
    return replace(reading, is_doubtful=True)


def _with_capitals(text: str, read: str) -> str:
    """Capitals with a tone, which VN3 does not have, as the letters around them suggest."""
    words = _WORD.findall(text)
    free = [[letter for letter in word if letter not in _TCVN3_SMALL] for word in words]
    is_large = [bool(letters) and "".join(map(_free, letters)).isupper() for letters in free]
    if all(large or not letters for large, letters in zip(is_large, free, strict=True)) and any(
        len(letters) > 1 for letters in free
    ):
        return read.upper()
    begins_large = [_free(word[0]).isupper() for word in words if word[0] not in _TCVN3_SMALL]
    is_name = len(words) > 1 and bool(begins_large) and all(begins_large)
    return _WORD.sub(lambda word: word[0][0].upper() + word[0][1:], read) if is_name else read


def _free(letter: str) -> str:
    return _TCVN3_FREE.get(letter, letter)
