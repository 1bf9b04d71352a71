"""Writing the parts of a pact beside its clauses: the text around them and the legal bases.

A change that changes nothing is no change: it is neither counted nor refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from pacts.models import LegalBasis, Pact
from pacts.queries.parts import TEXT_FIELDS, legal_basis_values, text_values
from pacts.services.editing import check_fresh, held, rewritten
from units.models import User


@transaction.atomic
def save_text(
    *, pact: Pact, text: dict[str, str], edit_number: int, by: User, at: datetime, seen: str = ""
) -> Pact:
    """The theme, motto, preamble, closing and place."""
    pact = held(pact, by=by, at=at)
    before = text_values(pact)
    if before == text:
        return pact
    check_fresh(pact, edit_number=edit_number, seen=seen, now=lambda: before)
    for name in TEXT_FIELDS:
        setattr(pact, name, text[name])
    pact.save(update_fields=list(TEXT_FIELDS))
    rewritten(pact, "text", before=before, after=text, by=by, at=at)
    return pact


@transaction.atomic
def save_legal_bases(
    *, pact: Pact, citations: Sequence[str], edit_number: int, by: User, at: datetime, seen: str = ""
) -> Pact:
    """The acts that the pact rests on, in order."""
    pact = held(pact, by=by, at=at)
    before, after = legal_basis_values(pact), {"citations": list(citations)}
    if before == after:
        return pact
    check_fresh(pact, edit_number=edit_number, seen=seen, now=lambda: before)
    pact.legal_bases.all().delete()
    LegalBasis.objects.bulk_create(
        LegalBasis(pact=pact, position=place, citation=citation)
        for place, citation in enumerate(citations, start=1)
    )
    rewritten(pact, "legal_bases", before=before, after=after, by=by, at=at)
    return pact
