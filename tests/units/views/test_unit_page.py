"""One unit through time and as on a day; expert cases 4, 9 to 14 and 71 as the pages show them."""

from datetime import date

import pytest
from django.utils import translation

from tests.factories.names import close, rename
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
from tests.units.views.reading import signed_in
from units.models import UnitPlacement

DAY, EVE = date(2025, 7, 1), date(2025, 6, 30)


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


@pytest.fixture
def reader(db):
    return signed_in(make_officer(make_unit("VKSND tỉnh Số Không")))


def page(client, unit, on=None):
    return client.get(unit.get_absolute_url(), {"on": on} if on else {})


def shown(client, unit, on=None):
    return page(client, unit, on).context["shown"]


def test_case_4_the_page_lists_every_cluster_with_role_and_the_years_not_considered(reader):
    unit = make_unit("VKSND tỉnh Kiên Giang")
    make_cluster(make_year(2020), [unit], number=11, leader=unit)
    later = make_cluster(make_year(2024), [unit], number=13)
    later.memberships.update(is_considered=False, exclusion_reason="Có cán bộ bị khởi tố")

    told = [(it.year, it.cluster.number, it.roles, it.exclusion) for it in shown(reader, unit).places]

    assert told == [("2024", 13, [], "Có cán bộ bị khởi tố"), ("2020", 11, ["Cluster leader"], "")]


def test_case_12_on_a_day_before_the_rename_the_unit_bears_the_old_name(reader):
    unit = rename(make_unit("VKSND tỉnh Thừa Thiên Huế"), "VKSND thành phố Huế", date(2025, 1, 1))

    names = [shown(reader, unit, day).on_day.name.full_name for day in ("31/12/2024", "01/01/2025")]

    assert names == ["VKSND tỉnh Thừa Thiên Huế", "VKSND thành phố Huế"]


def test_the_heads_and_the_signer_are_those_of_the_day(reader):
    unit = make_unit()
    appoint(make_person("Trần Văn Trước"), unit, valid_to=EVE, decision="Quyết định 1")
    appoint(make_person("Lê Thị Sau"), unit, "acting_head", valid_from=DAY)

    before, after = (shown(reader, unit, day).on_day for day in ("30/06/2025", "01/07/2025"))

    assert [[head for _post, head, _note in day.heads] for day in (before, after)] == [
        ["Viện trưởng: Trần Văn Trước"],
        ["Acting Viện trưởng: Lê Thị Sau"],
    ]
    assert [day.signing.asked.capacity_lines for day in (before, after)] == [
        ("VIỆN TRƯỞNG",),
        ("Q. VIỆN TRƯỞNG",),
    ]
    assert (before.signing.asked.basis, before.signing.asked.until) == ("Quyết định 1", EVE)


def test_who_else_may_sign_is_told_with_the_document(reader):
    unit, deputy = make_unit(head_title="Viện trưởng"), make_person("Lê Thị Phó")
    appoint(make_person(), unit)
    appoint(deputy, unit, "deputy", position_title="Phó Viện trưởng")
    unit.authorisations.create(
        person=deputy, form="KT", position_title="Phó Viện trưởng", document="05/UQ-VKS", valid_from=DAY
    )

    on_day = shown(reader, unit, "15/07/2025").on_day

    [other] = on_day.signing.others
    assert (other.person, other.capacity_text, other.basis) == (
        deputy,
        "KT. VIỆN TRƯỞNG / PHÓ VIỆN TRƯỞNG",
        "05/UQ-VKS",
    )


def test_where_nobody_signs_the_page_says_why(reader):
    assert (
        shown(reader, make_unit()).on_day.signing.reason == "No head of the unit is on record for this day."
    )


def test_leaders_through_time_say_their_days_or_that_they_are_not_known(reader):
    unit = make_unit()
    year = {"valid_from": date(2022, 1, 1), "valid_to": date(2022, 12, 31)}
    appoint(make_person("Phó Sau"), unit, "deputy", position_title="Phó Viện trưởng", valid_from=DAY)
    appoint(make_person("Trưởng Sau"), unit, valid_from=DAY)
    appoint(make_person("Trưởng Trước"), unit, bounds_known=False, **year)

    leaders = shown(reader, unit).leaders

    assert [(it.post.person.full_name, it.kind, it.days, it.note) for it in leaders] == [
        ("Trưởng Sau", "Head", "since 01/07/2025", ""),
        ("Phó Sau", "Deputy head", "since 01/07/2025", ""),
        ("Trưởng Trước", "Head", "", "by a source of 2022, term not known"),
    ]


def test_case_13_a_closed_unit_is_shown_on_its_last_day_and_on_none_after(reader):
    unit = close(make_unit("VKSND huyện Phú Tân", "district"), EVE)

    usual, after = page(reader, unit), page(reader, unit, "01/07/2025")

    assert usual.context["form"].day == EVE
    assert after.context["form"].errors == {
        "on": ["Nothing is shown after 30/06/2025; the usual day is shown instead."]
    }


def test_the_upper_unit_and_the_units_below_are_those_of_the_day(reader):
    old, new = close(make_unit("VKSND tỉnh Bình Định"), EVE), make_unit("VKSND tỉnh Gia Lai", valid_from=DAY)
    region = make_unit("VKSND khu vực 9", "region", new)
    UnitPlacement.objects.create(unit=region, parent=old, valid_to=EVE)

    uppers = [shown(reader, region, day).on_day.upper for day in ("30/06/2025", "01/07/2025")]
    below = [shown(reader, unit).on_day.departments for unit in (old, new)]

    assert (uppers, below) == ([old, new], [[region], [region]])


def test_case_71_people_are_listed_by_given_name_in_vietnamese_order(reader):
    unit = make_unit()
    for name in ("Long", "Đức", "Ăn", "Lộc", "Bình", "Ân", "An", "Dũng", "Ánh"):
        assign(make_person(f"Nguyễn Văn {name}"), unit)

    staff = shown(reader, unit).on_day.staff

    assert [post.person.full_name.split()[-1] for post in staff] == (
        ["An", "Ánh", "Ăn", "Ân", "Bình", "Dũng", "Đức", "Long", "Lộc"]
    )


def test_people_are_those_of_the_day_and_lead_to_their_pages(reader):
    unit = make_unit()
    gone, here = make_person("Nguyễn Đã Đi"), make_person("Trần Còn Đây")
    assign(gone, unit, valid_to=EVE)
    assign(here, make_unit("Phòng 1", "department", unit), valid_from=DAY)

    before, after = (page(reader, unit, day) for day in ("30/06/2025", "01/07/2025"))

    assert [[post.person for post in it.context["shown"].on_day.staff] for it in (before, after)] == [
        [gone],
        [here],
    ]
    assert f'href="{here.get_absolute_url()}"' in after.content.decode()


def test_an_account_from_outside_reads_no_names_of_units_beyond_its_clusters(db):
    ministry, organiser = make_unit("Bộ Công an", kind="outside"), make_unit("VKSND tối cao", kind="supreme")
    user, head, worker = make_user(), make_person("Nguyễn Đứng Đầu"), make_person("Trần Làm Việc")
    assign(user.person, ministry)
    appoint(head, organiser)
    assign(worker, organiser)
    make_cluster(make_year(2026, organiser), [ministry])

    answer = page(signed_in(user), organiser)

    on_day = answer.context["shown"].on_day
    assert (answer.status_code, on_day.staff, on_day.heads, on_day.people) == (200, [], [], 0)
    assert [name for name in (head.full_name, worker.full_name) if name in answer.content.decode()] == []


def rows(client, **asked):
    return [(it.name, it.days, it.note) for it in client.get("/units/", asked).context["rows"]]


def test_case_9_and_10_the_list_tells_namesakes_by_their_days_and_the_closed_one_by_what_followed(reader):
    old = make_unit("VKSND tỉnh Gia Lai", valid_to=EVE)
    new = make_unit("VKSND tỉnh Gia Lai", valid_from=DAY)
    old.successions.create(successor=new, kind="merge", effective_on=DAY)

    assert rows(reader, q="gia lai") == [
        ("VKSND tỉnh Gia Lai", "until 30/06/2025", "Merged into VKSND tỉnh Gia Lai from 01/07/2025"),
        ("VKSND tỉnh Gia Lai", "since 01/07/2025", ""),
    ]


def regions():
    for place in ("Tây Ninh", "An Giang"):
        make_unit("VKSND khu vực 2", "region", make_unit(f"VKSND tỉnh {place}", place=place), valid_from=DAY)


def test_case_11_regional_units_of_one_number_are_listed_and_found_with_their_province(reader):
    regions()

    [(_kind, found)] = reader.get("/search/", {"q": "khu vuc 2"}).context["groups"]

    names = ["VKSND khu vực 2 – An Giang", "VKSND khu vực 2 – Tây Ninh"]
    assert [name for name, _days, _note in rows(reader, q="khu vuc 2")] == names
    assert [(it.title, it.detail) for it in found] == [(name, "From 01/07/2025") for name in names]


def test_case_11_a_regional_unit_is_found_by_its_number_and_its_province(reader):
    regions()

    [(_kind, found)] = reader.get("/search/", {"q": "khu vuc 2 tay ninh"}).context["groups"]

    assert [it.title for it in found] == ["VKSND khu vực 2 – Tây Ninh"]
    assert [name for name, *_rest in rows(reader, q="tay ninh")] == ["VKSND tỉnh Tây Ninh"]


def test_case_72_a_word_without_diacritics_finds_every_spelling(reader):
    for name in ("VKSND tỉnh Đắk Nông", "VKSND huyện Đăk Nông", "VKSND tỉnh Đắk Lắk"):
        make_unit(name)

    [(_kind, found)] = reader.get("/search/", {"q": "dak nong"}).context["groups"]

    names = ["VKSND huyện Đăk Nông", "VKSND tỉnh Đắk Nông"]
    assert [name for name, *_rest in rows(reader, q="dak nong")] == names
    assert [it.title for it in found] == names


def test_two_organisers_of_one_name_are_told_apart_in_the_filter(reader):
    for values in ({"valid_to": EVE}, {"valid_from": DAY}):
        make_cluster(make_year(2025, make_unit("VKSND tỉnh Lâm Đồng", **values)))

    labels = [label for _value, label in reader.get("/clusters/").context["form"].fields["organiser"].choices]

    assert labels[1:] == [
        "VKSND tỉnh Lâm Đồng (until 30/06/2025)",
        "VKSND tỉnh Lâm Đồng (since 01/07/2025)",
    ]
