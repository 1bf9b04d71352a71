"""The consultation of a draft as the lead unit holds it: sent out until a day, sent out again, ended; and whether
it is settled, which the freeze asks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pacts import permissions
from pacts.enums import CommentAnswer, DraftOccasion, PactStatus
from pacts.models import Pact
from pacts.queries.comments import is_open, sent_out
from pacts.queries.texts import text_from, text_of
from pacts.redline import Text, compare
from pacts.services.keeping import keep_draft
from pacts.services.telling import WrongState, check_not_far
from units import audit, notices
from units.models import ClusterMembership, User

_CONSULTED = [
    "comments_opened_at", "comments_opened_by", "comments_until", "comments_ended_at", "comments_ended_by",
]  # fmt: skip


@transaction.atomic
def send_out(*, pact: Pact, until: date, by: User, at: datetime) -> Pact:
    """Ask the members and the supervisor for comments until the day, the whole day; they are told.

    The text of now is kept. Sent out again it is a further round, and everybody is told how much has changed;
    while the text is still the one that was sent out last, only the day moves.
    """
    on = localdate(at)
    permissions.check_edits(by, pact, on)
    if until < on:
        raise ValidationError({"until": _("The last day for comments lies in the past.")})
    check_not_far(until, on, "until")
    pact = held_draft(pact)
    if not pact.clauses.exists():
        raise ValidationError(_("The pact has no clause."))
    last = sent_out(pact)
    changes = None if last is None else _changes(text_from(last.content), text_of(pact))
    if changes != 0:
        last = keep_draft(pact=pact, occasion=DraftOccasion.CONSULTATION, by=by, at=at)
        pact.comments_opened_at, pact.comments_opened_by = at, by
    pact.comments_until, pact.comments_ended_at, pact.comments_ended_by = until, None, None
    pact.save(update_fields=_CONSULTED)
    data = {"until": until.isoformat(), "draft": last.number if last else None}
    audit.record(kind="pact_sent_out", actor=by, subject=pact, at=at, data=data)
    kind = {None: "pact_comments_opened", 0: "pact_comments_until"}.get(changes, "pact_comments_again")
    _tell(pact, kind, on, at, day=date_format(until, "SHORT_DATE_FORMAT"), changes=changes)
    return pact


@transaction.atomic
def end(*, pact: Pact, reason: str, by: User, at: datetime) -> Pact:
    """Take no more comments although the last day has not come; everybody is told why."""
    on = localdate(at)
    permissions.check_moves(by, pact, on)
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    pact = held_draft(pact)
    if not is_open(pact, on):
        raise WrongState(_("The draft is not out for comments now."))
    data = {"reason": reason.strip(), "until": str(pact.comments_until)}
    pact.comments_until, pact.comments_ended_at, pact.comments_ended_by = on, at, by
    pact.save(update_fields=_CONSULTED)
    audit.record(kind="pact_comments_ended", actor=by, subject=pact, at=at, data=data)
    _tell(pact, "pact_comments_ended", on, at, reason=reason.strip())
    return pact


def check_settled(pact: Pact, on: date) -> None:
    """Nobody is still asked for comments, and each comment has its answer. Ask it with the pact locked."""
    faults = []
    if pact.comments_until and is_open(pact, on):
        day = date_format(pact.comments_until, "SHORT_DATE_FORMAT")
        faults.append(
            _("The units may still comment until %(day)s. Wait for that day, or end the consultation first.")
            % {"day": day}
        )
    open_ones = pact.comments.filter(answer=CommentAnswer.OPEN).count()
    if open_ones:
        sentence = ngettext(
            "%(n)s comment has no answer yet: answer it, or overrule it with a reason.",
            "%(n)s comments have no answer yet: answer them, or overrule them with a reason.",
            open_ones,
        )
        faults.append(sentence % {"n": open_ones})
    if faults:
        raise ValidationError(faults)


def held_draft(pact: Pact) -> Pact:
    """The pact, locked and read anew, whose text can still be changed."""
    pact = Pact.objects.select_for_update().get(pk=pact.pk)
    if pact.status != PactStatus.DRAFT:
        raise WrongState(_("The text is frozen: comments can no longer be made or answered."))
    return pact


def _changes(before: Text, now: Text) -> int:
    redline = compare(before, now)
    same = [field.is_same for field in redline.fields] + [clause.is_same for clause in redline.clauses]
    return same.count(False)


def _tell(pact: Pact, kind: str, on: date, at: datetime, **details: Any) -> None:
    """All who act for the member units, and who supervises for the organiser."""
    members = ClusterMembership.objects.filter(cluster=pact.cluster).on(on).values_list("unit", flat=True)
    notices.queue(
        kind=kind,
        to=[*notices.people_of_units(members, on), *permissions.supervisors(pact, on)],
        at=at,
        url=reverse("pact_comments", args=[pact.pk]),
        details={"pact": str(pact), **details},
    )
