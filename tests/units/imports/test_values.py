"""Texts as values: days, names, genders; nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from units.imports.masking import masked
from units.imports.rows import Remark
from units.imports.values import read_day


@pytest.mark.parametrize(
    "text",
    ["15/08/1985", "15/8/1985", "15-8-1985", "15.08.1985", "15 / 8 / 1985", "1985-08-15", "1985-08-15 00:00:00",
     "ngày 15 tháng 8 năm 1985"],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(text):
    assert read_day(text) == date(1985, 8, 15)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1985", "Only the year 1985 is given. Write day, month and year, or leave the cell empty."),
        ("08/1985", "“08/1985” is no day. Write it as 31/12/1990."),
        ("15/8/85", "“15/8/85” is no day. Write it as 31/12/1990."),
        ("31/02/1985", "There is no day 31/02/1985."),
        ("08/15/1985", "There is no day 08/15/1985."),
        ("00/00/1985", "There is no day 00/00/1985."),
        ("15/08/0985", "The year 985 cannot be right."),
        ("hè 1985", "“hè 1985” is no day. Write it as 31/12/1990."),
        ("31274", "“31274” is no day. Write it as 31/12/1990."),
    ],
)
def test_what_is_no_whole_day_is_told_and_not_completed(text, sentence):
    with translation.override("en"):
        assert str(read_day(text)) == sentence


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_a_sentence(text):
    found = read_day(text)

    assert isinstance(found, date | Remark)
    assert str(found)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_every_day_as_it_is_shown_is_read_back(day):
    assert read_day(f"{day:%d/%m}/{day.year:04}") == day


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("001085001234", "•••••••••234"),
        ("CCCD: 001 085 001 234.", "CCCD: •••••••••234."),
        ("001.085.001.234", "•••••••••234"),
        ("00108504444-8", "•••••••••448"),
        ("Số: 001085 044452, Gia Lai", "Số: •••••••••452, Gia Lai"),
        ("0-01 0.8504 – 4.45 2", "•••••••••452"),
        ("００１０８５０４４４４７", "•••••••••447"),
        ("001085044447 15-08-1985 0905123456", "•••••••••447 15-08-1985 0905123456"),
        ("CB001085044447", "CB•••••••••447"),
        ("0905123456", "0905123456"),
        ("0905 123 456", "0905 123 456"),
        ("0236.3822.456 - 0905.123.456", "0236.3822.456 - 0905.123.456"),
        ("0905 123 456 0912 345 678", "0905 123 456 0912 345 678"),
        ("123456789012", "123456789012"),
        ("0010850012345", "0010850012345"),
        ("15/08/1985", "15/08/1985"),
        ("01-02-2020", "01-02-2020"),
        ("01/02/2020 05/06/2021", "01/02/2020 05/06/2021"),
        ("01-02-2020 05-06-2021", "01-02-2020 05-06-2021"),
        ("01.02.2020-05.06.2021", "01.02.2020-05.06.2021"),
        ("01 - 02 - 2020 05 - 06 - 2021", "01 - 02 - 2020 05 - 06 - 2021"),
        ("2020-01-02 2021-05-06", "2020-01-02 2021-05-06"),
        ("01-2020 - 12-2021", "01-2020 - 12-2021"),
    ],
)
def test_a_citizen_id_is_masked_wherever_it_stands(text, shown):
    assert masked(text) == shown
