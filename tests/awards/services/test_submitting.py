"""Who the letter names as its signer."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from awards.models import Submission
from awards.services import nominating, registering, submitting
from awards.services.nominating import CaseFacts, YearFacts
from tests.factories.awards import Scene, make_scene, make_worker
from tests.factories.units import authorise
from units.models import Appointment

pytestmark = pytest.mark.django_db


def ready() -> tuple[Scene, object]:
    """A nomination that the law finds eligible; the unit's head is called Viện trưởng."""
    scene = make_scene()
    scene.unit.place, scene.unit.head_title = "Khánh Hòa", "Viện trưởng"
    scene.unit.save()
    registration = scene.save(scene.start(), scene.row(make_worker(scene.unit)))
    registering.send_to_head(registration=registration, by=scene.officer, at=scene.now)
    registering.submit(registration=registration, by=scene.head, at=scene.now)
    registering.accept(registration=registration, by=scene.lead_head, at=scene.now)
    nomination = nominating.nominate(item=registration.items.get(), by=scene.officer, at=scene.now)
    nominating.record_facts(
        nomination=nomination,
        year=YearFacts(quality_grade="good", absence_months=0, discipline="none", open_case=False),
        case=CaseFacts(),
        recruited_on=scene.today.replace(year=2015, day=1),
        by=scene.officer,
        at=scene.now,
    )
    nominating.screen(nomination=nomination, on=scene.today, by=scene.officer, at=scene.now)
    return scene, nomination


def issue(scene, nomination) -> Submission:
    return submitting.issue_submission(
        unit=scene.unit,
        year=scene.year,
        nominations=[nomination],
        request_key=uuid.uuid4(),
        by=scene.officer,
        at=scene.now,
    )


def test_while_the_head_is_away_the_letter_is_signed_kt_by_the_deputy():
    scene, nomination = ready()
    deputy = scene.deputy.person
    authorise(
        deputy, scene.unit, is_for_absence=True, valid_from=scene.today, valid_to=scene.today + timedelta(7)
    )

    said = issue(scene, nomination).paper.snapshot

    assert said["signer_title_lines"] == ["KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"]
    assert said["signer"] == deputy.full_name


def test_without_a_head_and_without_an_authorisation_no_letter_leaves_and_the_reason_is_told():
    scene, nomination = ready()
    Appointment.objects.filter(person=scene.head.person).update(valid_to=scene.today - timedelta(1))

    with translation.override("en"), pytest.raises(ValidationError) as refused:
        issue(scene, nomination)

    assert refused.value.messages == ["No head of the unit is on record for this day."]
    assert Submission.objects.count() == 0
