"""The headers that every response carries, and what no page holds."""

from __future__ import annotations

import re

from django.http import HttpResponse

# Written down here, apart from settings: whoever loosens the policy has to do it twice.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
DOWNLOAD = {"sandbox": "", "default-src": "'none'"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FORBIDDEN_FEATURES = ("camera", "geolocation", "microphone", "payment", "usb")
INLINE = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>\s*[^<\s]", re.IGNORECASE),
    "inline style": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[^>]+\sstyle\s*=", re.IGNORECASE),
    "event handler": re.compile(r"<[^>]+\son[a-z]+\s*=", re.IGNORECASE),
    "address of a script": re.compile(r"(?:href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE),
    "remote address": re.compile(
        r"(?:src|href|action|srcset|poster|data)\s*=\s*[\"']?\s*(?:https?:)?//(?!testserver/)", re.IGNORECASE
    ),
}


def directives(policy: str) -> dict[str, str]:
    parts = [part.strip() for part in policy.split(";") if part.strip()]
    return {part.split(" ")[0]: " ".join(part.split(" ")[1:]) for part in parts}


def faults(response: HttpResponse, *, is_static: bool = False) -> list[str]:
    """What a response lacks or holds too much of."""
    headers = response.headers
    is_download = headers.get("Content-Disposition", "").startswith("attachment")
    found = [
        f"{name} is {headers.get(name)}" for name, value in HEADERS.items() if headers.get(name) != value
    ]
    if directives(headers.get("Content-Security-Policy", "")) != (DOWNLOAD if is_download else POLICY):
        found.append(f"policy {headers.get('Content-Security-Policy')}")
    found += [
        f"feature {name}"
        for name in FORBIDDEN_FEATURES
        if f"{name}=()" not in headers.get("Permissions-Policy", "").split(", ")
    ]
    if not is_static and not {"no-store", "private"} <= set(headers.get("Cache-Control", "").split(", ")):
        found.append(f"kept by caches: {headers.get('Cache-Control')}")
    # A page that is kept as a file (the check without network) runs nothing on our site: its policy is a sandbox.
    if "text/html" in headers.get("Content-Type", "") and not is_download:
        found += inline(response.content.decode())
    return found


def inline(html: str) -> list[str]:
    return [
        f"{name}: {one[0][:80]}" for name, pattern in INLINE.items() for one in [pattern.search(html)] if one
    ]
