from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from awards.eligibility import wording


def test_days_are_written_the_vietnamese_way():
    assert wording.day(date(2027, 1, 5)) == "05/01/2027"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("0"), "0"),
        (Decimal("10"), "10"),
        (Decimal("7.05"), "7,05"),
        (Decimal("2.50"), "2,5"),
        (Decimal("2.999"), "2,99"),
        (Fraction(2, 3), "0,66"),
    ],
)
def test_numbers_have_a_decimal_comma_and_are_cut_not_rounded(value, expected):
    assert wording.number(value) == expected


def test_a_share_just_below_a_threshold_does_not_look_as_if_it_reached_it():
    assert wording.percent(Fraction(89999, 100000)) == "89,99%"


@pytest.mark.parametrize(("value", "expected"), [("6", "06 tháng"), ("12", "12 tháng"), ("4.5", "4,5 tháng")])
def test_months_are_written_with_two_digits(value, expected):
    assert wording.months(Decimal(value)) == expected
