"""The words of the letter that submits nominations."""

import uuid
from datetime import date

import pytest
from django.utils import timezone

from awards.models import Screening
from awards.papers import submission_paper
from awards.services import nominating, registering, submitting
from awards.services.nominating import CaseFacts, YearFacts
from tests.factories.awards import make_person, make_scene, make_unit, make_worker
from tests.factories.names import rename
from units.models import UnitPlacement
from units.queries.authority import Authority

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


def test_case_12_a_letter_names_the_units_and_the_one_above_as_on_its_day():
    scene = make_scene()
    above, later = make_unit("VKSND tỉnh Thừa Thiên Huế"), make_unit("VKSND tỉnh Khác")
    rename(above, "VKSND thành phố Huế", date(2025, 1, 1))
    room = make_unit("Phòng 9", kind="department", parent=later)
    UnitPlacement.objects.create(unit=room, parent=above, valid_to=date(2025, 12, 31))

    def heading(day):
        paper = submission_paper(
            unit=room,
            year=scene.year,
            nominations=[],
            findings={},
            authority=Authority(make_person(), ("TRƯỞNG PHÒNG",), "Trưởng phòng", "", None),
            dated_on=day,
        )
        return paper.parent_lines

    assert [heading(date(year, 12, 20)) for year in (2024, 2025, 2026)] == [
        ("VKSND TỈNH THỪA THIÊN HUẾ",),
        ("VKSND THÀNH PHỐ HUẾ",),
        ("VKSND TỈNH KHÁC",),
    ]
