"""Absorbing, splitting, abolishing and renaming units."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.factories.reorganisation import (
    EVE,
    FIRST_DAY,
    abolish,
    absorb,
    begins,
    do,
    goes,
    joins,
    preview_of,
    rename,
    split,
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
from units.models import (
    Assignment,
    RoleGrant,
    Unit,
    UnitSuccession,
)
from units.queries.authority import signing_authority
from units.queries.reorganisation import ChildChoice
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


class TestAnAbsorption:
    def test_the_unit_that_goes_on_keeps_its_place_and_takes_over_people_and_roles(self):
        year = make_year(2025)
        ending, lasting = make_unit(), make_unit()
        cluster = make_cluster(year, [ending, lasting], leader=ending)
        officer = make_officer(ending)
        grant(officer, "officer", lasting, valid_from=FIRST_DAY)
        assign(make_person("An"), ending)

        told = preview_of(absorb(ending, by=lasting))
        found = do(absorb(ending, by=lasting))

        assert (told.questions, found) == ((), [lasting])
        assert [member.unit for member in roster(cluster, FIRST_DAY)] == [lasting]
        assert [name for name, _title in workers_on(lasting, FIRST_DAY)] == ["An"]
        assert roles_on(lasting, FIRST_DAY) == [(officer.pk, "officer")]
        assert UnitSuccession.objects.get().kind == "absorb"

    def test_case_14_a_high_procuracy_passes_to_a_unit_of_the_supreme_one_in_a_block(self):
        year = make_year(2025)
        high = make_unit("VKSND cấp cao tại Hà Nội", kind="high", parent=year.organiser)
        cluster = make_cluster(year, [high], number=1)
        block = make_cluster(year, [make_unit()], number=2, kind="khoi")
        appellate = make_unit(
            "Viện Công tố và Kiểm sát xét xử phúc thẩm tại Hà Nội", kind="supreme_department",
            parent=year.organiser, valid_from=FIRST_DAY,
        )  # fmt: skip

        do(absorb(high, by=appellate, clusters=(joins(block),)))

        assert names_on(cluster, EVE) == ["VKSND cấp cao tại Hà Nội"]
        assert names_on(cluster, FIRST_DAY) == []
        assert names_on(block, FIRST_DAY)[-1] == appellate.short_name
        assert [unit.kind for unit in (high, appellate)] == ["high", "supreme_department"]

    def test_case_15_notices_of_an_absorbed_department_go_to_who_took_over(self):
        """Vụ 16 → Phòng TĐ-KT: mail of 2024 goes to V16, of 2026 to the new unit."""
        from units.notices import people_of_units  # noqa: PLC0415 - beside the case it belongs to

        v16, office = make_unit("Vụ 16", kind="supreme_department"), make_unit("Phòng TĐKT")
        officer, other = make_officer(v16), make_officer(office)

        do(absorb(v16, by=office))

        assert people_of_units([v16.pk], date(2024, 5, 1)) == [officer]
        assert people_of_units([v16.pk], date(2026, 5, 1)) == [officer, other]


class TestASplit:
    def test_nobody_is_sent_anywhere_unasked_and_everybody_goes_where_it_was_said(self):
        unit = make_unit()
        staying, moving = make_person("An"), make_person("Bình")
        for person in (staying, moving):
            assign(person, unit)
        officer = make_user(moving)
        grant(officer, "officer", unit)
        technical = make_officer(unit)

        half = split(unit, people=(goes(moving, successor=1),))
        assert "An" in str(preview_of(half).missing["people"])
        with pytest.raises(ValidationError):
            do(half)

        first, second = do(split(unit, people=(goes(moving, successor=1), goes(staying, successor=0))))

        assert [name for name, _title in workers_on(first, FIRST_DAY)] == ["An"]
        assert [name for name, _title in workers_on(second, FIRST_DAY)] == ["Bình"]
        assert roles_on(first, FIRST_DAY) == [(technical.pk, "officer")]
        assert roles_on(second, FIRST_DAY) == [(officer.pk, "officer")]

    def test_both_units_are_asked_for_their_cluster_and_stand_in_the_old_place(self):
        year = make_year(2025)
        unit, after = make_unit(), make_unit("VKSND Z")
        cluster = make_cluster(year, [unit, after])
        new = (begins("VKSND X"), begins("VKSND Y"))

        told = preview_of(split(unit, *new))
        do(split(unit, *new))

        assert [one.successor_name for one in told.questions] == ["VKSND X", "VKSND Y"]
        assert names_on(cluster, FIRST_DAY) == ["VKSND X", "VKSND Y", "VKSND Z"]

    def test_units_below_go_where_they_are_told_and_their_officers_with_them(self):
        unit = make_unit()
        kept, moved = (make_unit(kind="department", parent=unit) for _number in range(2))
        officer = make_officer(unit)
        assign(officer.person, moved)

        first, second = do(split(unit, children=(ChildChoice(unit_id=moved.pk, successor=1),)))
        kept.refresh_from_db()
        moved.refresh_from_db()

        assert (kept.parent, moved.parent) == (first, second)
        assert roles_on(second, FIRST_DAY) == [(officer.pk, "officer")]


class TestAnAbolition:
    def test_case_13_an_abolished_unit_keeps_its_past_and_has_no_future(self):
        year = make_year(2023)
        phu_tan, other = make_unit("VKSND huyện Phú Tân", kind="district"), make_unit()
        cluster = make_cluster(year, [phu_tan])

        found = do(abolish(phu_tan))
        phu_tan.refresh_from_db()

        assert (found, phu_tan.valid_to) == ([], EVE)
        assert names_on(cluster, date(2023, 12, 31)) == ["VKSND huyện Phú Tân"]
        act_on_record = phu_tan.successions.get()
        assert (act_on_record.successor, act_on_record.kind) == (None, "abolish")
        assert act_on_record.legal_basis == "Nghị quyết số 202/2025/QH15"
        assert list(Unit.objects.on(date(2026, 1, 1)).filter(pk__in=[phu_tan.pk, other.pk])) == [other]

    def test_everybody_goes_where_he_or_she_is_told_or_leaves(self):
        unit, other = make_unit(), make_unit()
        moving, leaving = make_person("An"), make_person("Bình")
        for person in (moving, leaving):
            assign(person, unit)
        grant(make_user(moving), "officer", unit)

        do(abolish(unit, people=(goes(moving, unit_id=other.pk), goes(leaving, leaves=True))))
        leaving.refresh_from_db()

        assert [name for name, _title in workers_on(other, FIRST_DAY)] == ["An"]
        assert roles_on(other, FIRST_DAY) == []
        assert (leaving.left_on, leaving.assignments.get().valid_to) == (EVE, EVE)

    def test_who_leaves_leaves_other_units_too_and_who_cannot_leave_is_named(self):
        unit, other = make_unit(), make_unit()
        leaving, later = make_person("An"), make_person("Bình")
        for person in (leaving, later):
            assign(person, unit)
        grant(make_user(leaving), "officer", other)
        appoint(later, other, valid_from=date(2025, 9, 1))
        wanted = abolish(unit, people=(goes(leaving, leaves=True), goes(later, leaves=True)))

        with pytest.raises(ValidationError) as caught:
            do(wanted)
        assert [text.partition(":")[0] for text in caught.value.message_dict["people"]] == ["Bình"]
        do(abolish(unit, people=(goes(leaving, leaves=True), goes(later, unit_id=other.pk))))

        assert roles_on(other, EVE) == [(leaving.user.pk, "officer")]
        assert roles_on(other, FIRST_DAY) == []


class TestARename:
    def test_case_12_a_renamed_unit_is_the_same_with_two_names(self):
        day = date(2025, 1, 1)
        hue = make_unit("VKSND tỉnh Thừa Thiên Huế")
        cluster = make_cluster(make_year(2024), [hue])
        later = make_cluster(make_year(2025, make_unit()), [hue])

        (renamed,) = do(rename(hue, "VKSND thành phố Huế", effective_on=day))

        assert (renamed, renamed.short_name) == (hue, "VKSND thành phố Huế")
        assert names_on(cluster, date(2024, 12, 31)) == ["VKSND tỉnh Thừa Thiên Huế"]
        assert names_on(later, day) == ["VKSND thành phố Huế"]
        assert [name.legal_basis for name in hue.names.in_time()] == ["", "Nghị quyết số 202/2025/QH15"]
        assert UnitSuccession.objects.count() == 0

    def test_people_posts_and_places_are_not_touched(self):
        unit = make_unit()
        head = head_of(unit)
        assign(head.person, unit)
        cluster = make_cluster(make_year(2025), [unit], leader=unit)

        do(rename(unit, "VKSND tỉnh Khác"))

        assert signing_authority(unit, FIRST_DAY).person == head.person
        assert (cluster.memberships.get().valid_to, cluster.leaderships.get().valid_to) == (None, None)
        assert head.person.assignments.get().valid_to is None

    def test_a_unit_is_renamed_twice(self):
        unit = make_unit("VKSND Một")
        cluster = make_cluster(make_year(2025), [unit])

        do(rename(unit, "VKSND Hai"))
        do(rename(unit, "VKSND Ba", effective_on=date(2025, 9, 1)))

        days = (EVE, FIRST_DAY, date(2025, 8, 31), date(2025, 9, 1))
        assert [names_on(cluster, day) for day in days] == [
            ["VKSND Một"], ["VKSND Hai"], ["VKSND Hai"], ["VKSND Ba"],
        ]  # fmt: skip
