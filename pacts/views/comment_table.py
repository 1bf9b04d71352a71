"""The table of comments with their answers: on the screen, and printed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from pacts.exports import minutes
from pacts.views.pacts import visible_pact
from pacts.views.previews import file_of


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Every comment with its answer, as it is annexed to the minutes."""
    pact = visible_pact(request, pk)
    context = {
        "pact": pact,
        "table": minutes.comment_table(pact, timezone.localdate()),
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/comment_table.html", context)


@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The same, printed. Kept nowhere."""
    pact = visible_pact(request, pk)
    paper = minutes.comment_table(pact, timezone.localdate())
    if not paper.groups:
        raise Http404
    back = reverse("pact_comments_table", args=[pk])
    return file_of(request, paper, f"Tong hop gop y - {pact}.pdf", back)
