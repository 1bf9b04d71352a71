"""Verify the audit trail: in the database, or in an export alone. Exit status 1 where it is broken."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from units.exports import Report, verify_against, verify_database, verify_lines


class Command(BaseCommand):
    help = "Verifies the audit trail and names the first broken entry."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("export", nargs="?", type=Path, help="an export; without it: the database")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument(
            "--compare",
            action="store_true",
            help="the database must still hold everything that the export holds",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["compare"] and options["export"] is None:
            raise CommandError("--compare needs an export.")
        report = _report(options["export"], options["compare"])
        self.stdout.write(_as_json(report) if options["format"] == "json" else _as_text(report))
        if report.broken:
            raise SystemExit(1)


def _report(export: Path | None, compare: bool) -> Report:
    if export is None:
        return verify_database()
    try:
        with export.open(encoding="utf-8") as lines:
            return verify_against(lines) if compare else verify_lines(lines)
    except UnicodeDecodeError as error:
        raise CommandError(f"{export} is not a text file.") from error
    except OSError as error:
        raise CommandError(f"{export} cannot be read: {error.strerror}") from error


def _as_json(report: Report) -> str:
    return json.dumps(
        {
            "whole": report.broken is None,
            "entries": report.entries,
            "last_hash": report.last_hash,
            "first_broken": report.broken.seq if report.broken else None,
            "reason": report.broken.reason if report.broken else None,
        },
        ensure_ascii=False,
    )


def _as_text(report: Report) -> str:
    if report.broken:
        return f"BROKEN at entry {report.broken.seq}: {report.broken.reason}."
    return f"The audit trail is whole: {report.entries} entries, the last has the hash {report.last_hash}."
