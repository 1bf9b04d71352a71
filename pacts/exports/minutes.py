"""The minutes of a conference as a paper, and the table of comments that is annexed to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pacts.documents.comments import CommentGroup, CommentLine, CommentTable
from pacts.documents.minutes import MinutesPaper
from pacts.enums import CommentAnswer
from pacts.models import Conference, Pact, PactComment
from pacts.queries.comments import CommentRow, places
from pacts.queries.conferences import pact_of, void_before
from pacts.queries.minutes import content_of_minutes
from pacts.queries.pact import lead_place

_ANSWERS: dict[str, str] = {
    CommentAnswer.OPEN: "Chưa trả lời.",
    CommentAnswer.AGREED: "",
    CommentAnswer.ACCEPTED: "Tiếp thu.",
    CommentAnswer.EXPLAINED: "Giải trình:",
    CommentAnswer.OVERRULED: "Không tiếp thu, theo quyết định của thủ trưởng đơn vị chủ trì. Lý do:",
}


def minutes_paper(conference: Conference, check_url: str = "") -> MinutesPaper:
    """The minutes as the record has them now; those of a launch carry the table of comments as their annex."""
    paper, pact = replace(content_of_minutes(conference), check_url=check_url), pact_of(conference)
    if pact is None:
        return paper
    table = comment_table(pact, paper.dated_on)
    groups = tuple(_comment_groups([*void_before(pact), pact]))
    return replace(paper, comments=groups, comments_subject=table.subject) if groups else paper


def comment_table(pact: Pact, on: date) -> CommentTable:
    """What was said to the draft, in the order of its clauses, with the answers; what was taken back is left out."""
    cluster = pact.cluster
    draft = "dự thảo sửa đổi, bổ sung" if pact.amends_id else "dự thảo"
    return CommentTable(
        issuer=cluster.name.upper(),
        place=pact.place or lead_place(pact) or "…",
        dated_on=on,
        subject=f"đối với {draft} Giao ước thi đua năm {cluster.year.year} của {cluster.name}",
        groups=tuple(_comment_groups([pact])),
        is_rehearsal=cluster.year.is_rehearsal,
    )


def _comment_groups(versions: list[Pact]) -> Iterator[CommentGroup]:
    """What was said to a version that was made void was said to the pact: it stands before the others."""
    number = 0
    for pact in versions:
        void = " (phiên bản đã hủy)" if pact is not versions[-1] else ""
        for place in places(pact):
            rows = [row for row in place.rows if row.comment.answer != CommentAnswer.TAKEN_BACK]
            if rows:
                gone = " (đã bỏ khỏi dự thảo)" if place.is_removed else ""
                title = place.title if place.identity else "Toàn văn dự thảo"
                lines = tuple(_comment_line(number + count, row) for count, row in enumerate(rows, start=1))
                yield CommentGroup(title=title + gone + void, lines=lines)
                number += len(rows)


def _comment_line(number: int, row: CommentRow) -> CommentLine:
    said: PactComment = row.comment
    answer = f"{_ANSWERS[said.answer]} {said.answer_text}".strip()
    return CommentLine(number=number, unit=row.unit.short_name, text=said.text, answer=answer)
