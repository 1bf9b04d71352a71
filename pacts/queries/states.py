"""Which state of which paper a file is, and who has signed in it: a witness is counted among nobody."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from pacts.documents import coverage
from pacts.enums import PartyKind, SignatureWay
from pacts.models import PaperRevision, Signature


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many parties have signed in the file, and how many signatures it needs to hold all of them.

    A party that signed by hand on a print has no signature in the file, and none is missed there.
    """

    signed: int
    required: int
    by_hand: tuple[str, ...] = ()
    # The paper was closed by a time-stamp after this state.
    closed_later: bool = False

    @property
    def is_complete(self) -> bool:
        return self.signed >= self.required


def known_state(content: bytes) -> PaperRevision | None:
    """The state of a paper of the register that these bytes are, or were before something was added."""
    digest, done, hashes = hashlib.sha256(), 0, []
    for end in coverage.ends(content):
        digest.update(content[done:end])
        hashes.append(digest.copy().hexdigest())
        done = end
    states = PaperRevision.objects.filter(sha256__in=hashes).select_related("paper__pact")
    return states.order_by("-length", "-signature_count", "pk").first()


def completeness(revision: PaperRevision) -> Completeness:
    """The state that this revision is (two queries)."""
    parties = Signature.objects.filter(paper=revision.paper_id, party__kind=PartyKind.PARTY)
    rows = list(
        parties.order_by("party__position").values_list("way", "revision__sequence", "party__unit_text")
    )
    by_hand = tuple(unit for way, _sequence, unit in rows if way == SignatureWay.PAPER)
    signed = sum(sequence is not None and sequence <= revision.sequence for _way, sequence, _unit in rows)
    later = PaperRevision.objects.filter(
        paper=revision.paper_id, is_upgrade=True, sequence__gt=revision.sequence
    )
    required = max(revision.paper.signatures_required - len(by_hand), 0)
    return Completeness(signed, required, by_hand, later.exists())
