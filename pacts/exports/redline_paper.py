"""The comparison of two texts as a PDF to hand round. It looks like a paper and says that it is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils import translation

from pacts.documents.rendering import render_html
from pacts.queries.redlines import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class RedlinePaper:
    """What the print says. It is not issued: no number, no signature, no register."""

    issuer: str
    subtitle: str
    made_on: date
    compared: Comparison
    is_rehearsal: bool
    title: str = "BẢN SO SÁNH"
    template: str = "print/redline.html"


def pdf(compared: Comparison, *, on: date) -> bytes:
    """Vietnamese, whatever the language of the reader: it is handed to others."""
    with translation.override("vi"):
        cluster = compared.pact.cluster
        paper = RedlinePaper(
            issuer=cluster.name.upper(),
            subtitle=f"Nội dung {_lower_first(str(compared.pact))}",
            made_on=on,
            compared=compared,
            is_rehearsal=cluster.year.is_rehearsal,
        )
        html = render_to_string(paper.template, {"paper": paper, "language": "vi"})
    return render_html(html, attachments={}, stylesheet="redline.css").pdf


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
