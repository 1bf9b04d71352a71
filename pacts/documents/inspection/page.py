"""Size of the paper, margins, page numbers, typefaces: what holds of every page alike."""

from __future__ import annotations

import re

from pacts.documents.inspection.findings import Findings, finding, on_page, points
from pacts.documents.inspection.parts import Parts
from pacts.documents.inspection.sheets import MM, Box, Line, Sheets

A4 = (210, 297)
SIZE_TOLERANCE = 0.5
# Letters stand out of their boxes by a hair, and lines have room above them.
HAIR = 0.6
ROOM_ABOVE = 3.0
TOP, LEFT, RIGHT = (20, 25), (30, 35), (15, 20)
BOTTOM_LEAST = 20
SMALLEST, LARGEST = 10, 14
TIMES = ("tinos", "timesnewroman", "liberationserif")
CENTRED = 4.0
ANNEX = re.compile(r"phụ lục(?:\s+(?:[ivxlc]+|\d+))?", re.IGNORECASE)
BODY_SIZES = (13, 14)


def check_pages(sheets: Sheets, parts: Parts) -> Findings:
    yield from _check_sizes(sheets)
    yield from _check_margins(sheets)
    yield from _check_numbers(sheets, parts)
    yield from _check_type(sheets)


def has_size(line: Line, least: float, most: float) -> bool:
    return all(least - 0.05 <= size <= most + 0.05 for size in line.sizes)


def text_area(sheets: Sheets) -> tuple[float, float]:
    """Left and right edge of the text, as the paper has it."""
    if not sheets.lines:
        return LEFT[0] * MM, A4[0] * MM - RIGHT[0] * MM
    return min(line.box.left for line in sheets.lines), max(line.box.right for line in sheets.lines)


def annex_starts(sheets: Sheets, parts: Parts) -> tuple[int, ...]:
    """The pages on which an annex begins, if the content has any: text may begin a page with the same words."""
    starts = []
    for number in range(1, len(sheets.pages)) if parts.has_annex else ():
        top = max(sheets.on(number), key=lambda line: line.baseline, default=None)
        if top and top.is_bold and ANNEX.fullmatch(top.text.strip()):
            starts.append(number)
    return tuple(starts)


def _check_sizes(sheets: Sheets) -> Findings:
    for number, page in enumerate(sheets.pages):
        size = (page.width / MM, page.height / MM)
        if any(abs(found - asked) > SIZE_TOLERANCE for found, asked in zip(size, A4, strict=True)):
            yield finding("page_size", on_page(number), found=f"{size[0]:.0f} × {size[1]:.0f}")


def _check_margins(sheets: Sheets) -> Findings:
    free = {number: _free(sheets, number) for number in range(len(sheets.pages))}
    found = {number: edges for number, edges in free.items() if edges}
    for number, (_left, bottom, _right, top) in found.items():
        if not TOP[0] - HAIR <= top <= TOP[1] + ROOM_ABOVE:
            yield finding("margin_top", on_page(number), found=_mm(top))
        if bottom < BOTTOM_LEAST - HAIR:
            yield finding("margin_bottom", on_page(number), found=_mm(bottom))
        if _left < LEFT[0] - HAIR:
            yield finding("margin_left", on_page(number), found=_mm(_left))
        if _right < RIGHT[0] - HAIR:
            yield finding("margin_right", on_page(number), found=_mm(_right))
    # A page may be half empty: that a margin is too wide is judged by the fullest page.
    if found and min(edges[0] for edges in found.values()) > LEFT[1] + HAIR:
        yield finding("margin_left", on_page(0), found=_mm(min(edges[0] for edges in found.values())))
    if found and min(edges[2] for edges in found.values()) > RIGHT[1] + HAIR:
        yield finding("margin_right", on_page(0), found=_mm(min(edges[2] for edges in found.values())))


def _free(sheets: Sheets, number: int) -> tuple[float, float, float, float] | None:
    """Free millimetres of a page: left, bottom, right, top; None of an empty page."""
    page = sheets.pages[number]
    boxes: list[Box] = [*(line.box for line in sheets.on(number)), *page.shapes, *page.fields.values()]
    if not boxes:
        return None
    return (
        min(box.left for box in boxes) / MM,
        min(box.bottom for box in boxes) / MM,
        (page.width - max(box.right for box in boxes)) / MM,
        (page.height - max(box.top for box in boxes)) / MM,
    )


def _mm(value: float) -> str:
    return points(value)


def _check_numbers(sheets: Sheets, parts: Parts) -> Findings:
    starts = (0, *annex_starts(sheets, parts))
    area = text_area(sheets)
    for number, page in enumerate(sheets.pages):
        expected = number - max(start for start in starts if start <= number) + 1
        shown = [line for line in sheets.margin if line.page == number and line.text.strip().isdigit()]
        if expected == 1:
            yield from (finding("page_number_first", on_page(number)) for _line in shown[:1])
        elif not shown:
            yield finding("page_number_missing", on_page(number), expected=expected)
        else:
            yield from _check_number(shown[0], number, expected, (sum(area) / 2, page.width / 2))


def _check_number(line: Line, number: int, expected: int, centres: tuple[float, float]) -> Findings:
    if line.text.strip() != str(expected):
        yield finding("page_number_wrong", on_page(number), found=line.text.strip(), expected=expected)
    is_centred = min(abs(line.box.centre - centre) for centre in centres) <= CENTRED
    if not is_centred or line.baseline < A4[1] * MM / 2:
        yield finding("page_number_place", on_page(number))
    if not has_size(line, *BODY_SIZES) or not line.is_plain:
        yield finding("page_number_style", on_page(number))


def _check_type(sheets: Sheets) -> Findings:
    lines = [*sheets.lines, *sheets.margin]
    fonts = {font.name: (font, line) for line in reversed(lines) for font in line.fonts}
    for font, line in fonts.values():
        if not font.is_embedded:
            yield finding("font_embedded", on_page(line.page), found=font.name)
        if not font.family.lower().replace(" ", "").startswith(TIMES):
            yield finding("font_family", on_page(line.page), text=line.text, found=font.name)
    for line in lines:
        if not line.is_black:
            yield finding("text_colour", on_page(line.page), text=line.text)
        if not has_size(line, SMALLEST, LARGEST):
            yield finding("text_size", on_page(line.page), text=line.text, found=points(line.size))
