"""Start-up checks of our own: the application refuses to start in a shape that is not safe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver

# Each guards the next: who is it, must it be somebody, is the second factor there, is the account ready.
GUARDS = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "units.middleware.AccountSetupMiddleware",
)


@register(Tags.security)
def guards_stand_in_order(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A page is closed unless it says otherwise, and an account must be complete."""
    standing = [name for name in settings.MIDDLEWARE if name in GUARDS]
    if tuple(standing) == GUARDS:
        return []
    return [Error(f"MIDDLEWARE must hold, in this order: {', '.join(GUARDS)}.", id="units.E001")]


@register(Tags.security)
def public_pages_are_listed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Opening a page to everybody takes two places, so that nobody does it by accident."""
    found = {name for name, view in routes() if not getattr(view, "login_required", True)}
    listed = set(settings.PUBLIC_ROUTES)
    if found == listed:
        return []
    hint = f"Not listed: {sorted(found - listed)}. Listed, but closed or absent: {sorted(listed - found)}."
    return [Error("PUBLIC_ROUTES does not name exactly the public pages.", hint=hint, id="units.E002")]


@register(Tags.security)
def no_sample_accounts_in_production(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Their passwords and codes are shown to everybody."""
    if settings.ALLOW_SAMPLE_ACCOUNTS and settings.SECURE_SSL_REDIRECT:
        return [Error("ALLOW_SAMPLE_ACCOUNTS must be False in production.", id="units.E003")]
    return []


@register(Tags.database)
def sqlite_takes_its_lock_first(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A transaction that reads first and writes later fails there as soon as two people work."""
    database = settings.DATABASES["default"]
    mode = database.get("OPTIONS", {}).get("transaction_mode")
    if database["ENGINE"].endswith("sqlite3") and mode != "IMMEDIATE":
        return [Error('On SQLite, OPTIONS must say transaction_mode "IMMEDIATE".', id="units.E004")]
    return []


def routes() -> Iterator[tuple[str, Any]]:
    """Every route with its view; routes of the admin carry its name before theirs."""
    yield from _walk(get_resolver(), "")


def _walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, Any]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name or entry.pattern}", entry.callback
        else:
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _walk(entry, inner)
