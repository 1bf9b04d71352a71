"""A new year is opened from the last one, as an administrator meets it."""

from datetime import date

import pytest

from tests.factories.units import make_cluster, make_unit, make_year, set_deadline
from tests.units.admin.browsing import form_data, form_fields
from units.models import AuditEntry, Cluster, ClusterMembership, Deadline, EmulationYear

YEARS = "/admin/units/emulationyear/"


@pytest.fixture
def units(db):
    return [make_unit(f"VKSND tỉnh {name}") for name in ("Quảng Nam", "Quảng Ngãi", "Bình Định", "Phú Yên")]


@pytest.fixture
def source(units):
    """2025: Quảng Ngãi leads, Bình Định is deputy."""
    year = make_year(2025, starts_on=date(2024, 12, 1), ends_on=date(2025, 11, 30), theme="Đoàn kết")
    make_cluster(year, units, leader=units[1], deputy=units[2])
    set_deadline(year, "registration", date(2025, 3, 31))
    return year


def open_url(year):
    return f"{YEARS}{year.pk}/open/"


def shown(desk, year):
    """What the browser would send if the proposal were confirmed as it is."""
    page = desk.get(open_url(year)).context["page"]
    data = {"fingerprint": page.offered.fingerprint, **form_fields(page.form)}
    for _deadline, form in page.steps:
        data |= form_fields(form)
    for part in page.clusters:
        for form in part.forms:
            data |= form_fields(form)
    return data


def errors(response):
    """The sentences on the page by their place."""
    page = response.context["page"]
    forms = [page.form, *(form for _deadline, form in page.steps)]
    forms += [form for part in page.clusters for form in part.forms]
    return {
        f"{form.prefix or 'year'}.{name}": [str(error) for error in found]
        for form in forms
        for name, found in form.errors.items()
    }


def leaders(cluster):
    rows = cluster.leaderships.order_by("-role", "pk")
    return [(row.role, row.unit.short_name, row.basis, row.valid_from, row.valid_to) for row in rows]


def test_the_proposal_is_the_last_year_a_year_later_and_writes_nothing(desk, source):
    before = AuditEntry.objects.count()

    page = desk.get(open_url(source)).context["page"]

    assert (page.offered.year, page.offered.starts_on, page.offered.ends_on) == (
        2026, date(2025, 12, 1), date(2026, 11, 30),
    )  # fmt: skip
    assert (page.form["theme"].value(), page.form["motto"].value()) == (None, None)
    assert [(form["take"].value(), form["due_on"].value()) for _step, form in page.steps] == [
        (None, date(2026, 3, 31))
    ]
    assert EmulationYear.objects.count() == 1
    assert AuditEntry.objects.count() == before


def test_confirmed_as_it_is_the_deputy_leads_and_the_next_in_order_is_deputy(desk, source, units):
    response = desk.post(open_url(source), shown(desk, source))

    made = EmulationYear.objects.get(year=2026)
    assert response.headers["Location"] == f"{YEARS}{made.pk}/change/"
    assert (made.organiser, made.starts_on, made.ends_on) == (
        source.organiser, date(2025, 12, 1), date(2026, 11, 30),
    )  # fmt: skip
    assert (made.theme, made.motto, made.registration_required, made.deadlines.count()) == ("", "", None, 0)
    cluster = made.clusters.get()
    assert (cluster.kind, cluster.number, cluster.name) == ("cum", 8, "Cụm thi đua số 8")
    assert [row.unit for row in cluster.memberships.in_official_order()] == units
    assert leaders(cluster) == [
        ("truong", "VKSND tỉnh Bình Định", "rotation", date(2025, 12, 1), None),
        ("pho", "VKSND tỉnh Phú Yên", "rotation", date(2025, 12, 1), None),
    ]
    assert leaders(source.clusters.get()) == [
        ("truong", "VKSND tỉnh Quảng Ngãi", "", None, date(2025, 11, 30)),
        ("pho", "VKSND tỉnh Bình Định", "", None, date(2025, 11, 30)),
    ]


def test_a_second_click_finds_the_year_there_and_opens_nothing(desk, source):
    data = shown(desk, source)
    desk.post(open_url(source), data)

    response = desk.post(open_url(source), data)

    assert errors(response) == {"year.year": ["The organiser has this year already."]}
    assert EmulationYear.objects.filter(year=2026).count() == 1
    assert Cluster.objects.count() == 2


def test_the_page_says_that_the_next_year_is_there_already(desk, source):
    there = make_year(2026, source.organiser)

    assert desk.get(open_url(source)).context["there"] == there


def test_members_are_left_out_and_put_in_another_order(desk, source, units):
    key = f"c{source.clusters.get().pk}"
    data = shown(desk, source) | {f"{key}u{units[3].pk}-position": 1, f"{key}-deputy": units[1].pk}
    del data[f"{key}u{units[0].pk}-take"]

    desk.post(open_url(source), data)

    rows = Cluster.objects.get(year__year=2026).memberships.in_official_order()
    assert [(row.position, row.unit) for row in rows] == [(1, units[3]), (2, units[1]), (3, units[2])]


def test_only_ticked_deadlines_become_facts(desk, source):
    set_deadline(source, "signing", date(2024, 2, 29))
    data = shown(desk, source) | {"dregistration-take": "on", "dregistration-due_on": "15/03/2026"}

    desk.post(open_url(source), data)

    made = Deadline.objects.filter(year__year=2026)
    assert [(one.kind, one.due_on) for one in made] == [("registration", date(2026, 3, 15))]
    assert data["dsigning-due_on"] == "28/02/2025"


def test_the_new_lead_unit_begins_at_the_hand_over_and_the_old_one_ends_on_the_eve(desk, source):
    cluster = source.clusters.get()
    data = shown(desk, source) | {
        f"c{cluster.pk}-handed_over_on": "15/01/2026",
        f"c{cluster.pk}-basis": "elected",
    }

    desk.post(open_url(source), data)

    assert leaders(Cluster.objects.get(year__year=2026))[0] == (
        "truong", "VKSND tỉnh Bình Định", "elected", date(2026, 1, 15), None,
    )  # fmt: skip
    assert leaders(cluster)[0] == ("truong", "VKSND tỉnh Quảng Ngãi", "", None, date(2026, 1, 14))


def test_without_a_new_lead_unit_the_old_one_goes_on(desk, source):
    cluster = source.clusters.get()
    data = shown(desk, source) | {f"c{cluster.pk}-lead": "", f"c{cluster.pk}-deputy": ""}

    desk.post(open_url(source), data)

    assert Cluster.objects.get(year__year=2026).leaderships.count() == 0
    assert leaders(cluster)[0] == ("truong", "VKSND tỉnh Quảng Ngãi", "", None, None)


def test_a_cluster_that_does_not_go_on_is_not_looked_at(desk, source):
    cluster = source.clusters.get()
    make_cluster(source, [], number=9)
    data = shown(desk, source) | {f"c{cluster.pk}-name": "", f"c{cluster.pk}-handed_over_on": "hôm qua"}
    del data[f"c{cluster.pk}-take"]

    desk.post(open_url(source), data)

    assert [one.number for one in EmulationYear.objects.get(year=2026).clusters.all()] == [9]
    assert cluster.leaderships.filter(valid_to__isnull=True).count() == 2


def test_a_year_without_any_cluster_is_refused_at_the_top(desk, source):
    data = shown(desk, source)
    del data[f"c{source.clusters.get().pk}-take"]

    response = desk.post(open_url(source), data)

    sentence = "Choose at least one cluster or block that goes on in the new year."
    assert errors(response) == {"year.__all__": [sentence]}
    assert sentence in response.content.decode()
    assert EmulationYear.objects.count() == 1


def test_a_year_after_one_without_clusters_is_opened_without_any(desk, db):
    year = make_year(2025)

    desk.post(open_url(year), shown(desk, year))

    assert EmulationYear.objects.get(year=2026).clusters.count() == 0


def test_two_members_with_one_place_in_the_order_are_refused_at_the_row(desk, source, units):
    key = f"c{source.clusters.get().pk}"

    response = desk.post(open_url(source), shown(desk, source) | {f"{key}u{units[2].pk}-position": 1})

    sentence = "VKSND tỉnh Quảng Nam has this place in the order already."
    assert errors(response) == {f"{key}u{units[2].pk}.position": [sentence]}
    assert EmulationYear.objects.count() == 1


def test_a_first_day_within_the_last_year_is_refused_at_the_field(desk, source):
    response = desk.post(open_url(source), shown(desk, source) | {"starts_on": "30/11/2025"})

    sentence = "The period overlaps the year 2025 of this organiser (01/12/2024 – 30/11/2025)."
    assert errors(response) == {"year.starts_on": [sentence]}
    assert EmulationYear.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [("30/11/2025", "31/12/2026", "starts_on"), ("01/11/2024", "31/12/2025", "ends_on")],
)
def test_the_form_of_a_year_refuses_a_period_that_overlaps_another(desk, source, first, last, field):
    other, url = make_year(2026, source.organiser), f"{YEARS}{{}}/change/"
    data = form_data(desk.get(url.format(other.pk))) | {"starts_on": first, "ends_on": last}

    response = desk.post(url.format(other.pk), data)

    sentence = "The period overlaps the year 2025 of this organiser (01/12/2024 – 30/11/2025)."
    assert response.context["adminform"].form.errors == {field: [sentence]}


def test_overlapping_years_of_a_rehearsal_are_saved_with_a_warning(desk, source):
    other = make_year(2026, source.organiser, is_rehearsal=True)
    url = f"{YEARS}{other.pk}/change/"
    data = form_data(desk.get(url)) | {"starts_on": "30/11/2025", "ends_on": "31/12/2026"}

    response = desk.post(url, data, follow=True)

    other.refresh_from_db()
    sentence = "The period overlaps the year 2025 of this organiser (01/12/2024 – 30/11/2025)."
    assert other.starts_on == date(2025, 11, 30)
    assert sentence in [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        ({"year": "26"}, "year.year", "Write the year with four digits, for example 2026."),
        ({"year": "2025"}, "year.year", "The organiser has this year already."),
        (
            {"ends_on": "30/11/2025"},
            "year.ends_on",
            "The last day lies in the year itself or in the one after it.",
        ),
        (
            {"starts_on": "01/12/2015"},
            "year.starts_on",
            "The first day lies in the year itself or in the one before it.",
        ),
        ({"ends_on": "31/02/2026"}, "year.ends_on", "Enter a valid date."),
        (
            {"dregistration-take": "on", "dregistration-due_on": ""},
            "dregistration.due_on",
            "A ticked step needs its day.",
        ),
        ({"C-name": ""}, "C.name", "This field is required."),
        ({"C-number": "0"}, "C.number", "Ensure this value is greater than or equal to 1."),
        ({"C-deputy": "LEAD"}, "C.deputy", "One unit cannot be lead unit and deputy at the same time."),
        (
            {"C-handed_over_on": "01/12/2026"},
            "C.handed_over_on",
            "The year lasts from 01/12/2025 to 30/11/2026: the leadership has no day in it.",
        ),
        (
            {"C-handed_over_on": "01/12/2024"},
            "C.handed_over_on",
            "The year before begins on 01/12/2024: the hand-over is later.",
        ),
    ],
)
def test_what_does_not_fit_is_told_at_its_place_and_nothing_is_written(desk, source, typed, place, sentence):
    key, lead = f"c{source.clusters.get().pk}", str(source.clusters.get().leaderships.get(role="pho").unit_id)
    data = shown(desk, source) | {"theme": "Chủ đề đang gõ"}
    data |= {name.replace("C-", f"{key}-"): value.replace("LEAD", lead) for name, value in typed.items()}

    response = desk.post(open_url(source), data)

    assert errors(response) == {place.replace("C.", f"{key}."): [sentence]}
    assert response.context["page"].form["theme"].value() == "Chủ đề đang gõ"
    assert EmulationYear.objects.count() == 1


def test_a_lead_unit_that_is_not_ticked_is_refused_at_the_lead_unit(desk, source, units):
    key = f"c{source.clusters.get().pk}"
    data = shown(desk, source)
    del data[f"{key}u{units[2].pk}-take"]

    response = desk.post(open_url(source), data)

    assert errors(response) == {f"{key}.lead": ["A leader must be a member unit."]}


def test_two_clusters_cannot_bear_one_number_or_one_name(desk, source):
    other = make_cluster(source, [], number=9)
    data = shown(desk, source) | {f"c{other.pk}-number": 8, f"c{other.pk}-name": "Cụm  thi đua số 8"}

    response = desk.post(open_url(source), data)

    assert errors(response) == {
        f"c{other.pk}.number": ["The organiser has a cluster or block with this number in this year."],
        f"c{other.pk}.name": ["The organiser has a cluster or block with this name in this year."],
    }


def test_case_07_a_unit_that_was_not_considered_is_passed_over_and_refused(desk, source, units):
    cluster = source.clusters.get()
    cluster.memberships.filter(unit=units[2]).update(
        is_considered=False, exclusion_reason="Có vi phạm nội bộ"
    )
    key, data = f"c{cluster.pk}", shown(desk, source)
    named = data | {f"{key}-lead": units[2].pk, f"{key}-deputy": units[3].pk}

    refused = desk.post(open_url(source), named)
    turn = refused.context["page"].clusters[0].offered.turn

    assert (turn.lead, turn.deputy, turn.skipped) == (units[3], units[0], (units[2],))
    assert (data[f"{key}-lead"], data[f"{key}-deputy"]) == (units[3].pk, units[0].pk)
    sentence = (
        "VKSND tỉnh Bình Định was not considered for emulation in 2025 and therefore cannot be lead unit or "
        "deputy in 2026 (HD 31/HD-VKSTC, rule K3)."
    )
    assert errors(refused) == {f"{key}.lead": [sentence]}
    assert "VKSND tỉnh Bình Định is passed over" in refused.content.decode()
    assert EmulationYear.objects.count() == 1


def test_a_page_that_is_older_than_the_members_is_shown_again(desk, source):
    data = shown(desk, source) | {"theme": "Chủ đề đang gõ"}
    late = make_unit("VKSND tỉnh Khánh Hòa")
    ClusterMembership.objects.create(cluster=source.clusters.get(), unit=late, position=5)

    response = desk.post(open_url(source), data)

    page = response.context["page"]
    assert (page.is_stale, page.form["theme"].value()) == (True, "Chủ đề đang gõ")
    assert EmulationYear.objects.count() == 1
    assert desk.post(open_url(source), data | {"fingerprint": page.offered.fingerprint}).status_code == 302


def test_the_list_leads_to_the_last_year_of_each_organiser(desk, source):
    make_year(2024, source.organiser)
    province = make_year(2023, make_unit("VKSND tỉnh An Giang"))

    response = desk.get(f"{YEARS}open/")

    assert [(year, last, following) for year, last, following in response.context["rows"]] == [
        (province, "2023", "2024"),
        (source, "2025", "2026"),
    ]
    assert desk.post(f"{YEARS}open/").status_code == 405


def test_the_chain_names_what_was_made_and_what_ended(desk, source):
    ending = [f"units.clusterleadership:{row.pk}" for row in source.clusters.get().leaderships.order_by("pk")]

    desk.post(open_url(source), shown(desk, source))

    made = EmulationYear.objects.get(year=2026)
    entry = AuditEntry.objects.get(kind="year_opened")
    assert entry.subject == f"units.emulationyear:{made.pk}"
    for name in (*ending, f"units.emulationyear:{source.pk}", f"units.cluster:{made.clusters.get().pk}"):
        assert f'"{name}"' in entry.body
