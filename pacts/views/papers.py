"""Issued papers: the page about one, its file, the pictures of its pages. Nothing is rendered here but a preview."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pacts import papers as contents
from pacts import permissions
from pacts.documents.content import PactPaper
from pacts.enums import PactStatus
from pacts.models import IssuedPaper, Pact, PaperFile, PaperPage
from pacts.queries.completion import is_finished
from pacts.queries.pact import lead_place
from pacts.views.pacts import visible_pact
from pacts.views.previews import file_of, picture_of
from units.queries.roster import roster
from units.views.files import download


def _visible(request: HttpRequest, pk: object) -> IssuedPaper:
    return get_object_or_404(permissions.visible_papers(request.user, timezone.localdate()), pk=pk)


@require_safe
def show(request: HttpRequest, pk: object) -> HttpResponse:
    """The paper in pictures, with its revisions and signatures."""
    paper = _visible(request, pk)
    context = {
        "paper": paper,
        "pact": getattr(paper, "pact", None),
        "conference": getattr(paper, "conference", None),
        "pages": range(1, paper.page_count + 1),
        "revisions": paper.revisions.order_by("sequence"),
        "signatures": paper.signatures.select_related("signer", "party").order_by("signed_at", "pk"),
        "has_tsa": bool(settings.TSA_URL),
        "scans": paper.scans.select_related("attested_by__person").defer("content").order_by("pk"),
        "is_rehearsal": paper.is_rehearsal,
        "is_finished": is_finished(getattr(paper, "pact", None)),
    }
    return render(request, "pacts/paper.html", context)


@require_safe
def file(request: HttpRequest, pk: object) -> HttpResponse:
    """The newest bytes, as stored."""
    paper = _visible(request, pk)
    content = PaperFile.objects.values_list("content", flat=True).get(paper=paper)
    return download(bytes(content), f"{paper.title}.pdf")


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
    pact = visible_pact(request, pk)
    return file_of(request, previewed_paper(pact), f"Du thao - {pact}.pdf", pact.get_absolute_url())


@require_safe
def preview_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as one picture, beside the editor."""
    return picture_of(previewed_paper(visible_pact(request, pk)))


def previewed_paper(pact: Pact) -> PactPaper:
    """What a draft would say on paper today."""
    on = timezone.localdate()
    if pact.status != PactStatus.DRAFT:
        raise Http404
    return contents.pact_paper(
        pact=pact,
        members=roster(pact.cluster, pact.cluster.day_within(on)),
        place=pact.place or lead_place(pact) or "…",
        dated_on=pact.dated_on or on,
        check_url="",
    )
