from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.voting import carried, needed_votes

EIGHTY = Fraction(80, 100)
NINETY = Fraction(90, 100)
RATIOS = st.fractions(min_value=Fraction(1, 100), max_value=1)


@pytest.mark.parametrize(
    ("members", "for_ninety", "for_eighty"),
    [(5, 5, 4), (7, 7, 6), (9, 9, 8), (10, 9, 8), (11, 10, 9), (15, 14, 12)],
)
def test_needed_votes_are_the_table_of_rule_v4(members, for_ninety, for_eighty):
    assert (needed_votes(members, NINETY), needed_votes(members, EIGHTY)) == (for_ninety, for_eighty)


@pytest.mark.parametrize(
    ("members", "in_favour", "ratio", "expected"),
    [(11, 9, EIGHTY, True), (11, 9, NINETY, False), (10, 8, EIGHTY, True), (9, 7, EIGHTY, False)],
)
def test_cases_51_and_52_count_on_all_members_and_never_round_down(members, in_favour, ratio, expected):
    assert carried(in_favour=in_favour, members=members, ratio=ratio) is expected


@settings(deadline=None)
@given(members=st.integers(1, 500), ratio=RATIOS)
def test_the_needed_votes_carry_and_one_vote_less_does_not(members, ratio):
    needed = needed_votes(members, ratio)

    assert carried(in_favour=needed, members=members, ratio=ratio)
    assert not carried(in_favour=needed - 1, members=members, ratio=ratio)


@settings(deadline=None)
@given(members=st.integers(1, 500), ratio=RATIOS)
def test_a_vote_carries_exactly_when_its_share_reaches_the_ratio(members, ratio):
    for in_favour in (0, members // 2, members):
        expected = Fraction(in_favour, members) >= ratio
        assert carried(in_favour=in_favour, members=members, ratio=ratio) is expected


@pytest.mark.parametrize("ratio", [Fraction(0), Fraction(-1, 2), Fraction(101, 100)])
def test_a_majority_outside_zero_to_one_is_refused(ratio):
    with pytest.raises(ValueError, match="majority"):
        needed_votes(10, ratio)


@pytest.mark.parametrize("members", [0, -1])
def test_an_empty_council_cannot_vote(members):
    with pytest.raises(ValueError, match="at least one member"):
        needed_votes(members, EIGHTY)


@pytest.mark.parametrize("in_favour", [-1, 11])
def test_more_votes_than_members_or_fewer_than_none_are_refused(in_favour):
    with pytest.raises(ValueError, match="votes in favour"):
        carried(in_favour=in_favour, members=10, ratio=EIGHTY)
