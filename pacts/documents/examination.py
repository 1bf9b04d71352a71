"""The signatures of one readable PDF, each judged by itself: intact, valid, trusted, followed by what."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from pacts.documents import coverage, envelope
from pacts.documents.authority import TEST_MARK
from pacts.documents.certificates import CLOCK_TOLERANCE, WEAK_DIGESTS, is_weak, read_certificate
from pacts.documents.signing import TITLE

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

# It logs a page of trace for each damaged file, and strangers upload those as often as they like.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)

MAX_SIGNATURES = 50
TIME_STAMP = "/DocTimeStamp"


class Encrypted(ValueError):
    """The file needs a password."""


class TooManySignatures(ValueError):
    """More than MAX_SIGNATURES."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFinding:
    """One signature. Names come from its certificate; `signed_at` and `capacity` are what the signer claims.

    `proven_at`: a trusted time-stamp says that it existed then; `end`: where the bytes that it covers end;
    `intact`: the bytes it covers are those that were signed; `valid`: the key of the certificate made it;
    `modification_ok`: what was added later is only further signatures; `trusted`: a given root issued it.
    """

    field: str
    signer: str = ""
    unit: str = ""
    issuer: str = ""
    serial: str = ""
    certificate_sha256: str = ""
    signed_at: datetime | None = None
    proven_at: datetime | None = None
    end: int = 0
    capacity: str = ""
    reason: str = ""
    intact: bool = False
    valid: bool = False
    trusted: bool = False
    is_test: bool = False
    is_time_stamp: bool = False
    covers_whole_file: bool = False
    modification_ok: bool = False
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """Signatures in signing order, and places nobody signed."""

    signatures: tuple[SignatureFinding, ...]
    empty_fields: tuple[str, ...]


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
    file = _File(
        pdf=pdf,
        reader=reader,
        signed=frozenset(name for name, _reference in signed),
        anchors=[read_certificate(pem) for pem in roots],
        at=at,
    )
    found = sorted(
        (_finding(file, name, reference) for name, reference in signed), key=lambda finding: finding.end
    )
    return Examined(
        signatures=_with_later_proofs(found),
        empty_fields=tuple(name for name, value, _reference in fields if value is None),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """What all signatures of one file are judged by; `signed` are the names of the fields that hold one."""

    pdf: bytes
    reader: "PdfFileReader"
    signed: frozenset[str]
    anchors: list[Any]
    at: datetime


def _with_later_proofs(found: list[SignatureFinding]) -> tuple[SignatureFinding, ...]:
    """What a trusted time-stamp over the file covers existed at its time too."""
    proven: list[SignatureFinding] = []
    later: datetime | None = None
    for finding in reversed(found):
        times = [time for time in (finding.proven_at, later) if time]
        proven.insert(0, replace(finding, proven_at=min(times, default=None)))
        if finding.is_time_stamp:
            later = proven[0].proven_at
    return tuple(proven)


def _finding(file: _File, name: str, reference: Any) -> SignatureFinding:
    """What the signature is worth. Never raises: a broken one is a finding too."""
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature  # noqa: PLC0415 - see fields.py

    end = 0
    try:
        signature = EmbeddedPdfSignature(file.reader, reference, name)
        covered = coverage.range_of([int(number) for number in signature.byte_range])
        end = covered.end if covered else 0
        return _judged(file, signature, covered)
    except Exception:
        return SignatureFinding(field=name, end=end, problems=("signature_broken",))


def _judged(
    file: _File, signature: "EmbeddedPdfSignature", covered: coverage.Range | None
) -> SignatureFinding:
    signed_at = _stated_time(signature)
    status = _status(signature, file.anchors, signed_at or file.at)
    certificate = signature.signer_cert
    subject, issuer = certificate.subject.native, certificate.issuer.native
    gap_is_clean = (
        covered is not None
        and coverage.gap_is_clean(file.pdf, covered)
        and envelope.is_exact(signature.pkcs7_content, signature.signed_data, certificate)
    )
    details = {
        "is_time_stamp": signature.sig_object_type == TIME_STAMP,
        "is_test": TEST_MARK in str(issuer.get("organization_name", "")),
        "intact": bool(status.intact) and gap_is_clean,
        "valid": bool(status.valid),
        "trusted": bool(status.trusted),
        "modification_ok": _only_signatures_followed(status, file.signed),
    }
    return SignatureFinding(
        field=signature.field_name,
        signer=_text(subject.get("common_name")),
        unit=_text(subject.get("organizational_unit_name")),
        issuer=" · ".join(
            str(issuer[part]) for part in ("common_name", "organization_name") if issuer.get(part)
        ),
        serial=f"{certificate.serial_number:x}",
        certificate_sha256=certificate.sha256.hex(),
        signed_at=signed_at,
        proven_at=_proven_time(status) if details["intact"] and details["valid"] else None,
        end=covered.end if covered else 0,
        capacity=_capacity(signature),
        reason=_text(signature.sig_object.get("/Reason")),
        covers_whole_file=covered is not None and covered.end == len(file.pdf),
        problems=_problems(certificate, signed_at, file.at, status.intact, gap_is_clean, details)
        + _faults_of_certificate(signature, certificate),
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


def _faults_of_certificate(signature: "EmbeddedPdfSignature", certificate: Any) -> tuple[str, ...]:
    """Why a certificate of a known issuer is not trusted all the same: too weak, or made for something else."""
    key, usage = certificate.public_key, certificate.key_usage_value
    hash_name = signature.signer_info["digest_algorithm"]["algorithm"].native
    is_strong = hash_name not in WEAK_DIGESTS and not is_weak(key)
    is_for_signing = usage is None or {"digital_signature", "non_repudiation"} & usage.native
    checks = (("weak_algorithm", is_strong), ("certificate_not_for_signing", is_for_signing))
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


def _stated_time(signature: "EmbeddedPdfSignature") -> datetime | None:
    """The time that the signer claims, or the authority of a time-stamp states."""
    if signature.sig_object_type == TIME_STAMP:
        return cast(
            "datetime", signature.signed_data["encap_content_info"]["content"].parsed["gen_time"].native
        )
    return signature.self_reported_timestamp


def _proven_time(status: "PdfSignatureStatus") -> datetime | None:
    """The time of the trusted time-stamp that the signature bears, or is."""
    from pyhanko.sign.validation.status import TimestampSignatureStatus  # noqa: PLC0415 - see fields.py

    stamp: Any = status if isinstance(status, TimestampSignatureStatus) else status.timestamp_validity
    return stamp.timestamp if stamp and stamp.intact and stamp.valid and stamp.trusted else None


def _only_signatures_followed(status: "PdfSignatureStatus", signed: frozenset[str]) -> bool:
    """Whether nothing came after but signatures: a field that somebody changed or added and left unsigned
    may show anything on top of a page.

    A time-stamp states no permission of its own: after it only further time-stamps may come.
    """
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel  # noqa: PLC0415 - see fields.py

    if not isinstance(status.diff_result, DiffResult) or status.diff_result.changed_form_fields - signed:
        return False
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


def _text(value: object) -> str:
    """Text for people: names may repeat in a certificate, and a stranger's text may be long."""
    joined = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return joined[:500]
