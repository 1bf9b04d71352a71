"""The words of the letter that submits nominations."""

import uuid

import pytest
from django.utils import timezone

from awards.models import Screening
from awards.services import nominating, registering, submitting
from awards.services.nominating import CaseFacts, YearFacts
from tests.factories.awards import make_scene, make_worker

pytestmark = pytest.mark.django_db


def test_an_article_stands_once_however_often_and_however_spaced_it_was_found():
    scene = make_scene(timezone.localdate())
    scene.unit.place = "Khánh Hòa"
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
        recruited_on=timezone.localdate().replace(year=2015, day=1),
        by=scene.officer,
        at=scene.now,
    )
    judged = nominating.screen(nomination=nomination, on=scene.today, by=scene.officer, at=scene.now)
    cites = ["Điều 14 Thông tư 02/2024/TT-VKSTC", " Điều 14  Thông tư 02/2024/TT-VKSTC.", "Điều 9 Luật"]
    Screening.objects.create(
        nomination=nomination,
        judged_on=scene.today,
        verdict=judged.verdict,
        facts=judged.facts,
        findings=[{**judged.findings[0], "cites": text} for text in cites],
        judged_at=scene.now,
        judged_by=scene.officer,
    )

    letter = submitting.issue_submission(
        unit=scene.unit,
        year=scene.year,
        nominations=[nomination],
        request_key=uuid.uuid4(),
        by=scene.officer,
        at=scene.now,
    )

    found = letter.paper.snapshot["nominees"][0]["findings"]
    assert found == "Đủ điều kiện: Điều 14 Thông tư 02/2024/TT-VKSTC; Điều 9 Luật."
