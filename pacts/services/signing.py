"""The act of signing: the person's own key, exactly the bytes shown, in a capacity held on the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pacts import permissions
from pacts.documents import signing as engine
from pacts.enums import SignatureWay
from pacts.models import Credential, PactParty, PaperFile, Signature
from pacts.services import credentials, time_stamps
from pacts.services.authority import root_certificates
from pacts.services.recording import Made, check_ready, hold, record_signature, take_turn
from units import audit
from units.models import Person, User
from units.queries.authority import Authority

if TYPE_CHECKING:
    from pacts.documents.timestamps import Asked

REVOKED = gettext_lazy("Your signing certificate is revoked. Ask for a new one.")


@dataclass(frozen=True, slots=True)
class _Request:
    """What the person asked for, fixed before the lock."""

    key: UUID
    person: Person
    credential: Credential
    private_key: EllipticCurvePrivateKey
    shown_sha256: str
    by: User
    at: datetime


def sign(
    *,
    party: PactParty,
    pin: str,
    shown_sha256: str,
    request_key: UUID,
    by: User,
    at: datetime,
    shown_capacity: str = "",
) -> Signature:
    """One signature of the party on the paper. A repeated request gets the first result.

    `shown_sha256` is the hash of the frozen bytes that the person was shown: entering the PIN agrees to them
    and to nothing else; nor to another capacity, where one was shown. When the last party has signed, the pact is
    in force.
    """
    person = permissions.check_signs(by, party, localdate(at))
    done = Signature.objects.filter(party=party, signer=person).first()
    if done:
        return done
    authority = check_ready(party, person, shown_sha256, at)
    if shown_capacity not in ("", authority.capacity_text):
        raise _other_capacity(authority)
    credential = _credential(party, person, by, at)
    private_key = credentials.unlock(credential=credential, pin=pin, by=by, at=at)
    request = _Request(request_key, person, credential, private_key, shown_sha256, by, at)
    ahead = _stamped_ahead(party, authority, request)
    return _signed(party, authority.capacity_text, request, ahead)


def _other_capacity(authority: Authority) -> ValidationError:
    return ValidationError(
        _(
            "Your capacity has changed since you opened the page: today you sign as %(capacity)s. Read it again."
        )
        % {"capacity": authority.capacity_text}
    )


def _credential(party: PactParty, person: Person, by: User, at: datetime) -> Credential:
    """The person's certificate, good at the moment; a refusal is remembered in the trail."""
    credential = credentials.live_credential(person)
    if credential is None and Credential.objects.filter(person=person).exists():
        raise _refused(party, by, at, "certificate revoked", REVOKED)
    if credential is None:
        raise _refused(party, by, at, "no certificate", _("You have no signing certificate yet."))
    if not credential.not_before <= at <= credential.not_after:
        sentence = _("Your signing certificate has expired. Ask the administrator for a new one.")
        raise _refused(party, by, at, "certificate expired", sentence)
    return credential


def _refused(party: PactParty, by: User, at: datetime, why: str, sentence: Any) -> ValidationError:
    with transaction.atomic():
        audit.record(kind="signing_refused", actor=by, subject=party, at=at, data={"why": why})
    return ValidationError(sentence)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """A signature with a time-stamp, made before the lock; it counts only if nothing has changed since."""

    given: bytes
    authority: Authority
    content: bytes
    time_stamped_at: datetime


def _stamped_ahead(party: PactParty, authority: Authority, request: _Request) -> _Ahead | None:
    """Asked for outside of the lock: however slow the authority is, nobody else waits for it.

    None where none is configured or it fails: the signature is then made without.
    """
    asked = time_stamps.asked(request.at)
    if asked is None:
        return None
    given = bytes(PaperFile.objects.get(paper=party.pact.paper_id).content)
    content = time_stamps.attempt(lambda: _signed_bytes(given, party, authority, request, asked))
    if content is None or asked.given_at is None:
        return None
    return _Ahead(given, authority, content, asked.given_at)


@transaction.atomic
def _signed(party: PactParty, capacity: str, request: _Request, ahead: _Ahead | None) -> Signature:
    # The pact first: from here on nobody else changes it, its parties or its paper.
    done = _done_under_lock(party, request.person)
    if done:
        return done
    turn = take_turn(party=party, person=request.person, shown_sha256=request.shown_sha256, at=request.at)
    if turn.authority.capacity_text != capacity:
        raise _other_capacity(turn.authority)
    if not Credential.objects.filter(pk=request.credential.pk, revoked_at__isnull=True).exists():
        raise ValidationError(REVOKED)
    file = PaperFile.objects.select_for_update().get(paper=turn.party.pact.paper_id)
    given = bytes(file.content)
    is_good = ahead is not None and (ahead.given, ahead.authority) == (given, turn.authority)
    return record_signature(
        party=turn.party,
        signer=request.person,
        capacity_text=turn.authority.capacity_text,
        made=Made(
            way=SignatureWay.OWN_KEY,
            request_key=request.key,
            shown_sha256=request.shown_sha256,
            content=ahead.content
            if ahead and is_good
            else _signed_bytes(given, turn.party, turn.authority, request),
            credential=request.credential,
            time_stamped_at=ahead.time_stamped_at if ahead and is_good else None,
        ),
        by=request.by,
        at=request.at,
    )


def _done_under_lock(party: PactParty, person: Person) -> Signature | None:
    hold(party)
    return Signature.objects.filter(party=party, signer=person).first()


def _signed_bytes(
    given: bytes, party: PactParty, authority: Authority, request: _Request, asked: Asked | None = None
) -> bytes:
    """The file with one more signature, whose stamp prints the capacity of the day and the name."""
    return engine.sign(
        given,
        field=party.field_name,
        certificate_pem=request.credential.certificate_pem.encode(),
        private_key=request.private_key,
        chain_pems=root_certificates(),
        stamp=engine.Stamp(
            signer=request.person.full_name,
            unit=party.unit_text,
            capacity_lines=authority.capacity_lines,
            at=request.at,
        ),
        reason=authority.capacity_text,
        location=party.unit_text,
        asked=asked,
    )
