"""Refusals in words: each says what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from units.permissions import NotAllowed


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "400", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Our own refusals carry a sentence for the person; those of libraries are not shown."""
    sentence = str(exception) if isinstance(exception, NotAllowed) else ""
    return _page(request, "403", 403, sentence=sentence)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "404", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Made without the request and the database: one of them may be what is broken."""
    return HttpResponse(render_to_string("units/errors/500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, "csrf", 403)


def too_many_attempts(
    request: HttpRequest, original_response: HttpResponse | None = None, credentials: dict | None = None
) -> HttpResponse:
    return _page(request, "429", 429)


def _page(request: HttpRequest, name: str, status: int, *, sentence: str = "") -> HttpResponse:
    context = {"sentence": sentence or _("Your account has no right to do this.")}
    return render(request, f"units/errors/{name}.html", context, status=status)
