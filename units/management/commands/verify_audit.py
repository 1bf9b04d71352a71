"""Verify the audit trail: in the database with the rows that it tells of, or in an export alone.

Exit status 1 where the chain is broken or a row is not what the entries say of it.
"""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from units.exports.audit import Report, verify_against, verify_database, verify_lines


class Command(BaseCommand):
    help = "Verifies the audit trail; names the first broken entry and each row changed beneath."

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
        self.stdout.write(_as_json(report) if options["format"] == "json" else _as_text(report, options))
        if not report.is_sound:
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
            "evidence_matches": None if report.mismatches is None else not report.mismatches,
            "mismatches": [asdict(found) for found in report.mismatches or []],
        },
        ensure_ascii=False,
    )


def _as_text(report: Report, options: dict[str, Any]) -> str:
    if report.broken:
        lines = [f"BROKEN at entry {report.broken.seq}: {report.broken.reason}."]
    else:
        lines = [
            f"The audit trail is whole: {report.entries} entries, the last has the hash {report.last_hash}."
        ]
    if report.mismatches:
        first = report.mismatches[0]
        lines.append(
            f"CHANGED beneath it, {len(report.mismatches)} in all; the first: {first.row}, {first.value}."
        )
    elif report.mismatches is not None:
        lines.append("Papers, signatures, parties and pacts are what its entries say.")
    if options["export"] is None:
        lines.append("Whether its end was cut off shows against an earlier export only: use --compare.")
    return "\n".join(lines)
