"""What is said of registrations and nominations before a person is transferred or leaves."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from awards.queries.staffing import person_effects
from awards.services import nominating
from tests.factories.awards import make_scene

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


@pytest.fixture
def scene():
    return make_scene()


def told(registration, unit):
    person = registration.items.get().person
    return [(effect.group, effect.url) for effect in person_effects(person, {unit.pk}, DAY)]


@pytest.mark.parametrize("status", ["draft", "for_approval", "returned", "submitted"])
def test_a_row_that_nobody_has_accepted_stays_with_the_old_unit(scene, status):
    registration = scene.in_state(status)

    assert told(registration, scene.unit) == [("Registrations of titles", registration.get_absolute_url())]


def test_an_accepted_row_is_settled(scene):
    assert told(scene.in_state("accepted"), scene.unit) == []


def test_a_nomination_in_no_letter_stays_with_the_old_unit(scene):
    registration = scene.in_state("accepted")
    nomination = nominating.nominate(item=registration.items.get(), by=scene.officer, at=scene.now)

    assert told(registration, scene.unit) == [("Nominations in draft", nomination.get_absolute_url())]


def test_rows_of_other_units_are_not_told(scene):
    assert told(scene.in_state("draft"), scene.lead) == []
