"""Counting votes: exact fractions, and every member of the council in the denominator."""

from fractions import Fraction
from math import ceil


def needed_votes(members: int, ratio: Fraction) -> int:
    """The smallest number of votes that reaches the ratio; an absent member counts like any other."""
    if members < 1:
        raise ValueError("A council has at least one member.")
    if not 0 < ratio <= 1:
        raise ValueError("A majority is more than nothing and at most everybody.")
    return ceil(ratio * members)


def carried(*, in_favour: int, members: int, ratio: Fraction) -> bool:
    """Is the motion carried? Those who did not vote count as not in favour."""
    if not 0 <= in_favour <= members:
        raise ValueError("There cannot be more votes in favour than members, nor fewer than none.")
    return in_favour >= needed_votes(members, ratio)
