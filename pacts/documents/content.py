"""What a paper says: frozen values, and the small rules by which Decree 30/2020/NĐ-CP writes them.

Sources: Decree 30/2020/NĐ-CP, annex I. Texts are Vietnamese and final; nothing here is translated.
"""

import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

SMALLEST_TWO_DIGIT_DAY = 10
LAST_MONTH_WITH_ZERO = 2
END_MARK = "./."
SIGNERS_IN_A_ROW = 2
_LAW_WITH_NUMBER = re.compile(r"^(?:Căn cứ\s+)?(?:Bộ luật|Luật|Pháp lệnh)\b.*\bsố\s+\d", re.IGNORECASE)
# Those are cited by their numbers, also beside a law: "Luật Thi đua, khen thưởng và Thông tư số 01/2019/TT-VKSTC".
_OTHER_WITH_NUMBER = re.compile(
    r"\b(?:nghị định|nghị quyết|thông tư|liên tịch|quyết định|chỉ thị|quy chế|quy định|thông báo|hướng dẫn|kết luận"
    r"|chương trình|kế hoạch|đề án|báo cáo|biên bản|tờ trình|công văn|công điện|văn bản|giao ước)\s+số\s+[\w/-]+",
    re.IGNORECASE,
)
REHEARSAL_MARK = "DIỄN TẬP – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"


def date_words(day: date) -> str:
    """As papers write a day: under 10, and in months 1 and 2, with a zero, so that no digit can be added."""
    day_text = f"{day.day:02d}" if day.day < SMALLEST_TWO_DIGIT_DAY else str(day.day)
    month_text = f"{day.month:02d}" if day.month <= LAST_MONTH_WITH_ZERO else str(day.month)
    return f"ngày {day_text} tháng {month_text} năm {day.year:04d}"


def closed_bases(bases: tuple[str, ...]) -> tuple[str, ...]:
    """Each legal basis ends with ";", the last with "." (annex I, II.6)."""
    bare = [basis.strip().rstrip(";.,").rstrip() for basis in bases if basis.strip(" \t\r\n;.,")]
    return tuple(basis + (";" if place < len(bare) else ".") for place, basis in enumerate(bare, start=1))


def with_end_mark(text: str) -> str:
    """The text with "./." after its last word, as the body of every paper ends."""
    return text.rstrip().removesuffix(END_MARK).rstrip(" .;,/") + END_MARK


def section_headings(sections: list[str]) -> list[str]:
    """For each clause the heading above it, numbered in Roman figures, where its section begins with it."""
    found, count, before = [], 0, ""
    for section in sections:
        begins = section not in ("", before)
        count += begins
        found.append(f"{_roman(count)}. {section}" if begins else "")
        before = section
    return found


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    names = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * tens + names[ones]


def opening(preamble: str, theme: str, motto: str) -> str:
    """The preamble of a pact with the theme and motto of the year."""
    words = [f"chủ đề “{theme}”" if theme else "", f"phương châm “{motto}”" if motto else ""]
    aims = " và ".join(word for word in words if word)
    return preamble.rstrip(" :") + (f" với {aims}" if aims else "") + ", gồm các nội dung sau:"


def laws_cited_with_number(bases: tuple[str, ...]) -> tuple[str, ...]:
    """Those bases that give a law its number: laws and ordinances are cited by name only (annex I, II.6)."""
    return tuple(basis for basis in bases if _LAW_WITH_NUMBER.search(without_other_numbers(basis.strip())))


def without_other_numbers(text: str) -> str:
    """The text without the numbers of what is no law: resolutions of the National Assembly look like laws."""
    return _OTHER_WITH_NUMBER.sub("", text)


def as_json(paper: object) -> bytes:
    """The whole content, canonical, to be embedded in the PDF for machines."""
    return canonical(asdict(paper))  # type: ignore[call-overload]


def canonical(content: dict[str, Any]) -> bytes:
    """One sequence of bytes for one content (sorted keys, UTF-8): what the digest on a paper is taken of."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, default=_plain).encode()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"A paper holds only text, numbers and dates, not {type(value).__name__}.")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTarget:
    """One row of a table of targets."""

    code: str
    text: str
    requirement: str
    # How the number is counted and where it is read, one fact a line.
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperClause:
    """One article ("Điều"); `body` is plain text, one paragraph a line."""

    number: int
    heading: str
    body: str
    targets: tuple[PaperTarget, ...] = ()
    # The heading above it, where a section begins with it: "I. CHUYÊN MÔN".
    section: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return _lines(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperParty:
    """One cell of the signature grid: the unit, and its role where it leads.

    Who signs in which capacity is known on the day of signing: the signature's own stamp prints it.
    """

    field: str
    unit: str
    role_line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PactPaper:
    """A pact as it is frozen for signature. The parties stand in the order given, the leader last."""

    issuer: str
    place: str
    dated_on: date
    subtitle: str
    preamble: str
    clauses: tuple[PaperClause, ...]
    parties: tuple[PaperParty, ...]
    legal_bases: tuple[str, ...] = ()
    closing: str = ""
    movements: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    witnesses: tuple[PaperParty, ...] = ()
    number: str | None = None
    authority_lines: tuple[str, ...] = ("NGÀNH KIỂM SÁT NHÂN DÂN",)
    title: str = "GIAO ƯỚC THI ĐUA"
    is_rehearsal: bool = False
    check_url: str = ""
    template: str = "print/pact.html"

    @property
    def date_line(self) -> str:
        return f"{self.place}, {date_words(self.dated_on)}"

    @property
    def closed_bases(self) -> tuple[str, ...]:
        return closed_bases(self.legal_bases)

    @property
    def preamble_paragraphs(self) -> tuple[str, ...]:
        return _lines(self.preamble)

    @property
    def closing_paragraphs(self) -> tuple[str, ...]:
        """The closing text, or the bare end mark where there is none."""
        *before, last = _lines(self.closing) or ("",)
        return (*before, with_end_mark(last))

    @property
    def party_rows(self) -> tuple[tuple[PaperParty, ...], ...]:
        """Two parties a row; an odd last one stands alone and is centred."""
        step = SIGNERS_IN_A_ROW
        return tuple(self.parties[start : start + step] for start in range(0, len(self.parties), step))


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """How many collectives and persons are proposed for one award; None prints as a dash."""

    award: str
    collectives: int | None
    persons: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NomineeRow:
    """One nominee of the annexed list; `findings` is plain text, one finding a line."""

    name: str
    position: str
    award: str
    findings: str = ""

    @property
    def finding_lines(self) -> tuple[str, ...]:
        return _lines(self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionPaper:
    """A proposal ("Tờ trình") to commend, with the list of nominees as its annex."""

    issuer: str
    place: str
    dated_on: date
    subject: str
    addressee: str
    paragraphs: tuple[str, ...]
    summary: tuple[SummaryRow, ...]
    nominees: tuple[NomineeRow, ...]
    signer_title_lines: tuple[str, ...]
    signer: str
    legal_bases: tuple[str, ...] = ()
    closing: str = "Kính đề nghị xem xét, quyết định"
    parent_lines: tuple[str, ...] = ()
    number: str | None = None
    symbol: str = "TTr-VKS"
    recipients: tuple[str, ...] = ()
    is_rehearsal: bool = False
    check_url: str = ""
    title: str = "TỜ TRÌNH"
    field: str = "sig-1"
    template: str = "print/submission.html"

    @property
    def authority_lines(self) -> tuple[str, ...]:
        return self.parent_lines

    @property
    def date_line(self) -> str:
        return f"{self.place}, {date_words(self.dated_on)}"

    @property
    def closed_bases(self) -> tuple[str, ...]:
        return closed_bases(self.legal_bases)

    @property
    def number_line(self) -> str:
        """Number and symbol; where the number is given later, room for it."""
        return f"{self.number or chr(160) * 8}/{self.symbol}"

    @property
    def ending(self) -> str:
        return with_end_mark(self.closing)
