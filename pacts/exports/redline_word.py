"""The comparison of two texts for Word: accepting all changes gives the newer text, rejecting all the older."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.run import Run

from pacts.exports.tracked import Tracker, paragraphs_of
from pacts.queries.redlines import Comparison
from pacts.redline import ClauseText, Piece, TargetText, Work, merged, words

FONT = "Times New Roman"
AUTHOR = "Giao ước thi đua"
LABELS = {"theme": "Chủ đề: ", "motto": "Phương châm: ", "movements": "Phong trào thi đua: "}
HEADS = ("Mã", "Chỉ tiêu", "Mức phấn đấu")
WIDTHS = (Mm(20), Mm(100), Mm(44))


def docx(compared: Comparison, *, at: datetime) -> bytes:
    """The newer text with every difference as a tracked change by whoever kept it, at that time."""
    newer = compared.newer
    writer = _Writer(Tracker(newer.author or AUTHOR, newer.at or at))
    writer.text(compared)
    return writer.bytes()


class _Writer:
    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker
        self._work = Work()
        self._document = Document()
        _dress(self._document)

    def text(self, compared: Comparison) -> None:
        older, newer = compared.redline.older, compared.redline.newer
        self._said_above(compared)
        before, after = dict(older.fields), dict(newer.fields)
        for name in after:
            if name != "closing":
                self._field(name, before.get(name, ""), after[name])
        self._clauses(older.clauses, newer.clauses)
        self._field("closing", before.get("closing", ""), after.get("closing", ""))

    def bytes(self) -> bytes:
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _said_above(self, compared: Comparison) -> None:
        """What the file is stands in the head of its pages, so that the text itself holds nothing else."""
        said = f"So sánh “{compared.older.label}” với “{compared.newer.label}”. Không phải văn bản đã ký."
        head = self._document.sections[0].header.paragraphs[0]
        self._tracker.write(head, [Piece("same", said)], italic=True)
        self._document.core_properties.title = f"Bản so sánh – {compared.pact}"[:255]
        self._document.core_properties.author = AUTHOR

    def _field(self, name: str, old: str, new: str) -> None:
        label = LABELS.get(name, "")
        pieces = words(label + old if old else "", label + new if new else "", self._work)
        self._paragraphs(pieces, italic=name == "legal_bases")

    def _clauses(self, older: Sequence[ClauseText], newer: Sequence[ClauseText]) -> None:
        old_numbers, new_numbers = _numbers(older), _numbers(newer)
        old_heads, new_heads = _section_heads(older), _section_heads(newer)
        for old, new in merged(older, newer):
            key = (new or old).identity  # type: ignore[union-attr]
            was, becomes = old_heads[old.identity] if old else "", new_heads[new.identity] if new else ""
            self._paragraphs(words(was, becomes, self._work), bold=True)
            heads = [
                f"Điều {numbers[key]}. {clause.heading}" if clause else ""
                for clause, numbers in ((old, old_numbers), (new, new_numbers))
            ]
            runs = self._paragraphs(words(heads[0], heads[1], self._work), bold=True)
            if new and not old and key in old_numbers:
                self._tell_move(runs, old_numbers[key], new_numbers[key])
            self._paragraphs(words(old.body if old else "", new.body if new else "", self._work))
            self._targets(old.targets if old else (), new.targets if new else ())

    def _tell_move(self, runs: list[Run], before: int, now: int) -> None:
        said = f"Chuyển từ Điều {before} {'xuống' if before < now else 'lên'} Điều {now}."
        self._document.add_comment(runs, text=said, author=AUTHOR, initials="GƯ")

    def _targets(self, older: Sequence[TargetText], newer: Sequence[TargetText]) -> None:
        if not older and not newer:
            return
        table = self._document.add_table(rows=0, cols=len(HEADS), style="Table Grid")
        table.autofit = False
        kind = "added" if not older else "removed" if not newer else "same"
        self._row(table, kind, [[Piece(kind, head)] for head in HEADS], bold=True)  # type: ignore[arg-type]
        for old, new in merged(older, newer):
            cells = zip(_cells(old), _cells(new), strict=True)
            kind = "added" if old is None else "removed" if new is None else "same"
            self._row(table, kind, [words(before, after, self._work) for before, after in cells])
        # Without a paragraph between them Word would join two tables.
        self._document.add_paragraph()

    def _row(self, table: Any, kind: str, cells: Iterable[Sequence[Piece]], **look: bool) -> None:
        row = table.add_row()
        self._tracker.mark_row(row, kind)
        for cell, width, pieces in zip(row.cells, WIDTHS, cells, strict=True):
            cell.width = width
            self._fill(cell, pieces, **look)

    def _paragraphs(self, pieces: Sequence[Piece], **look: bool) -> list[Run]:
        return self._fill(self._document, pieces, first=None, **look)

    def _fill(self, holder: Any, pieces: Sequence[Piece], **look: Any) -> list[Run]:
        """Paragraphs at the end of the document, or in a cell, whose one empty paragraph is used first."""
        runs: list[Run] = []
        ready = [] if "first" in look else list(holder.paragraphs)
        look.pop("first", None)
        for line, end in paragraphs_of(pieces):
            paragraph = ready.pop() if ready else holder.add_paragraph()
            runs += self._tracker.write(paragraph, line, **look)
            self._tracker.mark_end(paragraph, end)
        return runs


def _cells(target: TargetText | None) -> tuple[str, str, str]:
    if target is None:
        return "", "", ""
    said = "\n".join(part for part in (target.text, target.details) if part)
    return target.code, said, target.requirement


def _numbers(clauses: Sequence[ClauseText]) -> dict[str, int]:
    return {clause.identity: number for number, clause in enumerate(clauses, start=1)}


def _section_heads(clauses: Sequence[ClauseText]) -> dict[str, str]:
    """The heading above each clause: of its section where it is the first one, else nothing."""
    before = ["", *(clause.section for clause in clauses)]
    return {
        it.identity: it.section if it.section != last else ""
        for it, last in zip(clauses, before, strict=False)
    }


def _dress(document: Any) -> None:
    """A4 with the margins of a paper, one font, tracking switched on for whoever goes on writing."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(16)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    settings = document.settings.element
    settings.find(qn("w:defaultTabStop")).addprevious(OxmlElement("w:trackRevisions"))
