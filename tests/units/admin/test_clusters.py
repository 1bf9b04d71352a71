"""Expert cases 1 to 6 and 13 as an administrator meets them: clusters, members and leaders."""

from datetime import date

import pytest

from tests.factories.units import make_cluster, make_unit, make_year
from tests.units.admin.browsing import add_member, add_row, form_data, row_errors
from units.models import AuditEntry, Cluster, ClusterMembership

ADD = "/admin/units/cluster/add/"


def change_url(cluster):
    return f"/admin/units/cluster/{cluster.pk}/change/"


def new_cluster(desk, year, units=(), *, name="Cụm thi đua số 8", number=8, kind="cum"):
    data = form_data(desk.get(ADD)) | {"year": year.pk, "kind": kind, "number": number, "name": name}
    for position, unit in enumerate(units, start=1):
        add_member(data, position=position, unit=unit.pk)
    return data


def test_case_1_a_cluster_is_made_with_its_members_in_order_and_its_leaders(desk):
    units = [make_unit(name) for name in ("VKSND tỉnh Quảng Nam", "VKSND tỉnh Bình Định")]
    data = new_cluster(desk, make_year(2022), units)
    add_row(data, "leaderships", role="truong", unit=units[1].pk)

    response = desk.post(ADD, data)

    assert response.status_code == 302
    cluster = Cluster.objects.get()
    assert [it.unit for it in cluster.memberships.in_official_order()] == units
    assert [(it.role, it.unit) for it in cluster.leaderships.all()] == [("truong", units[1])]


def test_case_1_a_cluster_without_members_or_leader_is_allowed(desk):
    desk.post(ADD, new_cluster(desk, make_year(2020)))

    assert [(it.name, it.memberships.count()) for it in Cluster.objects.all()] == [("Cụm thi đua số 8", 0)]


def test_case_2_two_organisers_may_use_the_same_number_in_one_year(desk):
    make_cluster(make_year(2023), number=1)
    province = make_year(2023, make_unit("VKSND tỉnh An Giang"))

    desk.post(ADD, new_cluster(desk, province, number=1, name="Cụm thi đua số 1"))

    assert Cluster.objects.filter(number=1, year__year=2023).count() == 2


def test_case_3_a_second_cluster_with_the_number_is_refused_at_the_number(desk):
    year = make_year(2022)
    make_cluster(year, number=8, name="Cụm 8")

    response = desk.post(ADD, new_cluster(desk, year, name="Cụm tám"))

    assert response.context["adminform"].form.errors == {
        "number": ["The organiser has a cluster or block with this number in this year."]
    }
    assert Cluster.objects.count() == 1


def test_case_4_a_unit_may_be_in_clusters_of_different_years(desk):
    organiser, unit = make_unit(kind="supreme"), make_unit("VKSND tỉnh Kiên Giang")
    make_cluster(make_year(2020, organiser), [unit], number=11)

    desk.post(ADD, new_cluster(desk, make_year(2024, organiser), [unit], number=13))

    assert [it.cluster.number for it in unit.memberships.order_by("cluster__number")] == [11, 13]


def test_case_5_a_unit_in_two_clusters_of_one_organiser_and_year_is_refused_at_the_unit(desk):
    year, unit = make_year(2026), make_unit("VKSND tỉnh Gia Lai")
    make_cluster(year, [unit], number=7, name="Cụm thi đua số 7")

    response = desk.post(ADD, new_cluster(desk, year, [unit]))

    sentence = "VKSND tỉnh Gia Lai is a member of “Cụm thi đua số 7” of this organiser in this year already."
    assert row_errors(response, "memberships") == [{"unit": [sentence]}]
    assert ClusterMembership.objects.count() == 1


def test_case_5_a_unit_may_be_in_a_sector_cluster_and_in_a_state_block(desk):
    unit, state = make_unit("VKSND tối cao", kind="supreme"), make_unit("Trung ương", kind="organiser")
    make_cluster(make_year(2026), [unit], number=7)

    data = new_cluster(desk, make_year(2026, state), [unit], kind="khoi", number="", name="Khối nội chính")
    desk.post(ADD, data)

    assert unit.memberships.count() == 2


def test_a_unit_may_move_to_another_cluster_within_the_year(desk):
    year, unit = make_year(2026), make_unit()
    old = make_cluster(year, [unit], number=7)
    old.memberships.update(valid_to=date(2026, 6, 30))
    data = new_cluster(desk, year)
    add_member(data, position=1, unit=unit.pk, valid_from="01/07/2026")

    desk.post(ADD, data)

    assert unit.memberships.count() == 2


def test_case_6_a_unit_outside_the_procuracy_may_be_member_and_deputy(desk):
    ministry = make_unit("Bộ Công an", kind="outside")
    data = new_cluster(desk, make_year(2019), [ministry], kind="khoi", number="", name="Khối nội chính")
    add_row(data, "leaderships", role="pho", unit=ministry.pk)

    desk.post(ADD, data)

    assert [(it.role, it.unit) for it in Cluster.objects.get().leaderships.all()] == [("pho", ministry)]


@pytest.mark.parametrize(
    ("dates", "year", "expected"),
    [
        ({}, 2026, {"unit": ["VKSND huyện Phú Tân ended on 30/06/2025."]}),
        (
            {},
            2025,
            {
                "valid_to": [
                    "VKSND huyện Phú Tân ended on 30/06/2025: the membership ends on that day at the latest."
                ]
            },
        ),
        ({"valid_to": "30/06/2025"}, 2025, None),
    ],
)
def test_case_13_a_closed_unit_cannot_be_chosen_for_later_days(desk, dates, year, expected):
    unit = make_unit("VKSND huyện Phú Tân", kind="district", valid_to=date(2025, 6, 30))
    data = new_cluster(desk, make_year(year))
    add_member(data, position=1, unit=unit.pk, **dates)

    response = desk.post(ADD, data)

    if expected is None:
        assert response.status_code == 302
    else:
        assert row_errors(response, "memberships") == [expected]


def test_a_leader_must_be_a_member_as_the_page_is_about_to_be_saved(desk):
    member, stranger = make_unit(), make_unit()
    data = new_cluster(desk, make_year(), [member])
    add_row(data, "leaderships", role="truong", unit=stranger.pk)

    response = desk.post(ADD, data)

    assert row_errors(response, "leaderships") == [{"unit": ["A leader must be a member unit."]}]


def test_a_second_leader_at_the_same_time_is_refused_and_a_successor_is_not(desk):
    first, second = make_unit("VKSND tỉnh Phú Yên"), make_unit()
    cluster = make_cluster(make_year(2026), [first, second])
    cluster.leaderships.create(
        unit=first, role="truong", valid_from=date(2026, 1, 1), valid_to=date(2026, 5, 31)
    )
    data = form_data(desk.get(change_url(cluster)))
    at = add_row(data, "leaderships", role="truong", unit=second.pk, valid_from="31/05/2026")

    refused = desk.post(change_url(cluster), data)
    accepted = desk.post(change_url(cluster), data | {f"leaderships-{at}-valid_from": "01/06/2026"})

    sentence = (
        "VKSND tỉnh Phú Yên holds this role on the same days (01/01/2026 – 31/05/2026); "
        "end that leadership first."
    )
    assert row_errors(refused, "leaderships") == [{}, {"valid_from": [sentence]}]
    assert accepted.status_code == 302
    assert cluster.leaderships.count() == 2


def test_reversed_dates_are_refused_at_the_last_day(desk):
    cluster = make_cluster(make_year(), [make_unit()])
    data = form_data(desk.get(change_url(cluster)))
    data |= {"memberships-0-valid_from": "02/03/2026", "memberships-0-valid_to": "01/03/2026"}

    response = desk.post(change_url(cluster), data)

    assert row_errors(response, "memberships") == [{"valid_to": ["The last day is before the first."]}]


def test_a_member_row_can_be_removed_only_while_nothing_hangs_on_the_cluster(desk):
    from pacts.models import Pact  # noqa: PLC0415 - only this test speaks of a higher app

    free, bound = make_cluster(make_year(), [make_unit()]), make_cluster(make_year(), [make_unit()])
    Pact.objects.create(cluster=bound)

    for cluster in (free, bound):
        data = form_data(desk.get(change_url(cluster))) | {"memberships-0-DELETE": "on"}
        desk.post(change_url(cluster), data)

    assert (free.memberships.count(), bound.memberships.count()) == (0, 1)


def test_the_chain_names_the_changed_fields_and_rows_and_none_of_their_values(desk):
    cluster = make_cluster(make_year(), [make_unit()])
    member = cluster.memberships.get()
    data = form_data(desk.get(change_url(cluster)))
    data |= {"theme": "Một chủ đề riêng", "memberships-0-position": 5}

    desk.post(change_url(cluster), data)

    entry = AuditEntry.objects.get()
    assert (entry.kind, entry.subject) == ("admin_changed", f"units.cluster:{cluster.pk}")
    assert '"fields":["theme"]' in entry.body
    assert f'"changed":{{"units.clustermembership:{member.pk}":["position"]}}' in entry.body
    assert "riêng" not in entry.body
