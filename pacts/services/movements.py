"""Which movements of the catalogue a pact takes up, in which order."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pacts.models import Movement, Pact, PactMovement
from pacts.queries.parts import movement_order
from pacts.services.editing import changed, check_fresh, held
from units.models import User


@transaction.atomic
def add_movement(*, pact: Pact, movement: Movement, by: User, at: datetime) -> Pact:
    """Take up the movement at the end; one that is there already stays where it is."""
    pact = held(pact, by=by, at=at)
    year = pact.cluster.year.year
    if (movement.last_year or year) < year or (movement.first_year or year) > year:
        raise ValidationError(_("The movement does not run in the year of the pact."))
    order = movement_order(pact)
    if movement.pk not in order:
        PactMovement.objects.create(pact=pact, movement=movement, position=len(order) + 1)
        changed(pact, "movement_added", by=by, at=at, data={"movement": movement.name})
    return pact


@transaction.atomic
def move_movement(
    *, pact: Pact, movement: Movement, up: bool, edit_number: int, by: User, at: datetime, seen: str = ""
) -> Pact:
    """Change places with the neighbour; at the end of the list nothing happens."""
    pact = held(pact, by=by, at=at)
    order = movement_order(pact)
    check_fresh(pact, edit_number=edit_number, seen=seen, now=lambda: order)
    here = order.index(movement.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
        _renumber(pact, order)
        changed(pact, "movement_moved", by=by, at=at, data={"movement": movement.name})
    return pact


@transaction.atomic
def remove_movement(*, pact: Pact, movement: Movement, by: User, at: datetime) -> Pact:
    """Drop the movement; one that is gone already stays gone."""
    pact = held(pact, by=by, at=at)
    found = pact.movements.filter(movement=movement)
    if found.exists():
        found.delete()
        _renumber(pact, movement_order(pact))
        changed(pact, "movement_removed", by=by, at=at, data={"movement": movement.name})
    return pact


def _renumber(pact: Pact, order: list[int]) -> None:
    rows = list(pact.movements.all())
    for row in rows:
        row.position = order.index(row.movement_id) + 1
    PactMovement.objects.bulk_update(rows, ["position"])
