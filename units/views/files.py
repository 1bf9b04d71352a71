"""Files as answers: under their Vietnamese name, and harmless whatever they hold."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.text import slugify

from units.text import search_form

# What a stranger, or a colleague, put into a file does nothing on our site.
HARMLESS = {"Content-Security-Policy": "sandbox; default-src 'none'"}


def download(content: bytes, name: str, content_type: str = "application/pdf") -> HttpResponse:
    """The file as an attachment; programs that know no UTF-8 names get the letters without diacritics."""
    path = PurePath(name)
    plain = slugify(search_form(path.stem)) or "paper"
    response = HttpResponse(content, content_type=content_type, headers=HARMLESS)
    response["Content-Disposition"] = (
        f"attachment; filename=\"{plain}{path.suffix}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    return response
