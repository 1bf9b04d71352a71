"""Old encodings are recognised where they are certain, and nothing that is right is touched."""

from __future__ import annotations

import itertools
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.units.text import names
from units.text.encodings import Encoding, Reading, decoded, recognised, recognised_together
from units.text.syllables import is_plausible, is_well_formed

ORGANISATION = Path(__file__).resolve().parents[3] / "units" / "reference_data" / "organisation.json"
VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
PEOPLE = st.builds(
    " ".join,
    st.tuples(st.sampled_from(names.SURNAMES), st.sampled_from(names.MIDDLES), st.sampled_from(names.GIVEN)),
)
WRITTEN = [*names.PLACES, *names.POSITIONS]
CORRECT = [*WRITTEN, *names.HIGHLANDERS, *names.FOREIGNERS, *names.SYMBOLS]


def _codes(encoding: Encoding) -> dict[str, str]:
    """Each Vietnamese letter with its code, found by trying all codes of one and two letters."""
    western = [chr(code) for code in range(0xA1, 0x100)]
    tried = [*western, *(one + two for one in "aeouyAEOUYôöÔÖ" for two in western)]
    codes: dict[str, str] = {}
    for code in tried:
        letter = unicodedata.normalize("NFC", decoded(code, encoding))
        if len(letter) == 1 and letter != code:
            codes.setdefault(letter, code)
    return codes


CODES = {encoding: _codes(encoding) for encoding in Encoding}


def typed(text: str, encoding: Encoding) -> str:
    """The text as it stands in a workbook that was typed with a font of the encoding."""
    codes = CODES[encoding]
    if encoding is Encoding.TCVN3:
        codes = {**codes, **{letter.upper(): code for letter, code in codes.items()}, **codes, "Ý": "ý"}
    return "".join(codes.get(letter, letter) for letter in text)


@pytest.mark.parametrize(
    ("found", "encoding", "meant"),
    [
        ("NguyÔn V¨n Hïng", Encoding.TCVN3, "Nguyễn Văn Hùng"),
        ("NGUYÔN V¡N HïNG", Encoding.TCVN3, "NGUYỄN VĂN HÙNG"),
        ("TrÇn Quèc TuÊn", Encoding.TCVN3, "Trần Quốc Tuấn"),
        ("§ç ThÞ H­¬ng", Encoding.TCVN3, "Đỗ Thị Hương"),
        ("Kr«ng P¾c", Encoding.TCVN3, "Krông Pắc"),
        ("VKSND tØnh §¾k L¾k", Encoding.TCVN3, "VKSND tỉnh Đắk Lắk"),
        ("Q§ sè 15/Q§-VKS", Encoding.TCVN3, "QĐ số 15/QĐ-VKS"),
        ("N÷", Encoding.TCVN3, "Nữ"),
        ("Nguyeãn Vaên Huøng", Encoding.VNI, "Nguyễn Văn Hùng"),
        ("NGUYEÃN VAÊN HUØNG", Encoding.VNI, "NGUYỄN VĂN HÙNG"),
        ("Traàn Thò Höông", Encoding.VNI, "Trần Thị Hương"),
        ("Hoà Vaên Möôøi", Encoding.VNI, "Hồ Văn Mười"),
        ("Kieåm saùt vieân trung caáp", Encoding.VNI, "Kiểm sát viên trung cấp"),
        ("VKSND tænh Baéc Kaïn", Encoding.VNI, "VKSND tỉnh Bắc Kạn"),
    ],
)
def test_a_text_of_the_old_fonts_is_put_into_unicode(found, encoding, meant):
    assert recognised(found) == Reading(meant, encoding)


def test_the_codes_are_those_of_the_standards():
    """TCVN 5712:1993 (VN3) has no capitals with a tone; VNI for Windows has every letter."""
    small = {letter for letter in VOWELS + "đ" if not letter.isascii()}

    assert set(CODES[Encoding.TCVN3]) == (small | set("ĂÂÊÔƠƯĐ")) - {"ý"}
    assert set(CODES[Encoding.VNI]) == (small | {letter.upper() for letter in small}) - set("íìÍÌ")


@pytest.mark.parametrize("meant", ["Hoàng Thị Ánh", "Đỗ Ý", "Vũ Thị Ấn"])
def test_a_small_letter_that_stands_for_a_capital_of_a_name_is_made_one(meant):
    assert recognised(typed(meant, Encoding.TCVN3)) == Reading(meant, Encoding.TCVN3)


def test_a_word_typed_later_in_unicode_stays_beside_the_old_ones():
    assert recognised("Nguyễn V¨n Hïng") == Reading("Nguyễn Văn Hùng", Encoding.TCVN3)


@pytest.mark.parametrize("doubtful", ["Hïng", "Loïc", "Loïc Martin", "Nguyễn V¨n Tó", "Cung LÖ Mai", "Chaâu"])
def test_what_may_be_two_things_stays_as_it_is_and_says_so(doubtful):
    assert recognised(doubtful) == Reading(doubtful, None, is_doubtful=True)


@pytest.mark.parametrize("text", CORRECT)
def test_correct_text_is_never_changed(text):
    assert recognised(text).text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("text", [*WRITTEN, *names.HIGHLANDERS])
def test_correct_text_of_the_country_is_not_doubted_either(text):
    assert recognised(text) == Reading(text)


def test_the_shipped_organisation_is_correct_text():
    units = json.loads(ORGANISATION.read_text(encoding="utf-8"))["units"]
    texts = [text for unit in units for text in (unit["full_name"], unit["short_name"], unit["place"])]

    assert [text for text in texts if recognised(text) != Reading(text)] == []


@given(PEOPLE)
def test_a_name_in_unicode_is_never_changed_nor_doubted(name):
    assert recognised(name) == Reading(name)


@given(PEOPLE)
def test_a_name_with_combining_marks_becomes_the_same_name(name):
    assert recognised(unicodedata.normalize("NFD", name)) == Reading(name)


@given(PEOPLE, st.sampled_from(Encoding))
def test_an_old_name_becomes_the_name_or_stays_untouched(name, encoding):
    """Untouched where each of its words is one of Unicode too ("Vò Tó"), or where it says that it is doubtful."""
    found = typed(name, encoding)

    reading = recognised(found)

    readable = all(map(is_plausible, found.split()))
    assert reading in (Reading(name, encoding if found != name else None), Reading(found, None, not readable))


@pytest.mark.parametrize("encoding", Encoding)
def test_of_all_names_nearly_every_one_is_recognised(encoding):
    every = [" ".join(it) for it in zip(names.SURNAMES * 6, names.MIDDLES * 6, names.GIVEN * 6, strict=False)]

    back = [name for name in every if recognised(typed(name, encoding)).text == name]

    assert len(back) / len(every) > 0.97


@pytest.mark.parametrize("encoding", Encoding)
def test_no_syllable_becomes_another_one(encoding):
    onsets = ["", *names.words("b c ch d đ g gh gi h k kh l m n ng ngh nh ph qu r s t th tr v x")]
    endings = ["", *names.words("i y o u a c ch m n ng nh p t")]
    syllables = [
        f"{onset}{vowel}{ending}".capitalize()
        for onset, vowel, ending in itertools.product(onsets, VOWELS, endings)
        if is_well_formed(f"{onset}{vowel}{ending}")
    ]

    wrong = [
        (syllable, reading.text)
        for syllable in syllables
        for reading in [recognised(typed(syllable, encoding))]
        if reading.text.lower() not in (syllable.lower(), typed(syllable, encoding).lower())
    ]

    assert len(syllables) > 5000
    assert wrong == []


@given(st.text(max_size=30))
def test_every_text_can_be_read(text):
    reading = recognised(text)

    assert reading.encoding is not None or reading.text == unicodedata.normalize("NFC", text)


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=20))
def test_what_was_recognised_once_stays(text):
    reading = recognised(text)

    if reading.encoding:
        assert recognised(reading.text).text == reading.text


def test_in_a_sheet_of_one_encoding_a_cell_that_may_be_of_it_is_doubtful():
    cells = ["NguyÔn V¨n Hïng", "Lª V¨n An", "Vò Tó", "An Minh"]

    readings = recognised_together(cells)

    assert [reading.is_doubtful for reading in readings] == [False, False, True, False]


def test_one_old_cell_throws_no_doubt_on_a_sheet_in_unicode():
    cells = ["NguyÔn V¨n Hïng", "Lê Tú Anh", "Bùi Thị Hòa", "Trần Thị Ánh"]

    readings = recognised_together(cells)

    assert [reading.is_doubtful for reading in readings] == [False, False, False, False]
