"""The signatures of one readable PDF, each judged by itself: intact, valid, trusted, followed by what."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from pacts.documents import coverage, envelope
from pacts.documents.authority import TEST_MARK
from pacts.documents.signing import TITLE

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

# It logs a page of trace for each damaged file, and strangers upload those as often as they like.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)

MAX_SIGNATURES = 50
CLOCK_TOLERANCE = timedelta(minutes=5)
TIME_STAMP = "/DocTimeStamp"


class Encrypted(ValueError):
    """The file needs a password."""


class TooManySignatures(ValueError):
    """More than MAX_SIGNATURES."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFinding:
    """One signature. Names come from its certificate; `signed_at` and `capacity` are what the signer claims.

    `intact`: the bytes it covers are those that were signed; `valid`: the key of the certificate made it;
    `modification_ok`: what was added later is only further signatures; `trusted`: a given root issued it.
    """

    field: str
    signer: str = ""
    unit: str = ""
    issuer: str = ""
    serial: str = ""
    signed_at: datetime | None = None
    capacity: str = ""
    reason: str = ""
    intact: bool = False
    valid: bool = False
    trusted: bool = False
    is_test: bool = False
    covers_whole_file: bool = False
    modification_ok: bool = False
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """Signatures in signing order, places nobody signed, and where the bytes of the last one end."""

    signatures: tuple[SignatureFinding, ...]
    empty_fields: tuple[str, ...]
    end: int


def examine(pdf: bytes, *, roots: Sequence[bytes], at: datetime) -> Examined:
    """All signatures of the file. Raises Encrypted, TooManySignatures, or whatever a broken file provokes."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - see fields.py
    from pyhanko.sign.fields import enumerate_sig_fields  # noqa: PLC0415

    reader = PdfFileReader(BytesIO(pdf))
    if reader.encrypted:
        raise Encrypted
    fields = list(enumerate_sig_fields(reader))
    signed = [(name, reference) for name, value, reference in fields if value is not None]
    if len(signed) > MAX_SIGNATURES:
        raise TooManySignatures
    anchors = [_certificate(pem) for pem in roots]
    found = [_finding(pdf, reader, name, reference, anchors, at) for name, reference in signed]
    found.sort(key=lambda one: one[0])
    return Examined(
        signatures=tuple(finding for _end, finding in found),
        empty_fields=tuple(name for name, value, _reference in fields if value is None),
        end=found[-1][0] if found else len(pdf),
    )


def _finding(
    pdf: bytes, reader: "PdfFileReader", name: str, reference: Any, anchors: list[Any], at: datetime
) -> tuple[int, SignatureFinding]:
    """Where the signature's bytes end, and what it is worth. Never raises: a broken one is a finding too."""
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature  # noqa: PLC0415 - see fields.py

    end = 0
    try:
        signature = EmbeddedPdfSignature(reader, reference, name)
        covered = coverage.range_of([int(number) for number in signature.byte_range])
        end = covered.end if covered else 0
        return end, _judged(pdf, signature, covered, anchors, at)
    except Exception:
        return end, SignatureFinding(field=name, problems=("signature_broken",))


def _judged(
    pdf: bytes,
    signature: "EmbeddedPdfSignature",
    covered: coverage.Range | None,
    anchors: list[Any],
    at: datetime,
) -> SignatureFinding:
    signed_at = signature.self_reported_timestamp
    status = _status(signature, anchors, signed_at or at)
    certificate = signature.signer_cert
    subject, issuer = certificate.subject.native, certificate.issuer.native
    gap_is_clean = (
        covered is not None
        and coverage.gap_is_clean(pdf, covered)
        and envelope.is_exact(signature.pkcs7_content, signature.signed_data, certificate)
    )
    details = {
        "is_test": TEST_MARK in str(issuer.get("organization_name", "")),
        "intact": bool(status.intact) and gap_is_clean,
        "valid": bool(status.valid),
        "trusted": bool(status.trusted),
        "modification_ok": _only_signatures_followed(status),
    }
    return SignatureFinding(
        field=signature.field_name,
        signer=_text(subject.get("common_name")),
        unit=_text(subject.get("organizational_unit_name")),
        issuer=" · ".join(
            str(issuer[part]) for part in ("common_name", "organization_name") if issuer.get(part)
        ),
        serial=f"{certificate.serial_number:x}",
        signed_at=signed_at,
        capacity=_capacity(signature),
        reason=_text(signature.sig_object.get("/Reason")),
        covers_whole_file=covered is not None and covered.end == len(pdf),
        problems=_problems(certificate, signed_at, at, status.intact, gap_is_clean, details),
        **details,
    )


def _problems(
    certificate: Any,
    signed_at: datetime | None,
    at: datetime,
    digest_matches: bool,
    gap_is_clean: bool,
    details: dict[str, bool],
) -> tuple[str, ...]:
    moment = signed_at or at
    within_validity = certificate.not_valid_before <= moment <= certificate.not_valid_after
    checks = (
        ("content_altered", digest_matches),
        ("signature_broken", details["valid"]),
        ("signature_gap_altered", gap_is_clean),
        ("changed_after_signing", details["modification_ok"]),
        ("certificate_not_valid_when_signed", within_validity),
        ("signed_in_the_future", moment <= at + CLOCK_TOLERANCE),
        ("untrusted_issuer", details["trusted"] or not (digest_matches and details["valid"])),
        ("test_certificate", not details["is_test"]),
    )
    return tuple(code for code, holds in checks if not holds)


def _status(signature: "EmbeddedPdfSignature", anchors: list[Any], moment: datetime) -> "PdfSignatureStatus":
    from pyhanko.sign.validation.pdf_embedded import (  # noqa: PLC0415 - see fields.py
        async_validate_pdf_signature,
        async_validate_pdf_timestamp,
    )
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    context = ValidationContext(
        trust_roots=anchors,
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=moment,
        best_signature_time=moment,
    )
    is_time_stamp = signature.sig_object_type == TIME_STAMP
    validate = async_validate_pdf_timestamp if is_time_stamp else async_validate_pdf_signature
    return cast("PdfSignatureStatus", asyncio.run(validate(signature, context)))


def _only_signatures_followed(status: "PdfSignatureStatus") -> bool:
    """A time-stamp states no permission of its own: after it only further time-stamps may come."""
    from pyhanko.sign.diff_analysis import ModificationLevel  # noqa: PLC0415 - see fields.py

    if status.docmdp_ok is not None:
        return bool(status.docmdp_ok)
    return status.modification_level in {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES}


def _capacity(signature: "EmbeddedPdfSignature") -> str:
    """The title that the signer put among the signed attributes, or nothing."""
    for attribute in signature.signer_info["signed_attrs"]:
        if attribute["type"].native != "signer_attributes_v2":
            continue
        for claimed in attribute["values"][0]["claimed_attributes"]:
            if claimed["type"].dotted == TITLE:
                return _text(claimed["values"][0].native)
    return ""


def _certificate(pem_text: bytes) -> Any:
    from asn1crypto import pem, x509  # noqa: PLC0415 - see fields.py

    return x509.Certificate.load(pem.unarmor(pem_text)[2])


def _text(value: object) -> str:
    """Text for people: names may repeat in a certificate, and a stranger's text may be long."""
    joined = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return joined[:500]
