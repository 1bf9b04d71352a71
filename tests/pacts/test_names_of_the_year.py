"""A pact keeps the names of its day, whatever becomes of the units; a person's page tells of it."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from pacts.models import Conference, ConferenceAttendee
from pacts.panels import person_panels
from pacts.papers import pact_paper
from pacts.queries.pact import board
from pacts.services import credentials, freezing, rounds, signing, starting
from tests.factories.names import close, rename
from tests.factories.units import (
    client_of,
    head_of,
    make_cluster,
    make_officer,
    make_person,
    make_unit,
    make_user,
    make_year,
)
from units.queries.roster import roster

pytestmark = pytest.mark.django_db
OLD, NEW = "VKSND tỉnh Thừa Thiên Huế", "VKSND thành phố Huế"
PIN = "482915"
TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _accounts_are_set_up(settings):
    """Setting up an account is tested where it lives."""
    settings.SETUP_STEPS = []


class Case:
    """Two units and the pact of their cluster; the second one leads."""

    def __init__(self, name: str = OLD):
        self.supreme = make_unit("VKSND tối cao", kind="supreme")
        self.unit, self.lead = make_unit(name), make_unit("VKSND tỉnh Nghệ An")
        self.heads = [head_of(self.unit), head_of(self.lead)]

    def pact(self, year: int):
        """Frozen in February of the year."""
        cluster = make_cluster(make_year(year, self.supreme), [self.unit, self.lead], leader=self.lead)
        by, at = self.heads[1], datetime(year, 2, 20, 2, tzinfo=UTC)
        pact = starting.start(cluster=cluster, by=by, at=at)
        return freezing.freeze(
            pact=pact, place="Nghệ An", dated_on=date(year, 2, 20), edit_number=0, by=by, at=at
        )

    def sign(self, pact):
        """The head of the first unit signs."""
        head, at = self.heads[0], datetime(pact.cluster.year.year, 2, 21, 2, tzinfo=UTC)
        credentials.issue(person=head.person, unit_name=self.unit.short_name, pin=PIN, by=head, at=at)
        pact = rounds.open_signing(pact=pact, by=self.heads[1], at=at)
        return signing.sign(
            party=pact.parties.get(signer=head.person),
            pin=PIN,
            shown_sha256=pact.paper.revisions.get(sequence=0).sha256,
            request_key=uuid.uuid4(),
            by=head,
            at=at,
        )

    def read(self, url: str):
        return client_of(make_officer(self.supreme, "central_officer")).get(url)


def test_case_12_the_pact_of_2024_prints_the_old_name_and_that_of_2025_the_new_one():
    case = Case()
    of_2024 = case.pact(2024)
    rename(case.unit, NEW, date(2025, 1, 1))
    of_2025 = case.pact(2025)

    said = [
        (board(pact, TODAY).rows[0].party.unit_text, pact.paper.snapshot["parties"][0]["unit"])
        for pact in (of_2024, of_2025)
    ]

    assert said == [(OLD, OLD.upper()), (NEW, NEW.upper())]


def test_case_12_a_pact_of_2024_that_is_frozen_after_the_rename_is_on_record_prints_the_old_name():
    case = Case()
    rename(case.unit, NEW, date(2025, 1, 1))

    assert [row.party.unit_text for row in board(case.pact(2024), TODAY).rows] == [OLD, "VKSND tỉnh Nghệ An"]


def test_the_list_of_pacts_and_the_paper_name_the_organiser_as_in_the_year():
    case = Case()
    rename(case.supreme, "Viện tối cao", date(2025, 1, 1))
    pacts = [case.pact(year) for year in (2024, 2025)]

    rows = case.read("/pacts/").context["rows"]

    said = {row.pact.cluster.year.year: str(row.organiser) for row in rows}
    assert said == {2024: "VKSND tối cao", 2025: "Viện tối cao"}
    assert [pact.paper.snapshot["recipients"][1] for pact in pacts] == [
        "VKSND tối cao (để báo cáo);",
        "Viện tối cao (để báo cáo);",
    ]


def test_case_13_the_paper_of_2023_is_the_same_byte_for_byte_after_the_unit_is_closed():
    case = Case("VKSND huyện Phú Tân")
    pact = case.pact(2023)
    url = reverse("paper_file", args=[pact.paper.pk])
    before = case.read(url).content

    close(case.unit, date(2025, 6, 30))
    rename(case.lead, "VKSND thành phố Nghệ An", date(2025, 7, 1))

    assert before[:5] == b"%PDF-"
    assert case.read(url).content == before
    assert [row.party.unit_text for row in board(pact, TODAY).rows] == [
        "VKSND huyện Phú Tân",
        "VKSND tỉnh Nghệ An",
    ]


def test_case_13_a_paper_made_of_the_rows_of_2023_says_the_same_after_the_unit_is_closed():
    case = Case("VKSND huyện Phú Tân")
    pact, day = case.pact(2023), date(2023, 2, 20)

    def paper():
        members = roster(pact.cluster, day)
        return pact_paper(pact=pact, members=members, place="Nghệ An", dated_on=day, check_url="")

    before = paper()
    close(case.unit, date(2025, 6, 30))
    rename(case.lead, "VKSND thành phố Nghệ An", date(2025, 7, 1))

    assert paper() == before


def test_the_host_of_a_conference_is_called_as_on_its_day():
    case = Case()
    cluster = make_cluster(make_year(2025, case.supreme), [case.unit, case.lead])
    Conference.objects.create(
        cluster=cluster, kind="launch_signing", held_on=date(2024, 12, 20), host_unit=case.unit
    )
    Conference.objects.create(
        cluster=cluster, kind="final_review", held_on=date(2025, 11, 30), host_unit=case.unit
    )
    rename(case.unit, NEW, date(2025, 1, 1))

    text = case.read(cluster.get_absolute_url()).text.partition("Hội nghị</h2>")[2]

    assert [text.count(OLD), text.count(NEW)] == [1, 1]


def test_cases_19_and_77_a_signature_stays_on_the_page_of_a_person_who_left(client):
    case = Case()
    case.sign(case.pact(2024))
    person = case.heads[0].person
    person.left_on = date(2024, 6, 30)
    person.save()
    rename(case.unit, NEW, date(2025, 1, 1))

    text = case.read(person.get_absolute_url()).text

    assert "Giao ước đã ký" in text
    assert "khi giữ chức VIỆN TRƯỞNG" in text
    assert text.partition("Giao ước đã ký")[2].count(OLD) == 1


def test_a_pact_that_may_not_be_read_is_not_told_of_and_neither_is_one_that_only_waits():
    case = Case()
    pact = case.pact(2024)
    person, today = case.heads[0].person, timezone.localdate()
    waiting = person_panels(person, case.heads[1], today)
    case.sign(pact)

    told = [person_panels(person, user, today) for user in (case.heads[1], make_user())]

    assert waiting == []
    assert [[row[0].signer for row in panel.context["rows"]] for panel in told[0]] == [[person]]
    assert told[1] == []


def test_who_stands_outside_the_procuracy_is_led_to_no_person_that_is_not_found_then():
    ministry, case = make_unit("Bộ Công an", kind="outside"), Case()
    cluster = make_cluster(make_year(2019), [ministry, case.unit])
    conference = Conference.objects.create(cluster=cluster, kind="interim_review")
    near, far = case.heads[0].person, make_person("Đại diện Ban Thi đua")
    for person in (near, far):
        ConferenceAttendee.objects.create(conference=conference, person=person, role="attendee")
    browser = client_of(make_officer(ministry))

    text = browser.get(cluster.get_absolute_url()).text

    assert far.full_name in text
    assert [person.get_absolute_url() in text for person in (near, far)] == [True, False]
    assert [browser.get(person.get_absolute_url()).status_code for person in (near, far)] == [200, 404]


def test_conferences_are_told_with_the_position_that_the_source_gives():
    case = Case()
    cluster = make_cluster(make_year(2022, case.supreme), [case.unit])
    conference = Conference.objects.create(cluster=cluster, kind="launch_signing", held_on=date(2022, 2, 11))
    person = case.heads[0].person
    ConferenceAttendee.objects.create(
        conference=conference, person=person, role="witness", title="Phó Viện trưởng VKSND tối cao"
    )

    text = case.read(person.get_absolute_url()).text

    assert "Phó Viện trưởng VKSND tối cao" in text
    assert "11/02/2022" in text
