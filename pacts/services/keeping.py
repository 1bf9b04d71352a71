"""Keeping the text of a pact at a moment, so that it can be compared later."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts import permissions
from pacts.enums import DraftOccasion, PactStatus
from pacts.models import Pact, PactDraft
from pacts.queries.texts import content_of, text_of
from units import audit
from units.models import User


@transaction.atomic
def keep_draft(*, pact: Pact, occasion: str, by: User, at: datetime, note: str = "") -> PactDraft:
    """The whole text of now under the next number. Part of a larger act, whose caller has checked the person.

    The pact is locked, so that two who keep at once get two numbers.
    """
    pact = Pact.objects.select_for_update().get(pk=pact.pk)
    last = pact.drafts.aggregate(last=Max("number"))["last"] or 0
    draft = PactDraft.objects.create(
        pact=pact,
        number=last + 1,
        occasion=occasion,
        note=note,
        content=content_of(text_of(pact)),
        kept_at=at,
        kept_by=by,
    )
    data = {"number": draft.number, "occasion": str(occasion)}
    audit.record(kind="pact_draft_kept", actor=by, subject=pact, at=at, data=data)
    return draft


@transaction.atomic
def keep(*, pact: Pact, by: User, at: datetime, note: str = "") -> PactDraft:
    """Whoever edits the draft keeps its text of now. Nothing new since the last one: that one is returned."""
    permissions.check_edits(by, pact, localdate(at))
    pact = Pact.objects.select_for_update().get(pk=pact.pk)
    if pact.status != PactStatus.DRAFT:
        raise ValidationError(_("The text is frozen and can no longer be changed."))
    last = pact.drafts.order_by("-number").first()
    if last and last.content == content_of(text_of(pact)):
        return last
    return keep_draft(pact=pact, occasion=DraftOccasion.KEPT, by=by, at=at, note=note)
