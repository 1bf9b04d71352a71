"""What waits for whom in registrations."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.tasks import tasks
from tests.factories.awards import make_head, make_officer, make_scene, make_unit

pytestmark = pytest.mark.django_db
PEOPLE = ("officer", "head", "deputy", "lead_officer", "lead_head")


def waiting(scene, on=None):
    """(waits, sent) for each person; the lead unit's own registration is left out."""
    found = {}
    for name in PEOPLE:
        own = [
            task
            for task in tasks(getattr(scene, name), on or scene.today)
            if scene.lead.short_name not in task.detail
        ]
        found[name] = (
            [task.icon for task in own if not task.is_sent],
            [task.icon for task in own if task.is_sent],
        )
    return found


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("draft", {"officer": (["list-check"], [])}),
        ("for_approval", {"officer": ([], ["list-check"]), "head": (["send"], [])}),
        (
            "submitted",
            {
                "officer": ([], ["list-check"]),
                "head": ([], ["list-check"]),
                "lead_officer": (["eye"], []),
                "lead_head": (["eye"], []),
            },
        ),
        ("returned", {"officer": (["arrow-return-left"], [])}),
        ("accepted", {"officer": (["award"], [])}),
    ],
)
def test_a_registration_waits_for_exactly_those_whose_move_it_is(status, expected):
    scene = make_scene()
    scene.in_state(status)

    assert waiting(scene) == {name: expected.get(name, ([], [])) for name in PEOPLE}


def test_before_anything_is_started_the_officer_is_reminded_with_the_deadline():
    scene = make_scene()

    (task,) = tasks(scene.officer, scene.today)

    assert (task.url, task.due_on, task.pill) == (
        "/registrations/",
        scene.today + timedelta(days=18),
        None,
    )


def test_after_the_deadline_the_task_says_how_many_days_it_is_over():
    scene = make_scene()

    (task,) = tasks(scene.officer, scene.today + timedelta(days=20))

    assert (task.pill.tone, "2" in task.pill.text) == ("bad", True)


def test_a_returned_registration_brings_its_reason_along():
    scene = make_scene()
    scene.in_state("returned")

    (task,) = tasks(scene.officer, scene.today)

    assert "Thiếu sáng kiến" in task.detail


def test_a_year_that_is_over_leaves_no_task():
    scene = make_scene()

    assert tasks(scene.officer, scene.year.ends_on + timedelta(days=1)) == []


def test_people_without_a_unit_have_no_tasks_here():
    scene = make_scene()
    scene.in_state("submitted")

    assert tasks(make_officer(make_unit(), "central_officer"), scene.today) == []


def test_the_number_of_questions_does_not_grow_with_the_cluster():
    scene = make_scene()
    counts = []
    for size in (1, 3, 30):
        for _one in range(size):
            unit = scene.join(make_unit())
            officer = make_officer(unit)
            make_head(unit)
            scene.start(unit, officer)
        with CaptureQueriesContext(connection) as captured:
            tasks(scene.lead_head, scene.today)
        counts.append(len(captured))

    assert counts == [counts[0]] * 3
