"""Certificates of other authorities: do they lead to a root that is trusted here, and are they good today?

No network: judged by the roots and the revocation lists that the caller gives.
"""

import asyncio
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pacts.documents.certificates import is_weak, read_certificate, unarmored


class NotAccepted(ValueError):
    """The file is refused; `code` says why, `details` hold what a sentence about it needs."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Root certificates (PEM) of the authorities that are accepted, and their revocation lists (DER or PEM)."""

    roots: Sequence[bytes]
    revocation_lists: Sequence[bytes] = ()


def names_match(certificate_name: str, full_name: str) -> bool:
    """Whether they are the same name: letters and tones exactly, capitals and spaces freely."""
    return _plain(certificate_name) == _plain(full_name)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def check_certificate(certificate: Any, intermediates: list[Any], trust: Trust, at: datetime) -> None:
    """Raises NotAccepted: no_roots, expired, weak, untrusted, not_for_signing, revoked."""
    from pyhanko_certvalidator import CertificateValidator, ValidationContext  # noqa: PLC0415 - see fields.py
    from pyhanko_certvalidator.errors import PathBuildingError  # noqa: PLC0415

    if not trust.roots:
        raise NotAccepted("no_roots")
    if not certificate.not_valid_before <= at <= certificate.not_valid_after:
        raise NotAccepted("expired", start=certificate.not_valid_before, end=certificate.not_valid_after)
    if is_weak(certificate.public_key):
        raise NotAccepted("weak")
    roots = [read_certificate(pem) for pem in trust.roots]
    # A tool may send anything along with the signature: what cannot be read leads nowhere.
    intermediates = [one for one in intermediates if _is_readable(one)]
    context = ValidationContext(
        trust_roots=roots, other_certs=intermediates, allow_fetching=False, moment=at, best_signature_time=at
    )
    validator = CertificateValidator(
        certificate, intermediate_certs=intermediates, validation_context=context
    )
    issuer = name_of(certificate.issuer)
    try:
        asyncio.run(validator.async_validate_usage({"non_repudiation"}))  # type: ignore[no-untyped-call]
    except PathBuildingError as error:
        raise NotAccepted("untrusted", issuer=issuer) from error
    except Exception as error:
        raise NotAccepted("not_for_signing", issuer=issuer) from error
    _check_not_revoked([certificate, *intermediates], [*roots, *intermediates], trust.revocation_lists)


def _check_not_revoked(certificates: list[Any], issuers: list[Any], lists: Sequence[bytes]) -> None:
    """None of them stands in a list that its own issuer signed. What is in no list is not known to be revoked."""
    from cryptography import x509  # noqa: PLC0415 - see fields.py

    known = [x509.load_der_x509_certificate(one.dump()) for one in issuers]
    for text in lists:
        listed = x509.load_der_x509_crl(unarmored(text))
        signed = any(
            one.subject == listed.issuer and listed.is_signature_valid(one.public_key())  # type: ignore[arg-type]
            for one in known
        )
        for one in certificates:
            is_here = listed.issuer.public_bytes() == one.issuer.dump()
            if signed and is_here and listed.get_revoked_certificate_by_serial_number(one.serial_number):
                raise NotAccepted("revoked")


def _is_readable(certificate: Any) -> bool:
    from cryptography import x509  # noqa: PLC0415 - see fields.py

    try:
        read = x509.load_der_x509_certificate(certificate.dump())
        read.public_key(), read.subject
    except Exception:  # the library has errors of its own kind: an odd version is no ValueError
        return False
    return True


def name_of(name: Any) -> str:
    return str(name.human_friendly)[:500]
