"""A cluster as it was on a day of its year; expert cases 1, 8, 11, 12 and 76 as the page shows them."""

from datetime import date
from html import unescape

import pytest
from django.utils import timezone, translation

from tests.factories.names import rename
from tests.factories.units import appoint, make_cluster, make_officer, make_person, make_unit, make_year
from tests.units.views.reading import signed_in
from units.models import ClusterLeadership

DAY, EVE = date(2025, 7, 1), date(2025, 6, 30)


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


@pytest.fixture
def reader(db):
    return signed_in(make_officer(make_unit("VKSND tỉnh Số Không")))


@pytest.fixture
def merged(db):
    """A cluster of 2025 in which the lead unit was merged on 1 July."""
    old = make_unit("VKSND tỉnh Bình Định", valid_to=EVE)
    new = make_unit("VKSND tỉnh Gia Lai", valid_from=DAY)
    other = make_unit("VKSND tỉnh Quảng Ngãi")
    year = make_year(2025, starts_on=date(2024, 12, 1), ends_on=date(2025, 11, 30))
    cluster = make_cluster(year, [old, new, other], deputy=other)
    cluster.memberships.filter(unit=old).update(valid_to=EVE)
    cluster.memberships.filter(unit=new).update(valid_from=DAY)
    lead = {"cluster": cluster, "role": "truong"}
    ClusterLeadership.objects.create(**lead, unit=old, basis="rotation", valid_to=EVE)
    ClusterLeadership.objects.create(**lead, unit=new, basis="designated", valid_from=DAY)
    appoint(make_person("Trần Văn Sang"), old, valid_from=date(2024, 1, 1), valid_to=EVE)
    appoint(make_person("Rơ Lan Hùng"), new, valid_from=DAY)
    return cluster


def shown(client, cluster, on=None):
    return client.get(cluster.get_absolute_url(), {"on": on} if on else {}).context


def members(context):
    return [
        (row.name, row.role.text if row.role else "", row.days, row.head) for row in context["member_rows"]
    ]


def test_case_8_before_the_merger_the_page_shows_the_old_unit_and_its_head(reader, merged):
    assert members(shown(reader, merged, "15/06/2025")) == [
        ("VKSND tỉnh Bình Định", "Cluster leader", "until 30/06/2025", "Viện trưởng: Trần Văn Sang"),
        ("VKSND tỉnh Quảng Ngãi", "Deputy cluster leader", "", ""),
    ]


def test_case_8_after_the_merger_the_page_shows_the_successor(reader, merged):
    assert members(shown(reader, merged, "2025-07-01")) == [
        ("VKSND tỉnh Gia Lai", "Cluster leader", "since 01/07/2025", "Viện trưởng: Rơ Lan Hùng"),
        ("VKSND tỉnh Quảng Ngãi", "Deputy cluster leader", "", ""),
    ]


def test_members_of_other_days_are_named_with_a_day_on_which_they_are_there(reader, merged):
    before, after = (shown(reader, merged, day)["away"] for day in ("15/06/2025", "15/07/2025"))

    assert [[(it.name, it.days, it.day) for it in away] for away in (before, after)] == [
        [("VKSND tỉnh Gia Lai", "since 01/07/2025", DAY)],
        [("VKSND tỉnh Bình Định", "until 30/06/2025", EVE)],
    ]


def test_case_76_who_led_in_which_days_and_how_they_came_to_it(reader, merged):
    assert [(it.role, it.name, it.days, it.basis) for it in shown(reader, merged)["led"]] == [
        ("Cluster leader", "VKSND tỉnh Bình Định", "until 30/06/2025", "In rotation"),
        ("Cluster leader", "VKSND tỉnh Gia Lai", "since 01/07/2025", "Designated"),
        ("Deputy cluster leader", "VKSND tỉnh Quảng Ngãi", "the whole year", ""),
    ]


def test_without_a_day_the_last_of_a_year_that_is_over_is_shown_and_said(reader, merged):
    answer = reader.get(merged.get_absolute_url())

    assert answer.context["form"].day == date(2025, 11, 30)
    assert "Member units on 30/11/2025" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("30/11/2024", "Nothing is shown before 01/12/2024; the usual day is shown instead."),
        ("01/12/2025", "Nothing is shown after 30/11/2025; the usual day is shown instead."),
        ("31/02/2025", "Write the day as dd/mm/yyyy; the usual day is shown instead."),
        ("<b>\x00", "Write the day as dd/mm/yyyy; the usual day is shown instead."),
    ],
)
def test_a_day_that_makes_no_sense_is_told_at_the_field_and_the_usual_one_shown(
    reader, merged, text, sentence
):
    answer = reader.get(merged.get_absolute_url(), {"on": text})

    assert (answer.status_code, answer.context["form"].errors) == (200, {"on": [sentence]})
    assert answer.context["form"].day == date(2025, 11, 30)
    page = unescape(answer.content.decode())
    assert f'<p class="invalid-feedback" id="day_error">{sentence}</p>' in page
    assert "<b>" not in answer.content.decode()


def test_states_of_now_are_not_shown_beside_another_day(db):
    today = timezone.localdate()
    unit = make_unit()
    year = make_year(today.year, starts_on=date(today.year, 1, 1), ends_on=date(today.year, 12, 31))
    cluster = make_cluster(year, [unit], leader=unit)
    client = signed_in(make_officer(unit))
    other = date(today.year, 2, 2) if today.month > 2 else date(today.year, 12, 2)

    columns = [shown(client, cluster, day)["columns"] for day in (None, f"{other:%d/%m/%Y}")]

    assert [[column.title for column in found] for found in columns] == [["Registration of titles"], []]


def test_a_unit_that_is_not_considered_is_marked_with_the_reason(reader):
    unit = make_unit()
    cluster = make_cluster(make_year(2025), [unit])
    cluster.memberships.update(is_considered=False, exclusion_reason="Có cán bộ bị khởi tố")

    answer = reader.get(cluster.get_absolute_url())

    assert [row.exclusion for row in answer.context["member_rows"]] == ["Có cán bộ bị khởi tố"]
    assert "Not considered for emulation" in answer.content.decode()


def test_case_11_regional_units_of_one_number_are_shown_with_their_province(reader):
    places = ("Đà Nẵng", "Gia Lai")
    regions = [
        make_unit("VKSND khu vực 2", "region", make_unit(f"VKSND {place}", place=place)) for place in places
    ]
    cluster = make_cluster(make_year(2025), regions, leader=regions[1])

    context = shown(reader, cluster)

    names = ["VKSND khu vực 2 – Đà Nẵng", "VKSND khu vực 2 – Gia Lai"]
    assert [row.name for row in context["member_rows"]] == names
    assert [it.name for it in context["led"]] == names[1:]
    [(_year, [row])] = reader.get("/clusters/").context["years"]
    assert row.leader == names[1]


def test_case_12_the_page_of_a_past_year_says_the_name_of_its_time(reader):
    unit = rename(make_unit("VKSND tỉnh Thừa Thiên Huế"), "VKSND thành phố Huế", date(2025, 1, 1))
    organiser = make_unit(kind="supreme")
    pages = [
        shown(reader, make_cluster(make_year(year, organiser), [unit], leader=unit)) for year in (2024, 2025)
    ]

    told = [(page["member_rows"][0].name, page["led"][0].name) for page in pages]

    assert told == [("VKSND tỉnh Thừa Thiên Huế",) * 2, ("VKSND thành phố Huế",) * 2]
    assert [row.leader for _year, group in reader.get("/clusters/").context["years"] for row in group] == [
        "VKSND thành phố Huế",
        "VKSND tỉnh Thừa Thiên Huế",
    ]
