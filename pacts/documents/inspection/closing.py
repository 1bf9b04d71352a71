"""Those who sign, those who receive, the annexes, and what a paper here may never bear."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pacts.documents.inspection.body import body_of
from pacts.documents.inspection.findings import Findings, finding, on_page
from pacts.documents.inspection.heading import is_centred, on_first
from pacts.documents.inspection.page import BODY_SIZES, annex_starts, has_size, text_area
from pacts.documents.inspection.parts import Cell, Parts
from pacts.documents.inspection.sheets import Box, Line, Passage, Sheets, folded, squeezed

ABBREVIATION = re.compile(r"^([^\W\d_]{1,4})(?:\.|/)\s*")
ALLOWED = frozenset({"TM", "Q", "KT", "TL", "TUQ"})
STANDS_IN = frozenset({"KT", "TL", "TUQ"})
TITLES = re.compile(
    r"^(?:(?:PGS|GS|TSKH|TS|ThS|BS|KS|CN|LS|Đ/c|NGND|NGƯT)\s*[.,]|(?:PGS|GS|TSKH|TS|ThS|Đ/c)\s"
    r"|(?:ông|bà|đồng chí|tiến sĩ|tiến sỹ|thạc sĩ|thạc sỹ|giáo sư|phó giáo sư|luật sư)\s)",
    re.IGNORECASE,
)
SECRET = re.compile(r"^(?:độ mật\s*:\s*)?(?:tuyệt mật|tối mật|mật)\.?$", re.IGNORECASE)
ABOVE_CELL = 110  # points in which the unit of a cell is looked for
BESIDE_CELL = 14
LEAST_LINES = 2
LABEL = "Nơi nhận:"
LABEL_SIZE, LIST_SIZE = 12, 11
ARCHIVE = re.compile(r"^Lưu\s*:\s*VT\b")
ANNEX_SIZE = 14
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
ATTACHED = re.compile(r"^\(Kèm theo\b", re.IGNORECASE)


def check_closing(sheets: Sheets, parts: Parts) -> Findings:
    yield from _check_cells(sheets, parts)
    yield from _check_capacity(sheets, parts)
    yield from _check_names(sheets, parts)
    yield from _check_recipients(sheets, parts)
    yield from _check_annexes(sheets, parts)
    yield from _check_secrecy(sheets, parts)


def _check_secrecy(sheets: Sheets, parts: Parts) -> Findings:
    """A mark stands above the kind of paper on page 1, or as a paragraph in capitals; within a sentence it is
    a word, also where a line breaks before and after it."""
    for paragraph in parts.paragraphs:
        if SECRET.match(paragraph.text.strip()) and paragraph.text == paragraph.text.upper():
            yield finding("secret", on_page(0), text=paragraph.text)
    title = on_first(sheets, parts.title)
    named = (*parts.authority_lines, parts.issuer)
    known = {id(line) for words in named if (hit := on_first(sheets, words)) for line in hit.lines}
    for line in sheets.on(0):
        is_above = title is not None and line.baseline > title.lines[0].baseline
        if is_above and id(line) not in known and SECRET.match(line.text.strip()):
            yield finding("secret", on_page(0), text=line.text.strip())


def _check_cells(sheets: Sheets, parts: Parts) -> Findings:
    places = {
        name: (number, box) for number, page in enumerate(sheets.pages) for name, box in page.fields.items()
    }
    for cell in parts.cells:
        who = cell.unit or parts.signer or parts.issuer
        if cell.field not in places:
            yield finding("cell_missing", on_page(len(sheets.pages) - 1), text=who)
            continue
        number, box = places[cell.field]
        if cell.unit and not _stands_above(sheets, cell, number, box):
            yield finding("cell_split", on_page(number), text=who)
    first = next((places[cell.field] for cell in parts.cells if cell.field in places), None)
    if first and parts.paragraphs:
        yield from _check_orphan(sheets, parts, *first)


def _stands_above(sheets: Sheets, cell: Cell, page: int, box: Box) -> bool:
    """The unit, and its role where it has one, are printed directly above the place for its signature."""
    above = [
        line
        for line in sheets.on(page)
        if box.left - BESIDE_CELL <= line.box.centre <= box.right + BESIDE_CELL
        and box.top - 2 <= line.baseline <= box.top + ABOVE_CELL
    ]
    words = folded("".join(squeezed(line.text) for line in above))
    return words.endswith(folded(squeezed(cell.unit))) and folded(squeezed(cell.role_line)) in words


def _check_orphan(sheets: Sheets, parts: Parts, page: int, box: Box) -> Findings:
    articles = [line for one in body_of(sheets, parts) for line in one.passage.lines]
    above = [line for line in sheets.on(page) if line.baseline > box.top]
    # What is bold there and no heading of an article names those who sign.
    if len({line.baseline for line in above if not line.is_bold or line in articles}) < LEAST_LINES:
        yield finding("cell_orphan", on_page(page))


def _check_capacity(sheets: Sheets, parts: Parts) -> Findings:
    for place, words in enumerate(parts.capacity_lines):
        found = ABBREVIATION.match(words)
        if found and found[1].upper() not in ALLOWED or found and "/" in found[0]:
            yield finding("capacity", _last(sheets), text=words)
        elif found and found[1].upper() in STANDS_IN and place + 1 == len(parts.capacity_lines):
            yield finding("capacity_post", _last(sheets), text=words)
        if not _is_printed(sheets, words, lambda it: _is_bold(it.lines) and it.text == it.text.upper()):
            yield finding("capacity_style", _last(sheets), text=words)
    for words in {cell.role_line for cell in parts.cells if cell.role_line}:
        if words != words.upper() or not _is_printed(sheets, words, lambda it: _is_bold(it.lines)):
            yield finding("capacity_style", _last(sheets), text=words)


def _is_printed(sheets: Sheets, words: str, is_right: Callable[[Passage], bool]) -> bool:
    hit = sheets.find_set(words, is_right)
    return hit is not None and is_right(hit[0])


def _is_bold(lines: Iterable[Line]) -> bool:
    return all(line.is_bold and not line.is_italic and has_size(line, *BODY_SIZES) for line in lines)


def _last(sheets: Sheets) -> str:
    return on_page(len(sheets.pages) - 1)


def _check_names(sheets: Sheets, parts: Parts) -> Findings:
    if parts.signer:
        if not _is_printed(
            sheets, parts.signer, lambda it: _is_bold(it.lines) and it.text != it.text.upper()
        ):
            yield finding("signer_style", _last(sheets))
        if TITLES.match(parts.signer):
            yield finding("signer_title", _last(sheets), text=parts.signer)
    for name in parts.listed_names:
        if TITLES.match(name):
            yield finding("listed_title", _last(sheets), text=name)


def _check_recipients(sheets: Sheets, parts: Parts) -> Findings:
    if parts.recipients is None:
        return
    hit = sheets.find_set(LABEL, _is_label)
    if hit is None or not parts.recipients:
        yield finding("recipients_missing", _last(sheets))
        return
    label = hit[0].lines[0]
    place = on_page(label.page)
    if not _is_label(hit[0]):
        yield finding("recipients_style", place, text=LABEL)
    for words in parts.recipients:
        listed = sheets.find_set(f"- {words}", _is_listed, after=hit[1])
        if listed is None:
            yield finding("text_missing", place, text=words)
        elif not _is_listed(listed[0]):
            yield finding("recipients_style", place, text=words)
    yield from _check_list(parts.recipients, place)


def _is_label(passage: Passage) -> bool:
    line = passage.lines[0]
    return line.is_bold and line.is_italic and has_size(line, LABEL_SIZE, LABEL_SIZE)


def _is_listed(passage: Passage) -> bool:
    return all(line.is_plain and has_size(line, LIST_SIZE, LIST_SIZE) for line in passage.lines)


def _check_list(recipients: tuple[str, ...], place: str) -> Findings:
    for count, words in enumerate(recipients, start=1):
        mark = "." if count == len(recipients) else ";"
        if not words.rstrip().endswith(mark):
            yield finding("recipients_end", place, text=words, expected=mark)
    if not ARCHIVE.match(recipients[-1].strip()):
        yield finding("recipients_archive", place)


def _check_annexes(sheets: Sheets, parts: Parts) -> Findings:
    starts = annex_starts(sheets, parts)
    centre = sum(text_area(sheets)) / 2
    for count, page in enumerate(starts):
        lines = sorted(sheets.on(page), key=lambda line: -line.baseline)
        heading, place = lines[0], on_page(page)
        words = heading.text.strip()
        is_right = heading.is_bold and not heading.is_italic and has_size(heading, ANNEX_SIZE, ANNEX_SIZE)
        if not (is_right and words.startswith("Phụ lục") and is_centred((heading,), centre)):
            yield finding("annex_heading", place, text=words)
        number = words[len("Phụ lục") :].strip()
        if (len(starts) > 1 or number) and number != ROMAN[min(count, len(ROMAN) - 1)]:
            yield finding("annex_number", place, text=words)
        yield from _check_annex_name(lines[1:], centre, place)


def _check_annex_name(lines: list[Line], centre: float, place: str) -> Findings:
    attached = next((at for at, line in enumerate(lines) if ATTACHED.match(line.text.strip())), None)
    if attached is None or not (lines[attached].is_italic and has_size(lines[attached], *BODY_SIZES)):
        yield finding("annex_attached", place)
    name = lines[:attached] if attached else lines[:1]
    is_upper = all(line.text == line.text.upper() for line in name)
    if not name or not is_upper or not _is_bold(name) or not is_centred(tuple(name), centre):
        yield finding("annex_name", place)
