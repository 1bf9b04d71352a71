"""Reading writes nothing; writing needs the token of the form; nobody is sent to another site."""

from __future__ import annotations

import hashlib

import pytest
from django.apps import apps

from tests.architecture import matrix as m
from tests.architecture.calling import without_csrf
from tests.architecture.conftest import rolled_back
from tests.architecture.scene import Scene
from tests.factories.units import PASSWORD, make_notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_quiet")]
EVIL = (
    "https://evil.example/",
    "//evil.example/",
    "https:evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\t//evil.example",
    "javascript:alert(1)",
    "http:///evil.example",
)


def everything() -> dict[str, str]:
    """A hash of all rows of each table; a session says when it was last used, and no more."""
    found = {}
    for model in apps.get_models():
        if model._meta.label == "sessions.Session":
            continue
        digest = hashlib.sha256()
        for row in model._base_manager.order_by("pk").values_list().iterator():
            digest.update(repr([bytes(v) if isinstance(v, memoryview) else v for v in row]).encode())
        found[model._meta.label] = digest.hexdigest()
    return found


def read_everything(scene: Scene, role: str) -> list[str]:
    """GET of every route with every object; the addresses that answered."""
    read = []
    for route, row in m.MATRIX.items():
        if role in row.always and route != "admin:index":
            continue  # stopped at the door
        for cell in m.cells(route):
            if cell.role == role and cell.method == "GET":
                response = scene.clients[role].get(scene.url(cell))
                if response.status_code == 200:
                    read.append(route)
    return read


@pytest.mark.parametrize("role", m.ROLES)
def test_reading_every_page_changes_no_row(scene, role):
    with rolled_back():
        before = everything()

        read = read_everything(scene, role)

        assert everything() == before
    assert read != []


def test_the_comparison_sees_a_single_changed_row(scene):
    with rolled_back():
        before = everything()
        make_notice(scene.users[m.OFFICER], at=scene.now)

        after = everything()

    assert [label for label in after if after[label] != before[label]] == ["units.Notice"]


@pytest.mark.parametrize("route", sorted(route for route, row in m.MATRIX.items() if row.post))
def test_a_post_without_the_token_is_refused_and_changes_no_row(scene, route):
    allowed = [
        cell
        for cell in m.cells(route)
        if cell.method == "POST" and cell.object in ("", m.OWN) and m.expected(cell) in (m.ALLOW, m.REDIRECT)
    ] or [cell for cell in m.cells(route) if cell.method == "POST" and cell.role == m.ADMINISTRATOR]

    with rolled_back():
        before = everything()
        for cell in allowed[:2]:
            client = without_csrf(scene.clients[cell.role])
            response = client.post(scene.url(cell), scene.payload(cell))

            assert (response.status_code, b"csrf" in response.content.lower()) == (403, True)
        assert everything() == before


def test_every_post_route_is_tried_by_an_account_that_might_use_it():
    """Otherwise a refusal would prove nothing about the token. A form that is answered was let in too."""
    never = {
        route
        for route, row in m.MATRIX.items()
        if row.post
        and not any(
            m.expected(cell) in (m.ALLOW, m.REDIRECT, "422")
            for cell in m.cells(route)
            if cell.method == "POST"
        )
    }

    assert {route for route in never if not route.startswith("admin")} == set()


@pytest.mark.parametrize("evil", EVIL)
class TestNobodyIsSentToAnotherSite:
    def test_after_logging_in(self, scene, evil):
        username = scene.users[m.OFFICER].username

        with rolled_back():
            response = scene.clients[m.STRANGER].post(
                "/log-in/", {"username": username, "password": PASSWORD, "next": evil}
            )
            scene.clients[m.STRANGER].cookies.clear()

        assert (response.status_code, response.headers["Location"]) == (302, "/")

    @pytest.mark.parametrize("step", ["log-in", "second-factor", "account/password"])
    def test_when_the_step_is_done_already(self, scene, evil, step):
        response = scene.clients[m.HEAD].get(f"/{step}/", {"next": evil})

        assert (response.status_code, response.headers["Location"]) == (302, "/")

    def test_when_the_second_factor_is_there_already(self, scene, evil):
        response = scene.clients[m.HEAD].get("/account/totp/", {"next": evil})

        assert (response.status_code, response.headers["Location"]) == (302, "/")

    def test_after_choosing_a_language(self, scene, evil):
        response = scene.clients[m.STRANGER].post("/language/", {"language": "vi", "next": evil})
        scene.clients[m.STRANGER].cookies.clear()

        assert (response.status_code, response.headers["Location"]) == (302, "/")

    def test_from_a_notice(self, scene, evil):
        with rolled_back():
            notice = make_notice(scene.users[m.OFFICER], at=scene.now, url=evil)
            response = scene.clients[m.OFFICER].post(f"/inbox/{notice.pk}/")

        assert (response.status_code, response.headers["Location"]) == (302, "/inbox/")

    def test_from_the_door_of_the_administration(self, scene, evil):
        response = scene.clients[m.ADMINISTRATOR].get("/admin/login/", {"next": evil})

        assert (response.status_code, response.headers["Location"]) == (302, "/admin/")


def test_a_page_of_our_own_is_gone_to(scene):
    response = scene.clients[m.HEAD].get("/log-in/", {"next": "/pacts/?page=1"})

    assert response.headers["Location"] == "/pacts/?page=1"


def test_every_view_that_takes_next_is_tried():
    """Whoever reads the address to go to from a request must appear here."""
    from pathlib import Path  # noqa: PLC0415 - only this test reads the source

    root = Path(__file__).resolve().parents[2]
    readers = [
        f"{path.relative_to(root)}"
        for app in ("units", "pacts", "awards")
        for path in sorted((root / app).rglob("*.py"))
        if any(word in path.read_text("utf-8") for word in ('get("next")', "safe_destination(", "found.url"))
    ]

    assert readers == ["units/views/account.py", "units/views/destinations.py", "units/views/home.py"]


def test_a_link_to_hand_over_names_our_own_site(scene):
    with rolled_back():
        user = scene.users[m.OFFICER]
        response = scene.clients[m.ADMINISTRATOR].post(f"/admin/units/user/{user.pk}/link/password/")

    assert b"http://testserver/account/link/" in response.content
