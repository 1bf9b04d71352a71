"""What the register says of the QR code on a paper: is it ours, and of which content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pacts.documents.content import canonical
from pacts.documents.proof import Claim, Forged, NotAClaim, UnknownKey, read_claim
from pacts.enums import PactStatus
from pacts.models import IssuedPaper
from pacts.queries.states import completeness


@dataclass(frozen=True, slots=True)
class CodeCheck:
    """The answer. `state`: genuine, void, not_a_code, unknown_key, forged, unknown_paper or differs."""

    state: str
    title: str = ""
    dated_on: date | None = None
    status: str = ""
    signed: int = 0
    required: int = 0
    is_rehearsal: bool = False
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def is_ours(self) -> bool:
        return self.state in {"genuine", "void"}


def check_code(token: str, *, keys: Mapping[str, bytes]) -> CodeCheck:
    """The answer for any text; never raises for what it holds."""
    try:
        claim = read_claim(token, keys=keys)
    except UnknownKey:
        return CodeCheck("unknown_key")
    except Forged:
        return CodeCheck("forged")
    except NotAClaim:
        return CodeCheck("not_a_code")
    paper = IssuedPaper.objects.filter(pk=claim.paper_id).select_related("pact").first()
    if paper is None:
        return CodeCheck("unknown_paper", dated_on=claim.dated_on)
    if not _is_of(claim, paper):
        return CodeCheck("differs", title=paper.title, dated_on=claim.dated_on)
    return _of_paper(claim, paper)


def _is_of(claim: Claim, paper: IssuedPaper) -> bool:
    """Whether the register holds this very content; it is the same content on both databases."""
    content = canonical(paper.snapshot)
    dated_on = paper.snapshot.get("dated_on")
    return hashlib.sha256(content).hexdigest() == claim.sha256 and dated_on == claim.dated_on.isoformat()


def _of_paper(claim: Claim, paper: IssuedPaper) -> CodeCheck:
    pact = getattr(paper, "pact", None)
    newest = paper.revisions.select_related("paper").order_by("-sequence").first()
    state = completeness(newest) if newest else None
    return CodeCheck(
        "void" if pact is not None and pact.status == PactStatus.VOID else "genuine",
        title=paper.title,
        dated_on=claim.dated_on,
        status=pact.get_status_display() if pact is not None else "",
        signed=state.signed if state else 0,
        required=state.required if state else 0,
        is_rehearsal=paper.is_rehearsal,
        content=paper.snapshot,
    )
