"""The list of registrations, starting one, and the roll-up of a cluster."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Registration
from awards.services import registering
from awards.services.registering import ItemRow
from tests.factories.awards import make_head, make_officer, make_type, make_unit, make_worker


def rollup_of(scene):
    return reverse("registration_rollup", args=[scene.cluster.pk])


def membership(scene, unit):
    return scene.cluster.memberships.get(unit=unit).pk


def test_the_officer_starts_the_registration_once_however_often_the_button_is_pressed(scene, as_user):
    browser = as_user(scene.officer)
    data = {"membership": membership(scene, scene.unit)}

    answers = [browser.post(reverse("registration_start"), data) for _click in range(2)]

    assert {answer.url for answer in answers} == {Registration.objects.get().get_absolute_url()}


@pytest.mark.parametrize("number", ["0", "", "x", "99999999999999999999"])
def test_a_membership_that_does_not_exist_is_missing(scene, as_user, number):
    response = as_user(scene.officer).post(reverse("registration_start"), {"membership": number})

    assert response.status_code == 404


def test_the_membership_of_another_unit_is_missing(scene, as_user):
    data = {"membership": membership(scene, scene.lead)}

    response = as_user(scene.officer).post(reverse("registration_start"), data)

    assert response.status_code == 404
    assert not Registration.objects.exists()


def test_opening_the_list_starts_nothing(scene, as_user):
    response = as_user(scene.officer).get(reverse("registrations"))

    assert [card["may_start"] for card in response.context["cards"]] == [True]
    assert not Registration.objects.exists()


def test_the_head_sees_that_nothing_is_started_and_gets_no_button(scene, as_user):
    response = as_user(scene.head).get(reverse("registrations"))

    assert [card["may_start"] for card in response.context["cards"]] == [False]


def test_the_rollup_counts_people_and_collectives_of_submitted_registrations_only(scene, as_user):
    flag = make_type("TTLDXS", recipient="collective")
    registration = scene.in_state("draft")
    registration = scene.save(
        registration,
        scene.row(make_worker(scene.unit)),
        ItemRow(kind="collective", recipient_id=scene.unit.pk, title_id=flag.pk),
    )
    registering.send_to_head(registration=registration, by=scene.officer, at=scene.now)
    registering.submit(registration=registration, by=scene.head, at=scene.now)
    other = scene.join(make_unit("VKSND tỉnh Phú Yên"))
    officer = make_officer(other)
    draft = scene.start(other, officer)
    scene.save(draft, scene.row(make_worker(other)), by=officer)

    rollup = as_user(scene.lead_officer).get(rollup_of(scene)).context["rollup"]

    counts = {
        line.name: {kind.code: (cell.people, cell.collectives) for kind, cell in line.cells}
        for line in rollup.lines
    }
    assert counts == {
        "VKSND tỉnh Gia Lai": {"LDTT": (0, 0), "TTLDXS": (0, 0)},
        "VKSND tỉnh Khánh Hòa": {"LDTT": (2, 0), "TTLDXS": (0, 1)},
        "VKSND tỉnh Phú Yên": {"LDTT": (0, 0), "TTLDXS": (0, 0)},
    }
    assert [(kind.code, cell.people, cell.collectives) for kind, cell in rollup.totals] == [
        ("LDTT", 2, 0),
        ("TTLDXS", 0, 1),
    ]


@pytest.mark.parametrize("person", ["officer", "head", "member"])
def test_the_rollup_is_a_missing_page_for_members_that_do_not_lead(scene, as_user, person):
    by = make_head(scene.join(make_unit())) if person == "member" else getattr(scene, person)

    assert as_user(by).get(rollup_of(scene)).status_code == 404


@pytest.mark.parametrize("role", ["central_officer", "council_member", "administrator"])
def test_those_who_see_everything_read_the_rollup(scene, as_user, role):
    assert as_user(make_officer(make_unit(), role)).get(rollup_of(scene)).status_code == 200


def test_the_rollup_asks_the_same_number_of_questions_for_any_number_of_members(scene, as_user):
    counts = []
    for size in (1, 3, 30):
        for _unit in range(size):
            unit = scene.join(make_unit())
            officer, head = make_officer(unit), make_head(unit)
            one = scene.save(scene.start(unit, officer), scene.row(make_worker(unit)), by=officer)
            registering.send_to_head(registration=one, by=officer, at=scene.now)
            registering.submit(registration=one, by=head, at=scene.now)
        browser = as_user(scene.lead_officer)
        browser.get(rollup_of(scene))
        with CaptureQueriesContext(connection) as captured:
            browser.get(rollup_of(scene))
        counts.append(len(captured))

    assert counts == [counts[0]] * 3
