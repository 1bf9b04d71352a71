"""A PDF as an inspector with a ruler sees it, read off the file alone. No network."""

import ctypes
import unicodedata
from collections.abc import Iterator
from typing import Any

from pacts.documents.inspection.sheets import HYPHENS, Box, Font, Line, Page, Sheets
from pacts.documents.rendering import MAX_PAGES, PDFIUM

MAX_BYTES = 40_000_000
# 60 dense pages of tables are under half of this.
MAX_OBJECTS = 120_000
MAX_DEPTH = 3
BASELINE_TOLERANCE = 0.6
# Of the size: less than what parts the two blocks of the heading.
WIDEST_SPACE = 0.4
BLACK = (0, 0, 0)


class Unreadable(ValueError):
    """These bytes are no PDF that could be a paper of ours."""


class TooLarge(ValueError):
    """More pages, objects or bytes than any paper has."""


def read(pdf: bytes) -> Sheets:
    """What stands on the pages. Raises Unreadable or TooLarge."""
    import pypdfium2  # noqa: PLC0415 - see rendering.py

    if len(pdf) > MAX_BYTES:
        raise TooLarge
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise Unreadable from error
        try:
            return _read(document)
        except pypdfium2.PdfiumError as error:
            raise Unreadable from error
        finally:
            document.close()


def _read(document: Any) -> Sheets:
    if len(document) > MAX_PAGES:
        raise TooLarge
    pages, lines, left = [], [], MAX_OBJECTS
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        shapes: list[Box] = []
        for thing in page.get_objects(max_depth=MAX_DEPTH):
            left -= 1
            if left < 0:
                raise TooLarge
            _take(thing, text, number, lines, shapes)
        width, height = page.get_size()
        fields = dict(_fields(page))
        pages.append(Page(width=width, height=height, shapes=tuple(shapes), fields=fields))
        text.close()
        page.close()
    return Sheets(tuple(pages), lines)


def _take(thing: Any, text: Any, page: int, lines: list[Line], shapes: list[Box]) -> None:
    from pypdfium2 import raw  # noqa: PLC0415 - see rendering.py

    if thing.type != raw.FPDF_PAGEOBJ_TEXT:
        if thing.type != raw.FPDF_PAGEOBJ_FORM:
            shapes.append(Box(*thing.get_bounds()))
        return
    run = _run(thing, text, page)
    if not run.text.strip():
        return
    if lines and _continues(lines[-1], run):
        _join(lines[-1], run)
    else:
        lines.append(run)


def _run(thing: Any, text: Any, page: int) -> Line:
    from pypdfium2 import raw  # noqa: PLC0415 - see rendering.py

    size, colour = ctypes.c_float(), [ctypes.c_uint() for _channel in range(4)]
    raw.FPDFTextObj_GetFontSize(thing, size)
    raw.FPDFPageObj_GetFillColor(thing, *colour)
    matrix, bounds = thing.get_matrix(), thing.get_bounds()
    font = raw.FPDFTextObj_GetFont(thing)
    name = _string(lambda buffer, length: raw.FPDFFont_GetBaseFontName(font, buffer, length)).decode()
    return Line(
        page=page,
        text=_wide(lambda buffer, length: raw.FPDFTextObj_GetText(thing, text, buffer, length)),
        box=Box(matrix.e, bounds[1], bounds[2], bounds[3]),
        baseline=matrix.f,
        sizes={round(size.value * abs(matrix.d), 1)},
        fonts=[Font(name=name.split("+")[-1], is_embedded=bool(raw.FPDFFont_GetIsEmbedded(font)))],
        is_black=tuple(channel.value for channel in colour[:3]) == BLACK,
    )


def _continues(line: Line, run: Line) -> bool:
    gap = run.box.left - line.box.right
    on_one_line = run.page == line.page and abs(run.baseline - line.baseline) <= BASELINE_TOLERANCE
    return on_one_line and -run.size / 4 <= gap <= run.size * WIDEST_SPACE


def _join(line: Line, run: Line) -> None:
    line.text += run.text
    line.box = Box(
        line.box.left,
        min(line.box.bottom, run.box.bottom),
        max(line.box.right, run.box.right),
        max(line.box.top, run.box.top),
    )
    line.sizes |= run.sizes
    line.fonts += run.fonts
    line.is_black &= run.is_black


def _fields(page: Any) -> Iterator[tuple[str, Box]]:
    from pypdfium2 import raw  # noqa: PLC0415 - see rendering.py

    for index in range(min(raw.FPDFPage_GetAnnotCount(page), MAX_OBJECTS)):
        note = raw.FPDFPage_GetAnnot(page, index)
        try:
            edges = raw.FS_RECTF()
            if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_WIDGET and raw.FPDFAnnot_GetRect(note, edges):
                name = _wide(lambda to, length, it=note: raw.FPDFAnnot_GetStringValue(it, b"T", to, length))
                yield name, Box(edges.left, edges.bottom, edges.right, edges.top)
        finally:
            raw.FPDFPage_CloseAnnot(note)


def _string(ask: Any) -> bytes:
    """What a function of the library writes into a buffer of the length that it asks for."""
    length = ask(None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    ask(buffer, length)
    return bytes(buffer.raw[: max(length - 1, 0)])


def _wide(ask: Any) -> str:
    from pypdfium2 import raw  # noqa: PLC0415 - see rendering.py

    length = ask(None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    ask(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    text = buffer.raw[: max(length - 2, 0)].decode("utf-16-le", errors="replace")
    return unicodedata.normalize("NFC", text).translate(HYPHENS)
