"""Two administrators act for one person at the same moment: one act is done, the other is told why not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.factories.racing import at_once, unexpected
from tests.factories.units import assign, grant, make_person, make_unit, make_user
from units.enums import Role
from units.models import Assignment
from units.services import staffing

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
FIRST = date(2026, 12, 1)


@pytest.mark.django_db(transaction=True)
def test_a_person_is_transferred_to_one_unit_only():
    person, old = make_person(), make_unit()
    assign(person, old)
    by = make_user()
    grant(by, Role.ADMINISTRATOR, old)
    units = [make_unit() for _place in range(6)]

    def move(unit):
        return lambda: staffing.transfer(person=person, to=unit, position_title="", on=FIRST, by=by, at=NOW)

    results = at_once([move(unit) for unit in units])

    done = [it for it in results if isinstance(it, Assignment)]
    assert (len(done), unexpected(results)) == (1, [])
    assert [it.unit for it in person.assignments.order_by("pk")] == [old, done[0].unit]
    assert Assignment.objects.on(FIRST).get(person=person) == done[0]


@pytest.mark.django_db(transaction=True)
def test_whoever_is_transferred_and_leaves_at_once_does_one_of_both():
    person, old, new = make_person(), make_unit(), make_unit()
    assign(person, old)
    by = make_user()
    grant(by, Role.ADMINISTRATOR, old)

    results = at_once(
        [
            lambda: staffing.transfer(person=person, to=new, position_title="", on=FIRST, by=by, at=NOW),
            lambda: staffing.leave(person=person, on=date(2026, 11, 30), by=by, at=NOW),
        ]
    )

    person.refresh_from_db()
    has_moved = Assignment.objects.on(FIRST).filter(person=person, unit=new).exists()
    assert (unexpected(results), has_moved, person.left_on is not None) in [
        ([], True, False),
        ([], False, True),
    ]
