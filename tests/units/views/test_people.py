"""The page of a person: who finds it, and who reads what on it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories.units import (
    appoint,
    assign,
    client_of,
    head_of,
    make_cluster,
    make_device,
    make_officer,
    make_person,
    make_unit,
    make_user,
    make_year,
)
from units.enums import Role

pytestmark = pytest.mark.django_db
# The digits with the words before them: three digits alone also stand in keys and tokens.
SECRETS = ["19/05/1980", "KS-0417", "số cuối: 789"]


@pytest.fixture(autouse=True)
def _accounts_are_set_up(settings):
    """Setting up an account is tested where it lives."""
    settings.SETUP_STEPS = []


@pytest.fixture
def unit():
    return make_unit("VKSND tỉnh Khánh Hòa")


@pytest.fixture
def person(unit):
    made = make_person(
        "Lê Thị Hạnh",
        birth_date=date(1980, 5, 19),
        staff_number="KS-0417",
        citizen_id_hash="0" * 64,
        citizen_id_tail="789",
    )
    assign(made, unit, "Kiểm sát viên")
    return made


def shown_to(user, person):
    text = client_of(user, make_device(user)).get(person.get_absolute_url()).text
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("role", [Role.CENTRAL_OFFICER, Role.ADMINISTRATOR])
def test_the_centre_and_administrators_read_birth_date_and_numbers(person, role):
    assert shown_to(make_officer(make_unit(kind="supreme"), role), person) == SECRETS


@pytest.mark.parametrize("make", [make_officer, head_of, lambda unit: head_of(unit, "deputy")])
def test_those_who_act_for_the_present_unit_read_them(person, unit, make):
    assert shown_to(make(unit), person) == SECRETS


def test_the_officer_of_the_province_reads_them_of_a_department(unit):
    person = make_person(birth_date=date(1980, 5, 19), staff_number="KS-0417")
    assign(person, make_unit("Phòng 9", kind="department", parent=unit))

    assert shown_to(make_officer(unit), person) == SECRETS[:2]


def test_a_person_reads_them_of_the_own_page(person):
    assert shown_to(make_user(person), person) == SECRETS


def test_everybody_else_reads_name_posts_and_titles_only(person, unit):
    colleague = make_user()
    assign(colleague.person, unit)
    others = [
        colleague,
        make_officer(make_unit()),
        make_officer(make_unit(kind="supreme"), Role.COUNCIL_MEMBER),
    ]

    assert [shown_to(user, person) for user in others] == [[], [], []]


def test_the_officer_of_the_unit_before_reads_them_no_more(person, unit):
    today = timezone.localdate()
    person.assignments.update(valid_to=today - timedelta(days=1))
    assign(person, make_unit(), valid_from=today)

    assert shown_to(make_officer(unit), person) == []


def test_only_administrators_are_told_of_the_account(person, unit):
    account = make_user(person, username="le.thi.hanh")
    texts = {
        name: client_of(user, make_device(user)).get(person.get_absolute_url()).text
        for name, user in {
            "administrator": make_officer(make_unit(kind="supreme"), Role.ADMINISTRATOR),
            "officer": make_officer(unit),
        }.items()
    }

    assert {name: account.username in text for name, text in texts.items()} == {
        "administrator": True,
        "officer": False,
    }


def test_a_person_without_posts_says_so(unit):
    response = client_of(make_officer(unit)).get(make_person().get_absolute_url())

    assert "Chưa có dữ liệu về quá trình công tác của người này." in response.text


def test_case_77_a_person_who_left_has_a_page_that_says_so(person, unit):
    person.left_on = date(2025, 6, 30)
    person.save()

    text = client_of(make_officer(unit)).get(person.get_absolute_url()).text

    assert "Đã rời ngành, ngày làm việc cuối 30/06/2025" in text
    assert "VKSND tỉnh Khánh Hòa" in text


def test_a_missing_person_is_not_found(unit):
    assert client_of(make_officer(unit)).get("/people/987654321/").status_code == 404


def test_case_6_who_stands_outside_the_procuracy_finds_people_of_the_own_block_only(unit, person):
    ministry, supreme = make_unit("Bộ Công an", kind="outside"), make_unit("VKSND tối cao", kind="supreme")
    make_cluster(make_year(2019, make_unit("Khối nội chính", kind="organiser")), [ministry, supreme])
    deputy = make_person("Bùi Mạnh Cường")
    appoint(deputy, supreme, "deputy", position_title="Phó Viện trưởng")
    browser = client_of(make_officer(ministry))

    assert browser.get(deputy.get_absolute_url()).status_code == 200
    assert browser.get(person.get_absolute_url()).status_code == 404
    found = [browser.get("/search/", {"q": text}).context["groups"] for text in ("bui manh cuong", "hanh")]
    assert [len(groups) for groups in found] == [1, 0]


def test_who_stands_outside_reads_the_posts_in_the_own_block_only(unit):
    ministry, supreme = make_unit("Bộ Công an", kind="outside"), make_unit("VKSND tối cao", kind="supreme")
    make_cluster(make_year(2019), [ministry, supreme])
    person = make_person()
    assign(person, unit, valid_to=date(2018, 12, 31))
    assign(person, supreme, valid_from=date(2019, 1, 1))

    page = client_of(make_officer(ministry)).get(person.get_absolute_url()).context["shown"]

    assert [post.unit_name for post in page.posts] == ["VKSND tối cao"]


def test_a_search_tells_of_a_person_who_left_and_leads_to_the_page(person, unit):
    person.left_on = date(2025, 6, 30)
    person.save()

    ((_kind, (found,)),) = client_of(make_officer(unit)).get("/search/", {"q": "hanh"}).context["groups"]

    assert (found.url, found.detail) == (
        person.get_absolute_url(),
        "Kiểm sát viên · VKSND tỉnh Khánh Hòa · Đã rời ngành, ngày làm việc cuối 30/06/2025",
    )
