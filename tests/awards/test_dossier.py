"""From rows to the facts of the law, and the live check of a registration."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards import dossier
from awards.eligibility.facts import DisciplineLevel, Facts, Grade, InitiativeFact, Scope, TitleFact
from awards.enums import DisciplineLevel as StoredDiscipline
from awards.models import EarnedTitle, Initiative, PersonYear
from awards.queries.registration_page import items_of
from awards.services import registering
from tests.factories.awards import make_person, make_scene, make_type, make_worker
from units.enums import UnitKind

pytestmark = pytest.mark.django_db
YEAR = 2026


def checked(scene, registration):
    return list(dossier.check_items(items_of(registration), scene.year, scene.today).values())


def test_of_a_person_without_rows_the_law_is_told_nothing_but_what_the_year_says():
    scene = make_scene()

    facts = dossier.facts_of(make_person(), scene.year, scene.today)

    assert facts == Facts(
        title_year=YEAR, year_ends_on=scene.year.ends_on, is_unit_head=False, registered=False
    )


def test_every_row_on_record_reaches_the_law():
    scene = make_scene()
    title = make_type("CSTDCS")
    person = make_worker(scene.unit, recruited_on=date(2015, 3, 1))
    PersonYear.objects.create(
        person=person,
        year=YEAR,
        quality_grade="excellent",
        absence_months=Decimal("1.5"),
        absence_counts_as_work=True,
        discipline="reprimand",
        violation_already_counted=True,
        open_case=False,
    )
    Initiative.objects.create(
        person=person, year=YEAR, name="Số hóa", scope="sector", decision_number="1/QĐ",
        recognised_on=date(2026, 2, 1),
    )  # fmt: skip
    EarnedTitle.objects.create(person=person, title=title, year=2024, decision_number="2/QĐ")
    EarnedTitle.objects.create(person=person, title=title, year=2025, decision_number="3/QĐ", is_revoked=True)

    facts = dossier.facts_of(person, scene.year, scene.today)

    assert facts == Facts(
        title_year=YEAR,
        year_ends_on=scene.year.ends_on,
        recruited_on=date(2015, 3, 1),
        quality_grade=Grade.EXCELLENT,
        absence_months=Decimal("1.5"),
        absence_counts_as_work=True,
        discipline=DisciplineLevel.KHIEN_TRACH,
        violation_already_counted=True,
        open_case=False,
        is_unit_head=False,
        registered=False,
        initiatives=(InitiativeFact(year=YEAR, scope=Scope.SECTOR, recognised_on=date(2026, 2, 1)),),
        titles=(
            TitleFact(code="CSTDCS", year=2024),
            TitleFact(code="CSTDCS", year=2025, revoked=True),
        ),
    )


def test_the_measures_of_discipline_keep_their_order_on_the_way_to_the_law():
    translated = [dossier._DISCIPLINE[value] for value in StoredDiscipline.values]

    assert translated == list(DisciplineLevel)


def test_a_head_is_known_as_one_and_an_accepted_registration_counts():
    scene = make_scene()
    registration = scene.save(scene.start(), scene.row(scene.head.person))
    registering.send_to_head(registration=registration, by=scene.officer, at=scene.now)
    registering.submit(registration=registration, by=scene.head, at=scene.now)
    before = dossier.facts_of(scene.head.person, scene.year, scene.today)
    registering.accept(registration=registration, by=scene.lead_head, at=scene.now)

    after = dossier.facts_of(scene.head.person, scene.year, scene.today)

    assert (before.is_unit_head, before.registered, after.registered) == (True, False, True)


def test_case_38_the_sector_title_with_one_of_two_earlier_years_is_warned_of_and_saved():
    scene = make_scene()
    base, sector = make_type("CSTDCS"), make_type("CSTDN")
    person = make_worker(scene.unit)
    EarnedTitle.objects.create(person=person, title=base, year=YEAR - 2, decision_number="1/QĐ")

    registration = scene.save(scene.start(), scene.row(person, sector))

    (check,) = checked(scene, registration)
    assert check.outcome == "not_eligible"
    assert [finding.code for finding in check.deciding] == ["L2022-22-ROW-SO-FAR"]
    assert "thiếu 2025" in check.deciding[0].reason
    assert registration.items.count() == 1


def test_without_a_ledger_the_answer_is_not_enough_data():
    scene = make_scene()
    registration = scene.save(scene.start(), scene.row(make_worker(scene.unit), make_type("CSTDN")))

    (check,) = checked(scene, registration)

    assert check.outcome == "not_enough_data"


def test_a_long_serving_person_is_eligible_for_the_title_and_the_reason_says_why():
    scene = make_scene()
    person = make_worker(scene.unit, recruited_on=date(2015, 3, 1))
    registration = scene.save(scene.start(), scene.row(person))

    (check,) = checked(scene, registration)

    assert (check.outcome, [finding.code for finding in check.deciding]) == (
        "eligible",
        ["TT02-15-SERVICE"],
    )


def test_titles_without_a_rule_here_and_units_outside_the_procuracy_are_not_judged():
    scene = make_scene()
    registration = scene.save(
        scene.start(),
        scene.row(make_worker(scene.unit), make_type("CSTDTQ")),
        scene.row(make_worker(scene.unit)),
    )
    scene.unit.kind = UnitKind.OUTSIDE
    scene.unit.save()

    assert checked(scene, registration) == []


def test_the_facts_of_many_people_take_as_many_queries_as_those_of_one():
    scene = make_scene()
    counts = []
    for size in (1, 3, 1000):
        people = [make_person() for _one in range(size)]
        with CaptureQueriesContext(connection) as captured:
            dossier.facts_of_people(people, scene.year, scene.today)
        counts.append(len(captured))

    assert counts == [5, 5, 5]
