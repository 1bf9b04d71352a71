"""What is said of registrations and nominations before their units end."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from awards.models import Registration
from awards.queries.reorganisation import merge_effects
from awards.services import nominating
from tests.factories.awards import make_scene, make_unit

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 1)
FINISHED_BY = (
    "From 01/07/2026 the officer and the head of the successor finish and submit it; "
    "where nothing succeeds the unit, it must be submitted before."
)


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


@pytest.fixture
def scene():
    return make_scene()


def told(*units):
    return [(effect.group, effect.title, effect.consequence) for effect in merge_effects(units, DAY)]


@pytest.mark.parametrize(
    ("status", "state", "consequence"),
    [
        ("draft", "Draft", FINISHED_BY),
        ("for_approval", "With the head", FINISHED_BY),
        ("returned", "Returned for correction", FINISHED_BY),
        ("submitted", "Submitted", "It waits for the lead unit, which accepts or returns it as before."),
    ],
)
def test_a_registration_that_is_not_accepted_has_somebody_who_goes_on_with_it(
    scene, status, state, consequence
):
    scene.in_state(status)

    assert told(scene.unit) == [
        (
            "Registrations of titles",
            f"VKSND tỉnh Khánh Hòa · Cụm thi đua số 8 (2026) · {state} (1 row)",
            consequence,
        )
    ]


def test_an_accepted_registration_is_settled_and_its_nominations_in_draft_are_told(scene):
    registration = scene.in_state("accepted")
    nominating.nominate(item=registration.items.get(), by=scene.officer, at=scene.now)

    assert told(scene.unit) == [
        (
            "Nominations in draft",
            "VKSND tỉnh Khánh Hòa, year 2026: 1 person",
            "From 01/07/2026 the officer of the successor puts them into a letter or withdraws them; "
            "where nothing succeeds the unit, this must be done before.",
        )
    ]


def test_what_waits_for_a_lead_unit_that_ends_is_told(scene):
    scene.in_state("submitted")

    assert told(scene.lead) == [
        (
            "Registrations of titles",
            "Cụm thi đua số 8 (2026): 1 registration of other units",
            "They wait for the lead unit that ends: name a new one from 01/07/2026, so that it can accept them.",
        )
    ]


def test_nothing_is_said_of_units_that_have_nothing_open(scene):
    scene.in_state("accepted")

    assert (told(scene.unit), told(make_unit())) == ([], [])


def test_the_number_of_queries_does_not_grow_with_registrations(scene):
    def queries(units):
        with CaptureQueriesContext(connection) as asked:
            merge_effects(units, DAY)
        return len(asked)

    few = queries([scene.unit])
    units = [scene.join(make_unit()) for _number in range(10)]
    for unit in units:
        Registration.objects.create(cluster=scene.cluster, unit=unit)

    assert (few, queries(units)) == (3, 3)
