"""Whatever is done to units, in whatever order: the past gives the same answers, and nobody is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.factories.reorganisation import abolish, absorb, begins, merge, rename, split
from tests.units.services.reorganised_world import (
    World,
    orphans,
    outside_their_unit,
    twice_at_once,
    workplaces,
)
from units.models import Unit
from units.queries.reorganisation import ClusterChoice, PersonChoice, Preview, Reorganisation, preview
from units.services.reorganising import reorganise

pytestmark = pytest.mark.django_db
AT = datetime(2025, 12, 20, 5, tzinfo=UTC)
DAYS = [date(2025, 5, 1), date(2025, 7, 1), date(2025, 10, 1)]
ASKED = [date(2024, 12, 31), date(2025, 4, 30), date(2025, 5, 1), date(2025, 6, 30), *DAYS[1:]]


def wanted_act(data, number: int) -> Reorganisation:
    """Any act on units that are alive in the records; many are refused for their day, and must be."""
    units = list(Unit.objects.filter(kind="province", valid_to=None).order_by("pk"))
    kind = data.draw(st.sampled_from(["merge", "absorb", "split", "abolish", "rename"]), label="act")
    number_left = min(2, len(units))
    some = st.lists(st.sampled_from(units), min_size=number_left, max_size=3, unique=True)
    chosen = data.draw(some, label="units")
    name = data.draw(st.sampled_from([f"VKSND tỉnh {number}", chosen[0].short_name]), label="name")
    values = {"effective_on": data.draw(st.sampled_from(DAYS), label="day")}
    if kind == "merge":
        return merge(*chosen, into=begins(name), **values)
    if kind == "absorb":
        return absorb(*chosen[1:], by=chosen[0], **values)
    if kind == "split":
        return split(chosen[0], begins(name), begins(f"{name} II"), **values)
    if kind == "abolish":
        return abolish(chosen[0], **values)
    return rename(chosen[0], name, **values)


def answered(data, wanted: Reorganisation, shown: Preview) -> Reorganisation:
    clusters = []
    for one in shown.questions:
        places = [place.cluster_id for place in (*one.candidates, *one.others)]
        choice = data.draw(st.sampled_from([*places, None]), label="cluster")
        clusters.append(ClusterChoice(successor=one.successor, year_id=one.year_id, cluster_id=choice))
    going_on = Unit.objects.filter(kind="province", valid_to=None).exclude(pk__in=wanted.predecessors)
    elsewhere = [unit.pk for unit in going_on if unit.exists_on(wanted.effective_on)]
    ways = [{"successor": place} for place in range(len(shown.successors))]
    ways += [{"unit_id": pk} for pk in elsewhere] + [{"leaves": True}]
    people = [
        PersonChoice(person_id=one.person_id, **data.draw(st.sampled_from(ways), label="person"))
        for one in shown.people
    ]
    return replace(wanted, clusters=tuple(clusters), people=tuple(people))


def reorganised(world: World, data, number: int) -> tuple[Reorganisation, Preview] | None:
    """The act, done; nothing where it is refused."""
    wanted = wanted_act(data, number)
    try:
        shown = preview(wanted, on=AT.date())
        wanted = answered(data, wanted, shown)
        with transaction.atomic():
            reorganise(wanted=wanted, fingerprint=shown.fingerprint, by=world.administrator, at=AT)
    except ValidationError as refusal:
        event(f"refused: {wanted.act} {sorted(refusal.message_dict)}")
        return None
    event(f"done: {wanted.act}")
    return wanted, shown


def check_acts(data) -> None:
    world = World.make()
    before = {day: world.answers(day) for day in ASKED}
    for number in range(data.draw(st.integers(1, 4), label="acts")):
        if not Unit.objects.filter(kind="province", valid_to=None).exists():
            return
        working = {day: workplaces(day) for day in ASKED}
        done = reorganised(world, data, number)
        after = {day: world.answers(day) for day in ASKED}
        if done is None:
            assert after == before
            continue
        wanted, shown = done
        for day in ASKED:
            if day < wanted.effective_on:
                assert after[day] == before[day]
        check_people(wanted, working[wanted.effective_on])
        assert outside_their_unit() == []
        assert twice_at_once() == []
        assert [orphan for day in ASKED for orphan in orphans(day)] == []
        before = after


def check_people(wanted: Reorganisation, before: dict[int, list[int]]) -> None:
    """Everybody works in one unit on the first day: the same as would have been, or where it was said."""
    now = workplaces(wanted.effective_on)
    ending = () if wanted.act == "rename" else wanted.predecessors
    assert {person for person, units in now.items() if len(units) != 1} == set()
    assert before.keys() - now.keys() == {choice.person_id for choice in wanted.people if choice.leaves}
    sent = {choice.person_id: [choice.unit_id] for choice in wanted.people if choice.unit_id}
    assert {person: now[person] for person in sent} == sent
    staying = {person: units for person, units in before.items() if units[0] not in ending}
    assert {person: now[person] for person in staying} == staying


def example(data) -> None:
    with transaction.atomic():
        check_acts(data)
        transaction.set_rollback(True)


RULES = {"deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": True}


@settings(max_examples=15, **RULES)
@given(data=st.data())
def test_the_past_stays_and_nobody_is_lost(data):
    example(data)


@pytest.mark.soak
@settings(max_examples=600, **{**RULES, "derandomize": False})
@given(data=st.data())
def test_the_past_stays_and_nobody_is_lost_in_many_orders(data):
    example(data)
