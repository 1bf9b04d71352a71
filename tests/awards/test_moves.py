"""The tables of moves of registrations and nominations are asked in two ways."""

from __future__ import annotations

import pytest

from awards.enums import NominationStatus, RegistrationStatus
from awards.workflow import (
    NOMINATION_MOVES,
    NOMINATION_TERMINAL,
    REGISTRATION_MOVES,
    REGISTRATION_TERMINAL,
    find,
    moves_from,
)

TABLES = pytest.mark.parametrize(
    ("moves", "states", "terminal"),
    [
        (REGISTRATION_MOVES, RegistrationStatus, REGISTRATION_TERMINAL),
        (NOMINATION_MOVES, NominationStatus, NOMINATION_TERMINAL),
    ],
    ids=["registration", "nomination"],
)


@TABLES
def test_a_move_is_found_from_each_state_it_starts_in_and_from_no_other(moves, states, terminal):
    starts = {(move.name, move.source): move for move in moves}

    found = {
        (name, status): move
        for name, _source in starts
        for status in states
        if (move := find(moves, name, status)) is not None
    }

    assert found == starts


@TABLES
def test_every_move_leaves_one_state_and_none_leaves_a_last_one(moves, states, terminal):
    from_all = [move for status in states for move in moves_from(moves, status)]

    assert sorted(from_all, key=moves.index) == list(moves)
    assert {status for status in states if not moves_from(moves, status)} == terminal
