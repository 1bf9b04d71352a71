"""Signatures by certificates that the register has ended: good only where something proves that they came before."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from pacts.documents.certificates import unarmored
from pacts.documents.verification import Report, SignatureFinding
from pacts.models import Credential, OutsideCertificate, PaperRevision

REVOKED = "certificate_revoked"


def heeding_revocations(report: Report, known: PaperRevision | None, at: datetime) -> Report:
    """The report in which a signature by a revoked certificate is trusted only if it was made before.

    Its own time proves nothing: whoever holds a stolen key writes any. A trusted time-stamp does, and so does
    the register, where the signature is in the part of the file that `known` records.
    """
    revoked = _revoked(report, at)
    if not revoked:
        return report
    recorded = _recorded_times(known)
    signatures = tuple(
        _distrusted(one)
        if one.certificate_sha256 in revoked
        and not _existed(one, recorded, by=revoked[one.certificate_sha256])
        else one
        for one in report.signatures
    )
    problems = [*report.problems, *(code for one in signatures for code in one.problems if code == REVOKED)]
    return replace(report, signatures=signatures, problems=tuple(dict.fromkeys(problems)))


def _revoked(report: Report, at: datetime) -> dict[str, datetime]:
    """When the certificates in the file were ended, by their SHA-256."""
    prints = {one.certificate_sha256 for one in report.signatures}
    found = dict(
        OutsideCertificate.objects.filter(sha256__in=prints, revoked_at__lte=at).values_list(
            "sha256", "revoked_at"
        )
    )
    own = Credential.objects.filter(
        serial__in={one.serial for one in report.signatures}, revoked_at__lte=at
    ).values_list("certificate_pem", "revoked_at")
    # Serials are unique at one authority only.
    found |= {hashlib.sha256(unarmored(text.encode())).hexdigest(): moment for text, moment in own}
    return {sha256: moment for sha256, moment in found.items() if moment and sha256 in prints}


def _recorded_times(known: PaperRevision | None) -> dict[int, datetime]:
    """When the states of the paper up to this one were entered, by their lengths."""
    if known is None:
        return {}
    states = PaperRevision.objects.filter(paper=known.paper_id, length__lte=known.length)
    return dict(states.values_list("length", "created_at"))


def _existed(finding: SignatureFinding, recorded: dict[int, datetime], *, by: datetime) -> bool:
    return any(time <= by for time in (finding.proven_at, recorded.get(finding.end)) if time)


def _distrusted(finding: SignatureFinding) -> SignatureFinding:
    return replace(finding, trusted=False, problems=(*finding.problems, REVOKED))
