"""The organisation as shipped: the figures of the law, the marks, and what a reload leaves alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from tests.factories.fingerprint import fingerprint
from units.models import AuditEntry, Unit, UnitName, UnitSuccession
from units.services.organisation import load_organisation
from units.services.sample_organisation import load_articles

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
LAST_OLD, FIRST_NEW = date(2025, 6, 30), date(2025, 7, 1)
UNCHANGED = {
    "Cao Bằng", "Hà Nội", "Hà Tĩnh", "Huế", "Lai Châu", "Lạng Sơn", "Nghệ An", "Quảng Ninh", "Sơn La",
    "Thanh Hóa", "Điện Biên",
}  # fmt: skip


@pytest.fixture(scope="class")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Loaded once for all tests of a class, and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_organisation(at=AT)
        yield
        transaction.set_rollback(True)


def provinces(day: date):
    return Unit.objects.on(day).filter(kind="province")


def below_supreme(day: date):
    kinds = ["supreme_department", "military"]
    return Unit.objects.on(day).filter(parent__code="VKSNDTC", kind__in=kinds)


@pytest.mark.usefixtures("loaded", "db")
class TestShipped:
    def test_63_provincial_units_became_34_of_which_11_went_on_unchanged(self):
        old, new = set(provinces(LAST_OLD)), set(provinces(FIRST_NEW))

        assert (len(old), len(new), len(old & new), len(old - new), len(new - old)) == (63, 34, 11, 52, 23)
        assert {unit.place for unit in old & new} == UNCHANGED

    def test_each_of_the_52_closed_provincial_units_went_into_one_of_the_23_new_ones(self):
        merged = UnitSuccession.objects.filter(predecessor__kind="province")

        ended = set(provinces(LAST_OLD)) - set(provinces(FIRST_NEW))
        begun = set(provinces(FIRST_NEW)) - set(provinces(LAST_OLD))
        assert merged.count() == 52
        assert {act.predecessor for act in merged} == ended
        assert {act.successor for act in merged} == begun
        assert set(merged.values_list("kind", "effective_on")) == {("merge", FIRST_NEW)}

    def test_a_new_unit_with_an_old_name_is_a_unit_of_its_own(self):
        old, new = Unit.objects.filter(short_name="VKSND tỉnh Gia Lai").order_by("valid_from", "pk")[::-1]

        assert {old.code, new.code} == {"VKSND-GIALAI", "VKSND-GIALAI-2025"}

    @pytest.mark.parametrize("day", [date(2024, 12, 31), FIRST_NEW])
    def test_the_supreme_procuracy_has_27_units_before_and_after(self, day):
        assert below_supreme(day).count() == 27

    def test_case_12_hue_is_one_unit_with_two_names(self):
        names = UnitName.objects.filter(unit__code="VKSND-HUE").order_by("valid_from", "pk")

        assert sorted((name.short_name, name.valid_from, name.valid_to) for name in names) == [
            ("VKSND thành phố Huế", date(2025, 1, 1), None),
            ("VKSND tỉnh Thừa Thiên Huế", None, date(2024, 12, 31)),
        ]
        assert not UnitSuccession.objects.filter(predecessor__code="VKSND-HUE").exists()

    def test_case_14_a_high_procuratorate_went_on_as_a_unit_of_the_supreme_procuracy(self):
        acts = UnitSuccession.objects.filter(predecessor__kind="high").order_by("predecessor__code")

        assert [(act.predecessor.short_name, act.successor.name) for act in acts] == [
            (f"VKSND cấp cao tại {place}", f"Viện Công tố và Kiểm sát xét xử phúc thẩm tại {place}")
            for place in ("Hà Nội", "Đà Nẵng", "Thành phố Hồ Chí Minh")
        ]
        assert {(act.successor.kind, act.successor.parent.code) for act in acts} == {
            ("supreme_department", "VKSNDTC")
        }

    def test_case_15_department_16_passed_its_tasks_to_a_room_of_the_office(self):
        act = UnitSuccession.objects.get(predecessor__code="VKSNDTC-V16")

        assert (act.successor.code, act.successor.parent.code) == ("VKSNDTC-VP-TDKT", "VKSNDTC-VP")
        assert (act.predecessor.valid_to, act.successor.valid_from) == (
            date(2025, 2, 11),
            date(2025, 2, 12),
        )

    def test_every_predecessor_ends_on_the_day_before_its_successor_begins(self):
        wrong = [
            str(act)
            for act in UnitSuccession.objects.select_related("predecessor", "successor")
            if (act.effective_on - act.predecessor.valid_to).days != 1
            or act.successor.valid_from != act.effective_on
        ]

        assert wrong == []

    def test_every_succession_names_its_legal_basis(self):
        assert not UnitSuccession.objects.filter(legal_basis="").exists()

    def test_mergers_that_are_only_recalled_are_marked(self):
        verified = UnitSuccession.objects.filter(kind="merge", is_verified=True)

        assert set(verified.values_list("successor__place", flat=True)) == {
            "Tuyên Quang", "Lào Cai", "Thái Nguyên", "Phú Thọ", "Bắc Ninh", "Hưng Yên",
        }  # fmt: skip
        assert verified.count() == 13

    def test_the_units_of_2025_stand_in_the_resolution_and_are_not_marked(self):
        assert set(below_supreme(FIRST_NEW).values_list("is_verified", flat=True)) == {True}
        assert set(provinces(FIRST_NEW).values_list("is_verified", flat=True)) == {True}

    @pytest.mark.parametrize("day", [date(2024, 12, 31), LAST_OLD, FIRST_NEW])
    def test_every_unit_bears_exactly_one_name_on_each_of_its_days(self, day):
        names = UnitName.objects.on(day).filter(unit__in=Unit.objects.on(day))

        bearing = list(names.values_list("unit", flat=True))
        assert sorted(bearing) == sorted(Unit.objects.on(day).values_list("pk", flat=True))

    def test_the_latest_name_stands_on_the_unit(self):
        latest = {name.unit_id: name for name in UnitName.objects.order_by("valid_to", "pk")}
        latest |= {name.unit_id: name for name in UnitName.objects.filter(valid_to__isnull=True)}

        wrong = [unit.code for unit in Unit.objects.all() if latest[unit.pk].full_name != unit.name]
        assert wrong == []


@pytest.mark.usefixtures("loaded", "db")
class TestLoadingAgain:
    def test_nothing_is_added_changed_or_removed(self):
        before = fingerprint()

        assert load_organisation(at=AT) == 0
        assert fingerprint() == before

    def test_what_an_administrator_corrected_stays_so(self):
        unit = Unit.objects.get(code="VKSND-HAIDUONG")
        Unit.objects.filter(pk=unit.pk).update(is_verified=True, valid_to=None, place="Hải Hưng")
        unit.names.update(full_name="Tên đã sửa")
        unit.successions.update(successor=Unit.objects.get(code="VKSND-BACNINH-2025"))
        UnitSuccession.objects.filter(predecessor__code="VKSND-KIENGIANG").delete()
        before = fingerprint()

        load_organisation(at=AT)

        assert fingerprint() == before

    def test_it_costs_few_queries_and_no_write(self, django_assert_max_num_queries):
        with django_assert_max_num_queries(8) as asked:
            load_organisation(at=AT)

        assert [one["sql"] for one in asked if one["sql"].startswith(("INSERT", "UPDATE"))] == []


@pytest.mark.django_db
class TestBesideTheArticles:
    def test_units_of_the_articles_are_completed_and_not_doubled(self):
        load_articles(at=AT)
        known = dict(Unit.objects.values_list("code", "pk"))

        load_organisation(at=AT)

        assert {code: pk for code, pk in Unit.objects.values_list("code", "pk") if code in known} == known
        assert UnitSuccession.objects.count() == 56
        assert provinces(FIRST_NEW).count() == 34

    def test_both_orders_give_the_same_units(self):
        load_organisation(at=AT)

        load_articles(at=AT)

        assert provinces(LAST_OLD).count() == 63

    def test_the_loading_stands_in_the_audit_trail_once(self):
        load_organisation(at=AT)
        load_organisation(at=AT)

        assert AuditEntry.objects.filter(kind="organisation_loaded").count() == 1
