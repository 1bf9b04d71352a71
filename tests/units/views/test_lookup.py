"""Clusters, units and the search as people look them up; expert cases 1, 4, 6, 9 and 10."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories.units import (
    appoint,
    assign,
    make_cluster,
    make_officer,
    make_person,
    make_unit,
    make_user,
    make_year,
)


def signed_in(user):
    client = Client()
    # Sentences are compared in the language of the source.
    client.cookies["language"] = "en"
    client.force_login(user, backend="units.backends.AccountBackend")
    return client


@pytest.fixture(autouse=True)
def _language_of_the_source():
    """Words are found when they are read, which is after the answer."""
    with translation.override("en"):
        yield


@pytest.fixture
def reader(db):
    return signed_in(make_officer(make_unit("VKSND tỉnh Số Không")))


def rows(response):
    return [row for _year, group in response.context["years"] for row in group]


def clusters_shown(response):
    return [str(row.cluster) for row in rows(response)]


def test_case_1_a_cluster_shows_its_members_in_order_with_leaders_and_the_head_of_the_day(reader):
    units = [make_unit(name) for name in ("VKSND tỉnh Quảng Ngãi", "VKSND tỉnh Bình Định")]
    cluster = make_cluster(make_year(2022), units, leader=units[1], deputy=units[0])
    year = {"valid_from": date(2022, 1, 1), "valid_to": date(2022, 12, 31)}
    appoint(make_person("Trần Văn Sang"), units[1], bounds_known=False, **year)
    appoint(make_person("Người Sau"), units[1], valid_from=date(2023, 1, 1))

    shown = reader.get(cluster.get_absolute_url()).context["member_rows"]

    assert [(it.number, it.name, it.role.text, it.head, it.head_note) for it in shown] == [
        (1, "VKSND tỉnh Quảng Ngãi", "Deputy cluster leader", "", ""),
        (
            2,
            "VKSND tỉnh Bình Định",
            "Cluster leader",
            "Viện trưởng: Trần Văn Sang",
            "by a source of 2022, term not known",
        ),
    ]


def test_case_1_what_is_not_known_of_a_cluster_is_said(reader):
    cluster = make_cluster(make_year(2020), member_count=6)

    text = reader.get(cluster.get_absolute_url()).content.decode()

    assert "Cluster of 6 units; the article does not name them." in text
    assert "No data yet" in text


def test_an_acting_head_is_called_so(reader):
    unit = make_unit()
    cluster = make_cluster(make_year(2022), [unit])
    appoint(make_person("Y Nguyên Êban"), unit, "acting_head")

    shown = reader.get(cluster.get_absolute_url()).context["member_rows"]

    assert [row.head for row in shown] == ["Acting Viện trưởng: Y Nguyên Êban"]


def test_a_cluster_leads_to_its_other_years(reader):
    organiser = make_unit(kind="supreme")
    first, other = (make_cluster(make_year(year, organiser), number=8) for year in (2020, 2022))
    make_cluster(make_year(2021, organiser), number=9, name="Cụm thi đua số 9")
    make_cluster(make_year(2021), number=8)

    assert reader.get(first.get_absolute_url()).context["siblings"] == [first, other]


def test_filters_leave_what_fits_and_each_can_be_taken_away(reader):
    for year, kind, number in ((2022, "cum", 8), (2022, "khoi", 3), (2021, "cum", 7)):
        make_cluster(make_year(year), kind=kind, number=number)

    response = reader.get("/clusters/?year=2022&kind=cum&page=1")

    assert clusters_shown(response) == ["Cụm thi đua số 8 (2022)"]
    assert [(tag.label, tag.url) for tag in response.context["tags"]] == [
        ("Year: 2022", "/clusters/?kind=cum"),
        ("Kind: Cluster", "/clusters/?year=2022"),
    ]


def test_a_filter_that_makes_no_sense_is_passed_over(reader):
    make_cluster(make_year(2022))

    response = reader.get("/clusters/?year=x%00&organiser=-1&kind=nothing&page=99999")

    assert clusters_shown(response) == ["Cụm thi đua số 8 (2022)"]


def test_my_clusters_are_those_of_my_unit_or_the_unit_above(db):
    upper = make_unit()
    department = make_unit(kind="department", parent=upper)
    make_cluster(make_year(2022), [upper])
    make_cluster(make_year(2021), [make_unit()])

    response = signed_in(make_officer(department)).get("/clusters/?mine=1")

    assert clusters_shown(response) == ["Cụm thi đua số 8 (2022)"]


def test_case_4_the_page_of_a_unit_lists_every_cluster_it_was_in_with_its_role(reader):
    unit = make_unit("VKSND tỉnh Kiên Giang")
    make_cluster(make_year(2020), [unit], number=11, leader=unit)
    make_cluster(make_year(2024), [unit], number=13)

    places = reader.get(unit.get_absolute_url()).context["shown"].places

    assert [(it.year, it.cluster.number, it.roles) for it in places] == [
        ("2024", 13, []),
        ("2020", 11, ["Cluster leader"]),
    ]


def outside_account():
    ministry = make_unit("Bộ Công an", kind="outside")
    user = make_user()
    assign(user.person, ministry)
    return user, ministry


def test_case_6_an_account_outside_the_procuracy_sees_its_own_cluster_only(db):
    user, ministry = outside_account()
    partner, stranger = make_unit("VKSND tối cao", kind="supreme"), make_unit("VKSND tỉnh Gia Lai")
    own = make_cluster(make_year(2019), [partner, ministry])
    foreign = make_cluster(make_year(2020), [stranger, partner])
    assign(make_person("Gia Văn Lai"), stranger)
    client = signed_in(user)

    assert clusters_shown(client.get("/clusters/")) == [str(own)]
    pages = [own, foreign, ministry, partner, stranger]
    assert [client.get(it.get_absolute_url()).status_code for it in pages] == [200, 404, 200, 200, 404]
    places = client.get(partner.get_absolute_url()).context["shown"].places
    assert [place.cluster for place in places] == [own]
    assert [client.get("/search/", {"q": text}).context["groups"] for text in ("gia lai", "gia van")] == [
        [],
        [],
    ]


def test_a_foreign_cluster_looks_like_a_missing_one(db):
    user, ministry = outside_account()
    make_cluster(make_year(2019), [ministry])
    foreign = make_cluster(make_year(2020), [make_unit()])
    client = signed_in(user)

    answers = [client.get(f"/clusters/{pk}/") for pk in (foreign.pk, 987654)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert plain(answers[0], foreign.pk) == plain(answers[1], 987654)


def plain(response, pk):
    """The page without its own address and without the token that differs on every answer."""
    text = response.content.decode().replace(f"/clusters/{pk}/", "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)


def test_case_9_a_closed_unit_is_found_with_what_followed_it(reader):
    old = make_unit("VKSND tỉnh Bình Định", valid_to=date(2025, 6, 30))
    new = make_unit("VKSND tỉnh Gia Lai", valid_from=date(2025, 7, 1))
    old.successions.create(successor=new, kind="merge", effective_on=date(2025, 7, 1))

    [(_kind, found)] = reader.get("/search/", {"q": "binh dinh"}).context["groups"]

    detail = "Ended 30/06/2025 · Merged into VKSND tỉnh Gia Lai from 01/07/2025"
    assert [(it.title, it.url, it.detail) for it in found] == [(old.name, old.get_absolute_url(), detail)]


def test_case_10_two_units_of_one_name_show_their_validity(reader):
    make_unit("VKSND tỉnh Lâm Đồng", valid_to=date(2025, 6, 30))
    make_unit("VKSND tỉnh Lâm Đồng", valid_from=date(2025, 7, 1))

    shown = reader.get("/units/", {"q": "lam dong"}).context["rows"]

    assert [row.state.text if row.state else "" for row in shown] == ["Ended 30/06/2025", ""]


def test_the_search_gives_whole_names_before_beginnings_and_finds_them_behind_many(reader):
    for number in range(60):
        make_unit(f"Ban Hàng hóa {number}")
    make_unit("VKSND tỉnh Hà Hóa", valid_to=date(2025, 6, 30))

    page = reader.get("/search/", {"q": "ha hoa"}).content.decode()

    assert 0 < page.index("VKSND tỉnh Hà Hóa") < page.index("Ban Hàng hóa")


def test_units_are_listed_in_vietnamese_order(reader):
    for name in ("Vụ Đ", "Vụ D", "Vụ Ă", "Vụ Â", "Vụ A"):
        make_unit(name, kind="supreme_department")

    shown = reader.get("/units/?kind=supreme_department").context["rows"]

    assert [row.unit.name for row in shown] == ["Vụ A", "Vụ Ă", "Vụ Â", "Vụ D", "Vụ Đ"]


def test_a_search_finds_people_by_their_unit_and_clusters(reader):
    unit = make_unit("VKSND tỉnh Phú Yên")
    person = make_person("Lê Thị Hạnh")
    assign(person, unit, "Kiểm sát viên")
    cluster = make_cluster(make_year(2022), name="Cụm thi đua Hạnh Phúc")

    groups = dict(reader.get("/search/", {"q": "hanh"}).context["groups"])

    assert {str(kind): [(it.title, it.url) for it in found] for kind, found in groups.items()} == {
        "People": [("Lê Thị Hạnh", person.get_absolute_url())],
        "Clusters and blocks": [(str(cluster), cluster.get_absolute_url())],
    }


@pytest.mark.parametrize("text", ["a", " đ ", "\u0301"])
def test_a_search_needs_two_letters(reader, text):
    make_unit("VKSND tỉnh Đắk Lắk")

    context = reader.get("/search/", {"q": text}).context

    assert context["groups"] == []


@pytest.mark.parametrize("address", ["/clusters/", "/units/", "/search/?q=vksnd", "{cluster}", "{unit}"])
def test_a_page_asks_as_often_for_one_row_as_for_three_and_many(reader, address):
    def queries(number):
        organiser = make_unit(kind="supreme")
        units = [make_unit("VKSND", valid_to=date(2030, 1, 1)) for _ in range(number)]
        for unit in units:
            appoint(make_person("Vksnd"), unit)
            unit.successions.create(successor=organiser, kind="merge", effective_on=date(2030, 1, 2))
        year = make_year(2022, organiser)
        cluster = make_cluster(year, units, leader=units[0], number=500 + number)
        for at in range(number):
            make_cluster(make_year(1950 + at, organiser), [units[0]], leader=units[0])
        url = address.format(cluster=cluster.get_absolute_url(), unit=units[0].get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(url).status_code == 200
        return len(asked)

    assert queries(1) == queries(3) == queries(60)


def test_the_page_of_a_unit_tells_both_sides_with_day_and_legal_basis(reader):
    old = make_unit("VKSND tỉnh Bình Định", valid_to=date(2025, 6, 30), is_verified=False)
    new = make_unit("VKSND tỉnh Gia Lai", valid_from=date(2025, 7, 1))
    act = {"kind": "merge", "effective_on": date(2025, 7, 1), "legal_basis": "NQ 202/2025/QH15"}
    old.successions.create(successor=new, is_verified=False, **act)

    before, after = (reader.get(unit.get_absolute_url()) for unit in (old, new))

    lines = [page.context["shown"].lineage.rows for page in (before, after)]
    told = [
        [(kin.unit, [(act.kind, act.successor, act.day) for act in kin.acts]) for kin in line]
        for line in lines
    ]
    assert told == [[(old, [("Merged into", new, "01/07/2025")]), (new, [])]] * 2
    assert [page.content.decode().count("NQ 202/2025/QH15") for page in (before, after)] == [1, 1]
