"""A template and its content become PDF bytes: the same bytes for the same content, fetching nothing.

Source of the layout: Decree 30/2020/NĐ-CP, annex I, as written in `static/print/paper.css`.
"""

import atexit
import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders, storage
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration

    from pacts.documents.proof import Code

MAX_PAGES = 60
# 60 full pages are under a quarter of this; a longer text is refused before its layout costs minutes.
MAX_HTML_CHARACTERS = 1_500_000
POINTS_PER_CSS_PIXEL = 0.75
FIELD_PREFIX = "sig-"
ASSETS = "https://assets.invalid/"
ASSET_TYPES = {".css": "text/css", ".ttf": "font/ttf"}
# An attachment's own dates would make equal content differ in bytes.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)

_of_thread = threading.local()
# Left to the end of the interpreter, its fonts would be released by a library that is already gone.
atexit.register(_of_thread.__dict__.clear)
PDFIUM = threading.Lock()


class PaperTooLong(ValueError):
    """The paper would exceed MAX_PAGES pages."""


class ForbiddenFetch(ValueError):
    """A paper asked for something that is not one of our own fonts or style sheets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldBox:
    """Where one signature goes. `page` counts from 0; `box` is (left, bottom, right, top) in PDF points."""

    name: str
    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A finished PDF that nobody has signed, and the places kept for its signatures."""

    pdf: bytes
    page_count: int
    fields: tuple[FieldBox, ...]


def render_pdf(
    *,
    template: str,
    paper: object,
    language: str = "vi",
    attachments: Mapping[str, bytes] | None = None,
    code: "Code | None" = None,
) -> Rendered:
    """The paper as tagged PDF/A-3a with embedded fonts and attachments; equal content gives equal bytes.

    Fields are the elements whose id begins with "sig-". `code` is the QR code that is printed where the paper
    says where to check it. Raises PaperTooLong beyond MAX_PAGES pages.
    """
    html = render_to_string(template, {"paper": paper, "language": language, "code": code})
    return render_html(html, attachments=attachments or {})


def render_html(html: str, *, attachments: Mapping[str, bytes], stylesheet: str = "paper.css") -> Rendered:
    """The same for HTML that is already text. The text is normalised to NFC."""
    # Here because importing it takes over a second, which processes that print nothing need not pay.
    from weasyprint import Attachment  # noqa: PLC0415

    document = lay_out(html, stylesheet=stylesheet)
    document.metadata.attachments = [
        Attachment(
            file_obj=BytesIO(content), name=name, created=NO_DATE, modified=NO_DATE, relationship="Source"
        )
        for name, content in sorted(attachments.items())
    ]
    pdf = document.write_pdf(pdf_variant="pdf/a-3a")
    return Rendered(pdf=pdf, page_count=len(document.pages), fields=_fields(document))


def lay_out(html: str, *, stylesheet: str, also: str = "") -> "Document":
    """The pages before they are written; `also` is style of our own beside the sheet. Raises PaperTooLong."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - see render_html

    if len(html) > MAX_HTML_CHARACTERS:
        raise PaperTooLong(f"A paper may hold at most {MAX_HTML_CHARACTERS} characters.")
    source = HTML(
        string=unicodedata.normalize("NFC", html), base_url=ASSETS, url_fetcher=_fetcher(), media_type="print"
    )
    css, fonts = _style(stylesheet)
    sheets = [css, CSS(string=also)] if also else [css]
    document = source.render(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/a-3a")
    if len(document.pages) > MAX_PAGES:
        raise PaperTooLong(f"A paper may have at most {MAX_PAGES} pages, this one has {len(document.pages)}.")
    return document


def page_images(pdf: bytes, *, width_px: int = 1000) -> tuple[bytes, ...]:
    """Each page as a PNG of the given width, signatures' stamps included."""
    import pypdfium2  # noqa: PLC0415 - see render_html

    with PDFIUM:  # its library keeps global state: two threads at once crash the process
        document = pypdfium2.PdfDocument(pdf)
        try:
            document.init_forms()
            return tuple(_png(page, width_px) for page in document)
        finally:
            document.close()


def _png(page: Any, width_px: int) -> bytes:
    out = BytesIO()
    picture = page.render(scale=width_px / page.get_width(), may_draw_forms=True).to_pil()
    # Pages of text come out a sixth smaller at 3 than at 6, in half the time.
    picture.save(out, format="PNG", optimize=False, compress_level=3)
    return out.getvalue()


def _fields(document: "Document") -> tuple[FieldBox, ...]:
    found = []
    for number, page in enumerate(document.pages):
        for name, (left, top, right, bottom) in page.anchors.items():
            if name.startswith(FIELD_PREFIX):
                edges = (left, page.height - bottom, right, page.height - top)
                box = tuple(round(edge * POINTS_PER_CSS_PIXEL, 2) for edge in edges)
                found.append(FieldBox(name=name, page=number, box=box))
    return tuple(found)


def _style(name: str) -> tuple["CSS", "FontConfiguration"]:
    """The parsed style sheet and its fonts, one pair a thread: a shared configuration kills the process."""
    from weasyprint import CSS  # noqa: PLC0415 - see render_html
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    styles = _of_thread.__dict__.setdefault("styles", {})
    if name not in styles:
        fonts = FontConfiguration()
        styles[name] = CSS(url=ASSETS + name, url_fetcher=_fetcher(), font_config=fonts), fonts
    return cast("tuple[CSS, FontConfiguration]", styles[name])


def _asset_folder() -> Path:
    """Our own fonts and style sheets: from the sources, or, where those are absent, as collected."""
    found = finders.find("print")
    return Path(found if isinstance(found, str) else storage.staticfiles_storage.path("print")).resolve()


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - see render_html

    class OwnAssetsOnly(URLFetcher):
        """Hands out our fonts and style sheets; no network, no other file, whatever a text asks for."""

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            path = own_asset(url)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": ASSET_TYPES[path.suffix]})

    return OwnAssetsOnly()


def own_asset(url: str) -> Path:
    """The file behind an address of ours; raises ForbiddenFetch for every other address."""
    parts = urlsplit(url)
    folder = _asset_folder()
    path = (folder / unquote(parts.path).lstrip("/")).resolve()
    is_ours = f"{parts.scheme}://{parts.netloc}/" == ASSETS and path.is_relative_to(folder)
    if not is_ours or path.suffix not in ASSET_TYPES or not path.is_file():
        raise ForbiddenFetch(f"Papers may not fetch {url[:200]!r}.")
    return path
