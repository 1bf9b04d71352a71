"""A merger of units: what ends, what begins, who goes where; and who is told of an act."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.reorganisation import (
    EVE,
    FIRST_DAY,
    absorb,
    act,
    begins,
    do,
    joins,
    make_administrator,
    merge,
    preview_of,
    rename,
)
from tests.factories.units import (
    appoint,
    assign,
    grant,
    head_of,
    make_cluster,
    make_officer,
    make_person,
    make_unit,
    make_user,
    make_year,
)
from units import audit
from units.models import (
    Assignment,
    AuditEntry,
    Authorisation,
    ClusterMembership,
    Notice,
    RoleGrant,
    Unit,
)
from units.queries.answers import unit_history
from units.queries.authority import NoAuthority, signing_authority
from units.queries.inbox import in_words
from units.queries.placement import upper_units_on
from units.queries.roster import roster

pytestmark = pytest.mark.django_db
LATER = date(2025, 12, 31)


def names_on(cluster, day):
    return [member.short_name for member in roster(cluster, day)]


def workers_on(unit, day):
    rows = Assignment.objects.on(day).filter(unit=unit).order_by("person__full_name")
    return list(rows.values_list("person__full_name", "position_title"))


def roles_on(unit, day):
    return list(RoleGrant.objects.on(day).filter(unit=unit).order_by("pk").values_list("user", "role"))


class TestAMerger:
    def test_case_08_two_members_of_two_clusters_become_one_member_of_the_chosen_one(self):
        """Bình Định (Cụm 8/2025) and Gia Lai (Cụm 7/2025) → new Gia Lai on 01/07/2025."""
        year = make_year(2025)
        binh_dinh, gia_lai = make_unit("VKSND tỉnh Bình Định"), make_unit("VKSND tỉnh Gia Lai")
        before, after, other = make_unit("VKSND A"), make_unit("VKSND B"), make_unit("VKSND C")
        eighth = make_cluster(year, [before, binh_dinh, after], leader=binh_dinh, number=8)
        seventh = make_cluster(year, [gia_lai, other], number=7)
        wanted = merge(binh_dinh, gia_lai, into=begins("VKSND tỉnh Gia Lai"), clusters=(joins(eighth),))

        (question,) = preview_of(merge(binh_dinh, gia_lai, into=begins("VKSND tỉnh Gia Lai"))).questions
        (new,) = do(wanted)

        assert [place.cluster_id for place in question.candidates] == [seventh.pk, eighth.pk]
        assert (new.name, new.valid_from, new.pk == gia_lai.pk) == ("VKSND tỉnh Gia Lai", FIRST_DAY, False)
        ends = ClusterMembership.objects.filter(unit__in=[binh_dinh, gia_lai]).values_list("valid_to")
        assert set(ends) == {(EVE,)}
        assert names_on(eighth, EVE) == ["VKSND A", "VKSND tỉnh Bình Định", "VKSND B"]
        assert names_on(eighth, FIRST_DAY) == ["VKSND A", "VKSND tỉnh Gia Lai", "VKSND B"]
        assert [member.unit for member in roster(eighth, FIRST_DAY)][1] == new
        assert names_on(seventh, EVE) == ["VKSND tỉnh Gia Lai", "VKSND C"]
        assert names_on(seventh, FIRST_DAY) == ["VKSND C"]

    def test_case_09_a_search_finds_the_ended_unit_and_what_took_over(self):
        binh_dinh, gia_lai = make_unit("VKSND tỉnh Bình Định"), make_unit("VKSND tỉnh Gia Lai")

        do(merge(binh_dinh, gia_lai, into=begins("VKSND tỉnh Gia Lai")))

        (found,) = unit_history("binh dinh")
        assert (found["name"], found["valid_to"]) == ("VKSND tỉnh Bình Định", "2025-06-30")
        assert found["successors"] == ["VKSND tỉnh Gia Lai"]

    def test_case_10_a_new_unit_may_bear_the_name_of_an_ended_one(self):
        old = [make_unit(f"VKSND tỉnh {name}") for name in ("Lâm Đồng", "Đắk Nông", "Bình Thuận")]

        (new,) = do(merge(*old, into=begins("VKSND tỉnh Lâm Đồng")))

        namesakes = Unit.objects.filter(name="VKSND tỉnh Lâm Đồng")
        assert [unit.pk for unit in namesakes.on(date(2024, 12, 31))] == [old[0].pk]
        assert [unit.pk for unit in namesakes.on(LATER)] == [new.pk]

    def test_people_go_to_the_new_unit_and_keep_their_position(self):
        one, other = make_unit(), make_unit()
        assign(make_person("An"), one, "Kiểm sát viên")
        assign(make_person("Bình"), other, "Kiểm tra viên", valid_to=LATER)

        (new,) = do(merge(one, other))

        assert workers_on(one, EVE) == [("An", "Kiểm sát viên")]
        assert workers_on(one, FIRST_DAY) == workers_on(other, FIRST_DAY) == []
        assert workers_on(new, FIRST_DAY) == [("An", "Kiểm sát viên"), ("Bình", "Kiểm tra viên")]
        assert workers_on(new, date(2026, 1, 1)) == [("An", "Kiểm sát viên")]

    def test_no_head_is_invented_and_the_post_of_a_head_does_not_go_with_the_person(self):
        one, other = make_unit(), make_unit()
        head, deputy = make_person("An"), make_person("Bình")
        appoint(head, one)
        assign(head, one, "Viện trưởng")
        appoint(deputy, other, "deputy", position_title="Phó Viện trưởng")

        (new,) = do(merge(one, other))

        assert workers_on(new, FIRST_DAY) == [("An", ""), ("Bình", "")]
        assert [post.valid_to for post in (*head.appointments.all(), *deputy.appointments.all())] == [
            EVE,
            EVE,
        ]
        assert isinstance(signing_authority(new, FIRST_DAY), NoAuthority)
        assert signing_authority(one, EVE).person == head
        assert isinstance(signing_authority(one, FIRST_DAY), NoAuthority)

    def test_whoever_an_article_names_is_not_said_to_work_there_still(self):
        one, other = make_unit(), make_unit()
        year = {"valid_from": date(2025, 1, 1), "valid_to": LATER, "bounds_known": False}
        appoint(make_person("An"), one, **year)

        (new,) = do(merge(one, other))

        assert workers_on(new, FIRST_DAY) == []
        assert one.appointments.get().valid_to == EVE

    def test_case_15_a_role_ends_with_the_unit_and_begins_once_at_the_new_one(self):
        one, other = make_unit(), make_unit()
        officer, shared = make_officer(one), make_officer(one)
        grant(shared, "officer", other)
        grant(officer, "council_member", one, valid_to=LATER)

        (new,) = do(merge(one, other))

        assert set(roles_on(one, EVE)) == {
            (officer.pk, "officer"), (shared.pk, "officer"), (officer.pk, "council_member"),
        }  # fmt: skip
        assert roles_on(one, FIRST_DAY) == roles_on(other, FIRST_DAY) == []
        assert set(roles_on(new, FIRST_DAY)) == {
            (officer.pk, "officer"), (shared.pk, "officer"), (officer.pk, "council_member"),
        }  # fmt: skip
        assert len(roles_on(new, FIRST_DAY)) == 3
        assert (officer.pk, "council_member") not in roles_on(new, date(2026, 1, 1))

    def test_who_is_entered_in_both_units_works_in_the_new_one_once(self):
        one, other = make_unit(), make_unit()
        person = make_person("An")
        assign(person, one, "Kiểm sát viên")
        assign(person, other, "Kiểm sát viên")

        (new,) = do(merge(one, other))

        assert workers_on(new, FIRST_DAY) == [("An", "Kiểm sát viên")]

    def test_who_works_elsewhere_from_the_day_is_left_there(self):
        one, other, elsewhere = make_unit(), make_unit(), make_unit()
        person = make_person("An")
        assign(person, one)
        assign(person, elsewhere, valid_from=FIRST_DAY)

        (new,) = do(merge(one, other))

        assert workers_on(new, FIRST_DAY) == []
        assert [name for name, _title in workers_on(elsewhere, FIRST_DAY)] == ["An"]

    def test_authorisations_to_sign_end(self):
        one, other = make_unit(), make_unit()
        Authorisation.objects.create(
            unit=one, person=make_person(), form="KT", position_title="Phó Viện trưởng", document="Quyết định",
            valid_from=date(2025, 1, 1), valid_to=LATER,
        )  # fmt: skip

        do(merge(one, other))

        assert one.authorisations.get().valid_to == EVE

    def test_units_below_stand_below_the_new_one_and_the_past_is_known(self):
        one, other = make_unit(), make_unit()
        department = make_unit("Phòng 1", kind="department", parent=one)
        ended = make_unit("Phòng 2", kind="department", parent=one, valid_to=date(2024, 12, 31))

        (new,) = do(merge(one, other))
        department.refresh_from_db()
        ended.refresh_from_db()

        assert (department.parent, ended.parent) == (new, one)
        assert upper_units_on([department], EVE) == {department.pk: one.pk}
        assert upper_units_on([department], FIRST_DAY) == {department.pk: new.pk}

    def test_a_unit_below_may_be_moved_many_times(self):
        one, other, third = make_unit(), make_unit(), make_unit()
        department = make_unit("Phòng 1", kind="department", parent=one)
        (new,) = do(merge(one, other))
        next_day = date(2025, 10, 1)

        do(absorb(new, by=third, effective_on=next_day))
        department.refresh_from_db()

        assert [
            upper_units_on([department], day)[department.pk]
            for day in (EVE, FIRST_DAY, date(2025, 9, 30), next_day)
        ] == [one.pk, new.pk, new.pk, third.pk]

    def test_a_place_in_a_year_that_is_over_stays_as_it_is(self):
        one, other = make_unit(), make_unit()
        past = make_cluster(make_year(2022), [one], leader=one)

        do(merge(one, other))

        assert past.memberships.get().valid_to is None
        assert past.leaderships.get().valid_to is None

    def test_a_lead_unit_that_ends_leaves_its_cluster_without_one_and_one_is_told_so(self):
        year = make_year(2025)
        one, other = make_unit(), make_unit()
        cluster = make_cluster(year, [one, other], leader=one, deputy=other)

        told = preview_of(merge(one, other))
        do(merge(one, other))

        assert "Từ ngày 01/07/2025, Cụm thi đua số 8 (2025) chưa có cụm trưởng." in told.warnings
        assert [row.valid_to for row in cluster.leaderships.all()] == [EVE, EVE]
        assert [member.role for member in roster(cluster, FIRST_DAY)] == ["member"]

    def test_the_new_unit_may_join_no_cluster_or_another_one_of_the_year(self):
        year = make_year(2025)
        one, other, third = make_unit(), make_unit(), make_unit()
        make_cluster(year, [one], number=8)
        block = make_cluster(year, [third], number=1, kind="khoi")

        (alone,) = do(merge(one, other, clusters=(joins(None, year_id=year.pk),)))
        do(rename(alone, "VKSND tỉnh Khác", effective_on=date(2025, 8, 1)))
        assert alone.memberships.count() == 0
        fourth, fifth = make_unit(), make_unit()
        ClusterMembership.objects.create(cluster=block.year.clusters.get(number=8), unit=fourth, position=7)
        (new,) = do(merge(fourth, fifth, clusters=(joins(block),)))

        assert [(row.cluster, row.position) for row in new.memberships.all()] == [(block, 2)]


class TestWhoIsTold:
    def test_everybody_with_an_account_is_told_once(self):
        one, other = make_unit("VKSND Một"), make_unit("VKSND Hai")
        head, officer, worker = head_of(one), make_officer(other), make_user()
        assign(worker.person, one)
        assign(head.person, one)
        make_officer(make_unit())

        do(merge(one, other, into=begins("VKSND Ba")))

        told = Notice.objects.order_by("recipient_id")
        assert {notice.recipient for notice in told} == {head, officer, worker}
        assert {in_words(notice).text for notice in told} == {
            "Từ ngày 01/07/2025, VKSND Ba kế thừa VKSND Hai, VKSND Một."
        }

    @pytest.mark.parametrize("kind", ["abolish", "rename"])
    def test_an_abolition_and_a_rename_have_their_own_words(self, kind):
        unit = make_unit("VKSND Một")
        make_officer(unit)
        names = {"new_name": "VKSND Hai", "new_short_name": "VKSND Hai"} if kind == "rename" else {}

        do(act(kind, [unit], **names))

        assert [in_words(notice).text for notice in Notice.objects.all()] == {
            "abolish": ["VKSND Một giải thể từ ngày 01/07/2025."],
            "rename": ["VKSND Một đổi tên thành VKSND Hai từ ngày 01/07/2025."],
        }[kind]

    def test_the_trail_of_each_unit_tells_what_became_of_it(self):
        one, other = make_unit(), make_unit()
        assign(make_person(), one)
        administrator = make_administrator()

        (new,) = do(merge(one, other), by=administrator)

        entries = AuditEntry.objects.order_by("seq")
        assert [(entry.kind, entry.subject, entry.actor) for entry in entries] == [
            ("unit_ended", audit.label(one), administrator),
            ("unit_ended", audit.label(other), administrator),
            ("unit_took_over", audit.label(new), administrator),
        ]
        assert '"ended":{"assignments":1}' in entries[0].body
