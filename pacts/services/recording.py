"""One record of a signature, whichever way it was made: who may add one now, and what is written then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from pacts.enums import PactStatus, PartyKind, PartyStatus, SignatureWay
from pacts.models import (
    Credential,
    IssuedPaper,
    OutsideCertificate,
    Pact,
    PactParty,
    PaperFile,
    PaperRevision,
    PaperScan,
    Reservation,
    Signature,
)
from pacts.queries.reservations import running_reservations
from pacts.queries.signatories import before, may_sign
from pacts.services import issuing
from pacts.services.telling import WrongState, tell
from units import audit
from units.models import Person, User
from units.queries.authority import Authority, NoAuthority

CAPACITY_LENGTH = 200
ANSWERED = _("You have already answered for this unit.")


@dataclass(frozen=True, slots=True)
class Turn:
    """A party whose turn it is, held until the transaction ends, and the capacity in which the person signs."""

    pact: Pact
    party: PactParty
    authority: Authority


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished signature: the whole new bytes and the certificate behind them, or the scan of a paper."""

    way: SignatureWay
    request_key: UUID
    shown_sha256: str
    content: bytes | None = None
    credential: Credential | None = None
    outside_certificate: OutsideCertificate | None = None
    scan: PaperScan | None = None
    time_stamped_at: datetime | None = None


def hold(party: PactParty) -> tuple[Pact, PactParty]:
    """Lock the pact, then read the party anew. Every act on a party begins so, inside its transaction."""
    pact = Pact.objects.select_for_update().select_related(None).get(pk=party.pact_id)
    related = ("signer", "unit", "pact__paper")
    return pact, PactParty.objects.select_related(*related).get(pk=party.pk)


def take_turn(*, party: PactParty, person: Person, shown_sha256: str, at: datetime) -> Turn:
    """Hold the party for a signature of this person. Raises ValidationError with the reason where none is due."""
    pact, party = hold(party)
    return Turn(pact, party, check_ready(party, person, shown_sha256, at))


def check_ready(party: PactParty, person: Person, shown_sha256: str, at: datetime) -> Authority:
    """The capacity in which the person may sign now: the party has not answered, the paper is the one shown, it
    is the party's turn, nobody keeps the file, and the record of the day gives the person the right."""
    on = localdate(at)
    check_open(party, on)
    _check_waiting(party)
    if party.pact.frozen_paper.frozen.sha256 != shown_sha256:
        raise ValidationError(_("The paper is not the one you were shown. Open the page again and read it."))
    check_turn(party)
    check_not_reserved(party, person, at)
    return check_capacity(party, person, on)


def check_open(party: PactParty, on: date) -> None:
    """The round is open, its last day has not passed, and no party has declined. A witness may come after."""
    pact = party.pact
    if party.kind == PartyKind.WITNESS and pact.status == PactStatus.IN_FORCE:
        _check_not_closed(pact.frozen_paper)
        return
    if pact.status != PactStatus.SIGNING:
        raise WrongState(
            _("This pact is not open for signature: it is in the state “%(state)s”.")
            % {"state": pact.get_status_display()}
        )
    if pact.sign_until and on > pact.sign_until:
        raise WrongState(
            _("The last day for signing was %(day)s. The head of the lead unit can extend it.")
            % {"day": date_format(pact.sign_until, "SHORT_DATE_FORMAT")}
        )
    declined = pact.parties.filter(status=PartyStatus.DECLINED, kind=PartyKind.PARTY).first()
    if declined:
        raise WrongState(
            _("%(unit)s has declined to sign; the lead unit must decide first how to go on.")
            % {"unit": declined.unit_text}
        )


def _check_waiting(party: PactParty) -> None:
    if party.status != PartyStatus.WAITING:
        raise WrongState(ANSWERED)


def check_turn(party: PactParty) -> None:
    """Nobody who comes first in the order of signing is still missing."""
    missing = before(party)
    if missing:
        raise WrongState(
            _("It is not your turn yet: waiting for %(units)s.")
            % {"units": ", ".join(other.unit_text for other in missing)}
        )


def check_not_reserved(party: PactParty, person: Person, at: datetime) -> None:
    """Nobody else keeps the file to sign it elsewhere at this moment."""
    kept = running_reservations(at).filter(paper=party.pact.paper_id)
    other = kept.exclude(party=party.pk, reserved_by__person=person).first()
    if other:
        raise WrongState(
            _("%(unit)s is signing the paper elsewhere until %(time)s. Try again after that.")
            % {"unit": other.party.unit_text, "time": f"{localtime(other.expires_at):%H:%M}"}
        )


def check_capacity(party: PactParty, person: Person, on: date) -> Authority:
    """The capacity in which the record of the day lets the person sign for the party."""
    answer = may_sign(party, person, on)
    if isinstance(answer, NoAuthority):
        raise ValidationError(
            _("%(person)s cannot sign for %(unit)s on %(day)s: %(reason)s")
            % {
                "person": person,
                "unit": party.unit_text,
                "day": date_format(on, "SHORT_DATE_FORMAT"),
                "reason": answer.reason,
            }
        )
    if len(answer.capacity_text) > CAPACITY_LENGTH:
        raise ValidationError(_("The capacity is too long to be printed."))
    return answer


@transaction.atomic
def record_signature(
    *, party: PactParty, signer: Person, capacity_text: str, made: Made, by: User, at: datetime
) -> Signature:
    """Write one signature of the party: its answer, the new state of the file, the row, the trail.

    When the last party has signed, the pact is in force and everybody is told. The caller has seen to it that
    this signature may be made (`take_turn`); whoever answered in between is not overwritten.
    """
    pact, party = hold(party)
    changed = PactParty.objects.filter(pk=party.pk, status=PartyStatus.WAITING).update(
        status=PartyStatus.SIGNED, decided_at=at, signer=signer, capacity_text=capacity_text
    )
    if not changed:
        raise WrongState(ANSWERED)
    note_successor(party, signer, by=by, at=at)
    # However the signature was made: a file that was kept for it is free again.
    Reservation.objects.filter(party=party, ended_at__isnull=True).update(ended_at=at, ended_by=by)
    paper = party.pact.frozen_paper
    signature = Signature.objects.create(
        paper=paper,
        party=party,
        signer=signer,
        way=made.way,
        credential=made.credential,
        outside_certificate=made.outside_certificate,
        revision=_grown(paper, made.content, at) if made.content is not None else None,
        scan=made.scan,
        signed_by=by,
        signed_at=at,
        time_stamped_at=made.time_stamped_at,
        capacity_text=capacity_text,
        frozen_sha256=made.shown_sha256,
        request_key=key_of(made.request_key, party),
    )
    audit.record(kind="pact_signed", actor=by, subject=party, at=at, data=_said(signature))
    _enter_into_force_when_complete(pact, by, at)
    return signature


def _said(signature: Signature) -> dict[str, Any]:
    """What the trail keeps of a signature; the rows are held against it (queries/ledger.py)."""
    return {
        "sha256": signature.sha256,
        "serial": signature.serial,
        "way": signature.way,
        "signer": signature.signer_id,
        "capacity": signature.capacity_text,
    }


def key_of(request_key: UUID, party: PactParty) -> UUID:
    """One for each party of a request, the same whenever the request is repeated."""
    return uuid5(request_key, str(party.pk))


def note_successor(party: PactParty, person: Person, *, by: User | None, at: datetime) -> None:
    """The trail keeps who was asked before and who is asked, or has answered, now."""
    if party.signer_id != person.pk:
        data = {"from": party.signer_id, "to": person.pk}
        audit.record(kind="signing_request_moved", actor=by, subject=party, at=at, data=data)


def _grown(paper: IssuedPaper, content: bytes, at: datetime) -> PaperRevision:
    """The file with the signature behind its earlier bytes, as a further state of the paper."""
    file = PaperFile.objects.select_for_update().get(paper=paper)
    last = paper.revisions.latest("sequence")
    if not content.startswith(bytes(file.content)):
        raise ValidationError(_("The paper was signed by somebody else meanwhile. Try again."))
    file.content = content
    file.save(update_fields=["content"])
    return issuing.add_revision(
        paper=paper,
        sequence=last.sequence + 1,
        content=content,
        signature_count=last.signature_count + 1,
        at=at,
    )


def _enter_into_force_when_complete(pact: Pact, by: User, at: datetime) -> None:
    missing = pact.parties.filter(kind=PartyKind.PARTY).exclude(status=PartyStatus.SIGNED)
    if pact.status != PactStatus.SIGNING or missing.exists():
        return
    made = Signature.objects.filter(paper=pact.paper_id, party__kind=PartyKind.PARTY).select_related("scan")
    pact.status, pact.in_force_at = PactStatus.IN_FORCE, at
    pact.in_force_on = max(one.signed_on for one in made.defer("scan__content"))
    pact.save(update_fields=["status", "in_force_at", "in_force_on"])
    data = {"on": pact.in_force_on.isoformat()}
    audit.record(kind="pact_in_force", actor=by, subject=pact, at=at, data=data)
    tell(pact, "pact_in_force", at=at)


def _check_not_closed(paper: IssuedPaper) -> None:
    if paper.revisions.filter(is_upgrade=True).exists():
        raise WrongState(_("The paper is closed by a time-stamp; nothing can be signed on it any more."))
