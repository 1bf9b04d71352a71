"""Certificates of other authorities, put on record as somebody's: whose name alone does not tell."""

from __future__ import annotations

from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from pacts.models import OutsideCertificate
from units import audit
from units.models import Person, User


def register(*, person: Person, content: bytes, by: User, at: datetime) -> OutsideCertificate:
    """Put the certificate (PEM or DER) on record as this person's. Its chain is judged when it signs."""
    certificate = _read(content)
    try:
        with transaction.atomic():
            row = OutsideCertificate.objects.create(
                person=person,
                sha256=certificate.fingerprint(SHA256()).hex(),
                subject=certificate.subject.rfc4514_string()[:500],
                issuer=certificate.issuer.rfc4514_string()[:500],
                serial=f"{certificate.serial_number:x}"[:64],
                certificate_pem=certificate.public_bytes(Encoding.PEM).decode(),
                not_before=certificate.not_valid_before_utc,
                not_after=certificate.not_valid_after_utc,
                registered_at=at,
                registered_by=by,
            )
            data = {"sha256": row.sha256, "serial": row.serial}
            audit.record(kind="outside_certificate_registered", actor=by, subject=row, at=at, data=data)
    except IntegrityError as error:
        raise ValidationError(_("This certificate is on record already.")) from error
    return row


def revoke(*, certificate: OutsideCertificate, reason: str, by: User, at: datetime) -> OutsideCertificate:
    """Accept it no longer. Signatures made before stay."""
    if not reason.strip():
        raise ValidationError(_("Give the reason."))
    with transaction.atomic():
        live = OutsideCertificate.objects.filter(pk=certificate.pk, revoked_at__isnull=True)
        if not live.update(revoked_at=at, revoked_by=by, revoke_reason=reason.strip()[:300]):
            raise ValidationError(_("This certificate is no longer accepted already."))
        data = {"reason": reason.strip()}
        audit.record(kind="outside_certificate_revoked", actor=by, subject=certificate, at=at, data=data)
    certificate.refresh_from_db()
    return certificate


def _read(content: bytes) -> x509.Certificate:
    try:
        if b"-----BEGIN" in content:
            return x509.load_pem_x509_certificate(content)
        return x509.load_der_x509_certificate(content)
    except (ValueError, x509.InvalidVersion) as error:
        raise ValidationError(_("This is not a certificate (PEM or DER).")) from error
