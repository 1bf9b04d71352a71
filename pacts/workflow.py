"""Which move a pact may make from here, and whose move it is. Pure: from this table come the guard,
the buttons, the audit events, the diagram in README and the tests."""

from __future__ import annotations

from dataclasses import dataclass

from pacts.enums import PactRole, PactStatus


@dataclass(frozen=True, slots=True)
class Move:
    name: str
    source: PactStatus
    target: PactStatus
    role: PactRole
    event: str


MOVES = (
    Move("freeze", PactStatus.DRAFT, PactStatus.FROZEN, PactRole.LEAD_UNIT, "pact_frozen"),
    Move("open_signing", PactStatus.FROZEN, PactStatus.SIGNING, PactRole.LEAD_UNIT, "pact_opened"),
    Move("withdraw", PactStatus.SIGNING, PactStatus.FROZEN, PactRole.LEAD_UNIT, "pact_withdrawn"),
    Move("enter_into_force", PactStatus.SIGNING, PactStatus.IN_FORCE, PactRole.SYSTEM, "pact_in_force"),
    Move("void", PactStatus.FROZEN, PactStatus.VOID, PactRole.LEAD_UNIT, "pact_void"),
    Move("void", PactStatus.SIGNING, PactStatus.VOID, PactRole.LEAD_UNIT, "pact_void"),
)
TERMINAL = frozenset({PactStatus.IN_FORCE, PactStatus.VOID})


def find(name: str, status: str) -> Move | None:
    """The move with this name from this state, or None when it is not possible now."""
    return next((move for move in MOVES if move.name == name and move.source == status), None)


def moves_from(status: str) -> tuple[Move, ...]:
    return tuple(move for move in MOVES if move.source == status)
