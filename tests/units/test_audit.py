"""The audit chain: whole after honest work, broken at the very entry that was touched."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.units import make_unit, make_user
from units import audit
from units.models import AuditEntry

AT = datetime(2026, 2, 10, 5, tzinfo=UTC)


def write(number: int) -> None:
    unit = make_unit()
    with transaction.atomic():
        for index in range(number):
            audit.record(kind=f"event_{index}", actor=None, subject=unit, at=AT, data={"tên": "Đắk Nông"})


def entries() -> list[dict]:
    return list(AuditEntry.objects.order_by("seq").values())


@pytest.mark.django_db
def test_entries_are_numbered_from_one_without_a_gap_and_the_chain_is_whole():
    write(3)

    assert [entry["seq"] for entry in entries()] == [1, 2, 3]
    assert audit.first_break(entries()) is None


@pytest.mark.django_db
def test_an_entry_tells_who_what_when_and_about_which_row():
    user, unit = make_user(), make_unit()

    with transaction.atomic():
        entry = audit.record(kind="tested", actor=user, subject=unit, at=AT)

    assert (entry.actor, entry.kind, entry.at, entry.subject) == (user, "tested", AT, f"units.unit:{unit.pk}")


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        audit.record(kind="tested", actor=None, subject=None, at=AT)


@pytest.mark.django_db
def test_an_act_that_fails_leaves_no_entry():
    def fail() -> None:
        with transaction.atomic():
            audit.record(kind="tested", actor=None, subject=None, at=AT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert entries() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("body", '{"kind": "forged"}', "its content does not match its hash"),
        ("kind", "forged", "its columns do not match its content"),
        ("subject", "units.unit:999", "its columns do not match its content"),
        ("actor_id", 999, "its columns do not match its content"),
        ("at", datetime(2020, 1, 1, tzinfo=UTC), "its columns do not match its content"),
        ("previous_hash", "f" * 64, "it does not continue the entry before it"),
        ("hash", "f" * 64, "its content does not match its hash"),
    ],
)
def test_a_changed_entry_is_named(column, value, reason):
    write(3)
    tampered = entries()
    tampered[1][column] = value

    assert audit.first_break(tampered) == audit.Break(2, reason)


@pytest.mark.django_db
def test_a_removed_entry_is_named():
    write(3)
    tampered = entries()
    del tampered[1]

    assert audit.first_break(tampered) == audit.Break(2, "entry 2 is missing, 3 follows")


@pytest.mark.django_db
def test_an_inserted_entry_breaks_the_chain_where_it_stands():
    write(3)
    tampered = entries()
    tampered.insert(1, dict(tampered[0]))

    assert audit.first_break(tampered).seq == 2


@pytest.mark.django_db
def test_an_entry_that_was_changed_together_with_its_hash_breaks_the_next_one():
    write(3)
    tampered = entries()
    entry = tampered[1]
    entry["body"] = entry["body"].replace("event_1", "forged")
    entry["kind"] = "forged"
    entry["hash"] = audit.chain_hash(seq=2, previous=entry["previous_hash"], body=entry["body"])

    assert audit.first_break(tampered) == audit.Break(3, "it does not continue the entry before it")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE units_auditentry SET kind = 'forged' WHERE seq = 2",
        "DELETE FROM units_auditentry WHERE seq = 2",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(statement):
    write(3)
    before = entries()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert entries() == before


@pytest.mark.django_db
def test_an_entry_cannot_be_overwritten_by_insert_or_replace():
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has this statement")
    write(1)
    before = entries()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO units_auditentry (seq, at, kind, subject, body, previous_hash, hash) "
            "SELECT seq, at, 'forged', subject, body, previous_hash, hash FROM units_auditentry"
        )

    assert entries() == before
