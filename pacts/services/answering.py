"""The lead unit answers what was said about its draft: tiếp thu, giải trình; its head may overrule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from pacts import permissions
from pacts.enums import CommentAnswer
from pacts.models import Pact, PactComment
from pacts.queries.comments import mark_of, unanswered
from pacts.services.consulting import held_draft
from pacts.services.telling import WrongState
from units import audit, notices
from units.models import User

ANSWERS = (CommentAnswer.ACCEPTED, CommentAnswer.EXPLAINED, CommentAnswer.OVERRULED)
WITH_REASON = (CommentAnswer.EXPLAINED, CommentAnswer.OVERRULED)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to one comment; `seen` is the mark of the wording that it answers."""

    comment: int
    answer: str
    text: str
    seen: str


class RepliesRefused(ValidationError):
    """Nothing was saved; `faults` says of each comment what is wrong."""

    def __init__(self, faults: dict[int, Any]):
        super().__init__(list(faults.values()))
        self.faults = faults


@transaction.atomic
def answer(*, pact: Pact, replies: Sequence[Reply], by: User, at: datetime) -> list[PactComment]:
    """All answers or none. An answer can be mended as long as the text is a draft. The authors are told."""
    on = localdate(at)
    permissions.check_edits(by, pact, on)
    if any(reply.answer == CommentAnswer.OVERRULED for reply in replies):
        permissions.check_moves(by, pact, on)
    pact = held_draft(pact)
    keys = [reply.comment for reply in replies]
    rows = {row.pk: row for row in pact.comments.select_for_update().filter(pk__in=keys)}
    faults = {reply.comment: fault for reply in replies if (fault := _fault(reply, rows.get(reply.comment)))}
    if faults:
        raise RepliesRefused(faults)
    answered = [_record(rows[reply.comment], reply.answer, reply.text, by, at) for reply in replies]
    _tell(pact, answered, at)
    return answered


@transaction.atomic
def overrule_all(*, pact: Pact, reason: str, seen: str, by: User, at: datetime) -> list[PactComment]:
    """The head of the lead unit settles every comment that has no answer, with one reason; the authors are told.

    `seen` is the mark of all of them together: what came in meanwhile is not overruled unread.
    """
    permissions.check_moves(by, pact, localdate(at))
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    pact = held_draft(pact)
    waiting = unanswered(pact)
    if not waiting:
        raise WrongState(_("No comment waits for an answer."))
    if mark_of(*waiting) != seen:
        raise WrongState(
            _("Comments came in or were answered after you opened this page. Read them, then decide again.")
        )
    done = [_record(row, CommentAnswer.OVERRULED, reason, by, at) for row in waiting]
    _tell(pact, done, at)
    return done


def _fault(reply: Reply, row: PactComment | None) -> Any:
    if row is None or row.answer in (CommentAnswer.AGREED, CommentAnswer.TAKEN_BACK):
        return _("This comment needs no answer any more.")
    if mark_of(row) != reply.seen:
        return _stale(row)
    if reply.answer not in ANSWERS:
        return _("Choose what the answer is.")
    if reply.answer in WITH_REASON and not reply.text.strip():
        return _("Give the reason.")
    return None


def _stale(row: PactComment) -> Any:
    if row.answered_at is None:
        return _("The unit changed its comment after you opened this page. Read it again, then answer.")
    return _("Answered meanwhile by %(person)s at %(time)s. Saving again replaces that answer.") % {
        "person": row.answered_by,
        "time": date_format(localtime(row.answered_at), "SHORT_DATETIME_FORMAT"),
    }


def _record(row: PactComment, given: str, text: str, by: User, at: datetime) -> PactComment:
    before = {"answer": row.answer, "text": row.answer_text}
    row.answer, row.answer_text, row.answered_at, row.answered_by = given, text.strip(), at, by
    row.save(update_fields=["answer", "answer_text", "answered_at", "answered_by"])
    data = {"answer": str(given), "text": row.answer_text, "before": before}
    audit.record(kind="pact_comment_answered", actor=by, subject=row, at=at, data=data)
    return row


def _tell(pact: Pact, answered: Sequence[PactComment], at: datetime) -> None:
    """One notice for each author, however many of the comments were theirs."""
    mine: dict[User, list[PactComment]] = defaultdict(list)
    for row in answered:
        mine[row.made_by].append(row)
    for author, rows in mine.items():
        notices.queue(
            kind="pact_comments_answered",
            to=[author] if author.is_active else [],
            at=at,
            url=reverse("pact_comments", args=[pact.pk]),
            details={"pact": str(pact), "n": len(rows)},
        )
