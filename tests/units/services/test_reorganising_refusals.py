"""What cannot be is refused with a sentence at the field, and nothing of it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.factories.fingerprint import fingerprint
from tests.factories.reorganisation import (
    FIRST_DAY,
    TODAY,
    abolish,
    absorb,
    act,
    begins,
    do,
    goes,
    joins,
    merge,
    preview_of,
    rename,
    split,
)
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
from units.models import UnitName
from units.queries.gathering import Effect
from units.queries.reorganisation import ChildChoice, ClusterChoice, preview

pytestmark = pytest.mark.django_db


def refusal(wanted, on=TODAY):
    """The fields that are refused with their sentences; the database is as before."""
    before = fingerprint()
    with pytest.raises(ValidationError) as caught:
        preview(wanted, on=on)
    assert fingerprint() == before
    return caught.value.message_dict


class TestTheUnits:
    def test_merging_a_unit_with_itself(self):
        unit = make_unit("VKSND Một")

        assert refusal(merge(unit, unit)) == {
            "predecessors": ["VKSND Một được chọn hai lần: một đơn vị không thể hợp nhất với chính mình."]
        }

    def test_too_few_and_too_many(self):
        one, other = make_unit(), make_unit()

        assert refusal(merge(one)) == {"predecessors": ["Hợp nhất cần ít nhất hai đơn vị."]}
        assert refusal(abolish()) == {"predecessors": ["Hãy chọn đơn vị."]}
        assert refusal(act("split", [one, other], begins(), begins())) == {
            "predecessors": ["Chỉ chọn một đơn vị."]
        }
        assert refusal(act("rename", [one, other], new_name="A", new_short_name="A")) == {
            "predecessors": ["Chỉ chọn một đơn vị."]
        }

    def test_a_unit_that_does_not_exist_and_an_act_that_does_not(self):
        one = make_unit()

        assert refusal(replace(merge(one, one), predecessors=(one.pk, 10**9))) == {
            "predecessors": ["Không có đơn vị này."]
        }
        assert refusal(act("explode", [one])) == {"act": ["Hãy chọn việc cần làm."]}

    def test_a_unit_that_has_ended_will_end_or_has_not_begun(self):
        one = make_unit()
        ended = make_unit("VKSND Cũ", valid_to=date(2024, 12, 31))
        ending = make_unit("VKSND Sắp hết", valid_to=date(2025, 12, 31))
        new = make_unit("VKSND Mới", valid_from=FIRST_DAY)

        assert refusal(merge(one, ended)) == {
            "predecessors": ["VKSND Cũ đã kết thúc hoạt động ngày 31/12/2024."]
        }
        assert refusal(merge(one, ending)) == {
            "predecessors": ["VKSND Sắp hết đã được ghi nhận chấm dứt hoạt động sau ngày 31/12/2025."]
        }
        assert refusal(merge(one, new)) == {
            "effective_on": ["VKSND Mới bắt đầu hoạt động từ 01/07/2025: hãy chọn ngày sau đó."]
        }

    def test_real_units_and_those_of_the_rehearsal_inside_and_outside(self):
        real, played, outside = make_unit(), make_unit(is_rehearsal=True), make_unit(kind="outside")

        assert list(refusal(merge(real, played))) == ["predecessors"]
        assert list(refusal(merge(real, outside))) == ["predecessors"]
        assert list(refusal(absorb(real, by=played))) == ["absorbed_by"]
        assert list(refusal(absorb(real, by=outside))) == ["absorbed_by"]
        upper = make_unit(kind="supreme", is_rehearsal=True)
        below = begins(parent=upper)
        assert list(refusal(merge(real, make_unit(), into=below))) == ["new_units-0-parent_id"]

    def test_a_unit_that_cannot_absorb(self):
        unit = make_unit("VKSND Một")
        below = make_unit("Phòng 1", kind="department", parent=unit)
        ending, new = make_unit(valid_to=date(2026, 1, 1)), make_unit(valid_from=date(2025, 7, 2))

        assert refusal(absorb(unit, by=unit)) == {
            "absorbed_by": ["VKSND Một không thể sáp nhập vào chính mình."]
        }
        assert refusal(absorb(unit, by=below)) == {
            "absorbed_by": ["Phòng 1 trực thuộc đơn vị chấm dứt nên không thể nhận sáp nhập."]
        }
        assert [list(refusal(absorb(unit, by=one))) for one in (ending, new)] == [["absorbed_by"]] * 2
        assert refusal(act("absorb", [unit])) == {"absorbed_by": ["Hãy chọn đơn vị nhận sáp nhập."]}

    def test_an_abolition_with_units_below(self):
        unit = make_unit()
        make_unit("Phòng 1", kind="department", parent=unit)
        child = make_unit("Phòng 2", kind="department", parent=unit)

        assert refusal(abolish(unit, child)) == {
            "predecessors": [
                "Còn đơn vị trực thuộc: Phòng 1. Hãy hợp nhất, sáp nhập hoặc giải thể các đơn vị đó trước."
            ]
        }


class TestTheDay:
    def test_beyond_reason(self):
        one, other = make_unit(), make_unit()

        assert refusal(merge(one, other, effective_on=date(2035, 7, 1))) == {
            "effective_on": ["Ngày này còn hơn một năm nữa mới đến."]
        }
        assert refusal(merge(one, other, effective_on=date(25, 7, 1))) == {
            "effective_on": ["Ngày này quá xa trong quá khứ."]
        }

    @pytest.mark.parametrize("noun", ["assignment", "appointment", "grant", "name", "membership"])
    def test_something_begins_on_the_day_or_later(self, noun):
        one, other = make_unit("VKSND Một"), make_unit("VKSND Hai")
        person = make_person("An")
        later = {"valid_from": FIRST_DAY}
        {
            "assignment": lambda: assign(person, one, **later),
            "appointment": lambda: appoint(person, one, **later),
            "grant": lambda: grant(make_user(person), "officer", one, **later),
            "name": lambda: UnitName.objects.create(unit=one, full_name="Tên", short_name="Tên", **later),
            "membership": lambda: make_cluster(make_year(2025, starts_on=FIRST_DAY), [one]),
        }[noun]()
        said = {
            "assignment": "An · VKSND Một",
            "appointment": "Viện trưởng An · VKSND Một",
            "grant": "Công chức làm công tác thi đua, khen thưởng · VKSND Một",
            "name": "Tên",
            "membership": "VKSND Một · Cụm thi đua số 8 (2025)",
        }[noun]

        assert refusal(merge(one, other)) == {
            "effective_on": [
                f"Các mục sau bắt đầu vào ngày này hoặc muộn hơn, phải xử lý trước: {said}, từ ngày 01/07/2025."
            ]
        }

    def test_a_later_name_forbids_a_rename_and_a_later_post_does_not(self):
        unit = make_unit("VKSND Một")
        appoint(make_person(), unit, valid_from=date(2025, 8, 1))
        assert preview_of(rename(unit, "VKSND Hai")).missing == {}
        do(rename(unit, "VKSND Hai"))

        assert list(refusal(rename(unit, "VKSND Ba"))) == ["effective_on"]

    def test_what_another_app_knows_to_have_happened_later(self, settings):
        settings.MERGE_EFFECTS = [f"{__name__}.signed_later"]
        one, other = make_unit(), make_unit()

        assert refusal(merge(one, other)) == {"effective_on": ["Giao ước: đã ký ngày 05/08/2025"]}


def signed_later(units, on):
    return [Effect("Giao ước", "Giao ước", "đã ký ngày 05/08/2025", forbids=True)]


class TestTheNewUnit:
    def test_every_field_says_what_is_wrong(self):
        one, other = make_unit(code="GL"), make_unit()
        bad = begins(" ", code="GL", kind="palace", place="x" * 101)

        found = refusal(merge(one, other, into=replace(bad, parent_id=10**9)))

        assert found == {
            "new_units-0-code": ["Mã “GL” đã thuộc về đơn vị khác."],
            "new_units-0-kind": ["Hãy chọn cấp của đơn vị."],
            "new_units-0-name": ["Hãy ghi tên gọi."],
            "new_units-0-short_name": ["Hãy ghi tên gọi."],
            "new_units-0-place": ["Tối đa 100 ký tự."],
            "new_units-0-parent_id": ["Không có đơn vị này."],
        }

    def test_its_number_fits_the_act(self):
        one, other = make_unit(), make_unit()

        assert refusal(act("merge", [one, other])) == {"new_units": ["Hãy khai đơn vị mới."]}
        assert refusal(act("merge", [one, other], begins(), begins())) == {
            "new_units": ["Hợp nhất chỉ lập một đơn vị mới."]
        }
        assert refusal(split(one, begins())) == {"new_units": ["Chia tách phải thành ít nhất hai đơn vị."]}

    def test_two_new_units_differ_in_code_and_name(self):
        twice = begins("VKSND Mới")

        assert refusal(split(make_unit(), twice, twice)) == {
            "new_units-1-code": [f"Mã “{twice.code}” đã thuộc về đơn vị khác."],
            "new_units-1-name": ["Cùng đơn vị cấp trên này đã có đơn vị khác mang tên đó."],
        }

    def test_the_name_of_a_living_unit_is_taken_and_that_of_one_that_ends_is_free(self):
        one, other, third = make_unit("VKSND Một"), make_unit(), make_unit("VKSND Ba")

        assert list(refusal(merge(one, other, into=begins(third.name)))) == ["new_units-0-name"]
        assert preview_of(merge(one, other, into=begins(one.name))).successors == ("VKSND Một",)

    @pytest.mark.parametrize(
        ("kind", "upper"),
        [
            ("region", None), ("district", "supreme"), ("department", None), ("department", "department"),
            ("province", "province"), ("supreme_department", None), ("high", "province"),
        ],
    )  # fmt: skip
    def test_its_level_fits_its_upper_unit(self, kind, upper):
        parent = make_unit(kind=upper) if upper else None

        found = refusal(merge(make_unit(), make_unit(), into=begins(kind=kind, parent=parent)))

        assert list(found) == ["new_units-0-parent_id"]

    def test_its_upper_unit_may_be_of_the_level_that_it_was_before(self):
        """The rehearsal's provinces stand below its organiser."""
        upper = make_unit(kind="organiser")
        one, other = make_unit(parent=upper), make_unit(parent=upper)

        assert preview_of(merge(one, other, into=begins("VKSND Mới", parent=upper))).successors == (
            "VKSND Mới",
        )

    @pytest.mark.parametrize("kind", ["supreme", "organiser", "outside"])
    def test_no_unit_of_a_single_level_begins_beside_it_and_none_leaves_the_procuracy(self, kind):
        assert list(refusal(merge(make_unit(), make_unit(), into=begins(kind=kind)))) == ["new_units-0-kind"]

    def test_its_upper_unit_neither_ends_nor_stands_below_one_that_ends(self):
        one, other = make_unit("VKSND Một"), make_unit()
        below = make_unit("VKSND khu vực 1", kind="region", parent=one)
        ending = make_unit(valid_to=date(2025, 12, 31))

        def parent(unit):
            return refusal(merge(one, other, into=begins(kind="department", parent=unit)))

        assert parent(one) == {
            "new_units-0-parent_id": [
                "VKSND Một chấm dứt theo việc sắp xếp này, hoặc trực thuộc đơn vị chấm dứt."
            ]
        }
        assert list(parent(below)) == list(parent(ending)) == ["new_units-0-parent_id"]

    def test_a_new_name_is_given_whole_and_is_another(self):
        unit = make_unit("VKSND Một")

        assert refusal(rename(unit, " ")) == {
            "new_name": ["Hãy ghi tên gọi."], "new_short_name": ["Hãy ghi tên gọi."],
        }  # fmt: skip
        assert refusal(rename(unit, " VKSND  Một")) == {"new_name": ["VKSND Một hiện đã mang tên này."]}
        assert list(refusal(rename(unit, "x" * 251))) == ["new_name", "new_short_name"]
        assert list(refusal(rename(unit, "A", legal_basis="x" * 251))) == ["legal_basis"]


class TestTheAnswers:
    def test_a_cluster_of_another_year_or_organiser_and_one_too_many(self):
        year = make_year(2025)
        one, other = make_unit(), make_unit()
        cluster = make_cluster(year, [one])
        foreign = make_cluster(make_year(2025, make_unit()), [make_unit()])
        wrong = ClusterChoice(successor=0, year_id=year.pk, cluster_id=foreign.pk)

        assert list(refusal(merge(one, other, clusters=(wrong,)))) == ["clusters"]
        assert list(refusal(merge(one, other, clusters=(joins(foreign),)))) == ["clusters"]
        assert list(refusal(merge(one, other, clusters=(joins(cluster, successor=1),)))) == ["clusters"]
        assert list(refusal(merge(one, other, clusters=(joins(cluster), joins(cluster))))) == ["clusters"]

    def test_a_cluster_in_which_the_absorbing_unit_was_before(self):
        year = make_year(2025)
        ending, lasting = make_unit(), make_unit("VKSND Hai")
        cluster = make_cluster(year, [ending, lasting])
        cluster.memberships.filter(unit=lasting).update(valid_to=date(2025, 3, 31))

        (question,) = preview_of(absorb(ending, by=lasting)).questions

        assert question.candidates == ()
        assert refusal(absorb(ending, by=lasting, clusters=(joins(cluster),))) == {
            "clusters": ["VKSND Hai đã từng là thành viên của cụm, khối này trong năm 2025."]
        }

    def test_a_place_for_a_person(self):
        unit, ended = make_unit(), make_unit(valid_to=date(2025, 1, 1))
        person, stranger = make_person(), make_person()
        assign(person, unit)

        def people(*choices):
            return list(refusal(split(unit, people=choices)))

        assert people(goes(stranger, successor=0)) == ["people"]
        assert people(goes(person)) == ["people"]
        assert people(goes(person, successor=0, leaves=True)) == ["people"]
        assert people(goes(person, successor=2)) == people(goes(person, successor=-1)) == ["people"]
        assert people(goes(person, unit_id=unit.pk)) == people(goes(person, unit_id=ended.pk)) == ["people"]
        assert people(goes(person, unit_id=10**9)) == ["people"]
        assert people(goes(person, unit_id=make_unit(is_rehearsal=True).pk)) == ["people"]
        assert people(goes(person, successor=0), goes(person, successor=1)) == ["people"]

    def test_a_place_for_a_unit_below(self):
        unit = make_unit()
        child = make_unit(kind="department", parent=unit)

        def children(*choices):
            return list(refusal(split(unit, children=choices)))

        assert children(ChildChoice(unit_id=child.pk, successor=2)) == ["children"]
        assert children(ChildChoice(unit_id=unit.pk, successor=0)) == ["children"]
