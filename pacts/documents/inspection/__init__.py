"""The inspector of form: is a paper as Decree 30/2020/NĐ-CP prescribes, and if not, what and where.

It reads the finished PDF with a ruler of its own (reading.py), not the template that made it, and compares
that with what the content says. Pure: it knows no model and no clock.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from pacts.documents.inspection.body import check_body
from pacts.documents.inspection.closing import check_closing
from pacts.documents.inspection.findings import Finding, Findings, finding, on_page
from pacts.documents.inspection.heading import check_heading
from pacts.documents.inspection.page import BODY_SIZES, check_pages, has_size
from pacts.documents.inspection.parts import Parts, parts_of
from pacts.documents.inspection.reading import TooLarge, Unreadable, read
from pacts.documents.inspection.sheets import Sheets

__all__ = ["Finding", "inspect"]

MOST_FINDINGS = 100


def inspect(pdf: bytes, content: Any) -> tuple[Finding, ...]:
    """Everything about this paper that is not as prescribed; empty where all is.

    `pdf` is the paper with its signature fields, before the first signature; `content` is what it was made of.
    """
    parts = parts_of(content)
    try:
        sheets = read(pdf)
    except Unreadable:
        return (finding("unreadable", _("The file")),)
    except TooLarge:
        return (finding("too_large", _("The file")),)
    found: dict[tuple[str, str, str], Finding] = {}
    for one in _all(sheets, parts):
        found.setdefault((one.code, one.place, one.words), one)
        if len(found) == MOST_FINDINGS:
            break
    return tuple(found.values())


def _all(sheets: Sheets, parts: Parts) -> Findings:
    yield from check_pages(sheets, parts)
    yield from check_heading(sheets, parts)
    yield from _check_addressee(sheets, parts)
    yield from check_body(sheets, parts)
    yield from check_closing(sheets, parts)


def _check_addressee(sheets: Sheets, parts: Parts) -> Findings:
    if parts.addressee:
        hit = sheets.find(f"Kính gửi: {parts.addressee}")
        if hit is None or not all(line.is_plain and has_size(line, *BODY_SIZES) for line in hit[0].lines):
            yield finding("addressee", on_page(0))
