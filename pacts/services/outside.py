"""Sign elsewhere and bring it back: the paper is kept for one signer, who signs it with a tool of his or her own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts import permissions
from pacts.documents.bringing_back import Brought, examine_brought
from pacts.documents.outside_certificates import NotAccepted, names_match
from pacts.enums import SignatureWay
from pacts.models import OutsideCertificate, PactParty, PaperFile, Reservation, Signature
from pacts.queries.reservations import own_reservation
from pacts.queries.states import known_state
from pacts.services.outside_refusals import sentence
from pacts.services.outside_roots import outside_trust
from pacts.services.recording import Made, check_ready, hold, record_signature, take_turn
from pacts.services.telling import WrongState
from units import audit
from units.models import Person, User

KEPT_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class _Accepted:
    """A file that passed, before it is anything on record."""

    reservation: Reservation
    brought: Brought
    content: bytes
    person: Person
    shown_sha256: str
    request_key: UUID


class FileRefused(ValidationError):
    """The file that came back is not the paper with one good signature of this person; the sentence says why."""


@transaction.atomic
def reserve(*, party: PactParty, shown_sha256: str, by: User, at: datetime) -> Reservation:
    """Keep the paper for this signer for a quarter of an hour. Asked again, the reservation that runs is given."""
    person = permissions.check_signs(by, party, localdate(at))
    hold(party)
    running = own_reservation(party, person, at)
    if running:
        return running
    turn = take_turn(party=party, person=person, shown_sha256=shown_sha256, at=at)
    paper = turn.party.pact.frozen_paper
    _close_expired(paper.pk, at)
    reservation = Reservation.objects.create(
        party=turn.party,
        paper=paper,
        revision=paper.revisions.latest("sequence"),
        reserved_at=at,
        reserved_by=by,
        expires_at=at + KEPT_FOR,
    )
    data = {"until": reservation.expires_at, "sha256": reservation.revision.sha256}
    audit.record(kind="paper_reserved", actor=by, subject=turn.party, at=at, data=data)
    return reservation


@transaction.atomic
def end(*, reservation: Reservation, by: User, at: datetime) -> Reservation:
    """Give the paper back before the time is over: by the one who keeps it, or by the head of the lead unit."""
    party = reservation.party
    if reservation.reserved_by_id != by.pk:
        permissions.check_moves(by, party.pact, localdate(at))
    hold(party)
    running = Reservation.objects.filter(pk=reservation.pk, ended_at__isnull=True, expires_at__gt=at)
    if not running.update(ended_at=at, ended_by=by):
        raise WrongState(_("The reservation has ended already."))
    audit.record(kind="paper_reservation_ended", actor=by, subject=party, at=at)
    reservation.refresh_from_db()
    return reservation


def bring_back(
    *, party: PactParty, content: bytes, shown_sha256: str, request_key: UUID, by: User, at: datetime
) -> Signature:
    """The signature that the file adds to the reserved bytes. A repeated request gets the first result.

    Everything but those bytes and one valid signature by a certificate of this person is refused with the
    reason; nothing is changed then, and the trail keeps the attempt.
    """
    person = permissions.check_signs(by, party, localdate(at))
    done = Signature.objects.filter(party=party, signer=person).first()
    if done:
        return done
    check_ready(party, person, shown_sha256, at)
    reservation = _running(party, person, at)
    try:
        brought = _examined(party, reservation, content, at)
        _check_owner(brought, person)
    except NotAccepted as refusal:
        raise _refused(party, refusal, by, at) from refusal
    return _recorded(
        party,
        _Accepted(reservation, brought, content, person, shown_sha256, request_key),
        by=by,
        at=at,
    )


def _running(party: PactParty, person: Person, at: datetime) -> Reservation:
    reservation = own_reservation(party, person, at)
    if reservation is None:
        raise WrongState(
            _(
                "The paper is not reserved for you, or the time is over. Reserve it again and sign the new file."
            )
        )
    return reservation


def _examined(party: PactParty, reservation: Reservation, content: bytes, at: datetime) -> Brought:
    file = PaperFile.objects.get(paper=reservation.paper_id)
    try:
        return examine_brought(
            bytes(file.content)[: reservation.revision.length],
            content,
            field=party.field_name,
            trust=outside_trust(),
            since=reservation.reserved_at,
            at=at,
        )
    except NotAccepted as refusal:
        better = _known_reason(refusal, reservation, content)
        if better is None:
            raise
        raise better from refusal


def _known_reason(refusal: NotAccepted, reservation: Reservation, content: bytes) -> NotAccepted | None:
    """What only the register can tell: that this is another paper, or was signed under a past reservation."""
    if refusal.code == "other_bytes" and (known := known_state(content)):
        return NotAccepted("other_paper", title=known.paper.title, count=known.signature_count)
    signed_at = refusal.details.get("signed_at")
    if isinstance(signed_at, datetime) and signed_at < reservation.reserved_at:
        own = Reservation.objects.filter(party=reservation.party_id, reserved_by=reservation.reserved_by_id)
        if own.filter(reserved_at__lte=signed_at).exists():
            return NotAccepted("reservation_over", signed_at=signed_at)
    return None


def _check_owner(brought: Brought, person: Person) -> None:
    """The certificate is this person's: it is registered so, or it bears the name that only this person has."""
    known = OutsideCertificate.objects.filter(sha256=brought.sha256).first()
    if known:
        _check_registered(known, person)
        return
    if not names_match(brought.common_name, person.full_name):
        raise NotAccepted("other_name", name=brought.common_name, person=person.full_name)
    alike = Person.objects.filter(search_text=person.search_text).exclude(pk=person.pk)
    if any(names_match(one.full_name, person.full_name) for one in alike):
        raise NotAccepted("same_name", person=person.full_name)


def _check_registered(known: OutsideCertificate, person: Person) -> None:
    if known.person_id != person.pk:
        raise NotAccepted("other_person", person=person.full_name)
    if known.revoked_at is not None:
        raise NotAccepted("no_longer_accepted")


@transaction.atomic
def _recorded(party: PactParty, accepted: _Accepted, *, by: User, at: datetime) -> Signature:
    hold(party)
    done = Signature.objects.filter(party=party, signer=accepted.person).first()
    if done:
        return done
    turn = take_turn(party=party, person=accepted.person, shown_sha256=accepted.shown_sha256, at=at)
    if _running(turn.party, accepted.person, at).pk != accepted.reservation.pk:
        raise WrongState(
            _("You have reserved the paper anew meanwhile. Sign the file that you download now.")
        )
    return record_signature(
        party=turn.party,
        signer=accepted.person,
        capacity_text=turn.authority.capacity_text,
        made=Made(
            way=SignatureWay.OUTSIDE,
            request_key=accepted.request_key,
            shown_sha256=accepted.shown_sha256,
            content=accepted.content,
            outside_certificate=_registered(accepted, by, at),
        ),
        by=by,
        at=at,
    )


def _registered(accepted: _Accepted, by: User, at: datetime) -> OutsideCertificate:
    """The certificate on record; at its first use it is put there."""
    brought = accepted.brought
    row, is_new = OutsideCertificate.objects.get_or_create(
        sha256=brought.sha256,
        defaults={
            "person": accepted.person,
            "subject": brought.subject,
            "issuer": brought.issuer,
            "serial": brought.serial,
            "certificate_pem": brought.certificate_pem,
            "not_before": brought.not_before,
            "not_after": brought.not_after,
            "registered_at": at,
            "registered_by": by,
        },
    )
    if is_new:
        data = {"sha256": row.sha256, "serial": row.serial}
        audit.record(kind="outside_certificate_registered", actor=by, subject=row, at=at, data=data)
        return row
    try:
        # Another request may have put it there, or an administrator have ended it, since it was looked at.
        _check_registered(row, accepted.person)
    except NotAccepted as refusal:
        raise FileRefused(sentence(refusal)) from refusal
    return row


def _refused(party: PactParty, refusal: NotAccepted, by: User, at: datetime) -> FileRefused:
    """The trail keeps the attempt; the caller raises."""
    with transaction.atomic():
        audit.record(
            kind="signing_refused", actor=by, subject=party, at=at, data={"why": f"file: {refusal.code}"}
        )
    return FileRefused(sentence(refusal))


def _close_expired(paper: UUID, at: datetime) -> None:
    """Past ones make way: only one stands open."""
    expired = Reservation.objects.filter(paper=paper, ended_at__isnull=True, expires_at__lte=at)
    expired.update(ended_at=F("expires_at"))
