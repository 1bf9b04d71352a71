"""The screen of the ceremony for the projector, and the word of its witness."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pacts import permissions
from pacts.queries.ceremony import ceremony
from pacts.services import witnessing
from pacts.views.conferences import visible_conference
from pacts.views.pacts import visible_pact

_NEEDED = ("cluster_id", "amends_id", "status", "signing_order", "paper_id", "in_force_on")


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole screen; it then follows by itself."""
    pact = visible_pact(request, pk)
    shown = ceremony(pact, timezone.now())
    context = {"pact": pact, "shown": shown, "now": _clock(), "is_rehearsal": pact.cluster.year.is_rehearsal}
    return render(request, "pacts/ceremony.html", context)


@require_safe
def news(request: HttpRequest, pk: int) -> HttpResponse:
    """What changes on the screen; nothing at all where it is as it was."""
    # Asked every second: of the pact only what the screen needs, without its paper and its text.
    visible = permissions.visible_pacts(request.user, timezone.localdate()).only(*_NEEDED)
    shown = ceremony(get_object_or_404(visible, pk=pk), timezone.now())
    body = render_to_string("pacts/_ceremony.html", {"shown": shown})
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "X-Now": _clock()}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(body, headers=headers)


def _clock() -> str:
    """The time as the screen shows it."""
    return f"{timezone.localtime():%H:%M:%S}"


@require_POST
def witness(request: HttpRequest, pk: int) -> HttpResponse:
    """The witness saw the ceremony."""
    conference = visible_conference(request, pk)
    try:
        witnessing.confirm(conference=conference, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("It is on record that you witnessed the signing."))
    return redirect(conference)
