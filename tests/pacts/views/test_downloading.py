"""Downloading an issued paper hands out stored bytes: nothing is rendered, examined or signed for it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pacts.documents import examination, rendering
from tests.factories.pacts import make_signing_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    scene = make_signing_scene(2)
    scene.ready()
    scene.sign_all()
    return scene


def test_a_download_renders_nothing_and_gives_the_stored_bytes(client, scene, monkeypatch):
    def never(*_args, **_kwargs):
        raise AssertionError("a download must not come here")

    for module, name in ((rendering, "lay_out"), (rendering, "page_images"), (examination, "examine")):
        monkeypatch.setattr(module, name, never)
    client.force_login(scene.officer)

    answer = client.get(reverse("paper_file", args=[scene.pact.paper_id]))

    assert answer.content == scene.content()


def test_a_download_asks_as_much_of_the_database_for_eight_signatures_as_for_two(
    client, scene, django_assert_num_queries
):
    """How long it takes is measured by `benchmarks/signing.py`: the promise is 20 ms of server time."""
    client.force_login(scene.officer)
    with CaptureQueriesContext(connection) as asked_for_two:
        client.get(reverse("paper_file", args=[scene.pact.paper_id]))
    large = make_signing_scene(8)
    large.ready()
    large.sign_all()
    client.force_login(large.officer)

    with django_assert_num_queries(len(asked_for_two)):
        answer = client.get(reverse("paper_file", args=[large.pact.paper_id]))

    assert answer.content == large.content()
