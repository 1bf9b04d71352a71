"""Imported lists applied by many at once, for real on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.factories.racing import at_once, unexpected
from tests.factories.units import make_unit, make_user
from tests.factories.workbooks import make_list, person_row
from units.audit import first_break
from units.enums import IntakeStatus
from units.imports.rows import Agreement
from units.models import Assignment, AuditEntry, Intake, Person, PersonWord
from units.services import intake as lists

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 2, 10, 5, 0, tzinfo=UTC)


def upload(name: str, unit: str) -> Intake:
    file = make_list(person_row("Trần Văn An", unit, staff_number="KS-1"))
    return lists.receive(kind="people", file=file, name=name, by=make_user(), at=NOW)


def applies(intake: Intake) -> Callable[[], Intake]:
    shown, by = lists.fingerprint_of(lists.reports_of(intake)), make_user()
    return lambda: lists.apply(intake=intake, fingerprint=shown, agreed=Agreement(), by=by, at=NOW)


def test_one_list_applied_by_eight_is_written_once():
    make_unit(code="GL")
    intake = upload("a.xlsx", "GL")

    results = at_once([applies(intake) for _thread in range(8)])

    person = Person.objects.get(full_name="Trần Văn An")
    assert unexpected(results) == []
    assert sum(isinstance(result, Intake) for result in results) == 1
    assert Assignment.objects.filter(person=person).count() == 1
    assert PersonWord.objects.filter(owner=person).count() == 3
    assert AuditEntry.objects.filter(kind="intake_applied").count() == 1
    assert first_break(AuditEntry.objects.order_by("seq").values()) is None


def test_of_two_lists_with_one_new_person_the_second_is_stale():
    make_unit(code="GL")
    make_unit(code="CM")
    first, second = upload("a.xlsx", "GL"), upload("b.xlsx", "CM")

    results = at_once([applies(first), applies(second)])

    assert unexpected(results) == []
    assert [type(it) for it in results if not isinstance(it, Intake)] == [lists.StaleReport]
    assert Person.objects.filter(full_name="Trần Văn An").count() == 1
    assert sorted(Intake.objects.values_list("status", flat=True)) == sorted(
        [IntakeStatus.APPLIED, IntakeStatus.CHECKED]
    )
