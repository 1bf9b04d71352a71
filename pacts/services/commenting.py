"""Comments of member units and of the supervisor on a draft. One lock, the pact's, keeps them apart from the freeze."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts import permissions
from pacts.enums import CommentAnswer
from pacts.models import Pact, PactComment
from pacts.queries.comments import clause_titles, is_open, mark_of
from pacts.services.consulting import held_draft
from pacts.services.telling import WrongState
from units import audit
from units.models import Unit, User

AGREEMENT = "Nhất trí với dự thảo."


class StaleComment(ValidationError):
    """The comment is no longer the one that the person saw; what was typed is not lost, only not saved."""


@transaction.atomic
def comment(*, pact: Pact, unit: Unit, clause: str, text: str, by: User, at: datetime) -> PactComment:
    """Say something to a clause (by identity), or to the whole draft where none is given.

    The same words of the same unit to the same clause are one comment, however often they are sent.
    An agreement of the unit in this round ends with it.
    """
    on = localdate(at)
    permissions.check_comments(by, pact, unit, on)
    pact = _open(pact, on)
    titles = {"": ""} | clause_titles(pact)
    if clause not in titles:
        raise ValidationError(_("This clause is neither in the draft nor in the text that was sent out."))
    text = _said(text)
    mine = pact.comments.filter(unit=unit)
    twin = mine.filter(clause_identity=clause or None, text=text, answer=CommentAnswer.OPEN).first()
    if twin:
        return twin
    for agreement in mine.filter(answer=CommentAnswer.AGREED, made_at__gte=pact.comments_opened_at):
        _take_back(agreement, by, at)
    made = PactComment.objects.create(
        pact=pact,
        clause_identity=clause or None,
        clause_text=titles[clause],
        unit=unit,
        text=text,
        made_at=at,
        made_by=by,
    )
    audit.record(kind="pact_commented", actor=by, subject=made, at=at, data={"unit": unit.pk, "text": text})
    return made


@transaction.atomic
def agree(*, pact: Pact, unit: Unit, by: User, at: datetime) -> PactComment:
    """The unit has nothing to add in this round. Possible as long as it has said nothing else."""
    on = localdate(at)
    permissions.check_comments(by, pact, unit, on)
    pact = _open(pact, on)
    said = pact.comments.filter(unit=unit, made_at__gte=pact.comments_opened_at)
    said = said.exclude(answer=CommentAnswer.TAKEN_BACK).order_by("pk")
    first = said.first()
    if first and first.answer == CommentAnswer.AGREED:
        return first
    if first:
        raise WrongState(_("Your unit has commented on this draft already; take the comments back first."))
    made = PactComment.objects.create(
        pact=pact,
        unit=unit,
        text=AGREEMENT,
        made_at=at,
        made_by=by,
        answer=CommentAnswer.AGREED,
        answered_at=at,
        answered_by=by,
    )
    audit.record(kind="pact_agreed", actor=by, subject=made, at=at, data={"unit": unit.pk})
    return made


@transaction.atomic
def change(*, comment: PactComment, text: str, seen: str, by: User, at: datetime) -> PactComment:
    """Word the unit's own comment anew, while it has no answer and the time runs. The trail keeps the old words."""
    on = localdate(at)
    permissions.check_comments(by, comment.pact, comment.unit, on)
    _open(comment.pact, on)
    comment = _unanswered(comment, seen)
    text, before = _said(text), comment.text
    comment.text, comment.made_at, comment.made_by = text, at, by
    comment.save(update_fields=["text", "made_at", "made_by"])
    data = {"before": before, "text": text}
    audit.record(kind="pact_comment_changed", actor=by, subject=comment, at=at, data=data)
    return comment


@transaction.atomic
def take_back(*, comment: PactComment, by: User, at: datetime) -> PactComment:
    """The comment no longer waits for an answer; it stays readable as taken back. Also after the last day."""
    permissions.check_comments(by, comment.pact, comment.unit, localdate(at))
    held_draft(comment.pact)
    comment = PactComment.objects.select_for_update().get(pk=comment.pk)
    if comment.answer not in (CommentAnswer.OPEN, CommentAnswer.AGREED):
        raise WrongState(_("This comment has been answered or taken back already."))
    return _take_back(comment, by, at)


def _take_back(comment: PactComment, by: User, at: datetime) -> PactComment:
    comment.answer, comment.answered_at, comment.answered_by = CommentAnswer.TAKEN_BACK, at, by
    comment.save(update_fields=["answer", "answered_at", "answered_by"])
    audit.record(kind="pact_comment_taken_back", actor=by, subject=comment, at=at)
    return comment


def _open(pact: Pact, on: date) -> Pact:
    """The pact, locked, whose consultation is running on the day."""
    pact = held_draft(pact)
    if pact.comments_until is None:
        raise WrongState(_("The draft has not been sent out for comments."))
    if not is_open(pact, on):
        day = date_format(pact.comments_until, "SHORT_DATE_FORMAT")
        raise WrongState(
            _("Comments could be made until %(day)s. Ask the lead unit for more time.") % {"day": day}
        )
    return pact


def _unanswered(comment: PactComment, seen: str) -> PactComment:
    comment = PactComment.objects.select_for_update().get(pk=comment.pk)
    if comment.answer != CommentAnswer.OPEN:
        raise WrongState(_("This comment has been answered or taken back already."))
    if mark_of(comment) != seen:
        raise StaleComment(
            _("Somebody of your unit changed this comment after you opened it. Compare, then save again.")
        )
    return comment


def _said(text: str) -> str:
    if not text.strip():
        raise ValidationError({"text": _("Write your comment.")})
    return text.strip()
