"""Pages about a past year say what units were called then."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from awards.models import AwardType, Nomination, Registration, RegistrationItem
from awards.queries.rollup import rollup
from awards.services import registering
from tests.factories.awards import at_noon, make_officer, make_scene, make_unit, make_worker
from tests.factories.names import close, rename
from units.models import Cluster, ClusterLeadership, ClusterMembership, EmulationYear
from units.queries.names import names_on
from units.services import naming

pytestmark = pytest.mark.django_db
OLD, NEW = "VKSND tỉnh Thừa Thiên Huế", "VKSND thành phố Huế"


class Hue:
    """A unit that registered in 2024, was renamed on 01/01/2025, and registered again."""

    def __init__(self):
        self.scene = make_scene(date(2024, 2, 10))
        self.unit = self.scene.unit
        self.unit.name = self.unit.short_name = OLD
        self.unit.save()
        self.of_2024 = self.scene.in_state("accepted")
        rename(self.unit, NEW, date(2025, 1, 1))
        self.of_2025 = self._registered(2025)

    @property
    def central(self):
        return make_officer(self.scene.lead, "central_officer")

    def _registered(self, year: int) -> Registration:
        scene, at = self.scene, at_noon(date(year, 3, 1))
        later = EmulationYear.objects.create(organiser=scene.year.organiser, year=year)
        cluster = Cluster.objects.create(year=later, kind="cum", number=8, name="Cụm thi đua số 8")
        for place, unit in enumerate((scene.lead, scene.unit), start=1):
            ClusterMembership.objects.create(cluster=cluster, unit=unit, position=place)
        ClusterLeadership.objects.create(cluster=cluster, unit=scene.lead, role="truong")
        registration = registering.start(cluster=cluster, unit=scene.unit, by=scene.officer, at=at)
        row = scene.row(make_worker(scene.unit))
        registration = registering.save_items(
            registration=registration, rows=[row], expected_edit_number=0, by=scene.officer, at=at
        )
        registration = registering.send_to_head(registration=registration, by=scene.officer, at=at)
        registration = registering.submit(registration=registration, by=scene.head, at=at)
        return registering.accept(registration=registration, by=scene.lead_officer, at=at)


@pytest.fixture
def hue(db):
    return Hue()


def names_in(text):
    return [name for name in (OLD, NEW) if name in text]


def test_case_12_the_list_of_past_registrations_says_the_name_of_each_year(hue, as_user):
    rows = as_user(hue.scene.officer).get(reverse("registrations")).context["past_rows"]

    assert [(one.cluster.year.year, str(unit)) for one, unit in rows] == [(2025, NEW), (2024, OLD)]


def test_case_12_the_page_of_a_registration_says_the_name_of_its_year(hue, as_user):
    browser = as_user(hue.central)
    pages = [browser.get(one.get_absolute_url()).text for one in (hue.of_2024, hue.of_2025)]

    assert [names_in(text) for text in pages] == [[OLD], [NEW]]


def test_case_12_the_roll_up_says_the_name_of_its_year(hue, as_user):
    browser = as_user(hue.central)
    pages = [
        browser.get(reverse("registration_rollup", args=[one.cluster_id])).text
        for one in (hue.of_2024, hue.of_2025)
    ]

    assert [names_in(text) for text in pages] == [[OLD], [NEW]]


def test_case_12_nominations_say_the_name_of_their_year(hue, as_user):
    groups = as_user(hue.scene.officer).get(reverse("nominations")).context["groups"]

    said = [(group["registration"].cluster.year.year, str(group["unit"])) for group in groups]
    assert said == [(2025, NEW), (2024, OLD)]


def test_case_12_the_page_of_a_nomination_and_the_list_of_letters_say_the_name_of_the_year(hue, as_user):
    nomination = Nomination.objects.create(
        item=hue.of_2024.items.get(), created_at=hue.scene.now, created_by=hue.scene.officer
    )

    page = as_user(hue.scene.officer).get(nomination.get_absolute_url())

    assert str(page.context["unit"]) == OLD
    assert names_in(page.content.decode().split("<main")[1]) == [OLD]


def test_case_12_a_collective_is_listed_under_its_name_of_the_year(hue, as_user):
    kind = AwardType.objects.create(
        code="TTLDTT", name="Tập thể lao động tiên tiến", short_name="TTLĐTT", category="title",
        recipient="collective", position=50,
    )  # fmt: skip
    for one in (hue.of_2024, hue.of_2025):
        RegistrationItem.objects.create(
            registration=one, year=one.cluster.year, collective=hue.unit, title=kind
        )
    browser = as_user(hue.central)

    pages = [browser.get(one.get_absolute_url()).context["page"] for one in (hue.of_2024, hue.of_2025)]

    assert [page.collectives[0].name for page in pages] == [OLD, NEW]


def test_case_12_a_notice_of_today_says_the_name_of_today(hue):
    said = hue.scene.lead_officer.notices.filter(kind="registration_submitted").order_by("pk")

    assert [notice.details["unit"] for notice in said] == [OLD, NEW]


def test_case_10_of_two_units_of_one_name_a_page_of_2024_shows_only_the_first():
    scene = make_scene(date(2024, 2, 10))
    before, after = scene.unit, make_unit("VKSND tỉnh Lâm Đồng")
    before.name = before.short_name = "VKSND tỉnh Lâm Đồng"
    before.save()
    close(before, date(2025, 6, 30))
    after.valid_from = date(2025, 7, 1)
    after.save()
    naming.record_first_name(unit=after)
    registration = scene.in_state("accepted")

    lines = rollup(scene.cluster, [registration], date(2026, 11, 1)).lines

    assert [line.name for line in lines] == ["VKSND tỉnh Gia Lai", "VKSND tỉnh Lâm Đồng"]
    assert lines[1].state.url == registration.get_absolute_url()


def test_case_13_the_report_of_2023_is_unchanged_after_the_unit_is_closed_and_others_renamed(as_user):
    scene = make_scene(date(2023, 2, 10))
    scene.unit.name = scene.unit.short_name = "VKSND huyện Phú Tân"
    scene.unit.save()
    registration = scene.in_state("accepted")
    today = date(2026, 11, 1)
    report = rollup(scene.cluster, [registration], today)

    close(scene.unit, date(2025, 6, 30))
    rename(scene.lead, "VKSND thành phố Cà Mau", date(2025, 7, 1))

    assert rollup(scene.cluster, [registration], today) == report


def test_case_8_what_a_member_registered_before_it_ended_stays_in_the_roll_up():
    scene = make_scene(date(2025, 2, 10))
    registration = scene.in_state("accepted")
    before = rollup(scene.cluster, [registration], scene.today)
    close(scene.unit, date(2025, 6, 30))
    ClusterMembership.objects.filter(unit=scene.unit).update(valid_to=date(2025, 6, 30))

    after = rollup(scene.cluster, [registration], date(2026, 11, 1))

    assert [(line.name, line.until) for line in after.lines] == [
        ("VKSND tỉnh Gia Lai", None),
        ("VKSND tỉnh Khánh Hòa", date(2025, 6, 30)),
    ]
    assert [cells for _kind, cells in after.totals] == [cells for _kind, cells in before.totals]
    assert after.submitted == 1


def test_the_officer_reads_the_name_of_today_while_the_year_runs(scene, as_user):
    """A new name that is on record already and begins tomorrow is not said today."""
    rename(scene.unit, "VKSND thành phố Khánh Hòa", scene.today + timedelta(days=1))

    (card,) = as_user(scene.officer).get(reverse("registrations")).context["cards"]

    assert str(card["unit"]) == "VKSND tỉnh Khánh Hòa"
    assert str(names_on([scene.unit], scene.today + timedelta(days=1))[scene.unit.pk]) == scene.unit.name
