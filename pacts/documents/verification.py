"""What a PDF is worth: who signed, is it unchanged, is the issuer known. For any bytes, without network.

A file cut back to an earlier signature is cryptographically perfect: whoever stores the revisions compares
`sha256` and `length`. Trust is judged at the time the signature claims, which our records must confirm.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from pacts.documents import coverage, examination, patience
from pacts.documents.examination import SignatureFinding

__all__ = ["MAX_BYTES", "MAX_SECONDS", "Report", "SignatureFinding", "inspect"]

MAX_BYTES = 20 * 1024 * 1024
MAX_SECONDS = 20.0

Kind = Literal["not_pdf", "unsigned", "signed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The findings. `unchanged` is None where nothing can be said: not a PDF, unsigned, encrypted, too large.

    `signatures` stand in signing order; `empty_fields` are places nobody has signed. `problems` are codes:
    empty, not_a_pdf, too_large, took_too_long, too_many_signatures, encrypted, unreadable, cut_short,
    content_altered, signature_broken, signature_gap_altered, changed_after_signing,
    appended_after_last_signature, untrusted_issuer, certificate_not_valid_when_signed,
    signed_in_the_future, test_certificate, weak_algorithm, certificate_not_for_signing.
    """

    kind: Kind
    sha256: str
    length: int
    signatures: tuple[SignatureFinding, ...] = ()
    empty_fields: tuple[str, ...] = ()
    covers_whole_file: bool = False
    unchanged: bool | None = None
    problems: tuple[str, ...] = ()

    @property
    def trusted(self) -> bool | None:
        """Whether every signer's issuer is one of the given roots; None where nobody has signed, or where a
        signature is broken, since its certificate then proves nothing."""
        if not self.signatures or not all(one.intact and one.valid for one in self.signatures):
            return None
        return all(one.trusted for one in self.signatures)


def inspect(pdf: bytes, *, roots: Sequence[bytes], at: datetime, seconds: float = MAX_SECONDS) -> Report:
    """The report on any bytes; never raises, fetches nothing, gives up after `seconds`. `roots` are PEM."""
    report = Report(kind="not_pdf", sha256=hashlib.sha256(pdf).hexdigest(), length=len(pdf))
    refusal = _refusal(pdf)
    if refusal:
        return replace(report, problems=(refusal,))
    is_signed = coverage.has_traces(pdf)
    report = replace(report, kind="signed" if is_signed else "unsigned")
    try:
        examined = patience.within(seconds, lambda: _examined(pdf, roots=roots, at=at))
    except patience.TookTooLong:
        return replace(report, problems=("took_too_long",))
    except examination.Encrypted:
        return replace(report, problems=("encrypted",))
    except examination.TooManySignatures:
        return replace(report, problems=("too_many_signatures",))
    except Exception:
        return _unreadable(pdf, report)
    return _judged(pdf, report, examined)


def _examined(pdf: bytes, *, roots: Sequence[bytes], at: datetime) -> examination.Examined:
    """The signatures; of a file that cannot be read those of the file as its last signer seems to have left it:
    if that is sound, only what follows is wrong. That is tried once, for a hostile file claims any number of ends.
    """
    try:
        return examination.examine(pdf, roots=roots, at=at)
    except (examination.Encrypted, examination.TooManySignatures):
        raise
    except Exception:
        end = max((one.end for one in coverage.ranges(pdf)), default=len(pdf))
        if end >= len(pdf):
            raise
        before = examination.examine(pdf[:end], roots=roots, at=at)
        findings = tuple(replace(one, covers_whole_file=False) for one in before.signatures)
        if not findings:
            raise
        return replace(before, signatures=findings)


def _refusal(pdf: bytes) -> str | None:
    if not pdf:
        return "empty"
    if len(pdf) > MAX_BYTES:
        return "too_large"
    return None if coverage.has_header(pdf) else "not_a_pdf"


def _judged(pdf: bytes, report: Report, examined: examination.Examined) -> Report:
    findings = examined.signatures
    if not findings:
        return _without_readable_signatures(pdf, report, examined)
    problems = [code for one in findings for code in one.problems]
    tail = coverage.tail_problem(pdf, findings[-1].end)
    if tail == "cut_short" or (tail and "changed_after_signing" not in problems):
        problems.insert(0, tail)
    whole = findings[-1].covers_whole_file
    unchanged = (
        whole and not tail and all(one.intact and one.valid and one.modification_ok for one in findings)
    )
    return replace(
        report,
        kind="signed",
        signatures=findings,
        empty_fields=examined.empty_fields,
        covers_whole_file=whole,
        unchanged=unchanged,
        problems=tuple(dict.fromkeys(problems)),
    )


def _without_readable_signatures(pdf: bytes, report: Report, examined: examination.Examined) -> Report:
    """Traces of a signature that no field leads to are a signed file that was tampered with."""
    if report.kind == "unsigned":
        return replace(report, empty_fields=examined.empty_fields)
    return replace(
        report, empty_fields=examined.empty_fields, unchanged=False, problems=("signature_broken",)
    )


def _unreadable(pdf: bytes, report: Report) -> Report:
    """A file no parser can read: perhaps cut."""
    if report.kind == "unsigned":
        is_cut = coverage.END_OF_FILE not in pdf[-coverage.HEADER_WITHIN :]
        return replace(report, problems=("cut_short" if is_cut else "unreadable",))
    is_cut = any(one.end > len(pdf) for one in coverage.ranges(pdf))
    return replace(report, unchanged=False, problems=("cut_short" if is_cut else "unreadable",))
