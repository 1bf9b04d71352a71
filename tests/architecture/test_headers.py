"""Every response carries the full headers, and no page holds script, style or address that they forbid."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.architecture import matrix as m
from tests.architecture.calling import call, without_csrf
from tests.architecture.scene import Scene
from tests.factories.units import PASSWORD

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
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
SEVERAL_ROLES = (m.STRANGER, m.NO_ROLE, m.OFFICER, m.HEAD, m.LEAD_HEAD, m.CENTRAL, m.ADMINISTRATOR, m.OUTSIDE)


def directives(policy: str) -> dict[str, str]:
    parts = [part.strip() for part in policy.split(";") if part.strip()]
    return {part.split(" ")[0]: " ".join(part.split(" ")[1:]) for part in parts}


def faults(response: HttpResponse, *, is_download: bool = False, is_static: bool = False) -> list[str]:
    """What a response lacks or holds too much of."""
    headers = response.headers
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
    if "text/html" in headers.get("Content-Type", ""):
        found += inline(response.content.decode())
    return found


def inline(html: str) -> list[str]:
    return [
        f"{name}: {one[0][:80]}" for name, pattern in INLINE.items() for one in [pattern.search(html)] if one
    ]


def tried_methods(row: m.Row) -> set[str]:
    """What the route takes, and one method that it does not."""
    return {method for method in m.METHODS if m.rule_of(row, method)} | {"PUT"}


@pytest.mark.usefixtures("_quiet")
@pytest.mark.parametrize("role", SEVERAL_ROLES)
def test_every_response_of_every_route_carries_all_headers_and_nothing_inline(scene, role):
    wrong = []

    for route, row in m.MATRIX.items():
        tried = {
            (cell.method, cell.object): cell
            for cell in m.cells(route)
            if cell.role == role
            and cell.object in ("", m.OWN, m.MISSING)
            and cell.method in tried_methods(row)
        }
        if role in row.always and route != "admin:index":
            continue  # one refusal at the door is like the other
        for cell in tried.values():
            response = call(scene, cell)
            is_download = response.headers.get("Content-Type") == "application/pdf"
            found = faults(response, is_download=is_download)
            wrong += [f"{route} {cell.method} {cell.object} {response.status_code}: {one}" for one in found]

    assert wrong == []


@pytest.mark.usefixtures("_quiet")
def test_a_refused_form_carries_all_headers(scene: Scene):
    response = without_csrf(scene.clients[m.OFFICER]).post("/inbox/read/")

    assert (response.status_code, faults(response)) == (403, [])


@pytest.mark.usefixtures("_quiet")
def test_an_unknown_page_carries_all_headers(scene: Scene):
    for role in (m.STRANGER, m.OFFICER):
        response = scene.clients[role].get("/no/such/page/")

        assert (response.status_code, faults(response)) == (404, [])


@pytest.mark.usefixtures("_quiet")
def test_a_spoofed_host_is_refused_with_all_headers(scene: Scene):
    for path in ("/", "/log-in/", "/check/", "/admin/"):
        response = Client().get(path, headers={"host": "evil.example"})

        assert (response.status_code, faults(response)) == (400, [])


@pytest.mark.usefixtures("_quiet")
@override_settings(ROOT_URLCONF="tests.architecture.broken_urls")
@pytest.mark.parametrize(("path", "status"), [("/breaks/", 500), ("/suspicious/", 400)])
def test_a_page_that_breaks_carries_all_headers(scene: Scene, path, status):
    response = Client(raise_request_exception=False).get(path)

    assert (response.status_code, faults(response)) == (status, [])


@pytest.mark.usefixtures("_quiet")
def test_a_guesser_is_slowed_down_with_all_headers(scene: Scene):
    client, username = Client(), scene.users[m.OFFICER].username
    for _attempt in range(10):
        response = client.post("/log-in/", {"username": username, "password": "wrong"})

    assert (response.status_code, faults(response)) == (429, [])
    assert client.post("/log-in/", {"username": username, "password": PASSWORD}).status_code == 429


@override_settings(WHITENOISE_AUTOREFRESH=True, WHITENOISE_USE_FINDERS=True)
@pytest.mark.parametrize("path", ["css/theme.css", "js/app.js", "mark.svg", "admin/css/base.css"])
def test_a_static_file_carries_all_headers(path):
    assert finders.find(path)

    response = Client().get(f"/static/{path}")
    response.close()

    assert (response.status_code, faults(response, is_static=True)) == (200, [])


def read(path: Path) -> str:
    """Template tags are taken out, so that a comparison in one is not mistaken for a tag of HTML."""
    text = re.sub(
        r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text("utf-8"), flags=re.DOTALL
    )
    return unescape(re.sub(r"\{%.*?%\}", "", text, flags=re.DOTALL))


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda it: str(it.relative_to(TEMPLATES))
)
def test_no_template_holds_script_style_or_a_remote_address(path):
    assert inline(read(path)) == []


@pytest.mark.parametrize("path", sorted((TEMPLATES / "print").iterdir()), ids=lambda it: it.name)
def test_no_paper_fetches_anything(path):
    found = re.findall(r"https?://|//[a-z]|@import|url\(\s*[\"']?(?:https?:)?//", read(path))

    assert found == []


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<script>alert(1)</script>", "inline script"),
        ("<style>a{}</style>", "inline style"),
        ('<p class="a" style="color:red">', "style attribute"),
        ('<a href="/" onclick="x()">', "event handler"),
        ('<a href="javascript:x()">', "address of a script"),
        ('<img src="//evil.example/a.png">', "remote address"),
        ('<script src="https://cdn.example/a.js"></script>', "remote address"),
    ],
)
def test_the_lint_itself_sees_what_it_is_for(html, name):
    assert [one.split(":")[0] for one in inline(html)] == [name]
