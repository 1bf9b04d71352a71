"""Is this paper real and unchanged? The engine's findings about the bytes, held against our register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pacts.documents.verification import Report, SignatureFinding, inspect
from pacts.enums import PactStatus
from pacts.models import PaperRevision

# What each finding of the engine means in words.
REASONS = {
    "empty": _("The file is empty."),
    "not_a_pdf": _("This is not a PDF file."),
    "too_large": _("The file is too large to be checked."),
    "took_too_long": _("The file is built so that checking it takes too long."),
    "too_many_signatures": _("The file holds more signatures than can be checked."),
    "encrypted": _("The file is protected by a password."),
    "unreadable": _("The file is damaged and cannot be read."),
    "cut_short": _("The end of the file is missing: it was cut."),
    "content_altered": _("The content was altered after signing: the bytes do not match the signature."),
    "signature_broken": _("A signature in the file is broken."),
    "signature_gap_altered": _("Bytes were changed in the place kept for a signature."),
    "changed_after_signing": _("Pages or content were changed by an update added after signing."),
    "appended_after_last_signature": _("Bytes were appended after the last signature."),
    "untrusted_issuer": _("The issuer of a certificate is not known here."),
    "certificate_not_valid_when_signed": _("A certificate was not valid at the time of signing."),
    "signed_in_the_future": _("A signature carries a time in the future."),
    "test_certificate": _("Signed with test certificates of this installation: no legal value."),
}
DAMAGED = {"unreadable", "cut_short"}


@dataclass(frozen=True, slots=True)
class Check:
    """The answer: `unchanged` and `trusted` are two questions; `verdict` is valid, invalid, indeterminate
    or unsigned. Only a complete paper of our register, unchanged, with known issuers, is valid."""

    verdict: str
    unchanged: bool | None
    trusted: bool | None
    covers_whole_file: bool
    signatures: tuple[SignatureFinding, ...]
    reasons: tuple[str, ...]
    title: str = ""
    signed: int = 0
    required: int = 0
    sha256: str = ""
    is_rehearsal: bool = False

    @property
    def is_test(self) -> bool:
        return any(finding.is_test for finding in self.signatures)

    def as_json(self) -> dict[str, object]:
        """The interface of `verify_paper`."""
        return {
            "verdict": self.verdict,
            "unchanged": self.unchanged,
            "trusted": self.trusted,
            "covers_whole_file": self.covers_whole_file,
            "signatures": [
                {
                    "signer": finding.signer,
                    "unit": finding.unit,
                    "capacity": finding.capacity,
                    "signed_at": finding.signed_at.isoformat() if finding.signed_at else None,
                    "intact": finding.intact,
                    "valid": finding.valid,
                }
                for finding in self.signatures
            ],
            "reasons": [str(reason) for reason in self.reasons],
        }


def check_paper(data: bytes, *, roots: Sequence[bytes], at: datetime) -> Check:
    """The answer for any bytes; never raises for what they hold. Roots are PEM certificates."""
    report = inspect(data, roots=roots, at=at)
    revision = (
        PaperRevision.objects.filter(sha256=report.sha256, length=report.length)
        .select_related("paper__pact")
        .order_by("-signature_count")
        .first()
    )
    reasons = [str(REASONS.get(code, code)) for code in report.problems]
    verdict = _verdict(report, revision, reasons)
    return Check(
        verdict=verdict,
        unchanged=report.unchanged,
        trusted=report.trusted,
        covers_whole_file=report.covers_whole_file,
        signatures=report.signatures,
        reasons=tuple(reasons),
        title=revision.paper.title if revision else "",
        signed=revision.signature_count if revision else len(report.signatures),
        required=revision.paper.signatures_required if revision else 0,
        sha256=report.sha256,
        is_rehearsal=bool(revision and revision.paper.is_rehearsal),
    )


def _verdict(report: Report, revision: PaperRevision | None, reasons: list[str]) -> str:
    """The verdict; reasons that only the register knows are added to the list."""
    if report.unchanged is False or DAMAGED & set(report.problems):
        return "invalid"
    if report.kind == "unsigned" and report.unchanged is None and not report.problems:
        reasons.append(_frozen_only(revision) if revision else gettext("Nobody has signed this file."))
        return "unsigned"
    if report.unchanged is None or not report.trusted:
        return "indeterminate"
    if revision is None:
        reasons.append(gettext("The signatures are whole, but this installation did not issue this file."))
        return "indeterminate"
    if revision.signature_count < revision.paper.signatures_required:
        reasons.append(
            gettext("This is an earlier state of the paper: it holds %(signed)s of %(required)s signatures.")
            % {"signed": revision.signature_count, "required": revision.paper.signatures_required}
        )
        return "indeterminate"
    pact = getattr(revision.paper, "pact", None)
    if pact is not None and pact.status == PactStatus.VOID:
        reasons.append(gettext("The paper was made void."))
        return "indeterminate"
    return "valid"


def _frozen_only(revision: PaperRevision) -> str:
    if revision.paper.signatures_required == 0:
        return gettext("This is a paper of the register that is signed and stamped outside the system.")
    return gettext("This is a paper of the register before the first signature: 0 of %(required)s.") % {
        "required": revision.paper.signatures_required
    }
