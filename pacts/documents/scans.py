"""A scan of a paper that was signed by hand: is the file what it says, readable, and of a bearable size?"""

import io
from dataclasses import dataclass
from typing import Literal

from pacts.documents import coverage, patience

MAX_BYTES = 20 * 1024 * 1024
MAX_PAGES = 60
MAX_PIXELS = 40_000_000  # an A4 page at 600 dots per inch has 35 millions
MAX_SECONDS = 10.0

Kind = Literal["application/pdf", "image/jpeg", "image/png"]
JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
# By the first two bytes: what a JPEG or PNG ends with, and how much a scanner may have put behind it.
END_MARKS = {JPEG[:2]: b"\xff\xd9", PNG[:2]: b"IEND"}
END_WITHIN = 1024


class ScanRefused(ValueError):
    """`code` says why: empty, too_large, unknown_kind, encrypted, unreadable, too_many_pages, too_many_pixels."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Scan:
    kind: Kind
    pages: int


def kind_of(content: bytes) -> Kind | None:
    """By the first bytes, whatever the name says."""
    if content.startswith(JPEG):
        return "image/jpeg"
    if content.startswith(PNG):
        return "image/png"
    return "application/pdf" if coverage.has_header(content) else None


def examine_scan(content: bytes) -> Scan:
    """What the file is. Raises ScanRefused; never anything else, whatever the bytes are."""
    if not content:
        raise ScanRefused("empty")
    if len(content) > MAX_BYTES:
        raise ScanRefused("too_large")
    kind = kind_of(content)
    if kind is None:
        raise ScanRefused("unknown_kind")
    try:
        work = _pdf_pages if kind == "application/pdf" else _picture
        return Scan(kind, patience.within(MAX_SECONDS, lambda: work(content)))
    except ScanRefused:
        raise
    except Exception as error:
        raise ScanRefused("unreadable") from error


def _pdf_pages(content: bytes) -> int:
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - see fields.py

    # Written in Python, so that it can be stopped; scanners do not always write what the standard says.
    reader = PdfFileReader(io.BytesIO(content), strict=False)
    if reader.encrypted:
        raise ScanRefused("encrypted")
    pages = int(reader.root["/Pages"]["/Count"])
    if pages > MAX_PAGES:
        raise ScanRefused("too_many_pages")
    if pages < 1:
        raise ScanRefused("unreadable")
    return pages


def _picture(content: bytes) -> int:
    from PIL import Image  # noqa: PLC0415 - see fields.py

    # The library that renders papers tells Pillow, for the whole process, to fill up what is cut off.
    if END_MARKS[content[:2]] not in content[-END_WITHIN:]:
        raise ScanRefused("unreadable")
    try:
        opened = Image.open(io.BytesIO(content), formats=["JPEG", "PNG"])
    except Image.DecompressionBombError as error:
        raise ScanRefused("too_many_pixels") from error
    with opened as picture:
        # Its size stands in the head of the file: a bomb is refused before it is unpacked.
        if picture.width * picture.height > MAX_PIXELS:
            raise ScanRefused("too_many_pixels")
        picture.load()
    return 1
