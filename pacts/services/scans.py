"""Signed by hand at a ceremony: the scan is kept, and the lead unit attests who signed it in which capacity."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts import permissions
from pacts.documents.scans import ScanRefused, examine_scan
from pacts.enums import SignatureWay
from pacts.models import Pact, PactParty, PaperScan, Signature
from pacts.services.recording import (
    CAPACITY_LENGTH,
    Made,
    check_capacity,
    check_not_reserved,
    check_open,
    check_turn,
    hold,
    key_of,
    record_signature,
)
from pacts.services.telling import tell
from units import audit
from units.models import Person, User
from units.queries.periods import says
from units.text import clean

REFUSALS = {
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than 20 MB."),
    "unknown_kind": _("A scan is a PDF, JPEG or PNG file; this is none of them."),
    "encrypted": _("The file is protected by a password."),
    "unreadable": _("The file is damaged and cannot be read."),
    "too_many_pages": _("A scan has at most 60 pages."),
    "too_many_pixels": _("The picture is too large: at most 40 million points, an A4 page at 600 dpi."),
}


class FileRefused(ValidationError):
    """The file is no scan that can be kept."""


@dataclass(frozen=True, slots=True)
class ByHand:
    """One line of the attestation: who signed on paper for the party, in the capacity that stands there."""

    party: PactParty
    person: Person
    capacity_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """What the lead unit says of the paper."""

    lines: Sequence[ByHand]
    signed_on: date
    note: str = ""


def record_by_hand(
    *,
    pact: Pact,
    attestation: Attestation,
    file_name: str,
    content: bytes,
    request_key: UUID,
    by: User,
    at: datetime,
) -> PaperScan:
    """Keep the scan and count the signatures on it. A repeated request gets the first result.

    The rules of the round hold on the day of the ceremony: it was open, each signed in turn, and the record of
    that day gives each the right. One that does not fit refuses all.
    """
    permissions.check_edits(by, pact, localdate(at))
    done = Signature.objects.filter(request_key__in=_keys(request_key, attestation)).first()
    if done and done.scan:
        return done.scan
    _check_attestation(pact, attestation, localdate(at))
    try:
        examine_scan(content)
    except ScanRefused as refusal:
        raise FileRefused(REFUSALS[refusal.code]) from refusal
    return _recorded(pact, attestation, file_name, content, request_key, by, at)


def _check_attestation(pact: Pact, attestation: Attestation, on: date) -> None:
    if not attestation.lines:
        raise ValidationError(_("Mark at least one unit that signed by hand."))
    if any(line.party.pact_id != pact.pk for line in attestation.lines):
        raise ValidationError(_("The unit is not a party of this pact."))
    long = [line for line in attestation.lines if not 0 < len(clean(line.capacity_text)) <= CAPACITY_LENGTH]
    if long:
        raise ValidationError(
            _("State the capacity of %(unit)s as it stands on the paper.") % {"unit": long[0].party.unit_text}
        )
    frozen_on = localdate(pact.frozen_paper.issued_at)
    if not frozen_on <= attestation.signed_on <= on:
        raise ValidationError(_("The day of signing lies between the freeze of the text and today."))


@transaction.atomic
def _recorded(
    pact: Pact, attestation: Attestation, file_name: str, content: bytes, key: UUID, by: User, at: datetime
) -> PaperScan:
    pact, _first = hold(attestation.lines[0].party)
    done = Signature.objects.filter(request_key__in=_keys(key, attestation)).first()
    if done and done.scan:
        return done.scan
    scan = PaperScan.objects.create(
        paper=pact.frozen_paper,
        file_name=clean(file_name)[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        signed_on=attestation.signed_on,
        attested_at=at,
        attested_by=by,
        note=attestation.note,
    )
    audit.record(kind="scan_attested", actor=by, subject=scan, at=at, data={"sha256": scan.sha256})
    lines = sorted(attestation.lines, key=lambda it: (it.party.group, it.party.position))
    for line in lines:
        _count(line, scan, key, by, at)
    units = ", ".join(line.party.unit_text for line in lines)
    tell(pact, "pact_signed_by_hand", at=at, units=units, day=says(scan.signed_on))
    return scan


def _count(line: ByHand, scan: PaperScan, key: UUID, by: User, at: datetime) -> None:
    """One signature on the paper, judged as on the day of the ceremony."""
    _pact, party = hold(line.party)
    check_open(party, scan.signed_on)
    check_turn(party)
    check_not_reserved(party, line.person, at)
    check_capacity(party, line.person, scan.signed_on)
    record_signature(
        party=party,
        signer=line.person,
        capacity_text=clean(line.capacity_text),
        made=Made(
            way=SignatureWay.PAPER,
            request_key=key,
            shown_sha256=party.pact.frozen_paper.frozen.sha256,
            scan=scan,
        ),
        by=by,
        at=at,
    )


def _keys(request_key: UUID, attestation: Attestation) -> list[UUID]:
    return [key_of(request_key, line.party) for line in attestation.lines]
