"""Whose turn it is to lead. Pure: units in the official order go in, a proposal comes out (rule K2)."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from units.models import Unit


@dataclass(frozen=True, slots=True)
class Turn:
    """Who is proposed, and whose turn it would have been if rule K3 did not bar the unit."""

    lead: Unit | None = None
    deputy: Unit | None = None
    skipped: tuple[Unit, ...] = ()


def take_turns(members: Sequence[Unit], *, first: int | None, barred: Container[int]) -> Turn:
    """Whoever stands at `first` leads, the next is deputy; after the last comes the first again."""
    if first is None or not members:
        return Turn()
    first %= len(members)
    order = [*members[first:], *members[:first]]
    free = [unit for unit in order if unit.pk not in barred]
    lead, deputy = [*free, None, None][:2]
    passed = order[: order.index(deputy)] if deputy else order
    return Turn(lead, deputy, tuple(unit for unit in passed if unit.pk in barred))
