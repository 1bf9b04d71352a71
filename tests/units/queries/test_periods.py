"""Days that are left when others are taken away."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.queries.periods import uncovered


def day(number: int | None) -> date | None:
    return None if number is None else date(2025, 1, number)


@pytest.mark.parametrize(
    ("first", "last", "rows", "left"),
    [
        (5, None, [], [(5, None)]),
        (5, 9, [], [(5, 9)]),
        (5, None, [(None, None)], []),
        (5, None, [(None, 4)], [(5, None)]),
        (5, None, [(None, 7)], [(8, None)]),
        (5, None, [(8, None)], [(5, 7)]),
        (5, 20, [(8, 10), (9, 12)], [(5, 7), (13, 20)]),
        (5, 9, [(9, 12)], [(5, 8)]),
        (5, 9, [(5, 9)], []),
        (5, 9, [(10, 12)], [(5, 9)]),
        (5, 9, [(2, 9), (11, None)], []),
    ],
)
def test_what_is_left_of_a_period(first, last, rows, left):
    found = uncovered(day(first), day(last), [(day(start), day(end)) for start, end in rows])

    assert found == [(day(start), day(end)) for start, end in left]


_days = st.none() | st.integers(1, 31)


@given(
    first=st.integers(1, 31),
    last=_days,
    rows=st.lists(st.tuples(_days, _days).filter(lambda row: None in row or row[0] <= row[1]), max_size=5),
)
def test_each_day_is_in_a_row_or_left_and_never_both(first, last, rows):
    if last is not None and last < first:
        return
    left = uncovered(day(first), day(last), [(day(start), day(end)) for start, end in rows])

    for number in range(1, 32):
        wanted = first <= number <= (last or 31)
        covered = any((start or 1) <= number <= (end or 31) for start, end in rows)
        inside = [one for one in left if one[0] <= day(number) and (one[1] is None or day(number) <= one[1])]
        assert len(inside) == (wanted and not covered)
