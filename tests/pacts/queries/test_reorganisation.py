"""What is said of pacts before their units end."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from pacts.models import Pact
from pacts.queries.reorganisation import merge_effects
from tests.factories.pacts import make_signing_scene
from tests.factories.units import make_cluster, make_unit, make_year

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


@pytest.fixture
def scene():
    scene = make_signing_scene(3)
    scene.draft()
    return scene


def told(*units):
    return [(effect.group, effect.title, effect.consequence) for effect in merge_effects(units, DAY)]


def title(state):
    return f"Giao ước thi đua năm 2026 · Cụm thi đua số 8 · {state}"


def test_a_draft_loses_a_party(scene):
    unit = scene.units[1]

    assert told(unit) == [
        (
            "Pacts",
            title("Draft"),
            f"{unit} is no party from 01/07/2026: a freeze from that day on names the members of that day.",
        )
    ]


def test_a_draft_of_a_cluster_whose_lead_unit_ends_waits_for_a_new_one(scene):
    unit = scene.units[0]

    assert [consequence for *_title, consequence in told(unit)] == [
        f"{unit} is no party from 01/07/2026: a freeze from that day on names the members of that day. "
        f"{unit} leads the cluster: from 01/07/2026 a new lead unit must be named "
        "before anybody can go on with the pact."
    ]


def test_a_signature_stays_and_a_missing_one_cannot_be_made_any_more(scene):
    scene.freeze()
    scene.open()
    scene.sign(scene.heads[1])

    assert told(*scene.units[1:]) == [
        (
            "Pacts",
            title("Being signed"),
            f"{scene.units[1]} has signed: the signature stays valid. "
            f"{scene.units[2]} has not signed, and from 01/07/2026 nobody can sign for it: "
            "unless it signs before, the lead unit must make this version void and draft a new one.",
        )
    ]


def test_a_pact_in_force_stays_as_it_is(scene):
    scene.freeze()
    scene.open()
    scene.sign_all()

    assert told(*scene.units) == [
        ("Pacts", title("In force"), "Stays in force as it was signed, under the names of that day.")
    ]


def test_who_has_signed_had_not_ended(scene):
    scene.freeze()
    scene.open()
    scene.sign(scene.heads[1])

    on_the_day, after = (
        [it for it in merge_effects([scene.units[1]], day) if it.forbids]
        for day in (date(2026, 2, 20), date(2026, 2, 21))
    )

    assert [(it.title, it.consequence) for it in on_the_day] == [
        (title("Signed"), f"{scene.units[1]} answered on 20/02/2026, so it has not ended before 20/02/2026.")
    ]
    assert after == []


def test_pacts_of_earlier_years_are_told_in_one_line(scene):
    scene.freeze()
    scene.open()
    scene.sign_all()
    later = date(2027, 7, 1)

    assert [(it.title, it.consequence) for it in merge_effects(scene.units, later)] == [
        ("1 pact of earlier years", "Stay readable as signed, under the names of the day.")
    ]


def test_an_unfinished_paper_of_an_earlier_year_is_not_forgotten(scene):
    scene.freeze()

    effects = merge_effects([scene.units[1]], date(2027, 7, 1))

    assert [effect.title for effect in effects] == [title("Text frozen")]


def test_nothing_is_said_of_a_cluster_that_the_unit_has_left(scene):
    scene.units[1].memberships.update(valid_to=date(2026, 5, 31))

    assert told(scene.units[1]) == []


def test_nothing_is_said_of_others_of_void_versions_and_of_samples(scene):
    stranger, unit = make_unit(), scene.units[1]
    Pact.objects.filter(pk=scene.pact.pk).update(status="void")
    Pact.objects.create(cluster=make_cluster(make_year(), [unit], number=9), is_illustration=True)

    assert (told(stranger), told(unit)) == ([], [])


def test_the_number_of_queries_does_not_grow_with_pacts_and_units(scene):
    def queries(units):
        with CaptureQueriesContext(connection) as asked:
            merge_effects(units, DAY)
        return len(asked)

    few = queries([scene.units[0]])
    for number in range(20, 30):
        Pact.objects.create(cluster=make_cluster(scene.cluster.year, scene.units, number=number))

    assert (few, queries(scene.units)) == (4, 4)
