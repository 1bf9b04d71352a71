"""What a unit that ends passes on: the rows of a reorganisation, written as its plan says.

Only `reorganising` calls this, inside its transaction and behind its locks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from django.db.models import Max

from units.enums import ReorganisationAct as Act
from units.enums import SuccessionKind
from units.models import (
    Assignment,
    ClusterMembership,
    RoleGrant,
    Unit,
    UnitName,
    UnitPlacement,
    UnitSuccession,
)
from units.queries.reorganisation.plan import Plan
from units.queries.reorganisation.record import Rows
from units.services import naming
from units.text import clean

_KINDS: dict[str, SuccessionKind] = {
    Act.MERGE: SuccessionKind.MERGE,
    Act.ABSORB: SuccessionKind.ABSORB,
    Act.SPLIT: SuccessionKind.SPLIT,
    Act.ABOLISH: SuccessionKind.ABOLISH,
}


def rename(plan: Plan) -> Unit:
    """The unit bears another name from the day; days before it keep the name that they had."""
    unit, wanted = plan.parties.predecessors[0], plan.wanted
    _record_present_name(unit, wanted.eve)
    _end(plan.record.ending.names, wanted.eve)
    UnitName.objects.create(
        unit=unit,
        full_name=wanted.new_name,
        short_name=wanted.new_short_name,
        valid_from=wanted.effective_on,
        legal_basis=wanted.legal_basis.strip(),
    )
    naming.adopt_latest_name(unit=unit)
    return unit


def close(plan: Plan) -> None:
    """The units and all that is dated in them end on the eve."""
    Unit.objects.filter(pk__in=plan.parties.closing).update(valid_to=plan.wanted.eve)
    for _noun, rows in _by_noun(plan.record.ending):
        _end(rows, plan.wanted.eve)


def begin(plan: Plan) -> list[Unit]:
    """The new units with their names, or the one that absorbs; what followed which is on record."""
    wanted, predecessors = plan.wanted, plan.parties.predecessors
    successors = [plan.parties.absorbing] if plan.parties.absorbing else []
    for new in wanted.new_units:
        unit = Unit.objects.create(
            code=clean(new.code),
            kind=new.kind,
            parent_id=new.parent_id,
            name=new.name,
            short_name=new.short_name,
            place=clean(new.place),
            head_title=clean(new.head_title),
            valid_from=wanted.effective_on,
            is_rehearsal=predecessors[0].is_rehearsal,
        )
        naming.record_first_name(unit=unit, legal_basis=wanted.legal_basis.strip())
        successors.append(unit)
    followers: list[Unit | None] = [*successors] or [None]
    UnitSuccession.objects.bulk_create(
        UnitSuccession(
            predecessor=unit,
            successor=successor,
            kind=_KINDS[wanted.act],
            effective_on=wanted.effective_on,
            legal_basis=wanted.legal_basis.strip(),
        )
        for unit in predecessors
        for successor in followers
    )
    return successors


def hand_over(plan: Plan, successors: list[Unit]) -> None:
    """Places in clusters, people, roles and the units below go on at the successors from the first day."""
    first = plan.wanted.effective_on
    ClusterMembership.objects.bulk_create(
        ClusterMembership(
            cluster_id=row.cluster_id,
            unit=successors[row.successor],
            position=row.position,
            valid_from=first,
        )
        for row in plan.joins
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(
            user=row.user,
            role=row.role,
            unit=successors[row.successor],
            valid_from=row.first,
            valid_to=row.last,
        )
        for row in plan.holds
    )
    _move_people(plan, successors)
    _move_children(plan, successors)


def counts(plan: Plan, unit: Unit) -> dict[str, Any]:
    """How many rows of the unit the act ends, by noun."""
    found = {noun: sum(row.unit_id == unit.pk for row in rows) for noun, rows in _by_noun(plan.record.ending)}
    return {"ended": {noun: number for noun, number in found.items() if number}}


def _by_noun(rows: Rows) -> Iterable[tuple[str, list[Any]]]:
    return ((noun.name, getattr(rows, noun.name)) for noun in fields(rows))


def _end(rows: list[Any], eve: date) -> None:
    if rows:
        type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]).update(valid_to=eve)


def _record_present_name(unit: Unit, eve: date) -> None:
    """Days without a name on record show the latest one: it is written down before it changes."""
    known = list(unit.names.in_time())
    if not known:
        first = unit.valid_from
    elif known[-1].valid_to and known[-1].valid_to < eve:
        first = known[-1].valid_to + timedelta(days=1)
    else:
        return
    UnitName.objects.create(
        unit=unit, full_name=unit.name, short_name=unit.short_name, valid_from=first, valid_to=eve
    )


def _move_people(plan: Plan, successors: list[Unit]) -> None:
    """Whoever leaves the sector has been let go already."""
    Assignment.objects.bulk_create(
        Assignment(
            person=worker.person,
            unit=worker.to if worker.successor is None else successors[worker.successor],
            position_title=worker.position_title,
            valid_from=plan.wanted.effective_on,
            valid_to=worker.last,
        )
        for worker in plan.workers
        if not worker.leaves
    )


def _move_children(plan: Plan, successors: list[Unit]) -> None:
    """They stand below the successor now; where they stood before is kept (three queries and one each)."""
    eve = plan.wanted.eve
    ends = UnitPlacement.objects.filter(unit__in=[child.pk for child, _row in plan.children])
    latest = dict(ends.values_list("unit").annotate(Max("valid_to")))
    placements = []
    for child, row in plan.children:
        last = latest.get(child.pk)
        first = last + timedelta(days=1) if last else child.valid_from
        if child.parent and (first is None or first <= eve):
            placements.append(UnitPlacement(unit=child, parent=child.parent, valid_from=first, valid_to=eve))
        child.parent = successors[row.successor]
    UnitPlacement.objects.bulk_create(placements)
    Unit.objects.bulk_update([child for child, _row in plan.children], ["parent"])
