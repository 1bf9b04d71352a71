"""What all tests share."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.backends.base.operations import BaseDatabaseOperations

ROOT = Path(__file__).resolve().parents[1]
# Migrations and whatever they may import: from the same files they make the same empty database.
MIGRATED_BY = (
    "*/migrations/*.py",
    "units/*.py",
    "units/text/*.py",
    "config/settings/*.py",
    "requirements.txt",
)


def _migrated() -> Path:
    """Where the empty database lies that these migrations have made, once they have run."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in MIGRATED_BY for path in ROOT.glob(pattern)):
        digest.update(f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return ROOT / "var" / "migrated" / f"{digest.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """A file of SQLite is in the throw-away folder of this process and goes with it."""
    return connection.vendor == "sqlite" or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Begin from a copy of the migrated file: the migrations take longer than most runs of a few tests."""
    if connection.vendor == "sqlite" and (kept := _migrated()).exists():
        shutil.copyfile(kept, connection.settings_dict["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """Keep the file that the migrations have made, before any test writes into it."""
    kept = _migrated()
    if connection.vendor != "sqlite" or kept.exists():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    fresh = kept.with_suffix(f".{os.getpid()}")
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(fresh)])
    fresh.replace(kept)  # at once: another process finds the whole file or none
    for old in kept.parent.glob("*.sqlite3"):
        if old != kept:
            old.unlink(missing_ok=True)


@pytest.fixture(scope="module")
def rows_of_module(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """What fixtures of a module write stays for all its tests; at its end no row is left behind.

    For what takes long to make, as a signed paper does. Each test is rolled back to it as ever, but only in
    the database: objects that a test may change, it gets as a deep copy.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _guards_lifted() -> Iterator[None]:
    """Emptying the tables after a test is the one deletion of evidence that is wanted."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = cursor.fetchall()
        for name, _sql in guards:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in guards:
            cursor.execute(sql)


@pytest.fixture(autouse=True, scope="session")
def _tables_can_be_emptied() -> Iterator[None]:
    empty = BaseDatabaseOperations.execute_sql_flush

    def lifted(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        with _guards_lifted():
            empty(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", lifted)
        yield
