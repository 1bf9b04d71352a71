"""What was said about a draft: the state of its consultation, and the comments clause by clause."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pacts.enums import CommentAnswer, DraftOccasion, PactStatus
from pacts.models import Pact, PactComment, PactDraft
from pacts.queries.texts import text_from, text_of
from pacts.redline import ClauseText, Text
from units.enums import LeadershipRole
from units.queries.gathering import Pill
from units.queries.names import Name, Names
from units.queries.roster import roster

ANSWER_PILLS = {
    CommentAnswer.OPEN: ("wait", "hourglass-split"),
    CommentAnswer.AGREED: ("ok", "check-lg"),
    CommentAnswer.ACCEPTED: ("ok", "check-lg"),
    CommentAnswer.EXPLAINED: ("info", "info-circle"),
    CommentAnswer.OVERRULED: ("bad", "x-lg"),
    CommentAnswer.TAKEN_BACK: ("plain", "x-lg"),
}


@dataclass(frozen=True, slots=True)
class Consultation:
    """How far the consultation is on a day. `until` counts as a whole day."""

    rounds: int
    until: date | None
    is_open: bool
    made: int
    unanswered: int
    heard: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        return self.until is not None and not self.is_open

    @property
    def asked(self) -> int:
        return len(self.heard) + len(self.silent)


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment with the name that its unit bore on its day, and the mark of exactly this wording."""

    comment: PactComment
    unit: Name
    pill: Pill
    mark: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A clause with what was said about it; the whole text is the place without identity.

    `clause` is its text of now, as sent out where it was removed since; `number` only where it stands now.
    """

    identity: str
    title: str
    clause: ClauseText | None
    number: int | None
    rows: tuple[CommentRow, ...] = ()

    @property
    def is_removed(self) -> bool:
        return bool(self.identity) and self.number is None


def mark_of(*comments: PactComment) -> str:
    """Which wording somebody saw: other words or another answer have another mark."""
    said = [(one.pk, one.text, str(one.answer), one.answer_text, str(one.answered_at)) for one in comments]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:24]


def is_open(pact: Pact, on: date) -> bool:
    """Whether comments are taken on the day."""
    is_asked = pact.comments_until is not None and on <= pact.comments_until
    return pact.status == PactStatus.DRAFT and is_asked and pact.comments_ended_at is None


def unanswered(pact: Pact) -> list[PactComment]:
    """What waits for an answer, the oldest first."""
    return list(pact.comments.filter(answer=CommentAnswer.OPEN).order_by("pk"))


def sent_out(pact: Pact) -> PactDraft | None:
    """The text as it was sent out last."""
    return pact.drafts.filter(occasion=DraftOccasion.CONSULTATION).order_by("-number").first()


def consultation(pact: Pact, on: date) -> Consultation:
    """The state of the consultation on the day (a constant number of queries)."""
    said = pact.comments.exclude(answer=CommentAnswer.TAKEN_BACK)
    counts = said.aggregate(
        made=Count("pk", filter=~Q(answer=CommentAnswer.AGREED)),
        unanswered=Count("pk", filter=Q(answer=CommentAnswer.OPEN)),
    )
    day = pact.cluster.day_within(pact.comments_until or on)
    heard_of = set(said.filter(made_at__gte=pact.comments_opened_at).values_list("unit", flat=True).distinct()
                   if pact.comments_opened_at else ())  # fmt: skip
    asked = [member for member in roster(pact.cluster, day) if member.role != LeadershipRole.TRUONG]
    return Consultation(
        rounds=pact.drafts.filter(occasion=DraftOccasion.CONSULTATION).count(),
        until=pact.comments_until,
        is_open=is_open(pact, on),
        heard=tuple(member.short_name for member in asked if member.unit.pk in heard_of),
        silent=tuple(member.short_name for member in asked if member.unit.pk not in heard_of),
        **counts,
    )


def clause_titles(pact: Pact) -> dict[str, str]:
    """What may be commented on: each clause of the draft, and those that were sent out and removed since."""
    return {place.identity: place.title for place in _places(pact) if place.identity}


def place_of(pact: Pact, identity: str) -> Place | None:
    """The clause with this identity, the whole text for an empty one."""
    return next((place for place in _places(pact) if place.identity == identity), None)


def has_changed_since_sent(pact: Pact) -> bool:
    """Whether the lead unit has edited the draft after it was sent out."""
    sent = sent_out(pact)
    return sent is not None and text_from(sent.content) != text_of(pact)


def places(pact: Pact, own_units: Iterable[int] = ()) -> list[Place]:
    """The whole text first, the clauses in order, then the removed ones, each with its comments."""
    by_place: dict[str, list[CommentRow]] = defaultdict(list)
    rows = comment_rows(pact.comments.all(), own_units)
    for row in rows:
        by_place[str(row.comment.clause_identity or "")].append(row)
    found = _places(pact)
    known = {place.identity for place in found}
    gone = {
        str(row.comment.clause_identity): row.comment.clause_text
        for row in rows
        if row.comment.clause_identity and str(row.comment.clause_identity) not in known
    }
    found += [Place(identity, title, None, None) for identity, title in gone.items()]
    return [Place(it.identity, it.title, it.clause, it.number, tuple(by_place[it.identity])) for it in found]


def comment_rows(comments: Iterable[PactComment], own_units: Iterable[int] = ()) -> list[CommentRow]:
    """The comments in the order in which they came, with units named as on the day (two queries)."""
    if hasattr(comments, "select_related"):
        comments = comments.select_related("unit", "made_by__person", "answered_by__person").order_by("pk")
    found, own = list(comments), set(own_units)
    names = Names(one.unit for one in found)
    return [
        CommentRow(
            one,
            names.on(one.unit, localdate(one.made_at)),
            answer_pill(one),
            mark_of(one),
            one.unit_id in own,
        )
        for one in found
    ]


def answer_pill(comment: PactComment) -> Pill:
    tone, icon = ANSWER_PILLS[CommentAnswer(comment.answer)]
    return Pill(str(comment.get_answer_display()), tone, icon)


def _places(pact: Pact) -> list[Place]:
    now = text_of(pact)
    sent = sent_out(pact)
    here = {clause.identity for clause in now.clauses}
    before = text_from(sent.content) if sent else Text()
    return [
        Place("", _("The whole draft"), None, None),
        *(
            Place(clause.identity, _title(number, clause), clause, number)
            for number, clause in enumerate(now.clauses, start=1)
        ),
        *(
            Place(clause.identity, _title(number, clause), clause, None)
            for number, clause in enumerate(before.clauses, start=1)
            if clause.identity not in here
        ),
    ]


def _title(number: int, clause: ClauseText) -> str:
    return f"Điều {number}. {clause.heading}"
