"""What the page of a unit shows of registrations, nominations and titles, and to whom; expert case 13."""

from datetime import date

import pytest
from django.utils import translation

from awards.models import EarnedTitle
from awards.panels import unit_panels
from awards.services import nominating
from tests.factories.awards import make_person, make_scene, make_type, make_unit, make_user, make_worker
from units.models import Assignment, ClusterMembership

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


@pytest.fixture
def scene():
    return make_scene()


def shown(scene, user, unit=None):
    [panel] = unit_panels(unit or scene.unit, user, scene.today)
    return panel.context


def earn(person, year: int, title=None, **values) -> EarnedTitle:
    values = {"decision_number": "15/QĐ-VKS", "title": title or make_type(), **values}
    return EarnedTitle.objects.create(person=person, year=year, **values)


def test_the_unit_itself_reads_its_draft_and_the_lead_unit_does_not(scene):
    registration = scene.in_state("draft")

    own, lead = (shown(scene, user)["registrations"] for user in (scene.officer, scene.lead_officer))

    assert ([(one, one.recipients, pill.text) for one, pill in own], lead) == (
        [(registration, 1, "Draft")],
        [],
    )


def test_the_lead_unit_reads_what_was_submitted(scene):
    registration = scene.in_state("submitted")

    told = shown(scene, scene.lead_officer)["registrations"]

    assert [(one, pill.text) for one, pill in told] == [(registration, "Submitted")]


def test_nominations_are_read_by_their_own_unit(scene):
    registration = scene.in_state("accepted")
    made = nominating.nominate(item=registration.items.get(), by=scene.officer, at=scene.now)

    own, lead = (shown(scene, user)["nominations"] for user in (scene.officer, scene.lead_officer))

    assert ([(one, pill.text) for one, pill in own], lead) == ([(made, "Draft")], [])


def test_titles_are_those_of_the_years_in_which_their_holders_worked_in_the_unit(scene):
    person, title = make_person("Trần Thị Lan"), make_type()
    Assignment.objects.create(
        person=person, unit=scene.unit, valid_from=date(2023, 6, 1), valid_to=date(2024, 3, 31)
    )
    for year in (2022, 2023, 2024, 2025):
        earn(person, year, title)

    earned = shown(scene, scene.officer)["earned"]

    assert [(group.year, [row.person for row in group.rows]) for group in earned] == [
        (2024, [person]),
        (2023, [person]),
    ]


def test_titles_of_people_in_departments_count_for_the_unit_and_names_are_in_vietnamese_order(scene):
    title = make_type()
    department = make_unit("Phòng 1", "department", scene.unit)
    people = [make_worker(unit, name) for unit, name in ((department, "Lê Ăn"), (scene.unit, "Lê An"))]
    for person in people:
        earn(person, 2025, title)

    [group] = shown(scene, scene.officer)["earned"]

    assert [row.person for row in group.rows] == people[::-1]


def test_an_account_from_outside_reads_titles_of_people_in_its_own_clusters_only(scene):
    ministry = make_unit("Bộ Công an", "outside")
    user = make_user()
    Assignment.objects.create(person=user.person, unit=ministry)
    earn(make_worker(scene.unit), 2025)

    stranger = shown(scene, user)["earned"]
    ClusterMembership.objects.create(cluster=scene.cluster, unit=ministry, position=9)
    partner = shown(scene, user)["earned"]

    assert [len(stranger), len(partner)] == [0, 1]
