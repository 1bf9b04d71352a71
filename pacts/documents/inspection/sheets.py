"""A paper as lines of text, boxes and fields with their places, and where in it some words stand."""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pacts.documents.content import REHEARSAL_MARK

MM = 72 / 25.4
# The least that the decree leaves free above and below the text.
MARGIN = 20 * MM
# A hyphen at the end of a line is read as one of these.
HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\u00ad": None})


@dataclass(frozen=True, slots=True)
class Box:
    """Edges in PDF points, origin bottom left."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A typeface as the file names it, without the prefix of a subset."""

    name: str
    is_embedded: bool

    @property
    def family(self) -> str:
        return self.name.split("-")[0]

    @property
    def is_bold(self) -> bool:
        return "bold" in self.name.lower()

    @property
    def is_italic(self) -> bool:
        return "italic" in self.name.lower() or "oblique" in self.name.lower()


@dataclass(slots=True, kw_only=True)
class Line:
    """Neighbouring words on one baseline. `box.left` is where the first letter's own room begins."""

    page: int
    text: str
    box: Box
    baseline: float
    sizes: set[float]
    fonts: list[Font]
    is_black: bool

    @property
    def size(self) -> float:
        return max(self.sizes)

    @property
    def is_bold(self) -> bool:
        return all(font.is_bold for font in self.fonts)

    @property
    def is_italic(self) -> bool:
        return all(font.is_italic for font in self.fonts)

    @property
    def is_plain(self) -> bool:
        return not any(font.is_bold or font.is_italic for font in self.fonts)

    @property
    def position(self) -> tuple[int, float]:
        """Grows from the top of the first page to the end of the last."""
        return self.page, -self.baseline


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its size, the boxes of what is drawn, and its signature fields by name."""

    width: float
    height: float
    shapes: tuple[Box, ...]
    fields: dict[str, Box]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text found in the paper, with the lines on which it stands."""

    text: str
    lines: tuple[Line, ...]


Hit = tuple[Passage, int]


class Sheets:
    """All pages, and all lines in the order in which they were written: `lines` of the text, and `margin`, the
    page numbers and the mark of rehearsals, which stand outside of it and may part one of its paragraphs."""

    def __init__(self, pages: tuple[Page, ...], written: list[Line]) -> None:
        self.pages = pages
        self.margin = [line for line in written if _is_margin(line, pages[line.page])]
        self.lines = lines = [line for line in written if not _is_margin(line, pages[line.page])]
        self._starts: list[int] = []
        pieces, length = [], 0
        for line in lines:
            self._starts.append(length)
            pieces.append(squeezed(line.text))
            length += len(pieces[-1])
        self._raw = "".join(pieces)
        self._folded = folded(self._raw)

    def find(self, words: str, *, after: int = 0) -> Hit | None:
        """The first place of the words in whatever case, filling whole lines; and where in the text they end."""
        return next(self._hits(words, after), None)

    def find_set(self, words: str, is_right: Callable[[Passage], bool], *, after: int = 0) -> Hit | None:
        """The words where they are set as they should be, or else their first place.

        People may write anything, also a whole line that says what an element of the paper says.
        """
        return next((hit for hit in self._hits(words, after) if is_right(hit[0])), None) or self.find(
            words, after=after
        )

    def _hits(self, words: str, after: int) -> Iterator[Hit]:
        wanted = folded(squeezed(words))
        place = self._folded.find(wanted, after) if wanted else -1
        while place >= 0:
            end = place + len(wanted)
            first, last = self._line_at(place), self._line_at(end - 1)
            if self._starts[first] == place and (
                last + 1 == len(self.lines) or self._starts[last + 1] == end
            ):
                yield Passage(self._raw[place:end], tuple(self.lines[first : last + 1])), end
            place = self._folded.find(wanted, place + 1)

    def on(self, page: int) -> list[Line]:
        return [line for line in self.lines if line.page == page]

    def _line_at(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1


def _is_margin(line: Line, page: Page) -> bool:
    is_known = line.text.strip().isdigit() or line.text.strip() == REHEARSAL_MARK
    return is_known and (line.baseline > page.height - MARGIN or line.box.top < MARGIN)


def squeezed(text: str) -> str:
    """Without any white space, since lines break where they must, and without what nobody sees."""
    kept = "".join(unicodedata.normalize("NFC", text).translate(HYPHENS).split())
    return kept if kept.isprintable() else "".join(one for one in kept if unicodedata.category(one) != "Cf")


def folded(text: str) -> str:
    """Without regard to case, letter by letter."""
    return "".join(low if len(low := letter.casefold()) == 1 else letter for letter in text)
