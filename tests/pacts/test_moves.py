"""The table of moves of a pact is asked in two ways."""

from __future__ import annotations

from pacts.enums import PactStatus
from pacts.workflow import MOVES, TERMINAL, find, moves_from


def test_a_move_is_found_from_each_state_it_starts_in_and_from_no_other():
    starts = {(move.name, move.source): move for move in MOVES}

    found = {
        (name, status): move
        for name, _source in starts
        for status in PactStatus
        if (move := find(name, status)) is not None
    }

    assert found == starts


def test_every_move_leaves_one_state_and_none_leaves_a_last_one():
    from_all = [move for status in PactStatus for move in moves_from(status)]

    assert sorted(from_all, key=MOVES.index) == list(MOVES)
    assert {status for status in PactStatus if not moves_from(status)} == TERMINAL
