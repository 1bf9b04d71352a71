from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.eligibility.conditions.vote import vote_of
from awards.voting import carried
from tests.awards.eligibility.samples import IN_LATE_2025, clean

EIGHTY = Fraction(80, 100)
NINETY = Fraction(90, 100)


def asked(majority, *, members, in_favour):
    facts = clean(council_members=members, council_in_favour=in_favour)
    answer = vote_of(majority)(facts, IN_LATE_2025)
    return answer.outcome.value, answer.missing


@pytest.mark.parametrize(
    ("majority", "members", "in_favour", "expected"),
    [
        (EIGHTY, 10, 8, "passed"),
        (EIGHTY, 10, 7, "failed"),
        (EIGHTY, 9, 7, "failed"),
        (EIGHTY, 9, 8, "passed"),
        (NINETY, 10, 9, "passed"),
        (NINETY, 10, 8, "failed"),
        (NINETY, 11, 10, "passed"),
        (NINETY, 11, 9, "failed"),
    ],
)
def test_the_vote_turns_on_one_voice(majority, members, in_favour, expected):
    assert asked(majority, members=members, in_favour=in_favour) == (expected, None)


def test_a_vote_not_yet_held_is_unknown_and_says_so():
    answer = vote_of(EIGHTY)(clean(council_members=None, council_in_favour=None), IN_LATE_2025)

    assert (answer.outcome, answer.missing) == ("unknown", "council_in_favour")
    assert answer.reason == "Chưa có kết quả bỏ phiếu của Hội đồng."


def test_a_vote_without_the_size_of_the_council_is_not_judged_on_those_present():
    assert asked(EIGHTY, members=None, in_favour=9) == ("unknown", "council_members")
    assert asked(EIGHTY, members=11, in_favour=None) == ("unknown", "council_in_favour")


@settings(deadline=None)
@given(data=st.data(), members=st.integers(1, 200), majority=st.sampled_from([EIGHTY, NINETY]))
def test_the_law_and_the_ballot_count_alike(data, members, majority):
    in_favour = data.draw(st.integers(0, members))

    outcome, _ = asked(majority, members=members, in_favour=in_favour)

    assert (outcome == "passed") is carried(in_favour=in_favour, members=members, ratio=majority)
