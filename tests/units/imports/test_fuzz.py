"""Whatever stands in the cells, the file is read or refused with a sentence, and every row is accounted for."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from tests.factories.workbooks import HEADINGS, make_list
from units.enums import RowOutcome
from units.imports import people
from units.imports.archive import Refused
from units.imports.rows import RowReport, Sheet
from units.imports.workbook import read

pytestmark = pytest.mark.django_db
_SKIPPED = ("empty rows", "template's example", "numbers of the columns")
texts = st.one_of(
    st.text(max_size=40).map(lambda text: ILLEGAL_CHARACTERS_RE.sub("", text)),
    st.sampled_from(
        ["Nguyễn Văn Hùng", "Tổng cộng", "=1+1", "+84", "@SUM(A1)", "'", "Ví dụ", "001085001234", "1/2/1985",
         "NguyÔn V¨n Hïng", "Ðức", "\u200b", "A" * 600, "#N/A", "nữ", "12", "(1)"]
    ),
)  # fmt: skip
cells = st.one_of(
    st.none(),
    texts,
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)),  # noqa: DTZ001 - a cell knows no time zone
    st.times(),
)
rows = st.lists(st.lists(cells, max_size=13), max_size=12)
often = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def accounted_for(sheet: Sheet) -> set[int]:
    """The rows that are given, and those that the notes name."""
    numbers = {row.number for row in sheet.rows}
    for note in sheet.notes:
        if any(words in note.text for words in _SKIPPED):
            for first, last in re.findall(r"(\d+)(?:–(\d+))?", note.params["rows"]):
                numbers |= set(range(int(first), int(last or first) + 1))
    return numbers


def last_row(content: list[list]) -> int:
    """The last row with anything in it, below the headings in row 1."""
    given_rows = [
        n for n, row in enumerate(content, start=2) if any(it is not None and it != "" for it in row)
    ]
    return max(given_rows, default=1)


def outcome(file: BytesIO) -> list[str]:
    """What is told of the file: why it is refused, or how it was read."""
    try:
        return [str(note) for note in read(file, "a.xlsx", people.COLUMNS).notes]
    except Refused as refusal:
        return refusal.messages


@often
@given(content=rows)
def test_every_row_of_any_cells_is_reported_or_told_to_be_skipped(content):
    sheet = read(make_list(*content), "a.xlsx", people.COLUMNS)

    assert accounted_for(sheet) == set(range(2, last_row(content) + 1))


@often
@given(content=rows)
def test_every_row_that_is_read_is_judged_and_keeps_through_storage(content):
    sheet = read(make_list(*content), "a.xlsx", people.COLUMNS)

    reports = people.check(rows=sheet.rows, choices={}, on=date(2026, 2, 10))

    assert [it.row.number for it in reports] == [row.number for row in sheet.rows]
    assert all(bool(it.errors) == (it.outcome == RowOutcome.ERROR) for it in reports)
    kept = [it.to_json() for it in reports]
    assert [RowReport.from_json(it).to_json() for it in kept] == kept
    assert "001085001234" not in repr(kept)


@often
@given(headings=st.lists(st.one_of(texts, st.sampled_from(HEADINGS)), max_size=12), content=rows)
def test_any_headings_are_read_or_refused(headings, content):
    assert outcome(make_list(*content, headings=headings)) != []


@often
@given(cut=st.integers(0, 6_000), put=st.binary(max_size=8))
def test_a_damaged_file_is_read_or_refused(cut, put):
    content = make_list(["1", "Trần Văn An"]).getvalue()
    damaged = content[:cut] + put + content[cut + len(put) :]

    assert outcome(BytesIO(damaged)) != []


def test_a_time_of_day_is_no_day():
    [row] = read(make_list([1, "An", time(7, 30), None, None, None, "GL"]), "a.xlsx", people.COLUMNS).rows

    [report] = people.check(rows=[row], choices={}, on=date(2026, 2, 10))
    assert [error.column for error in report.errors] == ["Ngày sinh", "Đơn vị"]
