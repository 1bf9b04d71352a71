"""The act of signing: the person's own key, exactly the bytes shown, in a capacity held on the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts import permissions
from pacts.documents import signing as engine
from pacts.enums import PactStatus, PartyStatus
from pacts.models import Credential, Pact, PactParty, PaperFile, Signature
from pacts.services import credentials, issuing
from pacts.services.authority import root_certificates
from pacts.services.freezing import WrongState, tell
from units import audit
from units.models import User
from units.queries.authority import NoAuthority, authority_of


@dataclass(frozen=True, slots=True)
class _Request:
    """What the person asked for, fixed before the lock."""

    key: UUID
    credential: Credential
    private_key: EllipticCurvePrivateKey
    shown_sha256: str
    by: User
    at: datetime


def sign(
    *, party: PactParty, pin: str, shown_sha256: str, request_key: UUID, by: User, at: datetime
) -> Signature:
    """One signature of the party on the paper. A repeated request gets the first result.

    `shown_sha256` is the hash of the frozen bytes that the person was shown: entering the PIN agrees to them
    and to nothing else. When the last party has signed, the pact is in force.
    """
    permissions.check_signs(by, party)
    done = Signature.objects.filter(party=party).first()
    if done:
        return done
    _check_ready(party, shown_sha256, at)
    credential = credentials.live_credential(party.signer)
    if credential is None:
        raise ValidationError(_("You have no signing certificate yet."))
    if not credential.not_before <= at <= credential.not_after:
        with transaction.atomic():
            audit.record(
                kind="signing_refused", actor=by, subject=party, at=at, data={"why": "certificate expired"}
            )
        raise ValidationError(_("Your signing certificate has expired. Ask the administrator for a new one."))
    private_key = credentials.unlock(credential=credential, pin=pin, by=by, at=at)
    return _signed(party, _Request(request_key, credential, private_key, shown_sha256, by, at))


def decline(*, party: PactParty, reason: str, by: User, at: datetime) -> PactParty:
    """Refuse to sign, with the reason; everybody involved is told. The lead unit decides how to go on."""
    permissions.check_signs(by, party)
    if not reason.strip():
        raise ValidationError(_("Give the reason."))
    with transaction.atomic():
        pact = Pact.objects.select_for_update().get(pk=party.pact_id)
        check_open(pact)
        check_capacity(party, localdate(at))
        changed = PactParty.objects.filter(pk=party.pk, status=PartyStatus.WAITING).update(
            status=PartyStatus.DECLINED, decided_at=at, decline_reason=reason.strip()
        )
        if not changed:
            raise WrongState(_("You have already answered for this unit."))
        audit.record(kind="pact_declined", actor=by, subject=party, at=at, data={"reason": reason.strip()})
        tell(pact, "pact_declined", at=at, unit=party.unit_text, reason=reason.strip())
    party.refresh_from_db()
    return party


@transaction.atomic
def _signed(party: PactParty, request: _Request) -> Signature:
    pact = Pact.objects.select_for_update().select_related(None).get(pk=party.pact_id)
    party = PactParty.objects.select_related("signer", "unit", "pact__paper").get(pk=party.pk)
    done = Signature.objects.filter(party=party).first()
    if done:
        return done
    _check_ready(party, request.shown_sha256, request.at)
    if not Credential.objects.filter(pk=request.credential.pk, revoked_at__isnull=True).exists():
        raise ValidationError(_("Your signing certificate is revoked. Ask for a new one."))
    changed = PactParty.objects.filter(pk=party.pk, status=PartyStatus.WAITING).update(
        status=PartyStatus.SIGNED, decided_at=request.at
    )
    if not changed:
        raise WrongState(_("You have already answered for this unit."))
    signature = _sign_bytes(party, request)
    audit.record(
        kind="pact_signed",
        actor=request.by,
        subject=party,
        at=request.at,
        data={"sha256": signature.revision.sha256, "serial": request.credential.serial},
    )
    _enter_into_force_when_complete(pact, request)
    return signature


def _sign_bytes(party: PactParty, request: _Request) -> Signature:
    paper = party.pact.frozen_paper
    file = PaperFile.objects.select_for_update().get(paper=paper)
    last = paper.revisions.latest("sequence")
    content = engine.sign(
        bytes(file.content),
        field=party.field_name,
        certificate_pem=request.credential.certificate_pem.encode(),
        private_key=request.private_key,
        chain_pems=root_certificates(),
        stamp=engine.Stamp(
            signer=party.signer.full_name, unit=party.unit_text, capacity=party.capacity_text, at=request.at
        ),
        reason=party.capacity_text,
        location=party.unit_text,
    )
    file.content = content
    file.save(update_fields=["content"])
    revision = issuing.add_revision(
        paper=paper,
        sequence=last.sequence + 1,
        content=content,
        signature_count=last.signature_count + 1,
        at=request.at,
    )
    return Signature.objects.create(
        paper=paper,
        party=party,
        signer=party.signer,
        credential=request.credential,
        revision=revision,
        signed_by=request.by,
        signed_at=request.at,
        capacity_text=party.capacity_text,
        frozen_sha256=request.shown_sha256,
        request_key=request.key,
    )


def _enter_into_force_when_complete(pact: Pact, request: _Request) -> None:
    if pact.parties.exclude(status=PartyStatus.SIGNED).exists():
        return
    pact.status, pact.in_force_at = PactStatus.IN_FORCE, request.at
    pact.save(update_fields=["status", "in_force_at"])
    audit.record(kind="pact_in_force", actor=request.by, subject=pact, at=request.at)
    tell(pact, "pact_in_force", at=request.at)


def check_open(pact: Pact) -> None:
    """The pact is open for signature and nobody has declined."""
    if pact.status != PactStatus.SIGNING:
        raise WrongState(
            _("This pact is not open for signature: it is in the state “%(state)s”.")
            % {"state": pact.get_status_display()}
        )
    declined = pact.parties.filter(status=PartyStatus.DECLINED).first()
    if declined:
        raise WrongState(
            _("%(unit)s has declined to sign; the lead unit must decide first how to go on.")
            % {"unit": declined.unit_text}
        )


def _check_ready(party: PactParty, shown_sha256: str, at: datetime) -> None:
    """The paper is the one shown, and the signer still holds the capacity that it prints."""
    check_open(party.pact)
    if party.pact.frozen_paper.frozen.sha256 != shown_sha256:
        raise ValidationError(_("The paper is not the one you were shown. Open the page again and read it."))
    check_capacity(party, localdate(at))


def check_capacity(party: PactParty, on: date) -> None:
    """The person whom the paper names still holds, on the day, the capacity that it prints."""
    answer = authority_of(party.signer, party.unit, on, capacity=party.capacity_text)
    if isinstance(answer, NoAuthority):
        raise ValidationError(
            _(
                "%(person)s cannot sign for %(unit)s today: %(reason)s "
                "If this is right, the lead unit must make a new version."
            )
            % {"person": party.signer, "unit": party.unit_text, "reason": answer.reason}
        )
