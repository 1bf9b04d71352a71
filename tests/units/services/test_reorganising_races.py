"""Administrators who press at the same moment: one act is done, whole."""

from __future__ import annotations

import pytest

from tests.factories.racing import at_once, unexpected
from tests.factories.reorganisation import AT, begins, make_administrator, merge, preview_of, rename
from tests.factories.units import assign, make_person, make_unit
from units.audit import first_break
from units.models import Assignment, AuditEntry, Unit, UnitSuccession
from units.services.posts import assignment_faults
from units.services.reorganising import reorganise

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_many_mergers_of_one_unit_one_is_done():
    shared = make_unit("VKSND Chung")
    assign(make_person(), shared)
    administrator = make_administrator()
    wanted = [merge(shared, make_unit(), into=begins(f"VKSND Mới {number}")) for number in range(4)]
    # Every act is pressed twice.
    shown = [(one, preview_of(one).fingerprint) for one in wanted * 2]

    results = at_once(
        [
            lambda one=one, mark=mark: reorganise(wanted=one, fingerprint=mark, by=administrator, at=AT)
            for one, mark in shown
        ]
    )

    done = [result for result in results if not isinstance(result, Exception)]
    assert unexpected(results) == []
    assert len(done) == 1
    assert Unit.objects.filter(name__startswith="VKSND Mới").count() == 1
    assert UnitSuccession.objects.count() == 2
    assert assignment_faults(rows=list(Assignment.objects.select_related("unit"))) == []
    assert first_break(AuditEntry.objects.order_by("seq").values()) is None


def test_of_many_new_names_of_one_unit_one_is_taken():
    unit, administrator = make_unit("VKSND Cũ"), make_administrator()
    wanted = [rename(unit, f"VKSND Tên {number}") for number in range(4)]
    shown = [(one, preview_of(one).fingerprint) for one in wanted]

    results = at_once(
        [
            lambda one=one, mark=mark: reorganise(wanted=one, fingerprint=mark, by=administrator, at=AT)
            for one, mark in shown
        ]
    )

    assert unexpected(results) == []
    assert sum(not isinstance(result, Exception) for result in results) == 1
    assert unit.names.count() == 2
