"""The inspector's report on a draft, before it becomes a paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pacts.documents.fields import add_signature_fields
from pacts.documents.inspection import Finding, inspect
from pacts.documents.rendering import PaperTooLong, render_pdf
from pacts.models import Pact
from pacts.views.pacts import visible_pact
from pacts.views.papers import previewed_paper


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What of the draft, printed today, would not be as Decree 30/2020/NĐ-CP prescribes; kept nowhere."""
    pact = visible_pact(request, pk)
    try:
        findings = _findings(pact)
    except PaperTooLong:
        findings = None
    context = {
        "pact": pact,
        "is_too_long": findings is None,
        "faults": [one for one in findings or () if not one.is_warning],
        "warnings": [one for one in findings or () if one.is_warning],
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/inspection.html", context)


def _findings(pact: Pact) -> tuple[Finding, ...]:
    paper = previewed_paper(pact)
    rendered = render_pdf(template=paper.template, paper=paper)
    pdf = add_signature_fields(rendered.pdf, rendered.fields) if rendered.fields else rendered.pdf
    return inspect(pdf, paper)
