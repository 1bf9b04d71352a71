"""Who may sign: what must hold whatever is on record, contradictions included."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.units import make_person, make_unit
from units.models import Appointment, Assignment, Authorisation, Person, Unit
from units.queries.authority import Authority, NoAuthority, authority_of, signers, signing_authority

START = date(2026, 1, 1)
DAYS = st.integers(0, 9).map(lambda number: START + timedelta(days=number))
ANY = st.none() | DAYS
PLACES = st.integers(0, 2)


def spans(*, first=ANY, last=ANY):
    return st.tuples(first, last).filter(lambda it: it[0] is None or it[1] is None or it[0] <= it[1])


APPOINTMENTS = st.tuples(
    PLACES, PLACES, st.sampled_from(["head", "acting_head", "deputy", "deputy"]), st.booleans(), spans()
)
ASSIGNMENTS = st.tuples(PLACES, PLACES, spans())
AUTHORISATIONS = st.tuples(
    PLACES, PLACES, st.sampled_from(["KT", "KT", "TL", "TUQ", "TM"]), st.booleans(),
    spans(first=DAYS, last=DAYS),
)  # fmt: skip
RECORDS = st.fixed_dictionaries(
    {
        "appointments": st.lists(APPOINTMENTS, max_size=4),
        "assignments": st.lists(ASSIGNMENTS, max_size=3),
        "authorisations": st.lists(AUTHORISATIONS, max_size=5),
        "left": st.lists(ANY, min_size=3, max_size=3),
        "unit": spans(),
        "title": st.sampled_from(["", "Viện trưởng"]),
    }
)
unhurried = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
pytestmark = pytest.mark.django_db


def build(said: dict[str, Any]) -> tuple[Unit, list[Person]]:
    """The rows as they are, past every rule of entry: three people; a unit, a room below it, another unit."""
    first, last = said["unit"]
    unit = make_unit(head_title=said["title"], valid_from=first, valid_to=last)
    units = [unit, make_unit(parent=unit), make_unit()]
    people = [make_person(left_on=day) for day in said["left"]]
    for who, where, capacity, known, (start, end) in said["appointments"]:
        Appointment.objects.create(
            person=people[who], unit=units[where], capacity=capacity, position_title="Viện trưởng",
            bounds_known=known, valid_from=start, valid_to=end,
        )  # fmt: skip
    for who, where, (start, end) in said["assignments"]:
        Assignment.objects.create(person=people[who], unit=units[where], valid_from=start, valid_to=end)
    for who, where, form, is_absent, (start, end) in said["authorisations"]:
        Authorisation.objects.create(
            person=people[who], unit=units[where], form=form, is_for_absence=is_absent and form != "TM",
            position_title="Phó Viện trưởng", document="QĐ", valid_from=start, valid_to=end,
            collective="Ủy ban kiểm sát" if form == "TM" else "",
        )  # fmt: skip
    return unit, people


@unhurried
@given(said=RECORDS, day=DAYS)
def test_whatever_is_on_record_the_answer_is_one_person_or_a_reason(said, day):
    with transaction.atomic():
        unit, people = build(said)

        asked, may = signing_authority(unit, day), signers(unit, day)
        answers = [authority_of(person, unit, day) for person in people]

        transaction.set_rollback(True)
    for answer in [asked, *answers]:
        assert isinstance(answer, Authority) and all(answer.capacity_lines) or answer.reason
    # Whoever is asked may sign, and nobody may who is not in the list; none of them has left the sector.
    assert isinstance(asked, NoAuthority) or asked in may
    assert {it.person for it in may} == {it.person for it in answers if isinstance(it, Authority)}
    assert all(it.person.left_on is None or day <= it.person.left_on for it in may)


@unhurried
@given(said=RECORDS, day=DAYS)
def test_only_rows_valid_on_the_day_decide(said, day):
    with transaction.atomic():
        unit, people = build(said)
        before = signing_authority(unit, day), signers(unit, day)
        for model in (Appointment, Assignment, Authorisation):
            rows = model.objects.all()
            rows.exclude(pk__in=rows.on(day).values("pk")).delete()

        after = signing_authority(unit, day), signers(unit, day)

        transaction.set_rollback(True)
    assert after == before
