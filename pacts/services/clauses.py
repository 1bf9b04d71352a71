"""Writing the clauses of a pact, and the sections that they stand under."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from pacts.models import Pact, PactClause
from pacts.queries.parts import clause_order, clause_values, targets_values
from pacts.services.editing import changed, check_fresh, found, held, is_own, rewritten, still_there
from units.models import User


@transaction.atomic
def save_clause(
    *,
    pact: Pact,
    clause: PactClause | None,
    heading: str,
    body: str,
    edit_number: int,
    by: User,
    at: datetime,
    section: str | None = None,
    seen: str = "",
    identity: UUID | None = None,
) -> PactClause:
    """Change the clause, or add one at the end of its section where none is given.

    `identity` is that of the clause to add: sent twice, it is added once. Under another section the clause
    moves to the end of that section, so that no section is torn in two.
    """
    pact = held(pact, by=by, at=at)
    order = list(pact.clauses.order_by("position", "pk"))
    row = found(order, clause, identity)
    if row is None:
        before: dict[str, str] = {}
        row = PactClause(pact=pact, position=len(order) + 1, heading=heading, body=body)
        row.identity = identity or row.identity
        row.section = section if section is not None else (order[-1].section if order else "")
        row.save()
        _renumber(_gathered([*order, row], row, ""))
    else:
        before = clause_values(row)
        new = {"section": before["section"] if section is None else section, "heading": heading, "body": body}
        if new == before:
            return row
        if clause or not is_own(pact, f"clause:{row.pk}", before, by=by):
            check_fresh(pact, edit_number=edit_number, seen=seen, now=lambda: before)
        row.section, row.heading, row.body = new["section"], heading, body
        row.save()
        if row.section != before["section"]:
            _renumber(_gathered(order, row, before["section"]))
    rewritten(pact, f"clause:{row.pk}", before=before, after=clause_values(row), by=by, at=at)
    return row


@transaction.atomic
def move_clause(
    *, pact: Pact, clause: PactClause, up: bool, edit_number: int, by: User, at: datetime, seen: str = ""
) -> Pact:
    """Change places with the neighbour; where the neighbour stands under another section, go over to it.

    At the end of the list nothing happens.
    """
    pact = held(pact, by=by, at=at)
    order = list(pact.clauses.order_by("position", "pk"))
    check_fresh(pact, edit_number=edit_number, seen=seen, now=lambda: clause_order(order))
    here = order.index(still_there(order, clause))
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return pact
    if order[there].section != order[here].section:
        order[here].section = order[there].section
    else:
        order[here], order[there] = order[there], order[here]
    _renumber(order)
    changed(pact, f"clause_moved:{clause.pk}", by=by, at=at)
    return pact


@transaction.atomic
def remove_clause(
    *,
    pact: Pact,
    clause: PactClause,
    edit_number: int,
    by: User,
    at: datetime,
    seen: str = "",
    targets_seen: str = "",
) -> Pact:
    """Take the clause and its targets out of the draft; the trail keeps what it said.

    Who writes a clause knows it better with each saving, but not the targets that others put under it: the one
    and the others are seen apart.
    """
    pact = held(pact, by=by, at=at)
    row = still_there(list(pact.clauses.prefetch_related("targets")), clause)
    check_fresh(pact, edit_number=edit_number, seen=seen, now=lambda: clause_values(row))
    check_fresh(pact, edit_number=edit_number, seen=targets_seen, now=lambda: targets_values(row))
    what = f"removed:clause:{row.pk}"
    said = {"heading": row.heading, "body": row.body, "targets": [str(it) for it in row.targets.all()]}
    row.targets.all().delete()
    row.delete()
    _renumber(list(pact.clauses.order_by("position", "pk")))
    changed(pact, what, by=by, at=at, data=said)
    return pact


@transaction.atomic
def rename_section(
    *, pact: Pact, section: str, name: str, edit_number: int, by: User, at: datetime, seen: str = ""
) -> Pact:
    """All clauses of the section stand under the new heading; a heading that is there already takes them in."""
    pact = held(pact, by=by, at=at)
    order = list(pact.clauses.order_by("position", "pk"))
    if name == section:
        return pact
    check_fresh(pact, edit_number=edit_number, seen=seen, now=lambda: clause_order(order))
    for clause in [it for it in order if it.section == section]:
        clause.section = name
        order = _gathered(order, clause, "")
    _renumber(order)
    changed(pact, "section", by=by, at=at, data={"from": section, "to": name})
    return pact


def _gathered(order: list[PactClause], clause: PactClause, left: str) -> list[PactClause]:
    """The order in which the clause stands with its section; `left` is the section that it comes from.

    The first of a new section stands behind the section that it left.
    """
    others = [it for it in order if it.pk != clause.pk]
    together = [place for place, it in enumerate(others) if it.section == clause.section]
    behind = [place for place, it in enumerate(others) if left and it.section == left]
    if together:
        place = together[-1] + 1
    elif not clause.section:
        place = 0
    else:
        place = behind[-1] + 1 if behind else [it.pk for it in order].index(clause.pk)
    return [*others[:place], clause, *others[place:]]


def _renumber(clauses: list[PactClause]) -> None:
    for place, clause in enumerate(clauses, start=1):
        clause.position = place
    PactClause.objects.bulk_update(clauses, ["position", "section"])
