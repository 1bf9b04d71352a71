"""The minutes of a conference: frozen values, written out in the order of the model of Decree 30/2020/NĐ-CP.

Texts are Vietnamese and final. What people typed is printed line by line; the end mark is ours alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pacts.documents.comments import CommentGroup
from pacts.documents.content import END_MARK, PaperParty, date_words, with_end_mark


def _lines(text: str) -> tuple[str, ...]:
    found = (line.strip().removesuffix(END_MARK).rstrip() for line in text.splitlines())
    return tuple(line for line in found if line)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesUnit:
    """A member unit: how it took part and through whom."""

    unit: str
    attendance: str
    person: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesPerson:
    """Somebody named, with the title on record."""

    name: str
    title: str = ""
    role: str = ""
    address: str = "Đồng chí"

    @property
    def words(self) -> str:
        return ", ".join(filter(None, [f"{self.address} {self.name}".strip(), self.title]))


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesItem:
    """A point of the agenda; `outcome` is plain text, one paragraph a line."""

    number: int
    subject: str
    outcome: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        subject = self.subject.strip().removesuffix(END_MARK).rstrip(" .")
        return (f"{self.number}. {subject}.", *_lines(self.outcome))


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSignature:
    """Who signed the pact in which capacity, and when."""

    unit: str
    signer: str
    capacity: str
    at: str

    @property
    def capacity_lines(self) -> tuple[str, ...]:
        return tuple(self.capacity.split(" / "))


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSigning:
    """What was signed; a witness is counted among nobody."""

    pact: str
    parties: int
    signatures: tuple[MinutesSignature, ...] = ()
    in_force: str = ""
    # One sentence for each word of a witness: on the paper, and at the ceremony.
    witnessed: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        count = f"{len(self.signatures):02d}/{self.parties:02d} đơn vị thành viên đã ký {self.pact}"
        force = f"; Giao ước có hiệu lực từ {self.in_force}" if self.in_force else ""
        return (f"{count}{force}.",)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesPaper:
    """The minutes, signed by hand by the secretary and the chair; their number is given by the registry."""

    issuer: str
    place: str
    dated_on: date
    subject: str
    symbol: str
    started: str
    ended: str
    held_at: str
    chair: MinutesPerson
    secretary: MinutesPerson
    units: tuple[MinutesUnit, ...]
    agenda: tuple[MinutesItem, ...]
    present: int
    is_online: bool = False
    witness: MinutesPerson | None = None
    others: tuple[MinutesPerson, ...] = ()
    signing: MinutesSigning | None = None
    # The other half of the same meeting, which has minutes of its own.
    together_with: str = ""
    comments: tuple[CommentGroup, ...] = ()
    comments_subject: str = ""
    recipients: tuple[str, ...] = ()
    authority_lines: tuple[str, ...] = ("NGÀNH KIỂM SÁT NHÂN DÂN",)
    title: str = "BIÊN BẢN"
    is_rehearsal: bool = False
    check_url: str = ""
    template: str = "print/minutes.html"

    @property
    def date_line(self) -> str:
        return f"{self.place}, {date_words(self.dated_on)}"

    @property
    def number_line(self) -> str:
        """Room for the number, which the registry gives."""
        return f"{chr(160) * 8}/{self.symbol}"

    @property
    def opening(self) -> tuple[str, ...]:
        return tuple(self._opening())

    def _opening(self) -> Iterator[str]:
        yield f"Thời gian bắt đầu: {self.started}."
        yield f"Địa điểm: {self.held_at}{'; tổ chức theo hình thức trực tuyến' if self.is_online else ''}."
        if self.together_with:
            yield f"Hội nghị được tổ chức chung với {self.together_with}."
        yield f"Chủ trì: {self.chair.words}."
        yield f"Thư ký: {self.secretary.words}."
        if self.witness:
            yield f"Chứng kiến: {self.witness.words}."
        yield f"Thành phần tham dự: {self.present:02d}/{len(self.units):02d} đơn vị thành viên."

    @property
    def other_lines(self) -> tuple[str, ...]:
        return tuple(f"- {one.words} ({one.role})." for one in self.others)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The running text in the order in which it is printed."""
        items = [line for item in self.agenda for line in item.paragraphs]
        signing = [*self.signing.paragraphs, *self.signing.witnessed] if self.signing else []
        return (*self.opening, *self.other_lines, *items, *signing)

    @property
    def ending(self) -> str:
        return with_end_mark(f"Hội nghị kết thúc vào {self.ended}")

    @property
    def parties(self) -> tuple[PaperParty, ...]:
        """The places for two signatures by hand."""
        return (
            PaperParty(field="sig-secretary", unit="THƯ KÝ"),
            PaperParty(field="sig-chair", unit="CHỦ TRÌ"),
        )

    @property
    def signer_names(self) -> tuple[str, ...]:
        return (self.secretary.name, self.chair.name)
