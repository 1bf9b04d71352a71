"""A paper that was signed with somebody else's tool: is it exactly the given bytes and one good signature?

The tool may fill the party's own place or add a visible place of its own, and nothing else. No network.
"""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pacts.documents import coverage, patience
from pacts.documents.certificates import CLOCK_TOLERANCE, WEAK_DIGESTS
from pacts.documents.inspection.reading import read
from pacts.documents.inspection.sheets import Box, Sheets
from pacts.documents.outside_certificates import NotAccepted, Trust, check_certificate, name_of
from pacts.documents.verification import MAX_BYTES, MAX_SECONDS, Report, inspect

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import EmbeddedPdfSignature

SUBFILTERS = ("/ETSI.CAdES.detached", "/adbe.pkcs7.detached")
TIME_STAMP = "/DocTimeStamp"
# Points: the rules of a table or below a heading are thinner, and what stands beside them may touch them.
RULE = 1.6
UNREADABLE = {"encrypted", "took_too_long", "too_many_signatures"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """The one new signature: where it stands, and the certificate that made it."""

    field: str
    certificate_pem: str
    sha256: str
    common_name: str
    subject: str
    issuer: str
    serial: str
    not_before: datetime
    not_after: datetime
    signed_at: datetime | None


def examine_brought(
    given: bytes, brought: bytes, *, field: str, trust: Trust, since: datetime, at: datetime
) -> Brought:
    """The new signature in `brought`, made on `given` in the place `field` or in a new one. Raises NotAccepted.

    `since` is when the bytes were handed out: a signature that says to be older has a wrong clock behind it.
    """
    _check_bytes(given, brought)
    report = inspect(brought, roots=trust.roots, at=at)
    for code in UNREADABLE & set(report.problems):
        raise NotAccepted(code)

    def judged() -> Brought:
        found = _new_signature(given, brought, field)
        _check_worth(report, found.brought.field)
        _check_time(found.brought.signed_at, since, at)
        check_certificate(found.certificate, found.intermediates, trust, at)
        return found.brought

    try:
        return patience.within(MAX_SECONDS, judged)
    except patience.TookTooLong as error:
        raise NotAccepted("took_too_long") from error
    except NotAccepted:
        raise
    except Exception as error:
        raise NotAccepted("signature_broken") from error


def _check_bytes(given: bytes, brought: bytes) -> None:
    if len(brought) > MAX_BYTES:
        raise NotAccepted("too_large")
    if not coverage.has_header(brought):
        raise NotAccepted("not_a_pdf")
    if brought == given:
        raise NotAccepted("not_signed")
    if not brought.startswith(given):
        raise NotAccepted("other_bytes")


@dataclass(frozen=True, slots=True)
class _Found:
    brought: Brought
    certificate: Any
    intermediates: list[Any]


def _new_signature(given: bytes, brought: bytes, field: str) -> _Found:
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - see fields.py

    before, after = PdfFileReader(BytesIO(given)), PdfFileReader(BytesIO(brought))
    known = {signature.field_name for signature in before.embedded_signatures}
    new = [one for one in after.embedded_signatures if one.field_name not in known]
    if not new:
        raise NotAccepted("not_signed")
    if len(new) > 1:
        raise NotAccepted("several_signatures", count=len(new))
    signature = new[0]
    _check_kind(signature)
    _check_place(given, before, after, signature.field_name, field)
    _check_changes(before, after, signature.field_name)
    return _Found(_described(signature), signature.signer_cert, list(signature.other_embedded_certs))


def _check_worth(report: Report, field: str) -> None:
    """The signature is whole, the last thing in the file, and no earlier one suffered by it."""
    finding = next((one for one in report.signatures if one.field == field), None)
    if finding is None or not (finding.intact and finding.valid):
        raise NotAccepted("signature_broken")
    if not finding.covers_whole_file:
        raise NotAccepted("appended")
    if not report.unchanged:
        raise NotAccepted("changed")


def _check_kind(signature: "EmbeddedPdfSignature") -> None:
    """A personal signature that leaves the file open for those who sign after."""
    if signature.sig_object_type == TIME_STAMP:
        raise NotAccepted("time_stamp_only")
    if str(signature.sig_object.get("/SubFilter")) not in SUBFILTERS:
        raise NotAccepted("old_kind")
    is_locked = signature.docmdp_level is not None or signature.fieldmdp is not None
    if is_locked or "/Reference" in signature.sig_object:
        raise NotAccepted("locks_the_file")
    signer = signature.signer_info
    if signer["digest_algorithm"]["algorithm"].native in WEAK_DIGESTS:
        raise NotAccepted("weak")


def _check_place(
    given: bytes, before: "PdfFileReader", after: "PdfFileReader", name: str, field: str
) -> None:
    """In the party's own place, or in a new one, over it or where nothing is printed."""
    from pyhanko.sign.fields import enumerate_sig_fields  # noqa: PLC0415 - see fields.py

    if name == field:
        return
    if name in {known for known, _value, _reference in enumerate_sig_fields(before)}:
        raise NotAccepted("other_place")
    sheets = read(given)
    for number in range(len(sheets.pages)):
        known, now = _notes(before, number), _notes(after, number)
        new = [_rectangle(now[one]) for one in now.keys() - known.keys()]
        others = [_rectangle(note) for note in known.values() if str(note.get("/T")) != field]
        taken = [*others, *_printed(sheets, number, field)]
        if any(_overlap(box, other) for box in new if box.width and box.height for other in taken):
            raise NotAccepted("covers_text")


def _notes(reader: "PdfFileReader", number: int) -> dict[Any, Any]:
    """What lies on a page beside its content, by reference."""
    page: Any = reader.find_page_for_modification(number)[0]  # type: ignore[no-untyped-call]
    notes = page.get_object().get("/Annots", ())
    found = [notes.raw_get(place) for place in range(len(notes))]
    return {getattr(note, "reference", place): note.get_object() for place, note in enumerate(found)}


def _rectangle(widget: Any) -> Box:
    left, bottom, right, top = (float(edge) for edge in widget.get("/Rect", (0, 0, 0, 0)))
    return Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.bottom < other.top
        and other.bottom < one.top
    )


def _printed(sheets: Sheets, page: int, field: str) -> list[Box]:
    """The lines of text and what is drawn (the QR code), without rules and the outline of the party's place."""
    own = sheets.pages[page].fields.get(field)
    drawn = [
        shape
        for shape in sheets.pages[page].shapes
        if min(shape.width, shape.height) > RULE and not (own and _holds(own, shape))
    ]
    return [*(line.box for line in sheets.on(page)), *drawn]


def _holds(place: Box, shape: Box) -> bool:
    return (
        place.left - RULE <= shape.left
        and shape.right <= place.right + RULE
        and place.bottom - RULE <= shape.bottom
        and shape.top <= place.top + RULE
    )


def _check_changes(before: "PdfFileReader", after: "PdfFileReader", field: str) -> None:
    """Nothing was changed on the way but this one place for a signature."""
    from pyhanko.sign.diff_analysis import (  # noqa: PLC0415 - see fields.py
        DEFAULT_DIFF_POLICY,
        ModificationLevel,
        SuspiciousModification,
    )

    try:
        result = DEFAULT_DIFF_POLICY.review_file(after, before.xrefs.total_revisions - 1)
    except SuspiciousModification as error:
        raise NotAccepted("changed") from error
    if (
        isinstance(result, SuspiciousModification)
        or result.modification_level > ModificationLevel.FORM_FILLING
    ):
        raise NotAccepted("changed")
    if set(result.changed_form_fields) - {field}:
        raise NotAccepted("changed")


def _check_time(signed_at: datetime | None, since: datetime, at: datetime) -> None:
    if signed_at is None:
        return
    if not since - CLOCK_TOLERANCE <= signed_at <= at + CLOCK_TOLERANCE:
        raise NotAccepted("wrong_clock", signed_at=signed_at)


def _described(signature: "EmbeddedPdfSignature") -> Brought:
    from asn1crypto import pem  # noqa: PLC0415 - see fields.py

    certificate = signature.signer_cert
    names = certificate.subject.native.get("common_name", "")
    return Brought(
        field=signature.field_name,
        certificate_pem=pem.armor("CERTIFICATE", certificate.dump()).decode(),
        sha256=certificate.sha256.hex(),
        common_name=str(names if isinstance(names, str) else ", ".join(names))[:200],
        subject=certificate.subject.human_friendly[:500],
        issuer=name_of(certificate.issuer),
        serial=f"{certificate.serial_number:x}"[:64],
        not_before=certificate.not_valid_before,
        not_after=certificate.not_valid_after,
        signed_at=signature.self_reported_timestamp,
    )
