"""PostgreSQL with two roles: the application's can serve, and has no way to change what was signed."""

from __future__ import annotations

import io
import os
import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from pacts.services import scans
from tests.factories.pacts import TODAY, at, make_signing_scene
from tests.pacts.machine.by_services import SCAN
from units.models import AuditEntry

pytestmark = pytest.mark.django_db(transaction=True)
ROLE = f"thidua_app_{os.getpid()}"
TABLES = (
    "units_auditentry", "pacts_issuedpaper", "pacts_paperrevision", "pacts_paperpage", "pacts_signature",
    "pacts_paperfile", "pacts_paperscan", "pacts_pactdraft",
)  # fmt: skip
STATE = "SELECT count(*), coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM {table} t"
WAYS = (
    "UPDATE {table} SET {change}",
    "WITH now AS (UPDATE {table} SET {change} RETURNING 1) SELECT count(*) FROM now",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "TRUNCATE {table} CASCADE",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "ALTER TABLE {table} DISABLE TRIGGER USER",
    "DROP TRIGGER {table}_no_truncate ON {table}",
    "ALTER TABLE {table} RENAME TO other",
    "ALTER TABLE {table} DROP COLUMN {column}",
    "DROP TABLE {table} CASCADE",
    "CREATE RULE away AS ON INSERT TO {table} DO INSTEAD NOTHING",
    "CREATE TRIGGER mine BEFORE INSERT ON {table} EXECUTE FUNCTION refuse_change_of_evidence()",
    "ALTER TABLE {table} OWNER TO CURRENT_USER",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION refuse_change_of_evidence() RETURNS trigger LANGUAGE plpgsql AS"
    " 'BEGIN RETURN NEW; END'",
    "DROP FUNCTION refuse_change_of_evidence() CASCADE",
    "SET ROLE postgres",
    "MERGE INTO {table} t USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE",
    "WITH gone AS (DELETE FROM {table} RETURNING 1) SELECT count(*) FROM gone",
    "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {change}",
    "INSERT INTO {table} SELECT * FROM {table}",
    "ALTER TABLE {table} ENABLE REPLICA TRIGGER ALL",
    "ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL",
    "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
    "ALTER FUNCTION refuse_change_of_evidence() RENAME TO other",
    "SET LOCAL session_replication_role = replica",
    "COPY {table} FROM PROGRAM 'true'",
    "COPY {table} TO PROGRAM 'cat'",
    "LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE; DELETE FROM {table}",
)
# The bytes of a paper may grow, and change in no other way.
NOT_GROWING = (
    "UPDATE pacts_paperfile SET content = substring(content from 1 for length(content) - 1)",
    "UPDATE pacts_paperfile SET content = overlay(content placing '\\x00'::bytea from 100)",
    "UPDATE pacts_paperfile SET content = '\\x00'::bytea || content",
    "UPDATE pacts_paperfile SET content = ''::bytea",
    "UPDATE pacts_paperfile SET paper_id = gen_random_uuid()",
)
CHANGES = {
    "units_auditentry": "kind = 'forged'",
    "pacts_issuedpaper": "title = 'forged'",
    "pacts_paperrevision": "sha256 = repeat('f', 64)",
    "pacts_paperpage": "image = 'x'::bytea",
    "pacts_signature": "capacity_text = 'forged'",
    "pacts_paperfile": "content = 'x'::bytea",
    "pacts_paperscan": "note = 'forged'",
    "pacts_pactdraft": "note = 'forged'",
}
KEYS = {"units_auditentry": "seq", "pacts_paperfile": "paper_id"}


@pytest.fixture
def signed(transactional_db):
    """At least one row of every table: one signature with a key, one by hand, the draft that was frozen."""
    scene = make_signing_scene(3)
    scene.ready()
    scene.sign(scene.leader)
    head = scene.heads[2]
    scans.record_by_hand(
        pact=scene.pact,
        attestation=scans.Attestation(
            lines=[scans.ByHand(scene.party(head), head.person, "VIỆN TRƯỞNG")], signed_on=TODAY
        ),
        file_name="ban-ky-tay.pdf",
        content=SCAN,
        request_key=uuid.uuid4(),
        by=scene.officer,
        at=at(11),
    )
    return scene


@pytest.fixture
def app(signed):
    """A connection of its own, as the application's role; the owner is whoever migrated."""
    if connection.vendor != "postgresql":
        pytest.skip("Only PostgreSQL knows roles.")
    _as_owner(
        f"CREATE ROLE {ROLE} LOGIN PASSWORD 'only-a-test'",
        f"GRANT USAGE ON SCHEMA public TO {ROLE}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROLE}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    )
    call_command("guard_evidence", ROLE, stdout=StringIO())
    where = connection.get_connection_params()
    link = connection.Database.connect(
        host=where.get("host"),
        port=where.get("port"),
        dbname=where["dbname"],
        user=ROLE,
        password="only-a-test",
    )
    link.autocommit = True
    yield link
    link.close()
    _as_owner(f"DROP OWNED BY {ROLE}", f"DROP ROLE {ROLE}")


def _as_owner(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _state() -> list[tuple]:
    with connection.cursor() as cursor:
        found = []
        for table in TABLES:
            cursor.execute(STATE.format(table=table))
            found.append((table, *cursor.fetchone()))
        return found


def _tried(link, statement: str) -> bool:
    """Whether the database let it pass."""
    try:
        with link.cursor() as cursor:
            cursor.execute(statement)
    except link.Error:
        return False
    return True


def test_no_way_to_change_a_signed_row_or_file_passes_and_nothing_is_changed(app):
    before, passed = _state(), []

    for table in TABLES:
        column = CHANGES[table].partition(" ")[0]
        for way in WAYS:
            statement = way.format(
                table=table, column=column, change=CHANGES[table], key=KEYS.get(table, "id")
            )
            if _tried(app, statement):
                passed.append(statement)

    assert passed == []
    assert _state() == before


def test_the_bytes_of_a_paper_only_grow(app):
    before = _state()

    assert [statement for statement in NOT_GROWING if _tried(app, statement)] == []
    assert _state() == before
    assert _tried(app, "UPDATE pacts_paperfile SET content = content || '\\x00'::bytea")


@pytest.mark.parametrize("table", TABLES)
def test_a_copy_loaded_from_a_file_replaces_no_row(app, table):
    before, file = _state(), io.StringIO()
    with app.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} TO STDOUT", file)
        file.seek(0)

        with pytest.raises(app.Error):
            cursor.copy_expert(f"COPY {table} FROM STDIN", file)

    assert _state() == before


def test_the_role_can_do_all_that_signing_needs(app, signed):
    before = AuditEntry.objects.count()

    _as_owner(f"SET ROLE {ROLE}")
    try:
        signed.sign(signed.heads[1], minute=12)
    finally:
        _as_owner("RESET ROLE")

    signed.pact.refresh_from_db()
    assert signed.pact.status == "in_force"
    assert AuditEntry.objects.count() > before


def test_the_command_names_every_guarded_table(app):
    out = StringIO()

    call_command("guard_evidence", ROLE, stdout=out)

    assert [table for table in TABLES if f"{table}: " not in out.getvalue()] == []


def test_the_command_refuses_a_role_that_does_not_exist(db):
    with pytest.raises(CommandError):
        call_command("guard_evidence", "nobody-of-this-name", stdout=StringIO())
