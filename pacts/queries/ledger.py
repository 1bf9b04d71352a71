"""Whether papers, signatures and states are still what the audit trail says of them.

The trail alone shows that nobody touched the trail. Here its entries are held against the rows, and the
bytes of the papers against their fingerprints: a change beneath the trail has a name then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from pacts.enums import PactStatus, PartyStatus
from pacts.models import IssuedPaper, Pact, PactParty, PaperFile, PaperRevision, PaperScan, Signature
from pacts.workflow import MOVES
from units.audit import Mismatch, label
from units.models import AuditEntry

_STATES = {move.event: move.target for move in MOVES} | {"pact_started": PactStatus.DRAFT}
_ANSWERS = {
    "pact_signed": PartyStatus.SIGNED,
    "pact_declined": PartyStatus.DECLINED,
    "pact_decline_ended": PartyStatus.WAITING,
}
_NO_ENTRY = "no entry tells of it"
_GONE = "the row is gone"


@dataclass(frozen=True, slots=True)
class _Said:
    """An entry: when, and what with it."""

    at: datetime
    kind: str
    data: dict[str, Any]


@dataclass(slots=True)
class _Ledger:
    """What the entries say, by the row that they name; the last one of a row counts."""

    papers: dict[str, _Said] = field(default_factory=dict)
    frozen: dict[str, _Said] = field(default_factory=dict)
    pacts: dict[str, _Said] = field(default_factory=dict)
    answers: dict[str, _Said] = field(default_factory=dict)
    scans: dict[str, _Said] = field(default_factory=dict)
    upgrades: set[str] = field(default_factory=set)

    def take(self, kind: str, subject: str, said: _Said) -> None:
        if kind == "paper_issued":
            self.papers[subject] = said
        elif kind == "scan_attested":
            self.scans[subject] = said
        elif kind == "paper_upgraded":
            self.upgrades.add(said.data["sha256"])
        elif kind in _ANSWERS:
            self.answers[subject] = said
        else:
            self.pacts[subject] = said
            if kind == "pact_frozen":
                self.frozen[subject] = said


def mismatches() -> Iterator[Mismatch]:
    """Every row that differs from its entries: papers, scans, signatures, parties, pacts."""
    ledger = _read()
    yield from _papers(ledger)
    yield from _scans(ledger)
    yield from _signatures(ledger)
    yield from _parties(ledger)
    yield from _pacts(ledger)


def _read() -> _Ledger:
    """The bodies, which the hashes cover; one that cannot be read is the chain's own fault to name."""
    ledger = _Ledger()
    kinds = ["paper_issued", "scan_attested", "paper_upgraded", *_ANSWERS, *_STATES]
    bodies = AuditEntry.objects.filter(kind__in=kinds).order_by("seq").values_list("body", flat=True)
    for text in bodies.iterator():
        try:
            body = json.loads(text)
            said = _Said(datetime.fromisoformat(body["at"]), body["kind"], body["data"])
            ledger.take(body["kind"], body["subject"], said)
        except (ValueError, KeyError, TypeError):
            continue
    return ledger


def _papers(ledger: _Ledger) -> Iterator[Mismatch]:
    signed = {said.data.get("sha256") for said in ledger.answers.values() if said.kind == "pact_signed"}
    signed |= ledger.upgrades
    known = set()
    for pk in IssuedPaper.objects.order_by("issued_at", "pk").values_list("pk", flat=True):
        name = f"{IssuedPaper._meta.label_lower}:{pk}"
        known.add(name)
        said = ledger.papers.get(name)
        if said is None:
            yield Mismatch(name, _NO_ENTRY)
            continue
        revisions = list(PaperRevision.objects.filter(paper_id=pk).order_by("sequence"))
        if not revisions or revisions[0].sha256 != said.data.get("sha256"):
            yield Mismatch(name, "sha256 of the first revision")
        for revision in revisions[1:]:
            if revision.sha256 not in signed:
                yield Mismatch(label(revision), "sha256")
        yield from _bytes(pk, name, revisions)
    yield from (Mismatch(name, _GONE) for name in ledger.papers if name not in known)


def _bytes(pk: UUID, paper: str, revisions: list[PaperRevision]) -> Iterator[Mismatch]:
    """Each revision is a prefix of the bytes, the last one is all of them."""
    found = PaperFile.objects.filter(pk=pk).values_list("content", flat=True).first()
    if found is None:
        yield Mismatch(paper, "the bytes are gone")
        return
    content = bytes(found)
    for revision in revisions:
        if hashlib.sha256(content[: revision.length]).hexdigest() != revision.sha256:
            yield Mismatch(label(revision), "the bytes do not hash to sha256")
    if revisions and revisions[-1].length != len(content):
        yield Mismatch(paper, "length of the bytes")


def _scans(ledger: _Ledger) -> Iterator[Mismatch]:
    known = set()
    for row in PaperScan.objects.order_by("pk").iterator(chunk_size=1):
        known.add(label(row))
        said = ledger.scans.get(label(row))
        if said is None:
            yield Mismatch(label(row), _NO_ENTRY)
        elif row.sha256 != said.data.get("sha256"):
            yield Mismatch(label(row), "sha256")
        if hashlib.sha256(bytes(row.content)).hexdigest() != row.sha256:
            yield Mismatch(label(row), "the bytes do not hash to sha256")
    yield from (Mismatch(name, _GONE) for name in ledger.scans if name not in known)


def _signatures(ledger: _Ledger) -> Iterator[Mismatch]:
    related = ("credential", "outside_certificate", "revision", "party")
    rows = Signature.objects.select_related(*related).order_by("pk")
    by_party = {f"{PactParty._meta.label_lower}:{row.party_id}": row for row in rows}
    for party, row in by_party.items():
        said = ledger.answers.get(party)
        if said is None or said.kind != "pact_signed":
            yield Mismatch(label(row), _NO_ENTRY)
            continue
        values = {
            "signed_at": row.signed_at == said.at,
            "serial of the certificate": row.serial == said.data.get("serial"),
            "sha256 of the revision": row.sha256 == said.data.get("sha256"),
            # Entries of the first releases name neither.
            "signer": said.data.get("signer", row.signer_id) == row.signer_id == row.party.signer_id,
            "capacity": said.data.get("capacity", row.capacity_text)
            == row.capacity_text
            == row.party.capacity_text,
        }
        yield from (Mismatch(label(row), value) for value, fits in values.items() if not fits)
    for party, said in ledger.answers.items():
        if said.kind == "pact_signed" and party not in by_party:
            yield Mismatch(party, "the signature is gone")


def _parties(ledger: _Ledger) -> Iterator[Mismatch]:
    known = set()
    for row in PactParty.objects.order_by("pk").iterator():
        known.add(label(row))
        said = ledger.answers.get(label(row))
        if row.status != (_ANSWERS[said.kind] if said else PartyStatus.WAITING):
            yield Mismatch(label(row), "status")
        answered = said if said and said.kind != "pact_decline_ended" else None
        if row.decided_at != (answered.at if answered else None):
            yield Mismatch(label(row), "decided_at")
    yield from (Mismatch(name, _GONE) for name in ledger.answers if name not in known)


def _pacts(ledger: _Ledger) -> Iterator[Mismatch]:
    first = dict(PaperRevision.objects.filter(sequence=0).values_list("paper_id", "sha256"))
    known = set()
    for row in Pact.objects.order_by("pk").iterator():
        name = label(row)
        known.add(name)
        said = ledger.pacts.get(name)
        if row.status != (_STATES[said.kind] if said else PactStatus.DRAFT):
            yield Mismatch(name, "status")
        complete = said if said and said.kind == "pact_in_force" else None
        if row.in_force_at != (complete.at if complete else None):
            yield Mismatch(name, "in_force_at")
        if row.in_force_on != (_day_of_force(complete) if complete else None):
            yield Mismatch(name, "in_force_on")
        frozen = ledger.frozen.get(name)
        if (first.get(row.paper_id) if row.paper_id else None) != (
            frozen.data.get("sha256") if frozen else None
        ):
            yield Mismatch(name, "the paper")
    yield from (Mismatch(name, _GONE) for name in ledger.pacts if name not in known)


def _day_of_force(said: _Said) -> date:
    """Entries of the first releases name no day: it was that of the entry."""
    named = said.data.get("on")
    return date.fromisoformat(named) if isinstance(named, str) else localdate(said.at)
