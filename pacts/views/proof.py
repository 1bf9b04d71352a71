"""The sheet that says how a paper was signed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from pacts import permissions
from pacts.documents.content import canonical
from pacts.documents.rendering import render_pdf
from pacts.queries.completion import completion, is_finished
from pacts.services.proof import issued_code
from units.views.files import download


@require_safe
def sheet(request: HttpRequest, pk: object) -> HttpResponse:
    """For whoever may see the paper, as soon as its round of signing is over."""
    now = timezone.now()
    paper = get_object_or_404(permissions.visible_papers(request.user, timezone.localdate(now)), pk=pk)
    pact = getattr(paper, "pact", None)
    if pact is None or not is_finished(pact):
        raise Http404
    said = completion(pact, at=now)
    code = issued_code(paper_id=paper.pk, content=canonical(paper.snapshot))
    return download(
        render_pdf(template=said.template, paper=said, code=code).pdf, f"Hoan tat ky - {paper}.pdf"
    )
