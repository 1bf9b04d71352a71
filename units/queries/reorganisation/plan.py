"""What an act does, row by row: the preview tells it and the service does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from units.enums import ReorganisationAct as Act
from units.models import ClusterMembership, RoleGrant, Unit, User
from units.queries.periods import uncovered
from units.queries.reorganisation.parties import Faults, Parties
from units.queries.reorganisation.people import Worker, workers
from units.queries.reorganisation.questions import cluster_questions
from units.queries.reorganisation.record import Record
from units.queries.reorganisation.shown import ClusterQuestion, StandsBelow
from units.queries.reorganisation.wanted import Reorganisation

Period = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joins:
    """A successor becomes a member of a cluster from the first day."""

    successor: int
    cluster_id: int
    cluster: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """An account holds at a successor the role that it held at a predecessor."""

    user: User
    role: str
    successor: int
    first: date
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    wanted: Reorganisation
    parties: Parties
    record: Record
    successors: tuple[str, ...]
    questions: tuple[ClusterQuestion, ...]
    joins: tuple[Joins, ...]
    workers: tuple[Worker, ...]
    holds: tuple[Holds, ...]
    children: tuple[tuple[Unit, StandsBelow], ...]


def make_plan(wanted: Reorganisation, parties: Parties, record: Record) -> Plan:
    """Everything decided that can be decided; raises what is wrong with an answer."""
    successors = _successors(wanted, parties)
    questions = cluster_questions(wanted, parties, record, successors)
    children = _children(wanted, record, successors)
    found = workers(wanted, parties, record, successors)
    return Plan(
        wanted=wanted,
        parties=parties,
        record=record,
        successors=successors,
        questions=questions,
        joins=_joins(questions),
        workers=found,
        holds=_holds(wanted, parties, record, found, children) if successors else (),
        children=children,
    )


def _successors(wanted: Reorganisation, parties: Parties) -> tuple[str, ...]:
    if parties.absorbing:
        return (parties.absorbing.short_name,)
    return tuple(new.short_name for new in wanted.new_units)


def _joins(questions: tuple[ClusterQuestion, ...]) -> tuple[Joins, ...]:
    """In its predecessor's place of the official order, in another cluster after the last member."""
    chosen = [
        (question.successor, place)
        for question in questions
        for place in (*question.candidates, *question.others)
        if place.cluster_id == question.chosen
    ]
    rows = ClusterMembership.objects.filter(cluster__in=[place.cluster_id for _successor, place in chosen])
    last = dict(rows.values_list("cluster").annotate(Max("position")))
    joins = []
    for successor, place in chosen:
        position = place.position
        if position is None:
            position = last[place.cluster_id] = last.get(place.cluster_id, 0) + 1
        joins.append(
            Joins(successor=successor, cluster_id=place.cluster_id, cluster=place.name, position=position)
        )
    return tuple(joins)


def _children(
    wanted: Reorganisation, record: Record, successors: tuple[str, ...]
) -> tuple[tuple[Unit, StandsBelow], ...]:
    faults = Faults()
    chosen: dict[int, int] = {}
    known = {child.pk for child in record.children}
    for choice in wanted.children:
        if choice.unit_id not in known or choice.unit_id in chosen:
            faults.add("children", _("Choose a place once for each unit below the one that ends."))
        elif not 0 <= choice.successor < len(successors):
            faults.add("children", _("Choose one of the new units."))
        chosen[choice.unit_id] = choice.successor
    faults.raise_any()
    if not successors:
        return ()
    return tuple(
        (child, StandsBelow(unit_id=child.pk, name=child.short_name, successor=chosen.get(child.pk, 0)))
        for child in record.children
    )


def _holds(
    wanted: Reorganisation,
    parties: Parties,
    record: Record,
    found: tuple[Worker, ...],
    children: tuple[tuple[Unit, StandsBelow], ...],
) -> tuple[Holds, ...]:
    """The roles go on at the successor, once each, unless their holder goes elsewhere (one query)."""
    goes = {worker.person.pk: worker for worker in found}
    below = {child.pk: stands.successor for child, stands in children}
    held: dict[tuple[int, str, int], list[Period]] = {}
    if wanted.act == Act.ABSORB:
        users = [row.user_id for row in record.ending.grants]
        for row in RoleGrant.objects.filter(unit=parties.absorbing, user__in=users):
            held.setdefault((row.user_id, row.role, 0), []).append((row.valid_from, row.valid_to))
    holds = []
    for grant in record.ending.grants:
        person = grant.user.person_id or 0
        worker = goes.get(person)
        successor = worker.successor if worker else below.get(record.works_below.get(person, 0), 0)
        if successor is None:
            continue
        periods = held.setdefault((grant.user_id, grant.role, successor), [])
        for first, last in uncovered(wanted.effective_on, grant.valid_to, periods):
            periods.append((first, last))
            holds.append(Holds(user=grant.user, role=grant.role, successor=successor, first=first, last=last))
    return tuple(holds)
