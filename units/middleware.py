"""What holds for every request: headers, the language, and what an account must pass before the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django_otp.plugins.otp_totp.models import TOTPDevice

from units.queries.gathering import missing_setup_step

GetResponse = Callable[[HttpRequest], HttpResponse]

# Features of a browser that no page of ours uses, so that a page that was tampered with cannot either.
_UNUSED_FEATURES = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone",
    "midi", "payment", "usb",
)  # fmt: skip
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in _UNUSED_FEATURES)
ALWAYS_OPEN = frozenset({"log_out", "set_language", "stay"})


class ResponseHeadersMiddleware:
    """Headers that every response carries: pages, static files, redirects and errors."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        # Static files say themselves how long they last; whatever else is said is for this person, now.
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class LanguageMiddleware:
    """Vietnamese, unless this browser chose another language here; what it merely prefers is ignored."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response


class AccountSetupMiddleware:
    """Nobody passes who still owes a second factor or a step of setting up the account."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The frame of the page asks too; the answer is found once.
        request.missing_step = cache(lambda: missing_step(request))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        is_public = not getattr(view, "login_required", True)
        match = request.resolver_match
        if is_public or not request.user.is_authenticated or (match and match.view_name in ALWAYS_OPEN):
            return None
        step = request.missing_step()
        if step is None or request.path == step or request.path.startswith(step):
            return None
        if request.method != "GET":
            return redirect(step)
        return redirect(f"{step}?{urlencode({'next': request.get_full_path()})}")


def missing_step(request: HttpRequest) -> str | None:
    """The address of what the account must do before anything else, or None."""
    user: Any = request.user
    if not user.is_authenticated:
        return None
    if not user.is_verified() and TOTPDevice.objects.filter(user_id=user.pk, confirmed=True).exists():
        return reverse("second_factor")
    return missing_setup_step(user, timezone.localdate())
