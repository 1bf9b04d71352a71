"""Vietnamese text: one spelling, a search that forgives, an order that a dictionary would give."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.text import clean, person_sort_key, search_form, sort_key

VIETNAMESE = st.text(alphabet="aàảãáạăằâấbcdđeêghiklmnoôơópquưvxyAĂÂĐÊÔƠƯ ", max_size=30)


def test_persons_sort_by_given_name_in_vietnamese_order():
    given_names = ["An", "Ánh", "Ăn", "Ân", "Bình", "Dũng", "Đức", "Long", "Lộc"]
    people = [f"Nguyễn Văn {name}" for name in given_names]

    assert sorted(set(people), key=person_sort_key) == people


def test_people_with_one_given_name_sort_by_family_and_middle_name():
    people = ["Đỗ Văn An", "Bùi Văn An", "Đỗ Ánh An", "Dương Văn An"]

    assert sorted(people, key=person_sort_key) == ["Bùi Văn An", "Dương Văn An", "Đỗ Ánh An", "Đỗ Văn An"]


def test_tones_sort_in_their_own_order_after_the_letters():
    words = ["ma", "mà", "mả", "mã", "má", "mạ", "man"]

    assert sorted(set(words), key=sort_key) == words


@pytest.mark.parametrize(("one", "other"), [("Hoà", "Hòa"), ("thuỷ", "thủy"), ("Hoá", "Hóa")])
def test_the_place_of_the_tone_mark_does_not_change_the_order(one, other):
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("dak nong", "Đắk Nông"),
        ("dak nong", "Đăk Nông"),
        ("hoi dong", "Hội đồng"),
        ("đắk nông", "ĐẮK NÔNG"),
        ("hoa binh", "Hoà  Bình"),
    ],
)
def test_a_search_without_diacritics_finds_the_name(typed, written):
    assert search_form(typed) == search_form(written)


def test_the_letter_eth_of_old_keyboards_becomes_the_vietnamese_letter():
    assert clean("\u00d0à Nẵng") == "Đà Nẵng"


def test_invisible_characters_and_double_spaces_disappear():
    assert clean(" Gia\u00a0\u200bLai \ufeff ") == "Gia Lai"


@given(VIETNAMESE)
def test_both_unicode_forms_of_a_name_are_one_name(text):
    decomposed = unicodedata.normalize("NFD", text)

    assert (clean(decomposed), search_form(decomposed), sort_key(decomposed)) == (
        clean(text), search_form(text), sort_key(text),
    )  # fmt: skip


@given(st.text(max_size=40))
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=40))
def test_every_text_has_a_sort_key_of_plain_ascii(text):
    assert sort_key(text).isascii()


@given(VIETNAMESE)
def test_the_search_form_of_vietnamese_is_plain_ascii(text):
    assert search_form(text).isascii()
