"""Who says to have read a text is told later what changed."""

from __future__ import annotations

import pytest

from pacts.models import PactReading
from pacts.queries.texts import text_from, text_of
from pacts.services import reading
from pacts.services.editing import StaleEdit
from tests.factories.pacts import at, make_signing_scene
from tests.factories.texts import change_text, write_text
from units.permissions import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    scene = make_signing_scene(2, certificates=False)
    write_text(scene.draft())
    return scene


def test_the_last_reading_replaces_the_one_before(scene):
    reading.mark_read(pact=scene.pact, by=scene.heads[1], at=at(3))
    change_text(scene.pact)

    reading.mark_read(pact=scene.pact, by=scene.heads[1], at=at(4), edit_number=scene.pact.edit_number)

    kept = PactReading.objects.get()
    assert (kept.read_at, kept.edit_number) == (at(4), scene.pact.edit_number)
    assert text_from(kept.content) == text_of(scene.pact)


def test_a_text_that_changed_meanwhile_is_not_taken_for_read(scene):
    seen = scene.pact.edit_number
    change_text(scene.pact)

    with pytest.raises(StaleEdit):
        reading.mark_read(pact=scene.pact, by=scene.heads[1], at=at(3), edit_number=seen)

    assert PactReading.objects.count() == 0


def test_who_may_not_see_the_pact_has_not_read_it(scene):
    with pytest.raises(NotAllowed):
        reading.mark_read(pact=scene.pact, by=scene.outsider, at=at(3))

    assert PactReading.objects.count() == 0
