"""What the cluster page shows of registrations."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.queries.panels import cluster_columns
from tests.factories.awards import make_officer, make_scene, make_unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "tone", "done"),
    [
        ("draft", "plain", 0),
        ("for_approval", "plain", 0),
        ("submitted", "wait", 1),
        ("returned", "wait", 0),
        ("accepted", "ok", 1),
    ],
)
def test_the_column_tells_the_state_of_each_member_and_how_many_are_done(status, tone, done):
    scene = make_scene()
    scene.in_state(status)

    (column,) = cluster_columns(scene.cluster, scene.lead_head, scene.today)

    assert {unit: pill.tone for unit, pill in column.cells.items()} == {
        scene.unit.pk: tone,
        scene.lead.pk: "plain",
    }
    assert column.done == done


def test_after_the_deadline_those_who_have_not_submitted_are_overdue():
    scene = make_scene()
    scene.in_state("for_approval")

    (column,) = cluster_columns(scene.cluster, scene.lead_head, scene.today + timedelta(days=19))

    assert {pill.tone for pill in column.cells.values()} == {"bad"}


def test_a_past_year_in_which_nothing_was_registered_has_no_column():
    scene = make_scene()

    assert cluster_columns(scene.cluster, scene.head, scene.year.ends_on + timedelta(days=1)) == []


def test_the_number_of_questions_does_not_grow_with_the_members():
    scene = make_scene()
    counts = []
    for size in (1, 3, 30):
        for _one in range(size):
            unit = scene.join(make_unit())
            scene.start(unit, make_officer(unit))
        with CaptureQueriesContext(connection) as captured:
            cluster_columns(scene.cluster, scene.head, scene.today)
        counts.append(len(captured))

    assert counts == [counts[0]] * 3
