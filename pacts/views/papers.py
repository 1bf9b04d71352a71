"""Issued papers: the page about one, its file, the pictures of its pages. Nothing is rendered here but a preview."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from pacts import papers as contents
from pacts import permissions
from pacts.documents.rendering import render_pdf
from pacts.enums import PactStatus
from pacts.models import IssuedPaper, PaperFile, PaperPage
from pacts.views.pacts import visible_pact
from units.queries.authority import Authority, signing_authorities
from units.queries.roster import roster
from units.text import search_form


def _visible(request: HttpRequest, pk: object) -> IssuedPaper:
    return get_object_or_404(permissions.visible_papers(request.user, timezone.localdate()), pk=pk)


@require_safe
def show(request: HttpRequest, pk: object) -> HttpResponse:
    """The paper in pictures, with its revisions and signatures."""
    paper = _visible(request, pk)
    context = {
        "paper": paper,
        "pact": getattr(paper, "pact", None),
        "pages": range(1, paper.page_count + 1),
        "revisions": paper.revisions.order_by("sequence"),
        "signatures": paper.signatures.select_related("signer", "party").order_by("signed_at", "pk"),
        "is_rehearsal": paper.is_rehearsal,
    }
    return render(request, "pacts/paper.html", context)


@require_safe
def file(request: HttpRequest, pk: object) -> HttpResponse:
    """The newest bytes, as stored."""
    paper = _visible(request, pk)
    content = PaperFile.objects.values_list("content", flat=True).get(paper=paper)
    return _download(bytes(content), f"{paper.title}.pdf")


@require_safe
def page(request: HttpRequest, pk: object, number: int) -> HttpResponse:
    """The picture of one page, made at the freeze."""
    image = (
        PaperPage.objects.filter(paper=_visible(request, pk), number=number)
        .values_list("image", flat=True)
        .first()
    )
    if image is None:
        raise Http404
    return HttpResponse(bytes(image), content_type="image/png")


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """How the draft would print today; not a paper, kept nowhere."""
    pact, on = visible_pact(request, pk), timezone.localdate()
    if pact.status != PactStatus.DRAFT:
        raise Http404
    members = roster(pact.cluster, pact.cluster.day_within(on))
    answers = signing_authorities([member.unit for member in members], on)
    paper = contents.pact_paper(
        pact=pact,
        members=members,
        authorities={unit: answer for unit, answer in answers.items() if isinstance(answer, Authority)},
        place=pact.place or "…",
        dated_on=pact.dated_on or on,
        check_url="",
    )
    return _download(render_pdf(template=paper.template, paper=paper).pdf, f"Du thao - {pact}.pdf")


def _download(content: bytes, name: str) -> HttpResponse:
    plain = slugify(search_form(name.removesuffix(".pdf"))) or "paper"
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"attachment; filename=\"{plain}.pdf\"; filename*=UTF-8''{quote(name)}"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
