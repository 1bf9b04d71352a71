"""Is this paper real and unchanged? The engine's findings about the bytes, held against our register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pacts.documents.verification import Report, SignatureFinding, inspect
from pacts.enums import PactStatus
from pacts.models import PaperRevision
from pacts.queries.revocations import REVOKED, heeding_revocations
from pacts.queries.states import Completeness, completeness, known_state

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
    "changed_after_signing": _("Pages, content or fields were changed by an update added after signing."),
    "appended_after_last_signature": _("Bytes were appended after the last signature."),
    "untrusted_issuer": _("The issuer of a certificate is not known here."),
    "certificate_not_valid_when_signed": _("A certificate was not valid at the time of signing."),
    "signed_in_the_future": _("A signature carries a time in the future."),
    "weak_algorithm": _("A signature was made with an algorithm or key that is too weak to prove anything."),
    "certificate_not_for_signing": _("A certificate was not issued for signing."),
    REVOKED: _("A certificate was revoked, and nothing proves that the signature was made before that."),
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
    revision = known_state(data)
    report = heeding_revocations(inspect(data, roots=roots, at=at), revision, at)
    reasons = [str(REASONS.get(code, code)) for code in report.problems]
    state = completeness(revision) if revision else None
    if revision and state and revision.length < len(data):
        report = _with_addition(report, revision, state, reasons)
    verdict = _verdict(report, revision, state, reasons)
    if verdict == "valid" and state and state.closed_later:
        reasons.append(gettext("The state before the paper was closed by a time-stamp; a later one exists."))
    if state and state.by_hand:
        reasons.append(
            gettext("Signed by hand on paper, where no digital signature applies: %(units)s.")
            % {"units": ", ".join(state.by_hand)}
        )
    return Check(
        verdict=verdict,
        unchanged=report.unchanged,
        trusted=report.trusted,
        covers_whole_file=report.covers_whole_file,
        signatures=report.signatures,
        reasons=tuple(reasons),
        title=revision.paper.title if revision else "",
        signed=state.signed if state else len(report.signatures),
        required=state.required if state else 0,
        sha256=report.sha256,
        is_rehearsal=bool(revision and revision.paper.is_rehearsal),
    )


def _with_addition(
    report: Report, revision: PaperRevision, state: Completeness, reasons: list[str]
) -> Report:
    """A paper of the register and something behind it, of which only the register can tell that it does not
    belong there: a picture over the pages looks like a further signature to every program."""
    if revision.paper.signatures_required == 0:
        reasons.append(
            gettext(
                "The file begins with a paper of the register, intact. What was added to it, such as a signature"
                " from outside the system, is not recorded here: compare the pages with those of the register."
            )
        )
        return replace(report, unchanged=None if report.unchanged else report.unchanged)
    reasons.append(
        gettext(
            "Something was added to a paper of the register that this system did not record: do not rely on what"
            " the file shows. Up to there it is the recorded paper, intact, with %(signed)s of %(required)s"
            " signatures; download that from the system."
        )
        % {"signed": state.signed, "required": state.required}
    )
    return replace(report, unchanged=False)


def _verdict(
    report: Report, revision: PaperRevision | None, state: Completeness | None, reasons: list[str]
) -> str:
    """The verdict; reasons that only the register knows are added to the list."""
    if report.unchanged is False or DAMAGED & set(report.problems):
        return "invalid"
    if report.kind == "unsigned" and report.unchanged is None and not report.problems:
        reasons.append(
            _frozen_only(revision, state) if revision and state else gettext("Nobody has signed this file.")
        )
        return "unsigned"
    if report.unchanged is None or not report.trusted:
        return "indeterminate"
    if revision is None or state is None:
        reasons.append(gettext("The signatures are whole, but this installation did not issue this file."))
        return "indeterminate"
    if not state.is_complete:
        reasons.append(
            gettext("This is an earlier state of the paper: it holds %(signed)s of %(required)s signatures.")
            % {"signed": state.signed, "required": state.required}
        )
        return "indeterminate"
    pact = getattr(revision.paper, "pact", None)
    if pact is not None and pact.status == PactStatus.VOID:
        reasons.append(gettext("The paper was made void."))
        return "indeterminate"
    return "valid"


def _frozen_only(revision: PaperRevision, state: Completeness) -> str:
    if revision.paper.signatures_required == 0:
        return gettext("This is a paper of the register that is signed and stamped outside the system.")
    if state.by_hand and not state.required:
        return gettext("This is a paper of the register that all parties have signed by hand on paper.")
    return gettext("This is a paper of the register before the first signature: 0 of %(required)s.") % {
        "required": revision.paper.signatures_required
    }
