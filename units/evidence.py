"""Guards in the database around evidence: rows that are written once. Used by migrations.

On PostgreSQL they hold against the application's role as long as it does not own the tables; on SQLite,
where the application owns the file, they stop accidents and the audit chain shows the rest.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_REFUSAL = "evidence is never changed"


def append_only(editor: BaseDatabaseSchemaEditor, table: str, key: str) -> None:
    """Refuse every change, replacement and deletion of a row of the table."""
    if editor.connection.vendor == "postgresql":
        _postgresql(editor, table, "UPDATE OR DELETE", "append_only", "")
        _postgresql_truncate(editor, table)
    else:
        _sqlite(editor, table, "UPDATE", "update", "")
        _sqlite(editor, table, "DELETE", "delete", "")
        _sqlite_replace(editor, table, key)


def grow_only(editor: BaseDatabaseSchemaEditor, table: str, key: str, column: str) -> None:
    """Refuse deletion, and every change but one: bytes appended to the column."""
    same_key = f"NEW.{key} = OLD.{key}"
    if editor.connection.vendor == "postgresql":
        grown = f"substring(NEW.{column} from 1 for length(OLD.{column})) = OLD.{column}"
        _postgresql(editor, table, "DELETE", "no_delete", "")
        _postgresql(editor, table, "UPDATE", "grow_only", f"WHEN (({same_key} AND {grown}) IS NOT TRUE)")
        _postgresql_truncate(editor, table)
    else:
        grown = f"substr(NEW.{column}, 1, length(OLD.{column})) = OLD.{column}"
        # IS NOT TRUE: SQLite's substr() of no bytes is NULL, and a guard that asks NOT NULL does not fire.
        _sqlite(editor, table, "UPDATE", "update", f"WHEN ({same_key} AND {grown}) IS NOT TRUE")
        _sqlite(editor, table, "DELETE", "delete", "")
        _sqlite_replace(editor, table, key)


def _postgresql(editor: BaseDatabaseSchemaEditor, table: str, acts: str, name: str, when: str) -> None:
    _postgresql_function(editor)
    editor.execute(
        f"CREATE TRIGGER {table}_{name} BEFORE {acts} ON {table} "
        f"FOR EACH ROW {when} EXECUTE FUNCTION refuse_change_of_evidence()"
    )


def _postgresql_truncate(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    editor.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_evidence()"
    )


def _postgresql_function(editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(
        "CREATE OR REPLACE FUNCTION refuse_change_of_evidence() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '% of %: {_REFUSAL}', TG_OP, TG_TABLE_NAME; END $$",
        params=None,  # the text holds % of its own
    )


def _sqlite(editor: BaseDatabaseSchemaEditor, table: str, act: str, name: str, when: str) -> None:
    editor.execute(
        f"CREATE TRIGGER {table}_no_{name} BEFORE {act} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{act} of {table}: {_REFUSAL}'); END"
    )


def _sqlite_replace(editor: BaseDatabaseSchemaEditor, table: str, key: str) -> None:
    # INSERT OR REPLACE deletes the old row without asking the trigger on DELETE.
    exists = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608 - names from migrations
    _sqlite(editor, table, "INSERT", "replace", f"WHEN {exists}")


def withhold(connection: BaseDatabaseWrapper, role: str) -> list[tuple[str, str]]:
    """Take from a PostgreSQL role the rights that the guards would refuse anyway; says what it took.

    Which tables are guarded is read off their triggers, so that none is forgotten. A table that grows keeps
    UPDATE; and nobody but the owner records migrations.
    """
    quoted = connection.ops.quote_name(role)
    taken = [(table, "UPDATE, DELETE, TRUNCATE") for table in _guarded(connection, "append_only")]
    taken += [(table, "DELETE, TRUNCATE") for table in _guarded(connection, "grow_only")]
    taken.append(("django_migrations", "INSERT, UPDATE, DELETE, TRUNCATE"))
    with connection.cursor() as cursor:
        for table, rights in taken:
            name = connection.ops.quote_name(table)
            cursor.execute(f"REVOKE {rights}, TRIGGER, REFERENCES ON {name} FROM {quoted}")
    return taken


def _guarded(connection: BaseDatabaseWrapper, guard: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgname = relname || %s ORDER BY relname",
            [f"_{guard}"],
        )
        return [row[0] for row in cursor.fetchall()]
