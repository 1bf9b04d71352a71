"""One call of one cell, and what came of it in a word."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.architecture import matrix as m
from tests.architecture.scene import Scene

_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
_DOORS = ("/log-in/", "/admin/login/")
_SETTING_UP = ("/second-factor/", "/account/password/", "/account/totp/", "/account/pin/")


def call(scene: Scene, cell: m.Cell) -> HttpResponse:
    """The response to the cell; nothing that it wrote stays."""
    client = scene.clients[cell.role]
    cookies = client.cookies.copy()
    url = scene.url(cell)
    with transaction.atomic():
        given = {"data": scene.payload(cell)} if cell.method == "POST" else {}
        response = getattr(client, cell.method.lower())(url, **given)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def outcome(response: HttpResponse) -> str:
    """allow, redirect, login, setup, or the number of the refusal."""
    if response.status_code in (200, 204):
        return m.ALLOW
    if response.status_code in (301, 302, 303):
        to = urlsplit(response.headers["Location"])
        if to.path in _DOORS and to.query.startswith("next="):
            return m.LOGIN
        if to.path in _SETTING_UP and to.query.startswith("next="):
            return "setup"
        return m.REDIRECT
    return str(response.status_code)


def body(response: HttpResponse, url: str) -> str:
    """A hash of the page without what must differ: the token, and its own address in it."""
    content = _TOKEN.sub(b"", response.content).replace(url.encode(), b"")
    return hashlib.sha256(content).hexdigest()


def without_csrf(client: Client) -> Client:
    """The same browser in front of a server that asks for the token, which this browser does not send."""
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies.copy()
    return strict
