"""Answers outside of the routes carry the full headers too, and no template holds what they forbid.

Those of every route are looked at where every route is called: in the permission matrix.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, override_settings

from tests.architecture import matrix as m
from tests.architecture.calling import without_csrf
from tests.architecture.headers import faults, inline
from tests.architecture.scene import Scene
from tests.factories.units import PASSWORD

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


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
