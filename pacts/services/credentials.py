"""A person's own key: issued with a PIN that only the person knows, locked by guessing, revoked when lost."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from pacts.documents import authority as engine
from pacts.models import Credential
from pacts.services.authority import installation_authority, signing_secret
from units import audit
from units.models import Person, User

MAX_WRONG_PINS = 5
LOCK_TIME = timedelta(minutes=15)
_PIN = re.compile(r"[0-9]{6,12}")


class PinRefused(ValidationError):
    """The PIN did not open the key; the sentence says how many tries are left or how long it is locked."""


def check_pin(pin: str) -> None:
    """Six to twelve digits, not all alike and not a plain run."""
    if not _PIN.fullmatch(pin):
        raise ValidationError(_("The PIN has 6 to 12 digits."))
    steps = {int(b) - int(a) for a, b in zip(pin, pin[1:], strict=False)}
    if steps in ({0}, {1}, {-1}):
        raise ValidationError(_("This PIN is too easy to guess: choose digits that do not form a run."))


def issue(*, person: Person, unit_name: str, pin: str, by: User, at: datetime) -> Credential:
    """A new key and certificate for the person, by the person. Refused while one is live."""
    check_pin(pin)
    if by.person_id != person.pk:
        raise ValidationError(_("Only the person can choose the PIN of the key."))
    made = engine.issue_certificate(
        installation_authority(at),
        common_name=person.full_name,
        unit_name=unit_name,
        pin=pin,
        secret=signing_secret(),
        is_test=settings.AUTHORITY_IS_TEST,
        at=at,
        work=settings.KEY_WORK,
    )
    try:
        with transaction.atomic():
            credential = Credential.objects.create(
                person=person,
                serial=made.serial,
                certificate_pem=made.certificate_pem.decode(),
                encrypted_key=made.encrypted_key,
                not_before=made.not_before,
                not_after=made.not_after,
                is_test=settings.AUTHORITY_IS_TEST,
                issued_at=at,
            )
            audit.record(
                kind="credential_issued", actor=by, subject=credential, at=at, data={"serial": made.serial}
            )
    except IntegrityError as error:
        raise ValidationError(_("You have a signing certificate already.")) from error
    return credential


def revoke(*, credential: Credential, reason: str, by: User, at: datetime) -> Credential:
    """End a certificate, for example because the PIN is lost. Signatures made before stay."""
    if not reason.strip():
        raise ValidationError(_("Give the reason."))
    with transaction.atomic():
        changed = Credential.objects.filter(pk=credential.pk, revoked_at__isnull=True).update(
            revoked_at=at, revoked_by=by, revoke_reason=reason.strip()
        )
        if not changed:
            raise ValidationError(_("The certificate was revoked already."))
        audit.record(
            kind="credential_revoked", actor=by, subject=credential, at=at, data={"reason": reason.strip()}
        )
    credential.refresh_from_db()
    return credential


def live_credential(person: Person | None) -> Credential | None:
    """The person's certificate that is not revoked; it may have expired."""
    return Credential.objects.filter(person=person, revoked_at__isnull=True).first() if person else None


def unlock(*, credential: Credential, pin: str, by: User, at: datetime) -> EllipticCurvePrivateKey:
    """The private key. Five wrong PINs lock it for 15 minutes.

    The try is counted before the PIN is tested, so that many at once do not get more than five.
    Commits on its own: call it outside the transaction of the signature, a refusal must be remembered.
    """
    open_now = Q(locked_until__isnull=True) | Q(locked_until__lte=at)
    row = Credential.objects.filter(pk=credential.pk, revoked_at__isnull=True)
    with transaction.atomic():
        row.filter(locked_until__lte=at).update(locked_until=None, failed_pins=0)
        counted = row.filter(open_now, failed_pins__lt=MAX_WRONG_PINS).update(
            failed_pins=F("failed_pins") + 1
        )
        # At once with the last try, whatever becomes of it: a lock without an end would never open.
        last = row.filter(failed_pins__gte=MAX_WRONG_PINS, locked_until__isnull=True)
        last.update(locked_until=at + LOCK_TIME)
    credential.refresh_from_db()
    if credential.revoked_at is not None:
        raise PinRefused(_("Your signing certificate is revoked. Ask for a new one."))
    if not counted:
        raise _locked(credential, at)
    try:
        key = engine.unlock(bytes(credential.encrypted_key), pin, signing_secret())
    except engine.WrongPin as error:
        raise _wrong(credential, by, at) from error
    row.update(failed_pins=0, locked_until=None)
    return key


def _wrong(credential: Credential, by: User, at: datetime) -> PinRefused:
    with transaction.atomic():
        credential = Credential.objects.select_for_update().get(pk=credential.pk)
        left = MAX_WRONG_PINS - credential.failed_pins
        audit.record(kind="pin_wrong", actor=by, subject=credential, at=at, data={"left": max(left, 0)})
    if left <= 0:
        return _locked(credential, at)
    return PinRefused(_("The PIN is wrong. %(left)s tries are left before it is locked.") % {"left": left})


def _locked(credential: Credential, at: datetime) -> PinRefused:
    until = localtime(credential.locked_until or at + LOCK_TIME)
    return PinRefused(
        _(
            "Five wrong PINs: the key is locked until %(time)s. If you have lost the PIN, ask the administrator."
        )
        % {"time": f"{until:%H:%M %d/%m/%Y}"}
    )
