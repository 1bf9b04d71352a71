"""From the legal bases to the end mark: what is printed, in which order and how it is set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pacts.documents.content import END_MARK, laws_cited_with_number, without_other_numbers
from pacts.documents.inspection.findings import Findings, finding, on_page, points
from pacts.documents.inspection.page import BODY_SIZES, has_size, text_area
from pacts.documents.inspection.parts import Paragraph, Parts
from pacts.documents.inspection.sheets import MM, Line, Passage, Sheets, squeezed

INDENTS = (10, 12.7)
INDENT_TOLERANCE = 0.6
EDGE_TOLERANCE = 3  # points; a serif or an italic letter stands out by less
LEAST_GAP = 6
# Single spacing of Times is 1.15 of the size; lines apart are given in such lines.
SINGLE = 1.15
SPACINGS = (0.86, 1.56)
LAW = re.compile(r"^(?:Căn cứ\s+)?(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp)\b", re.IGNORECASE)
LAW_NUMBER = re.compile(r"\b\d+/\d{4}/(?:QH|UBTVQH|PL-UBTVQH|L-CTN)\d*", re.IGNORECASE)
HAS_NUMBER = re.compile(r"\bsố\b|\d+/", re.IGNORECASE)
LOOSE_DATE = re.compile(r"\bngày\s+(?:[1-9]\s+tháng|\d{1,2}\s+tháng\s+[12](?!\d))[^,;.]{0,12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Set:
    """An element with where it is printed."""

    text: str
    passage: Passage
    article: int = 0
    is_basis: bool = False

    @property
    def place(self) -> str:
        return on_page(self.passage.lines[0].page)


def check_body(sheets: Sheets, parts: Parts) -> Findings:
    yield from _check_bases(sheets, parts)
    found = body_of(sheets, parts)
    printed = {squeezed(one.text) for one in found}
    for wanted in parts.paragraphs:
        if squeezed(wanted.text) not in printed:
            yield finding("text_missing", on_page(0), text=wanted.text)
    yield from _check_order(sheets, parts, found)
    yield from _check_setting(sheets, parts, found)
    yield from _check_spacing(found)
    yield from _check_articles(sheets, found)
    yield from _check_end(sheets, parts, found)
    yield from _check_words(parts)


def body_of(sheets: Sheets, parts: Parts) -> list[Set]:
    """The bases and paragraphs that are printed, each at its first place after the one before it.

    A cell of a table, or a line of the heading, may say the same: it has no indent.
    """
    wanted = [(Paragraph(basis), True) for basis in parts.bases]
    wanted += [(paragraph, False) for paragraph in parts.paragraphs]
    left = text_area(sheets)[0]
    found, after = [], 0

    def is_set(passage: Passage) -> bool:
        first = passage.lines[0]
        is_bold = bool(paragraph.article)
        return _is_indented(first, left) and first.is_italic == is_basis and first.is_bold == is_bold

    for paragraph, is_basis in wanted:
        hit = sheets.find_set(paragraph.text, is_set, after=after) or sheets.find(paragraph.text)
        if hit:
            passage, end = hit
            after = max(after, end)
            found.append(Set(paragraph.text, passage, paragraph.article, is_basis))
    return found


def _check_bases(sheets: Sheets, parts: Parts) -> Findings:
    for count, basis in enumerate(parts.bases, start=1):
        bare, mark = basis[:-1], "." if count == len(parts.bases) else ";"
        exact = sheets.find_set(bare + mark, _is_set_as_basis)
        hit = exact or next(filter(None, (sheets.find(bare + other) for other in ("", ".", ";", ","))), None)
        place = on_page(hit[0].lines[0].page if hit else 0)
        if hit is None:
            yield finding("text_missing", place, text=basis)
        elif exact is None:
            yield finding("basis_end", place, text=basis, expected=mark)
        if hit and not _is_set_as_basis(hit[0]):
            yield finding("basis_style", place, text=basis)
        yield from _check_citation(bare, place)


def _is_set_as_basis(passage: Passage) -> bool:
    return all(line.is_italic and not line.is_bold and has_size(line, *BODY_SIZES) for line in passage.lines)


def _check_citation(basis: str, place: str) -> Findings:
    if not basis.lower().startswith("căn cứ"):
        yield finding("basis_start", place, text=basis)
    if LAW.match(basis):
        if laws_cited_with_number((basis,)) or LAW_NUMBER.search(without_other_numbers(basis)):
            yield finding("law_number", place, text=basis)
    elif not (HAS_NUMBER.search(basis) and re.search(r"\bngày\b", basis)):
        yield finding("basis_incomplete", place, text=basis)


def _check_order(sheets: Sheets, parts: Parts, found: list[Set]) -> Findings:
    singles = [("Số", parts.issuer), ("", parts.title), ("", parts.subject)]
    placed: list[tuple[str, tuple[int, float]]] = []
    for _name, words in singles:
        hit = sheets.find(words)
        if hit:
            placed.append((words, hit[0].lines[0].position))
    placed += [(one.text, one.passage.lines[0].position) for one in found]
    signing = next((place for place in (_first_cell(sheets, parts),) if place), None)
    if signing:
        placed.append((parts.cells[0].unit or parts.signer, signing))
    for (_before, first), (words, second) in pairwise(placed):
        if second < first:
            yield finding("order", on_page(second[0]), text=words)
            return


def _first_cell(sheets: Sheets, parts: Parts) -> tuple[int, float] | None:
    for cell in parts.cells[:1]:
        for number, page in enumerate(sheets.pages):
            if cell.field in page.fields:
                return number, -page.fields[cell.field].top
    return None


def _check_setting(sheets: Sheets, parts: Parts, found: list[Set]) -> Findings:
    left = text_area(sheets)[0]
    for one in found:
        sizes = {size for line in one.passage.lines for size in line.sizes}
        if not one.is_basis and not all(has_size(line, *BODY_SIZES) for line in one.passage.lines):
            yield finding("body_size", one.place, text=one.text, found=points(min(sizes)))
        if not _is_indented(one.passage.lines[0], left):
            indent = (one.passage.lines[0].box.left - left) / MM
            yield finding("body_indent", one.place, text=one.text, found=points(indent))
    yield from _check_justified(found)


def _check_justified(found: list[Set]) -> Findings:
    """The edge is where most lines end: a few lines of capitals stand out by more than the rest."""
    inner = [
        (line.box.right, one)
        for one in found
        if not one.article
        for line in one.passage.lines[:-1]
        if " " in line.text.strip()
    ]
    edge = median([right for right, _one in inner]) if inner else 0
    off = [one for right, one in inner if abs(right - edge) > EDGE_TOLERANCE]
    # A line before a word that cannot be broken stays short; that is no fault of the setting.
    if len(off) * 4 > len(inner):
        yield finding("body_justified", off[0].place, text=off[0].text)


def _is_indented(line: Line, left: float) -> bool:
    indent = (line.box.left - left) / MM
    return min(abs(indent - asked) for asked in INDENTS) <= INDENT_TOLERANCE


def _pitches(one: Set) -> list[float]:
    return [
        (above.baseline - below.baseline) / below.size
        for above, below in pairwise(one.passage.lines)
        if above.page == below.page
    ]


def _check_spacing(found: list[Set]) -> Findings:
    for one in found:
        wrong = [gap for gap in _pitches(one) if not SPACINGS[0] <= gap / SINGLE <= SPACINGS[1]]
        if wrong:
            yield finding("line_spacing", one.place, text=one.text, found=points(wrong[0] / SINGLE))
    pitches = [gap for one in found for gap in _pitches(one)]
    pitch = median(pitches) if pitches else SINGLE
    for before, after in pairwise(found):
        above, below = before.passage.lines[-1], after.passage.lines[0]
        gap = above.baseline - below.baseline
        if above.page == below.page and 0 < gap < pitch * below.size + LEAST_GAP - 0.7:
            yield finding("paragraph_gap", after.place, text=after.text)


def _check_articles(sheets: Sheets, found: list[Set]) -> Findings:
    articles = [one for one in found if one.article]
    for place, one in enumerate(articles, start=1):
        if one.article != place:
            yield finding("article_numbering", one.place, text=one.text)
            break
    for one in articles:
        if not all(line.is_bold and not line.is_italic for line in one.passage.lines):
            yield finding("article_style", one.place, text=one.text)


def _check_end(sheets: Sheets, parts: Parts, found: list[Set]) -> Findings:
    """Of the paragraphs, the last one ends with the mark. Within a text it is a word, wherever a line breaks."""
    if not parts.has_ending:
        return
    ended = [one for one in found if one.text.rstrip().endswith(END_MARK)]
    last = parts.paragraphs[-1].text.rstrip() if parts.paragraphs else END_MARK
    if [one.text.rstrip() for one in ended] != [last] or last.rstrip("./").endswith((";", ",")):
        yield finding("end_mark", ended[0].place if ended else on_page(len(sheets.pages) - 1))


def _check_words(parts: Parts) -> Findings:
    """Free text may be right where it looks wrong: these only warn."""
    for paragraph in parts.paragraphs:
        if found := LAW_NUMBER.search(without_other_numbers(paragraph.text)):
            yield finding("law_number_in_text", _part(paragraph), text=found[0])
        if found := LOOSE_DATE.search(paragraph.text):
            yield finding("date_in_text", _part(paragraph), text=found[0].strip())
    for one in parts.stated:
        if one.stated != one.listed:
            yield finding("list_sum", one.label, text=one.label, stated=one.stated, listed=one.listed)


def _part(paragraph: Paragraph) -> str:
    return paragraph.text[:40].rstrip() + ("…" if len(paragraph.text) > 40 else "")
