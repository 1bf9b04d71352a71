"""How a paper came to be signed, as a sheet for the file: its states, who signed in which capacity, what happened.

The words are those of a paper: Vietnamese and final.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cryptography import x509

from pacts.enums import PactStatus, SigningOrder
from pacts.models import IssuedPaper, Pact, Signature
from units.audit import label
from units.models import AuditEntry

WAYS = {
    "own_key": "Khóa do hệ thống cấp",
    "outside": "Ký bên ngoài, tải lên",
    "paper": "Ký tay trên bản giấy",
}
ORDERS = {
    SigningOrder.PARALLEL: "Đồng thời, không theo thứ tự",
    SigningOrder.SEQUENTIAL: "Lần lượt theo thứ tự trên văn bản",
    SigningOrder.GROUPS: "Thành viên trước, đơn vị trưởng sau, người chứng kiến cuối cùng",
}
STATES = {PactStatus.IN_FORCE: "Có hiệu lực", PactStatus.VOID: "Đã bị hủy"}
EVENTS = {
    "pact_frozen": "Chốt văn bản",
    "pact_opened": "Mở ký",
    "pact_withdrawn": "Rút lại đợt ký",
    "pact_extended": "Gia hạn ký",
    "pact_reminded": "Nhắc ký",
    "pact_declined": "Từ chối ký",
    "pact_decline_ended": "Rút lại việc từ chối",
    "signing_request_moved": "Chuyển yêu cầu ký sang người khác",
    "signing_refused": "Hệ thống không cho ký",
    "pact_signed": "Ký",
    "pact_in_force": "Đủ chữ ký, có hiệu lực",
    "pact_void": "Hủy văn bản",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedLine:
    unit: str
    signer: str
    capacity: str
    on: date
    at: datetime
    way: str
    serial: str
    issuer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    seq: int
    at: datetime
    what: str
    unit: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """The content of the sheet. `chain_seq` and `chain_hash` are the newest entry of the audit trail."""

    paper: IssuedPaper
    title: str
    issuer: str
    is_rehearsal: bool
    order: str
    state: str
    states: tuple[Any, ...]
    signatures: tuple[SignedLine, ...]
    events: tuple[EventLine, ...]
    chain_seq: int
    chain_hash: str
    made_at: datetime
    template: str = "print/completion.html"


def is_finished(pact: Pact | None) -> bool:
    """Whether the round of signing is over, so that there is something to attest."""
    return pact is not None and pact.status in STATES and pact.paper_id is not None


def completion(pact: Pact, *, at: datetime) -> Completion:
    """The sheet of a finished round (a constant number of queries)."""
    paper, last = pact.frozen_paper, AuditEntry.objects.latest("seq")
    related = ("signer", "party", "credential", "outside_certificate", "scan")
    signatures = Signature.objects.filter(paper=paper).select_related(*related).defer("scan__content")
    signatures = signatures.order_by("signed_at", "pk")
    return Completion(
        paper=paper,
        title="PHIẾU XÁC NHẬN HOÀN TẤT KÝ",
        issuer=paper.snapshot.get("issuer", ""),
        is_rehearsal=paper.is_rehearsal,
        order=ORDERS[SigningOrder(pact.signing_order)],
        state=STATES[PactStatus(pact.status)],
        states=tuple(paper.revisions.order_by("sequence")),
        signatures=tuple(_signed(one) for one in signatures),
        events=_events(pact),
        chain_seq=last.seq,
        chain_hash=last.hash,
        made_at=at,
    )


def _signed(signature: Signature) -> SignedLine:
    certificate = signature.credential or signature.outside_certificate
    return SignedLine(
        unit=signature.party.unit_text,
        signer=signature.signer.full_name,
        capacity=signature.capacity_text,
        on=signature.signed_on,
        at=signature.signed_at,
        way=WAYS[signature.way],
        serial=certificate.serial if certificate else "",
        issuer=_issuer(certificate.certificate_pem) if certificate else "",
    )


def _issuer(certificate_pem: str) -> str:
    issuer = x509.load_pem_x509_certificate(certificate_pem.encode()).issuer
    names = issuer.get_attributes_for_oid(x509.NameOID.COMMON_NAME) or list(issuer)
    return str(names[0].value)


def _events(pact: Pact) -> tuple[EventLine, ...]:
    units = {label(party): party.unit_text for party in pact.parties.all()}
    entries = AuditEntry.objects.filter(subject__in=[label(pact), *units], kind__in=EVENTS).order_by("seq")
    return tuple(
        EventLine(
            seq=entry.seq,
            at=entry.at,
            what=EVENTS[entry.kind],
            unit=units.get(entry.subject, ""),
            reason=str(json.loads(entry.body)["data"].get("reason", "")),
        )
        for entry in entries
    )
