"""Tracked changes in a Word file, as Word itself writes them: python-docx has no words for them.

Source: ECMA-376, part 1, 17.13.5 (revisions).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from pacts.redline import Piece

# What XML cannot hold at all, and what Word takes for something else.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MARKS = {"added": "w:ins", "removed": "w:del"}


class Tracker:
    """Writes pieces into paragraphs and rows; every change bears one author and one time."""

    def __init__(self, author: str, at: datetime) -> None:
        self._author = _UNWRITABLE.sub("", author)
        self._at = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        self._ids = count(1)

    def write(self, paragraph: Paragraph, pieces: Sequence[Piece], **look: bool) -> list[Run]:
        """The pieces at the end of the paragraph; `look` are properties of the font (bold, italic)."""
        runs = []
        for piece in pieces:
            text = _UNWRITABLE.sub("", piece.text)
            if not text:
                continue
            run = paragraph.add_run(text)
            for name, value in look.items():
                setattr(run.font, name, value)
            if piece.kind != "same":
                self._wrap(run, piece.kind)
            runs.append(run)
        return runs

    def mark_end(self, paragraph: Paragraph, kind: str) -> None:
        """The end of the paragraph came, or went, with its words."""
        if kind != "same":
            properties = paragraph._p.get_or_add_pPr()
            look = properties.find(qn("w:rPr"))
            if look is None:
                look = OxmlElement("w:rPr")
                properties.append(look)
            look.insert(0, self._mark(kind))

    def mark_row(self, row: Any, kind: str) -> None:
        """The whole row of a table came, or went."""
        if kind != "same":
            row._tr.get_or_add_trPr().append(self._mark(kind))

    def _wrap(self, run: Run, kind: str) -> None:
        mark = self._mark(kind)
        run._r.addprevious(mark)
        mark.append(run._r)
        if kind == "removed":
            for text in run._r.findall(qn("w:t")):
                text.tag = qn("w:delText")

    def _mark(self, kind: str) -> Any:
        mark = OxmlElement(_MARKS[kind])
        mark.set(qn("w:id"), str(next(self._ids)))
        mark.set(qn("w:author"), self._author)
        mark.set(qn("w:date"), self._at)
        return mark


def paragraphs_of(pieces: Sequence[Piece]) -> list[tuple[list[Piece], str]]:
    """The pieces cut at the ends of lines; each paragraph with whether its end was added or removed.

    The end of a line belongs to the words before it. The last paragraph has none in the text: its end came or
    went with it where it came or went as a whole behind an end that stays.
    """
    found: list[tuple[list[Piece], str]] = []
    here: list[Piece] = []
    for piece in pieces:
        *ended, rest = piece.text.split("\n")
        for words in ended:
            found.append(([*here, Piece(piece.kind, words)], piece.kind))
            here = []
        if rest:
            here.append(Piece(piece.kind, rest))
    if here:
        kinds = {piece.kind for piece in here}
        stays = found and found[-1][1] == "same"
        came = len(kinds) == 1 and (stays or len({piece.kind for piece in pieces}) == 1)
        found.append((here, kinds.pop() if came else "same"))
    return found
