"""Which move a registration or nomination may make from here, and whose move it is. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from awards.enums import NominationStatus, RegistrationRole, RegistrationStatus


@dataclass(frozen=True, slots=True)
class Move:
    name: str
    source: str
    target: str
    role: RegistrationRole
    event: str


_R, _N, _BY = RegistrationStatus, NominationStatus, RegistrationRole

REGISTRATION_MOVES = (
    Move("send_to_head", _R.DRAFT, _R.FOR_APPROVAL, _BY.OFFICER, "registration_sent_to_head"),
    Move("send_to_head", _R.RETURNED, _R.FOR_APPROVAL, _BY.OFFICER, "registration_sent_to_head"),
    Move("send_back", _R.FOR_APPROVAL, _R.RETURNED, _BY.HEAD, "registration_sent_back"),
    Move("submit", _R.FOR_APPROVAL, _R.SUBMITTED, _BY.HEAD, "registration_submitted"),
    Move("return", _R.SUBMITTED, _R.RETURNED, _BY.LEAD_UNIT, "registration_returned"),
    Move("accept", _R.SUBMITTED, _R.ACCEPTED, _BY.LEAD_UNIT, "registration_accepted"),
)
REGISTRATION_TERMINAL = frozenset({_R.ACCEPTED})

NOMINATION_MOVES = (
    Move("submit", _N.DRAFT, _N.SUBMITTED, _BY.OFFICER, "nomination_submitted"),
    Move("withdraw", _N.DRAFT, _N.WITHDRAWN, _BY.OFFICER, "nomination_withdrawn"),
)
NOMINATION_TERMINAL = frozenset({_N.SUBMITTED, _N.WITHDRAWN})


def find(moves: tuple[Move, ...], name: str, status: str) -> Move | None:
    """The move with this name from this state, or None when it is not possible now."""
    return next((move for move in moves if move.name == name and move.source == status), None)


def moves_from(moves: tuple[Move, ...], status: str) -> tuple[Move, ...]:
    return tuple(move for move in moves if move.source == status)
