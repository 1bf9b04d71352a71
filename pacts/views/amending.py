"""Amending a pact in force, and its text with all amendments in one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from pacts.queries import consolidated as queries
from pacts.services import amending
from pacts.views.pacts import visible_pact
from units.forms.lookup import DayForm


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft with the text that holds, to be changed."""
    pact = visible_pact(request, pk)
    try:
        amendment = amending.start_amendment(pact=pact, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(pact)
    # Begun by somebody else and frozen meanwhile, the address leads on to its page.
    return redirect("pact_edit", amendment.pk)


@require_safe
def consolidated(request: HttpRequest, pk: int) -> HttpResponse:
    """The text that holds on a day, with where each change comes from, and who signed what when."""
    pact = visible_pact(request, pk)
    if pact.amends_id:
        return redirect("pact_consolidated", pact.amends_id)
    today = timezone.localdate()
    form = DayForm(request.GET, usual=today, first=pact.in_force_on, last=today)
    context = {
        "pact": pact,
        "form": form,
        "held": queries.consolidated(pact, form.day),
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/consolidated.html", context)
