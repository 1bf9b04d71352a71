"""What a unit that ended has left is finished by whoever acts for the unit that succeeded it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from awards import permissions
from awards.models import Registration
from awards.services import nominating, registering, submitting
from awards.services.nominating import CaseFacts, YearFacts
from awards.tasks import tasks
from tests.factories.awards import Scene, at_noon, make_head, make_officer, make_scene, make_unit, make_worker
from tests.factories.reorganisation import begins, do, make_administrator, merge
from tests.factories.units import client_of
from units.models import ClusterMembership, Notice, Unit, User
from units.permissions import check_heads_cluster, passes

pytestmark = pytest.mark.django_db


@dataclass
class After:
    """The member of the cluster is merged with another unit; the new one has an officer and a head."""

    scene: Scene
    ended: Unit
    new: Unit
    officer: User
    head: User
    day: date

    @property
    def now(self):
        return at_noon(self.day)


def merged(scene: Scene, unit: Unit | None = None, *, days: int = 10) -> After:
    ended, day = unit or scene.unit, scene.today + timedelta(days=days)
    into = begins("VKSND tỉnh Mới", place="Mới", head_title="Viện trưởng")
    wanted = merge(ended, make_unit(), into=into, effective_on=day)
    (new,) = do(wanted, by=make_administrator(), at=scene.now)
    ended.refresh_from_db()
    return After(scene, ended, new, make_officer(new), make_head(new), day)


def test_a_registration_is_finished_submitted_nominated_and_put_into_a_letter():
    scene = make_scene()
    registration = scene.save(
        scene.start(), scene.row(make_worker(scene.unit, recruited_on=date(2015, 1, 1)))
    )
    later = scene.row(make_worker(scene.unit))
    after = merged(scene)
    act = {"by": after.officer, "at": after.now}

    registration = registering.save_items(
        registration=registration, rows=[later], expected_edit_number=registration.edit_number, **act
    )
    registration = registering.send_to_head(registration=registration, **act)
    registration = registering.submit(registration=registration, by=after.head, at=after.now)
    registering.accept(registration=registration, by=scene.lead_head, at=after.now)
    nomination = nominating.nominate(item=registration.items.order_by("pk")[0], **act)
    nominating.record_facts(
        nomination=nomination,
        year=YearFacts(quality_grade="good", absence_months=0, discipline="none", open_case=False),
        case=CaseFacts(),
        recruited_on=date(2015, 1, 1),
        **act,
    )
    nominating.screen(nomination=nomination, on=after.day, by=after.officer, at=after.now)
    submission = submitting.issue_submission(
        unit=after.ended, year=scene.year, nominations=[nomination], request_key=uuid.uuid4(), **act
    )

    assert registration.items.count() == 2
    assert (submission.unit, submission.paper.unit) == (after.new, after.new)
    told = Notice.objects.filter(recipient=after.head, kind="registration_sent_to_head")
    assert told.count() == 1


def test_the_officer_of_the_new_unit_has_it_among_the_tasks_and_the_head_in_turn():
    scene = make_scene()
    registration = scene.filled()
    after = merged(scene)

    def urls(user):
        return [task.url for task in tasks(user, after.day) if not task.is_sent]

    assert registration.get_absolute_url() in urls(after.officer)
    assert registration.get_absolute_url() not in urls(after.head)
    registering.send_to_head(registration=registration, by=after.officer, at=after.now)
    assert registration.get_absolute_url() in urls(after.head)


def test_what_the_head_sends_back_is_told_to_the_officer_of_the_new_unit():
    scene = make_scene()
    registration = scene.in_state("for_approval")
    after = merged(scene)

    registering.send_back(registration=registration, reason="Thiếu", by=after.head, at=after.now)

    assert Notice.objects.filter(recipient=after.officer, kind="registration_sent_back").count() == 1


def test_before_the_day_the_new_unit_has_no_right_to_it():
    scene = make_scene()
    registration = scene.filled()
    after = merged(scene)
    eve = after.day - timedelta(days=1)

    with pytest.raises(PermissionDenied):
        registering.send_to_head(registration=registration, by=after.head, at=at_noon(eve))
    assert passes(permissions.check_plays, scene.officer, "officer", registration, eve)


def test_a_stranger_has_no_right_to_it():
    scene = make_scene()
    registration = scene.filled()
    after = merged(scene)
    stranger = make_officer(make_unit())

    assert not passes(permissions.check_plays, stranger, "officer", registration, after.day)
    assert not permissions.visible_registrations(stranger, after.day).exists()
    assert permissions.visible_registrations(after.officer, after.day).get() == registration


def test_nothing_new_is_begun_for_an_ended_unit():
    scene = make_scene()
    after = merged(scene)
    # A place that somebody wrongly left open.
    ClusterMembership.objects.filter(unit=after.ended).update(valid_to=None)

    with pytest.raises(ValidationError):
        registering.start(cluster=scene.cluster, unit=after.ended, by=after.officer, at=after.now)
    assert Registration.objects.count() == 0


def test_leading_a_cluster_does_not_pass_on():
    scene = make_scene()
    registration = scene.in_state("submitted")
    after = merged(scene, scene.lead)
    # Even where somebody wrongly left the leadership open.
    scene.cluster.leaderships.update(valid_to=None)

    assert not passes(permissions.check_plays, after.head, "lead_unit", registration, after.day)
    assert not passes(check_heads_cluster, after.head, scene.cluster, after.day)
    assert not permissions.visible_registrations(after.officer, after.day).exists()
    assert not permissions.clusters_with_rollup(after.head, after.day).exists()


def test_the_page_of_registrations_shows_what_was_left_and_offers_no_start():
    scene = make_scene(timezone.localdate())
    registration = scene.filled()
    after = merged(scene, days=0)

    response = client_of(after.officer).get("/registrations/")

    cards = response.context["cards"]
    offered = {card["registration"]: card["may_start"] for card in cards}
    assert offered == {registration: False, None: True}
    assert after.ended.short_name in response.content.decode()
