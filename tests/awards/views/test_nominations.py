"""Nominations in the browser: make, state facts, judge, issue the letter; and the page of the law."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.eligibility.instruments import INSTRUMENTS
from awards.models import Initiative, Nomination, PersonYear, Submission
from awards.services import nominating, registering
from tests.factories.awards import make_officer, make_unit, make_worker

FACTS = {
    "recruited_on": "01/03/2015",
    "quality_grade": "good",
    "absence_months": "0,5",
    "discipline": "none",
    "open_case": "no",
}


def accepted(scene, size=1):
    scene.unit.place = "Khánh Hòa"
    scene.unit.save()
    people = [make_worker(scene.unit) for _one in range(size)]
    registration = scene.save(scene.start(), *(scene.row(person) for person in people))
    registering.send_to_head(registration=registration, by=scene.officer, at=scene.now)
    registering.submit(registration=registration, by=scene.head, at=scene.now)
    registering.accept(registration=registration, by=scene.lead_head, at=scene.now)
    return registration


def nominated(scene):
    item = accepted(scene).items.get()
    return nominating.nominate(item=item, by=scene.officer, at=scene.now)


def test_from_an_accepted_row_to_the_letter_with_buttons_only(scene, as_user):
    registration = accepted(scene)
    browser = as_user(scene.officer)

    browser.post(reverse("nomination_make"), {"item": registration.items.get().pk})
    nomination = Nomination.objects.get()
    browser.post(reverse("nomination_facts", args=[nomination.pk]), FACTS)
    shown = browser.get(reverse("nominations")).context["groups"][0]
    data = {"request_key": shown["request_key"], "nomination": nomination.pk}
    address = reverse("nomination_letter", args=[registration.pk])
    answers = [browser.post(address, data) for _click in range(2)]

    assert shown["lines"][0].verdict.tone == "ok"
    assert {answer.url for answer in answers} == {Submission.objects.get().paper.get_absolute_url()}


def test_wrong_facts_are_shown_again_and_nothing_is_stored(scene, as_user):
    nomination = nominated(scene)
    data = {**FACTS, "absence_months": "13", "council_in_favour": "9"}

    response = as_user(scene.officer).post(reverse("nomination_facts", args=[nomination.pk]), data)

    assert set(response.context["form"].errors) == {"absence_months"}
    assert not PersonYear.objects.exists()


def test_an_initiative_that_is_on_record_already_is_refused_with_a_sentence(scene, as_user):
    nomination = nominated(scene)
    data = {
        "i-year": scene.year.year, "i-name": "Số hóa hồ sơ", "i-scope": "base",
        "i-decision_number": "12/QĐ", "i-recognised_on": "01/02/2026",
    }  # fmt: skip
    browser = as_user(scene.officer)
    address = reverse("nomination_initiative", args=[nomination.pk])

    first, second = browser.post(address, data), browser.post(address, data)

    assert (first.status_code, second.status_code) == (302, 200)
    assert second.context["form"].non_field_errors()
    assert Initiative.objects.count() == 1


@pytest.mark.parametrize("name", ["facts", "initiative", "title", "screen", "withdraw"])
def test_another_units_nomination_is_missing_for_every_post(scene, as_user, name):
    nomination = nominated(scene)

    response = as_user(scene.lead_officer).post(reverse(f"nomination_{name}", args=[nomination.pk]), FACTS)

    assert response.status_code == 404
    nomination.refresh_from_db()
    assert nomination.status == "draft"


@pytest.mark.parametrize("person", ["lead_officer", "central"])
def test_a_draft_nomination_is_the_own_units_affair(scene, as_user, person):
    nomination = nominated(scene)
    by = make_officer(make_unit(), "central_officer") if person == "central" else getattr(scene, person)

    assert as_user(by).get(reverse("nomination", args=[nomination.pk])).status_code == 404


def test_the_item_of_another_unit_cannot_be_nominated(scene, as_user):
    item = accepted(scene).items.get()

    response = as_user(scene.lead_officer).post(reverse("nomination_make"), {"item": item.pk})

    assert response.status_code == 404
    assert not Nomination.objects.exists()


def test_a_letter_without_a_verdict_is_refused_with_the_name_of_the_person(scene, as_user):
    nomination = nominated(scene)
    address = reverse("nomination_letter", args=[nomination.item.registration_id])
    data = {"request_key": str(uuid.uuid4()), "nomination": nomination.pk}

    response = as_user(scene.officer).post(address, data, follow=True)

    assert str(nomination.item.person) in " ".join(str(one) for one in response.context["messages"])
    assert not Submission.objects.exists()


def test_the_list_asks_the_same_number_of_questions_for_1_3_and_1000_rows(scene, as_user):
    registration = accepted(scene)
    counts = []
    for size in (1, 3, 1000):
        type(registration).objects.update(status="draft")
        registration.refresh_from_db()
        scene.save(registration, *(scene.row(make_worker(scene.unit)) for _one in range(size)))
        type(registration).objects.update(status="accepted")
        for item in registration.items.order_by("person__sort_key", "pk")[:3]:
            nominating.nominate(item=item, by=scene.officer, at=scene.now)
        browser = as_user(scene.officer)
        browser.get(reverse("nominations"))
        with CaptureQueriesContext(connection) as captured:
            browser.get(reverse("nominations"))
        counts.append(len(captured))

    assert counts == [counts[0]] * 3


def test_the_page_of_the_law_shows_every_rule_that_judges(scene, as_user):
    page = as_user(scene.officer).get(reverse("law")).content.decode()

    missing = [rule.code for one in INSTRUMENTS for rule in one.rules if f">{rule.code}" not in page]
    assert missing == []


def test_a_wrong_initiative_is_removed_with_the_button_beside_it(scene, as_user):
    nomination = nominated(scene)
    data = {
        "i-year": "2020", "i-name": "Số hóa hồ sơ", "i-scope": "base",
        "i-decision_number": "12/QĐ", "i-recognised_on": "01/02/2020",
    }  # fmt: skip
    browser = as_user(scene.officer)
    browser.post(reverse("nomination_initiative", args=[nomination.pk]), data)
    address = reverse("nomination_initiative_remove", args=[nomination.pk, Initiative.objects.get().pk])
    page = browser.get(nomination.get_absolute_url()).content.decode()

    browser.post(address)

    assert address in page
    assert not Initiative.objects.exists()
