"""What was said about a draft and what became of it, as a table for papers.

Its columns are those of the tables of comments that agencies annex: unit, comment, accepted or explained.
"""

from dataclasses import dataclass
from datetime import date

from pacts.documents.content import date_words


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentLine:
    """One row: the unit as it was called on the day, what it said, and the answer."""

    number: int
    unit: str
    text: str
    answer: str = ""

    @property
    def text_lines(self) -> tuple[str, ...]:
        return _lines(self.text)

    @property
    def answer_lines(self) -> tuple[str, ...]:
        return _lines(self.answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentGroup:
    """What was said to one clause, or to the whole."""

    title: str
    lines: tuple[CommentLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentTable:
    """The whole table as a paper of its own. Minutes print its `groups` as an annex (print/_comments.html)."""

    issuer: str
    place: str
    dated_on: date
    subject: str
    groups: tuple[CommentGroup, ...]
    authority_lines: tuple[str, ...] = ("NGÀNH KIỂM SÁT NHÂN DÂN",)
    title: str = "BẢNG TỔNG HỢP, TIẾP THU, GIẢI TRÌNH Ý KIẾN GÓP Ý"
    is_rehearsal: bool = False
    template: str = "print/comments.html"

    @property
    def date_line(self) -> str:
        return f"{self.place}, {date_words(self.dated_on)}"

    @property
    def total(self) -> int:
        return sum(len(group.lines) for group in self.groups)
