"""The audit chain as lines of JSON, and its verification from the database or from such lines alone.

The last line of an export says how many entries it holds and how the chain ends, so that a file whose end
was cut off shows. A chain in the database that lost its end is still a chain: only an earlier export tells.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from units.audit import FIRST_HASH, Break, Mismatch, first_break
from units.models import AuditEntry

_COLUMNS = ("seq", "at", "kind", "actor_id", "subject", "body", "previous_hash", "hash")
_CUT = "the closing line of the export is missing: its end was cut off"


@dataclass(slots=True)
class Report:
    """How far the chain was read, how it ends, and where it is broken."""

    entries: int = 0
    last_hash: str = FIRST_HASH
    broken: Break | None = None
    # None where there is no database to look at: an export alone.
    mismatches: list[Mismatch] | None = None

    @property
    def is_sound(self) -> bool:
        return self.broken is None and not self.mismatches


class Unreadable(ValueError):
    """A line that is no entry of a chain."""


def audit_lines() -> Iterator[str]:
    """Every entry from the first on, then the closing line."""
    count, last_hash = 0, FIRST_HASH
    for entry in _stored():
        count, last_hash = count + 1, entry["hash"]
        yield _line(entry | {"at": entry["at"].isoformat(timespec="microseconds")})
    yield _line({"end": True, "entries": count, "last_hash": last_hash})


def verify_database() -> Report:
    """Whether the stored chain is whole, and the rows of evidence are what its entries say."""
    report = _verified(_stored())
    report.mismatches = [found for path in settings.AUDITED_EVIDENCE for found in import_string(path)()]
    return report


def verify_lines(lines: Iterable[str]) -> Report:
    """Whether an export is whole; needs no database."""
    closing: list[dict[str, Any]] = []
    report = _verified(_entries(lines, closing))
    if report.broken is None:
        report.broken = _fault_at_the_end(report, closing)
    return report


def verify_against(lines: Iterable[str]) -> Report:
    """Whether the database holds a whole chain that begins with every entry of the export."""
    report = verify_database()
    if report.broken:
        return report
    hashes = AuditEntry.objects.order_by("seq").values_list("hash", flat=True).iterator()
    closing: list[dict[str, Any]] = []
    try:
        for place, (exported, stored) in enumerate(zip_longest(_entries(lines, closing), hashes), start=1):
            if exported is None:
                break
            if stored is None:
                report.broken = Break(place, "it is in the export and no longer in the database")
                break
            if exported["hash"] != stored:
                report.broken = Break(place, "it is another one than in the export")
                break
    except Unreadable as error:
        report.broken = Break(report.entries + 1, str(error))
    return report


def _verified(entries: Iterable[dict[str, Any]]) -> Report:
    report = Report()

    def counted() -> Iterator[dict[str, Any]]:
        for entry in entries:
            yield entry
            report.entries, report.last_hash = report.entries + 1, entry["hash"]

    try:
        report.broken = first_break(counted())
    except Unreadable as error:
        report.broken = Break(report.entries + 1, str(error))
    except (ValueError, KeyError, TypeError):
        # Whoever recomputes the hashes may still have written a body that says nothing.
        report.broken = Break(report.entries + 1, "its content cannot be read")
    return report


def _fault_at_the_end(report: Report, closing: list[dict[str, Any]]) -> Break | None:
    after = report.entries + 1
    if not closing:
        return Break(after, _CUT)
    if (closing[0].get("entries"), closing[0].get("last_hash")) != (report.entries, report.last_hash):
        return Break(after, "the closing line of the export does not match its entries")
    return None


def _stored() -> Iterator[dict[str, Any]]:
    return AuditEntry.objects.order_by("seq").values(*_COLUMNS).iterator()


def _entries(lines: Iterable[str], closing: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The entries; the closing line goes to `closing`, and nothing may follow it."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if closing:
            raise Unreadable(f"line {number} of the export follows its closing line")
        entry = _parsed(line, number)
        if entry.get("end"):
            closing.append(entry)
        else:
            yield _checked(entry, number)


def _parsed(line: str, number: int) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise Unreadable(f"line {number} of the export is not JSON") from error
    if not isinstance(entry, dict):
        raise Unreadable(f"line {number} of the export is no entry")
    return entry


def _checked(entry: dict[str, Any], number: int) -> dict[str, Any]:
    texts = ("at", "kind", "subject", "body", "previous_hash", "hash")
    whole = set(entry) == set(_COLUMNS) and all(isinstance(entry[name], str) for name in texts)
    if not whole or not isinstance(entry["seq"], int):
        raise Unreadable(f"line {number} of the export is no entry")
    try:
        datetime.fromisoformat(entry["at"])
    except ValueError as error:
        raise Unreadable(f"line {number} of the export has no time") from error
    return entry


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
