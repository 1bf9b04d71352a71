"""Where to go next: only ever to a page of our own."""

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def safe_destination(request: HttpRequest, wanted: str | None, *, fallback: str) -> str:
    """The wanted address if it is on this site, else the fallback."""
    allowed = {request.get_host()}
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed, require_https=request.is_secure()):
        return wanted
    return resolve_url(fallback)


def next_destination(request: HttpRequest) -> str:
    """Where the form or the address says that the person was going; else home."""
    return safe_destination(request, request.POST.get("next") or request.GET.get("next"), fallback="home")
