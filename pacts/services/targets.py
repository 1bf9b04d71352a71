"""Writing the targets of a clause."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pacts.models import Pact, PactClause, Target
from pacts.queries.parts import target_values
from pacts.services.editing import changed, check_fresh, found, held, is_own, rewritten, still_there
from units.models import User


class TargetValues(TypedDict):
    """What a target says; how it is counted may be left out."""

    code: str
    text: str
    comparator: str
    value: Decimal
    unit_of_measure: str
    numerator: NotRequired[str]
    denominator: NotRequired[str]
    source: NotRequired[str]
    may_not_arise: NotRequired[bool]


_LEFT_OUT = {"numerator": "", "denominator": "", "source": "", "may_not_arise": False}


@transaction.atomic
def save_target(
    *,
    pact: Pact,
    clause: PactClause,
    target: Target | None,
    edit_number: int,
    by: User,
    at: datetime,
    seen: str = "",
    identity: UUID | None = None,
    **given: Unpack[TargetValues],
) -> Target:
    """Change the target, or add one to the clause where none is given; a code names one target of the pact.

    `identity` is that of the target to add: sent twice, it is added once.
    """
    values = {**_LEFT_OUT, **given}
    pact = held(pact, by=by, at=at)
    clause = still_there(list(pact.clauses.all()), clause)
    rows = list(clause.targets.order_by("position", "pk"))
    row = found(rows, target, identity)
    if row is None:
        before: dict[str, Any] = {}
        row = Target(clause=clause, position=rows[-1].position + 1 if rows else 1)
        row.identity = identity or row.identity
    else:
        before = target_values(row)
        if before == values:
            return row
        if target or not is_own(pact, f"target:{row.pk}", before, by=by):
            check_fresh(pact, edit_number=edit_number, seen=seen, now=lambda: before)
    _write(pact, row, values)
    rewritten(pact, f"target:{row.pk}", before=before, after=values, by=by, at=at)
    return row


@transaction.atomic
def move_target(
    *, pact: Pact, target: Target, up: bool, edit_number: int, by: User, at: datetime, seen: str = ""
) -> Pact:
    """Change places with the neighbour of the same clause; at the end of the list nothing happens."""
    pact = held(pact, by=by, at=at)
    order = list(Target.objects.filter(clause=target.clause_id).order_by("position", "pk"))
    check_fresh(pact, edit_number=edit_number, seen=seen, now=lambda: [it.pk for it in order])
    here = order.index(still_there(order, target))
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return pact
    order[here], order[there] = order[there], order[here]
    for place, row in enumerate(order, start=1):
        row.position = place
    Target.objects.bulk_update(order, ["position"])
    changed(pact, f"target_moved:{target.pk}", by=by, at=at)
    return pact


@transaction.atomic
def remove_target(
    *, pact: Pact, target: Target, edit_number: int, by: User, at: datetime, seen: str = ""
) -> Pact:
    """Take the target out of the draft; the trail keeps what it said."""
    pact = held(pact, by=by, at=at)
    row = still_there(list(Target.objects.filter(clause__pact=pact)), target)
    check_fresh(pact, edit_number=edit_number, seen=seen, now=lambda: target_values(row))
    what, said = f"removed:target:{row.pk}", f"{row} {row.requirement}"
    row.delete()
    changed(pact, what, by=by, at=at, data={"target": said})
    return pact


def _write(pact: Pact, target: Target, values: dict[str, Any]) -> None:
    for name, content in values.items():
        setattr(target, name, content)
    _check_code(pact, target)
    target.full_clean()
    target.save()


def _check_code(pact: Pact, target: Target) -> None:
    """Cross-checks and results name a target by its code alone."""
    others = Target.objects.filter(clause__pact=pact).exclude(pk=target.pk).select_related("clause")
    for other in others:
        if other.code.casefold() == target.code.casefold():
            words = _("The code %(code)s is that of a target under “%(clause)s” already.")
            raise ValidationError({"code": words % {"code": other.code, "clause": other.clause.heading}})
