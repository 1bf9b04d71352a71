"""A conference that does not take place: it stays on record with its reason, and nothing waits for it any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pacts.models import Conference
from pacts.queries.conferences import launch_of, state_pill
from pacts.services import conferences, minutes, witnessing
from pacts.tasks import tasks
from tests.factories.conferences import make_conference_scene
from tests.factories.pacts import TODAY, at
from units.models import AuditEntry, Notice
from units.permissions import NotAllowed

pytestmark = pytest.mark.django_db
REASON = "Bão số 6, các đơn vị không thể đến dự"


@pytest.fixture
def scene():
    return make_conference_scene(certificates=False)


def call_off(scene, conference, *, by=None):
    return conferences.call_off(conference=conference, reason=REASON, by=by or scene.officer, at=at(20))


def test_everybody_who_was_told_of_the_conference_is_told_why_it_does_not_take_place(scene):
    conference = scene.plan()

    called_off = call_off(scene, conference)
    again = call_off(scene, conference)

    told = {
        kind: set(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))
        for kind in ["conference_planned", "conference_called_off"]
    }
    assert told["conference_called_off"] == told["conference_planned"]
    assert Notice.objects.filter(kind="conference_called_off").first().details["reason"] == REASON
    assert (called_off.called_off_reason, again.called_off_at) == (REASON, at(20))
    assert AuditEntry.objects.filter(kind="conference_called_off").count() == 1
    assert state_pill(called_off, TODAY).tone == "bad"


def test_the_record_is_closed_and_the_day_is_free_for_another(scene):
    conference = scene.plan()
    call_off(scene, conference)

    for act in (
        lambda: scene.save(conference, place="Nơi khác"),
        lambda: scene.attend(conference),
        lambda: scene.add(conference, "Khai mạc"),
        lambda: witnessing.confirm(conference=conference, by=scene.witness, at=at(30)),
        lambda: minutes.issue(conference=conference, seen="", by=scene.officer, at=at(30)),
    ):
        with pytest.raises(ValidationError):
            act()
    other = scene.plan()

    assert other.pk != conference.pk
    assert launch_of(scene.signing.draft()) == other


@pytest.mark.parametrize("who", ["head", "outsider", "witness"])
def test_only_the_lead_unit_calls_off(scene, who):
    by = {"head": scene.signing.heads[1], "outsider": scene.signing.outsider, "witness": scene.witness}[who]
    conference = scene.plan()

    with pytest.raises(NotAllowed):
        call_off(scene, conference, by=by)

    assert Conference.objects.get().called_off_at is None


def test_a_conference_whose_minutes_are_issued_is_not_called_off(scene):
    conference = scene.held(scene.plan())
    minutes.issue(
        conference=conference, seen=minutes.mark_of(minutes.drafted(conference)), by=scene.officer, at=at(30)
    )

    with pytest.raises(ValidationError):
        call_off(scene, conference)

    assert Conference.objects.get().called_off_at is None


def test_a_conference_whose_ceremony_was_witnessed_is_not_called_off(scene):
    conference = scene.plan()
    Conference.objects.update(witnessed_at=at(15), witnessed_by=scene.witness)

    with pytest.raises(ValidationError):
        call_off(scene, conference)
    with pytest.raises(IntegrityError), transaction.atomic():
        Conference.objects.update(called_off_at=at(), called_off_by=scene.officer, called_off_reason="x")

    assert Conference.objects.get().called_off_at is None


def test_without_a_reason_the_database_calls_nothing_off(scene):
    scene.plan()

    with pytest.raises(IntegrityError), transaction.atomic():
        Conference.objects.update(called_off_at=at(), called_off_by=scene.officer)


def test_the_minutes_are_a_task_of_the_lead_unit_from_the_day_on_until_they_are_issued_or_called_off(scene):
    conference = scene.plan()

    def waiting(user, day=TODAY) -> list[str]:
        return [task.url for task in tasks(user, day) if task.url == conference.get_absolute_url()]

    before = waiting(scene.officer, TODAY - timedelta(days=1))
    held = [len(waiting(user)) for user in (scene.officer, scene.signing.leader, scene.signing.heads[1])]
    next_year = waiting(scene.officer, TODAY.replace(year=TODAY.year + 1))
    call_off(scene, conference)

    assert (before, held, len(next_year), waiting(scene.officer)) == ([], [1, 1, 0], 1, [])
