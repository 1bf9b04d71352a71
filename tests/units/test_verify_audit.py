"""The audit trail is verified from the database or an export alone, and the first broken entry is named."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from units import audit
from units.models import AuditEntry

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def five_entries() -> None:
    for number in range(1, 6):
        with transaction.atomic():
            audit.record(
                kind="tested",
                actor=None,
                subject=None,
                at=START + timedelta(minutes=number),
                data={"word": f"số {number}"},
            )


@pytest.fixture
def export(five_entries, tmp_path) -> Path:
    path = tmp_path / "audit.jsonl"
    call_command("export_audit", str(path), stdout=StringIO())
    return path


@contextmanager
def guards_lifted() -> Iterator[None]:
    """What somebody may do who owns the database file."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")
            return
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'units_auditentry'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
        yield


def verified(*arguments: str) -> tuple[int, dict]:
    """The exit status and the answer."""
    out, status = StringIO(), 0
    try:
        call_command("verify_audit", *arguments, format="json", stdout=out)
    except SystemExit as end:
        status = end.code
    return status, json.loads(out.getvalue())


def broken(*arguments: str) -> tuple[int, int, str]:
    status, answer = verified(*arguments)
    assert answer["whole"] is False
    return status, answer["first_broken"], answer["reason"]


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def rewrite(path: Path, lines: list[str]) -> str:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


class TestDatabase:
    def test_an_untouched_trail_is_whole(self, five_entries):
        status, answer = verified()

        assert (status, answer["whole"], answer["entries"], answer["first_broken"]) == (0, True, 5, None)

    def test_an_empty_trail_is_whole(self):
        status, answer = verified()

        assert (status, answer["whole"], answer["entries"]) == (0, True, 0)

    def test_a_changed_text_is_found(self, five_entries):
        with guards_lifted():
            entry = AuditEntry.objects.get(seq=3)
            AuditEntry.objects.filter(seq=3).update(body=entry.body.replace("số 3", "số 9"))

        assert broken() == (1, 3, "its content does not match its hash")

    def test_a_changed_column_is_found(self, five_entries):
        with guards_lifted():
            AuditEntry.objects.filter(seq=2).update(kind="other")

        assert broken() == (1, 2, "its columns do not match its content")

    def test_a_deleted_entry_is_found(self, five_entries):
        with guards_lifted():
            AuditEntry.objects.filter(seq=2).delete()

        assert broken() == (1, 2, "entry 2 is missing, 3 follows")

    def test_an_inserted_entry_is_found(self, five_entries):
        last = AuditEntry.objects.get(seq=5)
        AuditEntry.objects.create(
            seq=6,
            at=last.at,
            kind="tested",
            subject="",
            body=last.body,
            previous_hash=last.hash,
            hash="f" * 64,
        )

        assert broken() == (1, 6, "its content does not match its hash")

    def test_two_entries_that_changed_places_are_found(self, five_entries):
        with guards_lifted():
            AuditEntry.objects.filter(seq=2).update(seq=99)
            AuditEntry.objects.filter(seq=3).update(seq=2)
            AuditEntry.objects.filter(seq=99).update(seq=3)

        assert broken() == (1, 2, "it does not continue the entry before it")

    def test_a_removed_end_shows_against_an_earlier_export_only(self, export):
        with guards_lifted():
            AuditEntry.objects.filter(seq__gte=4).delete()

        assert verified()[0] == 0
        assert broken(str(export), "--compare") == (
            1,
            4,
            "it is in the export and no longer in the database",
        )

    def test_a_trail_that_grew_still_holds_its_earlier_export(self, export):
        with transaction.atomic():
            audit.record(kind="tested", actor=None, subject=None, at=START + timedelta(hours=1))

        assert verified(str(export), "--compare")[0] == 0


class TestExport:
    def test_an_untouched_export_is_whole(self, export):
        status, answer = verified(str(export))

        assert (status, answer["whole"], answer["entries"]) == (0, True, 5)
        assert answer["last_hash"] == AuditEntry.objects.get(seq=5).hash

    def test_it_is_verified_without_a_single_query(self, export, django_assert_num_queries):
        with django_assert_num_queries(0):
            verified(str(export))

    def test_a_changed_line_is_found(self, export):
        lines = [line.replace("số 3", "số 9") for line in lines_of(export)]

        assert broken(rewrite(export, lines)) == (1, 3, "its content does not match its hash")

    def test_a_removed_line_is_found(self, export):
        lines = lines_of(export)

        assert broken(rewrite(export, lines[:1] + lines[2:])) == (1, 2, "entry 2 is missing, 3 follows")

    def test_a_repeated_line_is_found(self, export):
        lines = lines_of(export)

        assert broken(rewrite(export, lines[:2] + lines[1:])) == (1, 3, "entry 3 is missing, 2 follows")

    def test_lines_that_changed_places_are_found(self, export):
        lines = lines_of(export)

        assert broken(rewrite(export, [lines[1], lines[0], *lines[2:]]))[:2] == (1, 1)

    def test_an_end_that_was_cut_off_is_found(self, export):
        assert broken(rewrite(export, lines_of(export)[:3])) == (
            1,
            4,
            "the closing line of the export is missing: its end was cut off",
        )

    def test_entries_cut_out_before_the_closing_line_are_found(self, export):
        lines = lines_of(export)

        assert broken(rewrite(export, [*lines[:3], lines[-1]])) == (
            1,
            4,
            "the closing line of the export does not match its entries",
        )

    def test_nothing_may_follow_the_closing_line(self, export):
        lines = lines_of(export)

        assert broken(rewrite(export, [*lines, lines[0]])) == (
            1,
            6,
            "line 7 of the export follows its closing line",
        )

    @pytest.mark.parametrize("line", ["nonsense", "[]", "{}", '{"seq": "1"}'])
    def test_a_line_that_is_no_entry_is_named(self, export, line):
        lines = lines_of(export)

        status, number, reason = broken(rewrite(export, [lines[0], line, *lines[2:]]))

        assert (status, number, reason.split(" of ")[0]) == (1, 2, "line 2")

    def test_a_file_that_is_not_there_is_said_so(self, tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("verify_audit", str(tmp_path / "nothing.jsonl"))

    def test_the_sentence_for_people_names_the_entry(self, export):
        out = StringIO()
        rewrite(export, lines_of(export)[1:])

        with pytest.raises(SystemExit):
            call_command("verify_audit", str(export), stdout=out)

        assert out.getvalue() == "BROKEN at entry 1: entry 1 is missing, 2 follows.\n"
