"""Who leads a cluster, as the administrator's page judges it: rule K3, days, gaps."""

from datetime import date

import pytest

from tests.factories.units import make_cluster, make_unit, make_year
from tests.units.admin.browsing import add_row, form_data, row_errors
from units.enums import LeadershipRole
from units.models import AuditEntry, EmulationYear

K3 = (
    "VKSND tỉnh Phú Yên was not considered for emulation in 2025 and therefore cannot be lead unit or deputy "
    "in 2026 (HD 31/HD-VKSTC, rule K3)."
)


@pytest.fixture
def units(db):
    return [make_unit(f"VKSND tỉnh {name}") for name in ("Phú Yên", "Khánh Hòa", "Gia Lai")]


@pytest.fixture
def last_year(units):
    """Phú Yên was not considered in 2025."""
    cluster = make_cluster(make_year(2025), units)
    cluster.memberships.filter(unit=units[0]).update(is_considered=False, exclusion_reason="Có vi phạm")
    return cluster


@pytest.fixture
def cluster(last_year, units):
    return make_cluster(make_year(2026, last_year.year.organiser), units)


def page_of(cluster):
    return f"/admin/units/cluster/{cluster.pk}/change/"


def hints(desk, cluster):
    return [str(hint) for hint in desk.get(page_of(cluster)).context["hints"]]


def save(desk, cluster, **typed):
    data = form_data(desk.get(page_of(cluster)))
    return desk.post(page_of(cluster), data | typed)


def name(desk, cluster, unit, role="truong", **dates):
    data = form_data(desk.get(page_of(cluster)))
    add_row(data, "leaderships", role=role, unit=unit.pk, **dates)
    return desk.post(page_of(cluster), data)


@pytest.mark.parametrize("role", LeadershipRole.values)
def test_case_07_a_unit_that_was_not_considered_in_the_year_before_cannot_lead(desk, cluster, units, role):
    response = name(desk, cluster, units[0], role)

    assert row_errors(response, "leaderships") == [{"unit": [K3]}]
    assert cluster.leaderships.count() == 0


def test_rule_k3_speaks_of_the_year_before_and_of_one_organiser_only(desk, last_year, units):
    same_year = last_year
    two_years_later = make_cluster(make_year(2027, last_year.year.organiser), units)
    elsewhere = make_cluster(make_year(2026), units)

    answers = [name(desk, one, units[0]).status_code for one in (same_year, two_years_later, elsewhere)]

    assert answers == [302, 302, 302]


def test_rule_k3_is_the_procuracys_own_and_binds_no_ministry(desk):
    state, ministry = make_unit("Trung ương", kind="organiser"), make_unit("Bộ Công an", kind="outside")
    make_cluster(make_year(2025, state), [ministry]).memberships.update(
        is_considered=False, exclusion_reason="Không xét"
    )
    block = make_cluster(make_year(2026, state), [ministry], kind="khoi")

    assert name(desk, block, ministry, "pho").status_code == 302


def test_a_leadership_that_was_on_record_before_the_mark_can_be_ended(desk, last_year, units):
    cluster = make_cluster(make_year(2026, last_year.year.organiser), units, leader=units[0])

    assert hints(desk, cluster) == [
        "VKSND tỉnh Phú Yên is on record as lead unit or deputy in 2026 although it was not considered for "
        "emulation in 2025 (HD 31/HD-VKSTC, rule K3)."
    ]
    assert hints(desk, last_year) == ["Lead unit: no data yet.", hints(desk, cluster)[0]]
    assert save(desk, cluster, **{"leaderships-0-valid_to": "31/03/2026"}).status_code == 302
    assert cluster.leaderships.get().valid_to == date(2026, 3, 31)


def test_another_unit_put_into_an_old_row_is_named_anew(desk, last_year, units):
    cluster = make_cluster(make_year(2026, last_year.year.organiser), units, leader=units[1])

    response = save(desk, cluster, **{"leaderships-0-unit": units[0].pk})

    assert row_errors(response, "leaderships") == [{"unit": [K3]}]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"is_considered": ""}, {"exclusion_reason": ["Say why the unit is not considered."]}),
        (
            {"exclusion_reason": "Vi phạm"},
            {
                "exclusion_reason": [
                    "A reason is for a unit that is not considered: take away the tick, or the reason."
                ]
            },
        ),
        ({"is_considered": "", "exclusion_reason": "Vi phạm"}, None),
    ],
)
def test_a_unit_that_is_not_considered_needs_a_reason(desk, typed, expected):
    cluster = make_cluster(make_year(2026), [make_unit()])
    data = form_data(desk.get(page_of(cluster))) | {f"memberships-0-{key}": typed[key] for key in typed}

    response = desk.post(page_of(cluster), data)

    if expected:
        assert row_errors(response, "memberships") == [expected]
        assert not AuditEntry.objects.exists()
    else:
        row = cluster.memberships.get()
        assert (row.is_considered, row.exclusion_reason) == (False, "Vi phạm")


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"valid_from": "30/11/2025"}, "valid_from"),
        ({"valid_from": "01/12/2025"}, None),
        ({"valid_to": "30/11/2026"}, None),
        ({"valid_to": "01/12/2026"}, "valid_to"),
        ({"valid_from": "01/12/2026"}, "valid_from"),
    ],
)
def test_a_membership_lies_within_the_year(desk, dates, expected):
    year = make_year(2026, starts_on=date(2025, 12, 1), ends_on=date(2026, 11, 30))
    cluster = make_cluster(year, [make_unit()])

    response = save(desk, cluster, **{f"memberships-0-{key}": day for key, day in dates.items()})

    sentence = "The year lasts from 01/12/2025 to 30/11/2026: the membership lies within it."
    errors = row_errors(response, "memberships") if expected else []
    assert errors == ([{expected: [sentence]}] if expected else [])


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({}, "valid_from"),
        ({"valid_from": "28/02/2026"}, "valid_from"),
        ({"valid_from": "01/03/2026"}, "valid_to"),
        ({"valid_from": "01/03/2026", "valid_to": "01/10/2026"}, "valid_to"),
        ({"valid_from": "01/03/2026", "valid_to": "30/09/2026"}, None),
    ],
)
def test_a_leadership_stays_within_its_membership(desk, dates, expected):
    unit = make_unit("VKSND tỉnh Cà Mau")
    cluster = make_cluster(make_year(2026), [unit])
    cluster.memberships.update(valid_from=date(2026, 3, 1), valid_to=date(2026, 9, 30))

    response = name(desk, cluster, unit, **dates)

    sentences = {
        "valid_from": "VKSND tỉnh Cà Mau is a member from 01/03/2026 on: the leadership begins on that day at "
        "the earliest.",
        "valid_to": "VKSND tỉnh Cà Mau is a member until 30/09/2026: the leadership ends on that day at the "
        "latest.",
    }
    errors = row_errors(response, "leaderships") if expected else []
    assert errors == ([{expected: [sentences[expected]]}] if expected else [])


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"valid_from": "15/12/2025"}, None),
        ({"valid_to": "15/01/2027"}, None),
        ({"valid_from": "01/01/2027"}, "valid_from"),
        ({"valid_to": "31/12/2025"}, "valid_to"),
    ],
)
def test_a_leadership_may_begin_at_a_hand_over_before_the_year_and_has_days_of_it(desk, dates, expected):
    unit = make_unit()
    cluster = make_cluster(make_year(2026), [unit])

    response = name(desk, cluster, unit, **dates)

    sentence = "The year lasts from 01/01/2026 to 31/12/2026: the leadership has no day in it."
    errors = row_errors(response, "leaderships") if expected else []
    assert errors == ([{expected: [sentence]}] if expected else [])


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], ["Lead unit: no data yet."]),
        ([(None, None)], []),
        ([(date(2025, 12, 20), None)], []),
        (
            [(date(2026, 2, 1), date(2026, 6, 30)), (date(2026, 9, 1), None)],
            [
                "There is no lead unit from 01/01/2026 to 31/01/2026.",
                "There is no lead unit from 01/07/2026 to 31/08/2026.",
            ],
        ),
        ([(None, date(2026, 6, 30)), (date(2026, 7, 1), date(2027, 1, 15))], []),
        ([(None, date(2026, 11, 30))], ["There is no lead unit from 01/12/2026 to 31/12/2026."]),
    ],
)
def test_days_without_a_lead_unit_are_allowed_and_shown(desk, spans, expected):
    units = [make_unit(), make_unit()]
    cluster = make_cluster(make_year(2026), units, deputy=units[1])
    for first, last in spans:
        cluster.leaderships.create(unit=units[0], role="truong", valid_from=first, valid_to=last)

    assert hints(desk, cluster) == expected
    assert save(desk, cluster).status_code == 302


def test_a_new_cluster_has_no_hints(desk):
    assert desk.get("/admin/units/cluster/add/").context["hints"] == []
    assert EmulationYear.objects.count() == 0
