"""A paper as it would print now, as a file and as a picture; kept nowhere."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from pacts.documents.previewing import one_picture
from pacts.documents.rendering import MAX_PAGES, PaperTooLong, render_pdf
from pacts.services.issuing import TOO_LONG
from units.views.files import download


def file_of(request: HttpRequest, paper: Any, name: str, back: str) -> HttpResponse:
    """The paper to download; where it is too long, `back` to the page with a sentence."""
    try:
        content = render_pdf(template=paper.template, paper=paper).pdf
    except PaperTooLong:
        messages.error(request, TOO_LONG % {"pages": MAX_PAGES})
        return redirect(back)
    return download(content, name)


def picture_of(paper: Any) -> HttpResponse:
    """All pages as one picture; a paper that is too long has none."""
    try:
        picture = one_picture(render_pdf(template=paper.template, paper=paper).pdf)
    except PaperTooLong:
        raise Http404 from None
    return HttpResponse(picture, content_type="image/png")
