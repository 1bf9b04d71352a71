"""Answers to the questions of a preview, as names and values of a form, and back unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import QueryDict

from units.models import Unit
from units.queries.reorganisation import (
    ChildChoice,
    ClusterChoice,
    PersonChoice,
    Preview,
    Reorganisation,
)

LEAVES, NO_CLUSTER = "leaves", "none"
# Where everybody goes of whom nothing else is said.
REST = "people-rest"
_CLUSTER = re.compile(r"cluster-(\d{1,3})-(\d{1,18})")
_PERSON = re.compile(r"person-(\d{1,18})")
_CHILD = re.compile(r"child-(\d{1,18})")
_PLACE = re.compile(r"(new|unit)-(\d{1,18})")


def chosen(data: QueryDict) -> dict[str, Any]:
    """The answers under their names in `Reorganisation`; what cannot be read counts as not answered."""
    return {
        "clusters": tuple(_clusters(data)),
        "people": tuple(_people(data)),
        "children": tuple(_children(data)),
    }


def is_answer(name: str) -> bool:
    return name == REST or any(form.fullmatch(name) for form in (_CLUSTER, _PERSON, _CHILD))


def encoded(wanted: Reorganisation) -> list[tuple[str, str]]:
    """The answers as a form carries them from page to page."""
    clusters = [
        (f"cluster-{it.successor}-{it.year_id}", str(it.cluster_id or NO_CLUSTER)) for it in wanted.clusters
    ]
    people = [(f"person-{it.person_id}", place_of(it)) for it in wanted.people]
    children = [(f"child-{it.unit_id}", f"new-{it.successor}") for it in wanted.children]
    return clusters + people + children


def place_of(choice: Any) -> str:
    """Where a person goes, as the value of a choice; empty: nobody has said."""
    if choice.leaves:
        return LEAVES
    if choice.unit_id is not None:
        return f"unit-{choice.unit_id}"
    return "" if choice.successor is None else f"new-{choice.successor}"


def with_rest(
    wanted: Reorganisation, shown: Preview, data: QueryDict, receivers: list[Unit]
) -> Reorganisation:
    """The same with a place for everybody of whom nothing was said.

    The page offers one for all of them. Before it has been seen, the only unit that takes people is proposed.
    """
    place = data.get(REST, "")
    if REST not in data and not wanted.people and len(receivers) == 1 and not shown.successors:
        place = f"unit-{receivers[0].pk}"
    said = {choice.person_id for choice in wanted.people}
    lost = [it.person_id for it in shown.people if not it.has_place and it.person_id not in said]
    added = [choice for person in lost if (choice := _person_choice(person, place))]
    return replace(wanted, people=(*wanted.people, *added)) if added else wanted


def _clusters(data: QueryDict) -> Iterator[ClusterChoice]:
    for name, value in data.items():
        if found := _CLUSTER.fullmatch(name):
            successor, year = map(int, found.groups())
            if value == NO_CLUSTER:
                yield ClusterChoice(successor=successor, year_id=year, cluster_id=None)
            elif re.fullmatch(r"\d{1,18}", value):
                yield ClusterChoice(successor=successor, year_id=year, cluster_id=int(value))


def _people(data: QueryDict) -> Iterator[PersonChoice]:
    for name, value in data.items():
        if found := _PERSON.fullmatch(name):
            choice = _person_choice(int(found[1]), value)
            if choice:
                yield choice


def _person_choice(person: int, value: str) -> PersonChoice | None:
    if value == LEAVES:
        return PersonChoice(person_id=person, leaves=True)
    found = _PLACE.fullmatch(value)
    if not found:
        return None
    if found[1] == "new":
        return PersonChoice(person_id=person, successor=int(found[2]))
    return PersonChoice(person_id=person, unit_id=int(found[2]))


def _children(data: QueryDict) -> Iterator[ChildChoice]:
    for name, value in data.items():
        below, place = _CHILD.fullmatch(name), _PLACE.fullmatch(value)
        if below and place and place[1] == "new":
            yield ChildChoice(unit_id=int(below[1]), successor=int(place[2]))
