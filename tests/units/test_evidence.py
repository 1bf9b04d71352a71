"""What was written once stays: no path of the application's own can change, replace or remove it."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from awards.models import Screening, Submission
from awards.services import nominating
from pacts.models import PaperFile, PaperScan
from tests.factories import awards as award_rows
from tests.factories.pacts import make_signing_scene
from tests.factories.units import make_unit
from units import audit
from units.models import AuditEntry

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
# Model, and a column that an attacker might like to change with what to.
APPEND_ONLY = {
    "units.AuditEntry": ("kind", "forged"),
    "pacts.IssuedPaper": ("title", "Forged"),
    "pacts.PaperRevision": ("sha256", "f" * 64),
    "pacts.PaperPage": ("image", b"forged"),
    "pacts.Signature": ("capacity_text", "Forged"),
    "pacts.PactDraft": ("note", "Forged"),
    "pacts.PaperScan": ("note", "Forged"),
    "awards.Screening": ("verdict", "eligible"),
    "awards.Submission": ("request_key", uuid.UUID(int=1)),
}


@pytest.fixture
def paper_scene():
    scene = make_signing_scene(2)
    scene.ready()
    scene.sign(scene.leader)
    return scene


@pytest.fixture
def evidence(paper_scene):
    """At least one row of every guarded table."""
    awards = award_rows.make_scene(timezone.localdate())
    item = awards.in_state("accepted").items.get()
    nomination = nominating.nominate(item=item, by=awards.officer, at=awards.now)
    Screening.objects.create(
        nomination=nomination, judged_on=awards.today, verdict="not_eligible", findings=[], facts={},
        judged_at=awards.now, judged_by=awards.officer,
    )  # fmt: skip
    pact = paper_scene.pact
    PaperScan.objects.create(
        paper=pact.paper, file_name="ban-ky.pdf", sha256="0" * 64, content=b"scan",
        signed_on=awards.today, attested_at=awards.now, attested_by=awards.officer,
    )  # fmt: skip
    Submission.objects.create(
        unit=awards.unit, year=awards.year, paper=paper_scene.pact.paper, request_key=uuid.uuid4()
    )


def table_and_key(label: str) -> tuple[type[models.Model], str, str]:
    model = apps.get_model(label)
    return model, model._meta.db_table, model._meta.pk.column


def rows(model: type[models.Model]) -> list[tuple]:
    found = model._base_manager.order_by("pk").values_list()
    return [tuple(bytes(it) if isinstance(it, memoryview) else it for it in row) for row in found]


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def update(label, column, value):
    apps.get_model(label)._base_manager.update(**{column: value})


def save(label, column, value):
    row = apps.get_model(label)._base_manager.first()
    setattr(row, column, value)
    row.save()


def bulk_update(label, column, value):
    model = apps.get_model(label)
    row = model._base_manager.first()
    setattr(row, column, value)
    model._base_manager.bulk_update([row], [column])


def bulk_create_over_it(label, column, value):
    model = apps.get_model(label)
    row = model._base_manager.first()
    setattr(row, column, value)
    model._base_manager.bulk_create(
        [row], update_conflicts=True, unique_fields=[model._meta.pk.name], update_fields=[column]
    )


def delete_past_the_framework(label, column, value):
    found = apps.get_model(label)._base_manager.all()
    found._raw_delete(found.db)


def raw_update(label, column, value):
    _model, table, key = table_and_key(label)
    run(f"UPDATE {table} SET {key} = {key}")  # noqa: S608 - names of our own tables


def raw_delete(label, column, value):
    run(f"DELETE FROM {table_and_key(label)[1]}")  # noqa: S608 - names of our own tables


def insert_on_conflict(label, column, value):
    _model, table, key = table_and_key(label)
    again = f"INSERT INTO {table} SELECT * FROM {table} WHERE true"  # noqa: S608 - names of our own tables
    run(f"{again} ON CONFLICT ({key}) DO UPDATE SET {key} = excluded.{key}")


def insert_or_replace(label, column, value):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite knows this statement")
    table = table_and_key(label)[1]
    run(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608 - names of our own tables


def truncate(label, column, value):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL knows this statement")
    run("SET CONSTRAINTS ALL IMMEDIATE")  # or the rows of this test are still pending
    run(f"TRUNCATE {table_and_key(label)[1]} CASCADE")


ATTACKS = [
    update, save, bulk_update, bulk_create_over_it, delete_past_the_framework, raw_update, raw_delete,
    insert_on_conflict, insert_or_replace, truncate,
]  # fmt: skip


@pytest.mark.usefixtures("evidence")
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda it: it.__name__)
@pytest.mark.parametrize("label", APPEND_ONLY)
def test_a_row_of_evidence_withstands(label, attack):
    column, value = APPEND_ONLY[label]
    before = rows(apps.get_model(label))

    with pytest.raises(DatabaseError, match="evidence is never changed"), transaction.atomic():
        attack(label, column, value)

    assert before != []
    assert rows(apps.get_model(label)) == before


def test_every_table_that_the_migrations_guard_is_tried_here():
    calls = re.compile(r'(append_only|grow_only)\(\s*\w+,\s*"(\w+)"')
    found = {
        match
        for path in ROOT.glob("*/migrations/*.py")
        for match in calls.findall(path.read_text(encoding="utf-8"))
    }
    tried = {("append_only", table_and_key(label)[1]) for label in APPEND_ONLY}

    assert found == tried | {("grow_only", "pacts_paperfile")}


class TestTheFileOfAPaper:
    @pytest.fixture
    def file(self, paper_scene):
        return PaperFile.objects.get(paper=paper_scene.pact.paper)

    def test_takes_bytes_at_its_end(self, file):
        content = bytes(file.content)

        PaperFile.objects.filter(pk=file.pk).update(content=content + b"more")

        assert bytes(PaperFile.objects.get(pk=file.pk).content) == content + b"more"

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda content: content[:-1],
            lambda content: content[: len(content) // 2],
            lambda content: b"",
            lambda content: b"x" + content[1:],
            lambda content: content[:-1] + bytes([content[-1] ^ 1]),
            lambda content: content[:500] + bytes([content[500] ^ 1]) + content[501:] + b"more",
            lambda content: b"more" + content,
        ],
        ids=[
            "cut by one",
            "cut in half",
            "emptied",
            "first byte",
            "last byte",
            "one bit and grown",
            "at the front",
        ],
    )
    def test_takes_nothing_else(self, file, spoil):
        content = bytes(file.content)

        with pytest.raises(DatabaseError, match="evidence is never changed"), transaction.atomic():
            PaperFile.objects.filter(pk=file.pk).update(content=spoil(content))

        assert bytes(PaperFile.objects.get(pk=file.pk).content) == content

    def test_is_not_passed_on_to_another_paper(self, file):
        with pytest.raises(DatabaseError, match="evidence is never changed"), transaction.atomic():
            PaperFile.objects.filter(pk=file.pk).update(paper_id=uuid.uuid4())

    @pytest.mark.parametrize("attack", [delete_past_the_framework, raw_delete, insert_or_replace, truncate])
    def test_is_neither_removed_nor_replaced(self, file, attack):
        with pytest.raises(DatabaseError, match="evidence is never changed"), transaction.atomic():
            attack("pacts.PaperFile", "content", b"")

        assert PaperFile.objects.filter(pk=file.pk).exists()


# --- whoever owns the database can lift the guards: then the chain says where


@contextmanager
def guards_lifted() -> Iterator[None]:
    """Undone with the transaction of the test, but for the setting of the PostgreSQL session."""
    if connection.vendor == "postgresql":
        run("SET LOCAL session_replication_role = replica")
        yield
        run("SET LOCAL session_replication_role = DEFAULT")
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'units_auditentry'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
    yield


@pytest.fixture
def chain():
    unit = make_unit()
    with transaction.atomic():
        for number in range(1, 7):
            at = datetime(2026, 2, 10, 5, number, tzinfo=UTC)
            audit.record(kind=f"event_{number}", actor=None, subject=unit, at=at, data={"number": number})


def first_break() -> audit.Break | None:
    return audit.first_break(AuditEntry.objects.order_by("seq").values())


def entry(seq: int) -> dict:
    return AuditEntry.objects.filter(seq=seq).values().get()


def change(which: int, **values) -> None:
    AuditEntry.objects.filter(seq=which).update(**values)


def with_its_own_hash(seq: int, **values) -> None:
    """A careful forger makes the hash of the entry fit again."""
    changed = {**entry(seq), **values}
    change(
        seq, **values,
        hash=audit.chain_hash(seq=seq, previous=changed["previous_hash"], body=changed["body"]),
    )  # fmt: skip


def body_changed():
    change(3, body=entry(3)["body"].replace("event_3", "event_9"))


def body_and_hash_changed():
    with_its_own_hash(3, body=entry(3)["body"].replace('"number":3', '"number":9'))


def time_changed():
    change(3, at=datetime(2020, 1, 1, tzinfo=UTC))


def subject_changed():
    change(3, subject="units.unit:999")


def removed():
    AuditEntry.objects.filter(seq=3)._raw_delete("default")


def first_one_removed():
    AuditEntry.objects.filter(seq=1)._raw_delete("default")


def removed_and_closed_up():
    removed()
    for seq in (4, 5, 6):
        change(seq, seq=seq - 1)


def swapped():
    third, fourth = entry(3), entry(4)
    names = ("at", "kind", "subject", "body")
    change(3, hash=hashlib.sha256(b"aside").hexdigest())
    change(4, hash=third["hash"], **{name: third[name] for name in names})
    change(3, hash=fourth["hash"], **{name: fourth[name] for name in names})


def inserted():
    for seq in (6, 5, 4, 3):
        change(seq, seq=seq + 1)
    second, body = entry(2), entry(4)["body"].replace("event_3", "forged")
    AuditEntry.objects.create(
        seq=3, at=second["at"], kind="forged", subject="", body=body, previous_hash=second["hash"],
        hash=audit.chain_hash(seq=3, previous=second["hash"], body=body),
    )  # fmt: skip


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize(
    ("tamper", "seq", "reason"),
    [
        (body_changed, 3, "its content does not match its hash"),
        (body_and_hash_changed, 4, "it does not continue the entry before it"),
        (time_changed, 3, "its columns do not match its content"),
        (subject_changed, 3, "its columns do not match its content"),
        (removed, 3, "entry 3 is missing, 4 follows"),
        (first_one_removed, 1, "entry 1 is missing, 2 follows"),
        (removed_and_closed_up, 3, "it does not continue the entry before it"),
        (swapped, 3, "its content does not match its hash"),
        (inserted, 3, "its columns do not match its content"),
    ],
    ids=lambda it: getattr(it, "__name__", None),
)
def test_the_chain_names_the_entry_that_was_touched(tamper, seq, reason):
    assert first_break() is None

    with guards_lifted():
        tamper()

    assert first_break() == audit.Break(seq, reason)
