"""Lists and autocompletes: found without diacritics, namesakes told apart, the same number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.units import (
    appoint,
    assign,
    grant,
    make_cluster,
    make_person,
    make_unit,
    make_user,
    make_year,
)
from units.admin.site import site


def found(desk, noun, text):
    page = desk.get(f"/admin/{noun}/", {"q": text})
    return [str(row) for row in page.context["cl"].result_list]


def suggested(desk, model, field, text):
    app, name = model.split(".")
    query = {"term": text, "app_label": app, "model_name": name, "field_name": field}
    return [row["text"] for row in desk.get("/admin/autocomplete/", query).json()["results"]]


def test_lists_are_searched_without_diacritics(desk):
    make_unit("VKSND tỉnh Đắk Nông")
    make_unit("VKSND tỉnh Gia Lai")
    make_person("Nguyễn Thị Đào")
    make_cluster(make_year(2022), name="Cụm thi đua số 8")

    assert found(desk, "units/unit", "dak nong") == ["VKSND tỉnh Đắk Nông"]
    assert found(desk, "units/person", "thi dao") == ["Nguyễn Thị Đào"]
    assert found(desk, "units/cluster", "cum 8 2022") == ["Cụm thi đua số 8 (2022)"]
    assert found(desk, "units/emulationyear", "toi cao 2022") == ["2022 · VKSND tối cao"]


def test_movements_and_award_types_are_searched_without_diacritics(desk):
    from awards.models import AwardType  # noqa: PLC0415 - the lists of higher apps are on this site
    from pacts.models import Movement  # noqa: PLC0415 - the same

    Movement.objects.create(name="Cả nước chung sức xây dựng nông thôn mới")
    Movement.objects.create(name="Thi đua thực hiện văn hóa công sở")
    kinds = {"category": "title", "recipient": "person", "short_name": "LĐTT"}
    AwardType.objects.create(code="X1", name="Lao động tiên tiến", position=90, **kinds)

    assert found(desk, "pacts/movement", "nong thon") == ["Cả nước chung sức xây dựng nông thôn mới"]
    assert found(desk, "awards/awardtype", "lao dong tien tien x1") == ["Lao động tiên tiến"]


def test_case_10_units_of_one_name_are_told_apart_by_their_days(desk):
    upper = make_unit("VKSND tối cao", kind="supreme")
    make_unit("VKSND tỉnh Lâm Đồng", parent=upper, valid_to=date(2025, 6, 30))
    make_unit("VKSND tỉnh Lâm Đồng", parent=upper, valid_from=date(2025, 7, 1))

    texts = suggested(desk, "units.clustermembership", "unit", "lam dong")

    assert sorted(texts) == [
        "VKSND tỉnh Lâm Đồng · VKSND tối cao · since 01/07/2025",
        "VKSND tỉnh Lâm Đồng · VKSND tối cao · until 30/06/2025",
    ]


def test_namesakes_are_told_apart_by_their_unit(desk):
    for name in ("VKSND tỉnh An Giang", "VKSND tỉnh Cà Mau"):
        assign(make_person("Trần Văn An"), make_unit(name))

    texts = suggested(desk, "units.user", "person", "tran van an")

    assert texts == ["Trần Văn An · VKSND tỉnh An Giang", "Trần Văn An · VKSND tỉnh Cà Mau"]


def test_years_are_written_without_a_separator_of_thousands(desk):
    make_cluster(make_year(2022))

    for page in ("/admin/units/cluster/", "/admin/units/emulationyear/"):
        text = desk.get(page).content.decode()

        assert ("2022" in text, "2.022" in text, "2,022" in text) == (True, False, False)


def one_of_each(number):
    """A row for every list of the organisation."""
    unit = make_unit(parent=make_unit())
    user = make_user()
    grant(user, "officer", unit)
    assign(user.person, unit)
    appoint(user.person, unit)
    make_cluster(make_year(2000 + number), [unit], leader=unit)


NOUNS = sorted(model._meta.label_lower.replace(".", "/") for model in site._registry)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_list_asks_as_often_for_one_row_as_for_many(desk, noun):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(f"/admin/{noun}/").status_code == 200
        return len(asked)

    one_of_each(1)
    few = queries()
    for number in range(2, 14):
        one_of_each(number)

    assert queries() == few


def test_the_page_of_a_cluster_asks_as_often_for_one_member_as_for_many(desk):
    def queries(members):
        units = [make_unit() for _ in range(members)]
        cluster = make_cluster(make_year(), units, leader=units[0])
        with CaptureQueriesContext(connection) as asked:
            desk.get(f"/admin/units/cluster/{cluster.pk}/change/")
        return len(asked)

    queries(1)  # the first page of a process asks for kinds of content that it then remembers

    assert queries(1) == queries(12)


def test_a_unit_that_is_only_recalled_is_marked_in_the_list(desk):
    make_unit("VKSND tỉnh A", is_verified=False)
    make_unit("VKSND tỉnh B")

    page = desk.get("/admin/units/unit/", {"q": "vksnd tinh"}).content.decode()

    assert page.count('<td class="field-mark">not verified</td>') == 1
    assert page.count('<td class="field-mark">yes</td>') == 1


@pytest.mark.parametrize("path", ["/admin/", "/admin/units/unit/", "/admin/units/unit/add/"])
def test_every_page_of_a_rehearsal_says_so(desk, settings, path):
    mark = "REHEARSAL"

    rehearsed = mark in desk.get(path).content.decode()
    settings.ALLOW_SAMPLE_ACCOUNTS = False

    assert (rehearsed, mark in desk.get(path).content.decode()) == (True, False)
