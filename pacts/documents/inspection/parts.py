"""What a paper's content says, element by element, whatever kind of paper it is.

Read off the attributes that the contents of papers share; what a kind of paper does not have is empty, and
is then not asked for.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Cell:
    """A place for a signature; `unit` stands above it."""

    field: str
    unit: str = ""
    role_line: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """A number that the paper states, and how many the list shows."""

    label: str
    stated: int
    listed: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; of an article's heading the number, 0 for running text."""

    text: str
    article: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The elements of Decree 30/2020/NĐ-CP in their order."""

    issuer: str = ""
    authority_lines: tuple[str, ...] = ()
    number: str = ""
    place: str = ""
    date_line: str = ""
    dated_on: date | None = None
    title: str = ""
    subject: str = ""
    addressee: str = ""
    bases: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    has_ending: bool = False
    cells: tuple[Cell, ...] = ()
    capacity_lines: tuple[str, ...] = ()
    signer: str = ""
    recipients: tuple[str, ...] | None = None
    listed_names: tuple[str, ...] = ()
    stated: tuple[Stated, ...] = field(default=())
    has_annex: bool = False


def parts_of(content: Any) -> Parts:
    """The parts of a paper's content; unknown attributes are left aside."""

    def get(name: str, default: Any = ()) -> Any:
        return getattr(content, name, default)

    parties = [*get("parties"), *get("witnesses")]
    cells = [Cell(one.field, one.unit, one.role_line) for one in parties]
    if get("field", ""):
        cells.append(Cell(content.field))
    return Parts(
        issuer=get("issuer", ""),
        authority_lines=tuple(get("authority_lines")),
        number=get("number_line", "") or get("number", "") or "",
        place=get("place", ""),
        date_line=get("date_line", ""),
        dated_on=get("dated_on", None),
        title=get("title", ""),
        subject=get("subtitle", "") or get("subject", ""),
        addressee=get("addressee", ""),
        bases=tuple(get("closed_bases")),
        paragraphs=tuple(_paragraphs(content)),
        has_ending=hasattr(content, "closing") or hasattr(content, "ending"),
        cells=tuple(cells),
        capacity_lines=tuple(get("signer_title_lines")),
        signer=get("signer", ""),
        recipients=tuple(content.recipients) if hasattr(content, "recipients") else None,
        listed_names=tuple(nominee.name for nominee in get("nominees")),
        stated=_stated(content),
        has_annex=bool(get("nominees") or get("comments")),
    )


def _paragraphs(content: Any) -> list[Paragraph]:
    found = [Paragraph(text) for text in getattr(content, "preamble_paragraphs", ())]
    found += [Paragraph(text) for text in getattr(content, "paragraphs", ())]
    for clause in getattr(content, "clauses", ()):
        found.append(Paragraph(f"Điều {clause.number}. {clause.heading}", clause.number))
        found += [Paragraph(text) for text in clause.paragraphs]
    found += [Paragraph(text) for text in getattr(content, "closing_paragraphs", ())]
    if getattr(content, "ending", ""):
        found.append(Paragraph(content.ending))
    return found


def _stated(content: Any) -> tuple[Stated, ...]:
    nominees = getattr(content, "nominees", ())
    return tuple(
        Stated(
            row.award,
            (row.persons or 0) + (row.collectives or 0),
            sum(nominee.award == row.award for nominee in nominees),
        )
        for row in (getattr(content, "summary", ()) if nominees else ())
    )
