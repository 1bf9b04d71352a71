"""Sixteen who begin an amendment at the same moment, for real on both databases."""

from __future__ import annotations

import pytest

from pacts.models import Pact
from pacts.services import amending, rounds, starting
from tests.factories.pacts import at, make_signing_scene
from tests.factories.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene():
    made = make_signing_scene(2, certificates=False)
    made.ready()
    made.original = made.sign_all_by_hand()
    return made


def test_sixteen_starts_are_one_amendment(scene):
    def start() -> Pact:
        return amending.start_amendment(pact=scene.original, by=scene.officer, at=at(30))

    results = at_once([start] * 16)

    assert results == [Pact.objects.get(amends=scene.original)] * 16


def test_a_start_and_a_void_version_that_is_begun_again_are_one_amendment(scene):
    scene.join("VKSND tỉnh Đến Sau")
    scene.amend()
    scene.freeze()
    void = rounds.void(pact=scene.pact, reason="Sai số liệu", by=scene.leader, at=at(22))

    def start() -> Pact:
        return amending.start_amendment(pact=scene.original, by=scene.officer, at=at(30))

    def again() -> Pact:
        return starting.start_again(pact=void, by=scene.leader, at=at(30))

    results = at_once([start, again] * 8)

    assert results == [Pact.objects.get(amends=scene.original, status="draft")] * 16
