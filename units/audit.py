"""The only writer of the audit chain, and its checker.

Each entry's hash covers its number, the previous hash and its canonical body, so that a changed, removed,
inserted or moved entry shows. The entry is written in the transaction of the act that it tells of.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from units.models import AuditEntry, User

FIRST_HASH = "0" * 64
_DOMAIN = b"thidua-audit-1\n"
# Any number will do as long as nothing else in this database takes the same lock.
_LOCK = 0x7468696475


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that does not fit, and why."""

    seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A row that is not what the entries say of it: which row, and which of its values."""

    row: str
    value: str


def record(
    *, kind: str, actor: User | None, subject: Model | None, at: datetime, data: dict[str, Any] | None = None
) -> AuditEntry:
    """Append one event; must run inside the transaction of the act itself."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An audit entry needs the transaction of the act.")
    if connection.vendor == "postgresql":
        # Serialises the appends of all processes until commit: the chain has no gap and no fork.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = AuditEntry.objects.order_by("-seq").values("seq", "hash").first()
    seq = last["seq"] + 1 if last else 1
    previous = last["hash"] if last else FIRST_HASH
    name = label(subject)
    body = canonical(
        {
            "actor": actor.pk if actor else None,
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "data": data or {},
            "kind": kind,
            "subject": name,
        }
    )
    return AuditEntry.objects.create(
        seq=seq,
        at=at,
        kind=kind,
        actor=actor,
        subject=name,
        body=body,
        previous_hash=previous,
        hash=chain_hash(seq=seq, previous=previous, body=body),
    )


def label(subject: Model | None) -> str:
    """How the chain names a row: model and key, never its text, which may be personal."""
    return f"{subject._meta.label_lower}:{subject.pk}" if subject is not None else ""


def canonical(value: dict[str, Any]) -> str:
    """One text for one value: sorted keys, no spaces, NFC."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return unicodedata.normalize("NFC", text)


def chain_hash(*, seq: int, previous: str, body: str) -> str:
    return hashlib.sha256(_DOMAIN + f"{seq}\n{previous}\n{body}".encode()).hexdigest()


def first_break(entries: Iterable[dict[str, Any]]) -> Break | None:
    """The first entry at which the chain is broken, or None when it is whole.

    Entries are mappings with `seq`, `at`, `kind`, `actor_id`, `subject`, `body`, `previous_hash` and `hash`,
    from the first on.
    """
    expected, previous = 1, FIRST_HASH
    for entry in entries:
        reason = _fault(entry, expected, previous)
        if reason:
            return Break(expected, reason)
        expected, previous = expected + 1, entry["hash"]
    return None


def _fault(entry: dict[str, Any], expected: int, previous: str) -> str | None:
    if entry["seq"] != expected:
        return f"entry {expected} is missing, {entry['seq']} follows"
    if entry["previous_hash"] != previous:
        return "it does not continue the entry before it"
    if entry["hash"] != chain_hash(seq=entry["seq"], previous=previous, body=entry["body"]):
        return "its content does not match its hash"
    body = json.loads(entry["body"])
    columns = (entry["kind"], entry["actor_id"], entry["subject"], _utc(entry["at"]))
    if columns != (body["kind"], body["actor"], body["subject"], _utc(body["at"])):
        return "its columns do not match its content"
    return None


def _utc(at: datetime | str) -> datetime:
    return (at if isinstance(at, datetime) else datetime.fromisoformat(at)).astimezone(UTC)
