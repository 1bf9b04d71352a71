"""What scripts and checks ask: roster, unit_history, who_signs, and the shape of each answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories.units import appoint, authorise, make_cluster, make_person, make_unit, make_year
from units.models import ClusterLeadership
from units.queries.answers import cluster_roster, unit_history


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


@pytest.fixture(scope="class")
def real(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The shipped organisation with the articles, once for all tests of a class."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_organisation", stdout=StringIO())
        call_command("load_sample_data", "--articles-only", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def ask(*words: str, fails: bool = False):
    out = StringIO()
    if fails:
        with pytest.raises(SystemExit) as left:
            call_command(*words, "--format", "json", stdout=out)
        assert left.value.code == 1
    else:
        call_command(*words, "--format", "json", stdout=out)
    return json.loads(out.getvalue())


def eight(on: str, **options):
    return ask("roster", "--organiser", "VKSNDTC", "--kind", "cum", "--number", "8", "--on", on, **options)


@pytest.mark.usefixtures("real", "db")
class TestRealOrganisation:
    def test_case_1_cluster_8_of_2022_has_its_members_in_the_order_of_the_article(self):
        province = "Viện kiểm sát nhân dân tỉnh"

        assert eight("2022-06-01") == {
            "cluster": {
                "name": "Cụm thi đua số 8",
                "kind": "cum",
                "number": 8,
                "organiser": "VKSNDTC",
                "year": 2022,
            },
            "on": "2022-06-01",
            "members": [
                {"unit": f"{province} Quảng Nam", "role": "member", "head": None},
                {"unit": f"{province} Quảng Ngãi", "role": "pho", "head": "Phạm Thị Kim Liên"},
                {"unit": f"{province} Bình Định", "role": "truong", "head": "Trần Văn Sang"},
                {"unit": f"{province} Phú Yên", "role": "member", "head": None},
                {"unit": f"{province} Khánh Hòa", "role": "member", "head": None},
                {"unit": f"{province} Ninh Thuận", "role": "member", "head": None},
            ],
        }

    def test_case_1_cluster_8_of_2020_is_there_without_members_and_leader(self):
        answer = eight("2020-12-31")

        assert (answer["cluster"]["year"], answer["members"]) == (2020, [])

    def test_a_group_without_a_number_is_asked_for_without_one(self):
        answer = ask("roster", "--organiser", "TW", "--kind", "khoi", "--on", "2019-07-30")

        assert [(row["unit"], row["role"]) for row in answer["members"]][:2] == [
            ("Viện kiểm sát nhân dân tối cao", "truong"),
            ("Bộ Công an", "pho"),
        ]

    @pytest.mark.parametrize("on", ["2021-06-01", "2023-01-01", "1999-01-01"])
    def test_an_unknown_cluster_gives_a_reason_and_no_members(self, on):
        answer = eight(on, fails=True)

        assert set(answer) == {"on", "reason"}

    def test_case_9_the_closed_unit_is_found_and_says_what_it_became(self):
        [found] = ask("unit_history", "binh dinh")

        assert found == {
            "name": "Viện kiểm sát nhân dân tỉnh Bình Định",
            "names": ["Viện kiểm sát nhân dân tỉnh Bình Định"],
            "valid_from": None,
            "valid_to": "2025-06-30",
            "predecessors": [],
            "successors": ["Viện kiểm sát nhân dân tỉnh Gia Lai"],
            "clusters": [
                {
                    "name": "Cụm thi đua số 8",
                    "kind": "cum",
                    "number": 8,
                    "organiser": "VKSNDTC",
                    "year": 2022,
                    "role": "truong",
                }
            ],
        }

    def test_case_10_two_units_of_one_name_are_told_apart_by_their_days(self):
        found = ask("unit_history", "lam dong")

        assert sorted((unit["valid_from"] or "", unit["valid_to"] or "") for unit in found) == [
            ("", "2025-06-30"),
            ("2025-07-01", ""),
        ]

    def test_case_12_hue_is_found_by_its_old_name_under_its_latest(self):
        [found] = ask("unit_history", "thua thien hue")

        assert found["name"] == "Viện kiểm sát nhân dân thành phố Huế"
        assert found["names"] == [
            "Viện kiểm sát nhân dân tỉnh Thừa Thiên Huế",
            "Viện kiểm sát nhân dân thành phố Huế",
        ]

    def test_case_72_diacritics_may_be_left_out(self):
        assert [unit["name"] for unit in ask("unit_history", "dak nong")] == [
            "Viện kiểm sát nhân dân tỉnh Đắk Nông"
        ]

    def test_three_predecessors_are_told(self):
        found = ask("unit_history", "tinh vinh long")

        assert {name for unit in found for name in unit["predecessors"]} == {
            f"Viện kiểm sát nhân dân tỉnh {place}" for place in ("Vĩnh Long", "Bến Tre", "Trà Vinh")
        }

    def test_nobody_signs_for_a_unit_whose_head_is_not_on_record(self):
        answer = ask("who_signs", "VKSND tỉnh Gia Lai", "--on", "2025-07-01")

        assert answer == {"person": None, "reason": "No head of the unit is on record for this day."}

    def test_a_head_whose_term_is_not_known_signs_nothing(self):
        answer = ask("who_signs", "VKSND-BINHDINH", "--on", "2022-06-01")

        assert answer == {"person": None, "reason": "No head of the unit is on record for this day."}

    def test_a_closed_unit_signs_nothing(self):
        answer = ask("who_signs", "VKSND-BINHDINH", "--on", "2025-07-01")

        assert answer == {"person": None, "reason": "The unit does not exist on this day."}


@pytest.mark.django_db
class TestHistory:
    def test_case_4_a_unit_in_two_clusters_lists_both(self):
        unit, organiser = make_unit("VKSND tỉnh Kiên Giang"), make_unit(kind="supreme")
        make_cluster(make_year(2024, organiser), [unit], number=13)
        make_cluster(make_year(2020, organiser), [unit], number=11, leader=unit)

        [found] = ask("unit_history", "Kiên Giang")

        assert [(it["year"], it["number"], it["role"]) for it in found["clusters"]] == [
            (2020, 11, "truong"),
            (2024, 13, "member"),
        ]

    def test_words_of_two_different_names_do_not_make_a_match(self):
        unit = make_unit("VKSND thành phố Huế")
        unit.names.create(full_name="VKSND tỉnh Thừa Thiên", short_name="VKSND tỉnh Thừa Thiên")

        assert ask("unit_history", "thua thien thanh pho") == []

    def test_who_bears_the_words_side_by_side_is_first_then_whole_words_then_beginnings(self):
        for name in ("Phòng Hàng hóa", "Phòng Hóa, Hà Nam", "VKSND khu vực Hà Hóa", "Ban Hà Hoa Hóa"):
            make_unit(name)
        make_unit("VKSND Yên Bái").names.create(full_name="VKSND Hà Hóa cũ", short_name="Hà Hóa cũ")

        assert [unit["name"] for unit in ask("unit_history", "ha hoa")] == [
            "Ban Hà Hoa Hóa",
            "VKSND khu vực Hà Hóa",
            "VKSND Yên Bái",
            "Phòng Hóa, Hà Nam",
            "Phòng Hàng hóa",
        ]

    @pytest.mark.parametrize("text", ["", "  ", "\u0301"])
    def test_a_question_without_a_word_is_refused(self, text):
        with pytest.raises(CommandError, match="Give a part"):
            call_command("unit_history", text)

    def test_text_for_people_tells_the_same(self):
        old, new = make_unit("VKSND Cũ", valid_to=date(2025, 6, 30)), make_unit("VKSND Mới")
        old.successions.create(successor=new, kind="merge", effective_on=date(2025, 7, 1))
        out = StringIO()

        call_command("unit_history", "vksnd cu", stdout=out)

        assert out.getvalue() == "VKSND Cũ (… – 2025-06-30)\n    → VKSND Mới\n"


@pytest.mark.django_db
class TestRoster:
    def test_names_leaders_and_heads_are_those_of_the_day(self):
        unit, organiser = make_unit("VKSND thành phố Huế"), make_unit(kind="supreme", code="T")
        unit.names.create(full_name="Tên cũ", short_name="Cũ", valid_to=date(2024, 12, 31))
        unit.names.create(full_name="Tên mới", short_name="Mới", valid_from=date(2025, 1, 1))
        year = make_year(2025, organiser, starts_on=date(2024, 12, 1), ends_on=date(2025, 11, 30))
        cluster = make_cluster(year, [unit])
        ClusterLeadership.objects.create(
            cluster=cluster, unit=unit, role="truong", valid_from=date(2025, 1, 1)
        )
        appoint(make_person("Lê An"), unit, "acting_head", valid_from=date(2025, 1, 1))

        def members(on):
            return cluster_roster(organiser="T", kind="cum", number=8, on=on)["members"]

        assert members(date(2024, 12, 31)) == [{"unit": "Tên cũ", "role": "member", "head": None}]
        assert members(date(2025, 1, 1)) == [{"unit": "Tên mới", "role": "truong", "head": "Lê An"}]

    def test_a_known_period_goes_before_a_calendar_year(self):
        organiser = make_unit(kind="supreme", code="T")
        make_cluster(make_year(2024, organiser))
        make_cluster(make_year(2025, organiser, starts_on=date(2024, 12, 1), ends_on=date(2025, 11, 30)))

        found = [
            cluster_roster(organiser="T", kind="cum", number=8, on=on)["cluster"]["year"]
            for on in (date(2024, 11, 30), date(2024, 12, 1), date(2025, 11, 30))
        ]

        assert found == [2024, 2025, 2025]

    def test_where_a_known_period_has_no_such_cluster_the_calendar_year_of_the_day_is_asked(self):
        organiser = make_unit(kind="supreme", code="T")
        make_year(2025, organiser, starts_on=date(2025, 1, 1), ends_on=date(2026, 2, 20))
        make_cluster(make_year(2026, organiser), number=8)

        answer = ask("roster", "--organiser", "T", "--kind", "cum", "--number", "8", "--on", "2026-01-15")

        assert answer["cluster"]["year"] == 2026

    def test_without_a_number_those_that_exist_are_told(self):
        year = make_year(2025, make_unit(kind="supreme", code="T"))
        for number in (3, 1):
            make_cluster(year, number=number)

        answer = ask("roster", "--organiser", "T", "--kind", "cum", "--on", "2025-05-05", fails=True)

        sentence = "Clusters or blocks of this kind have numbers in 2025; give the number: 1, 3."
        assert answer["reason"] == sentence

    def test_a_day_of_the_first_thousand_years_has_four_digits(self):
        answer = ask("roster", "--organiser", "T", "--kind", "cum", "--on", "0001-01-01", fails=True)

        assert answer["reason"] == "The organiser “T” has no year on 01/01/0001."

    def test_several_groups_without_a_number_are_named(self):
        year = make_year(2025, make_unit(kind="supreme", code="T"))
        for name in ("Khối A", "Khối B"):
            make_cluster(year, kind="khoi", number=None, name=name)

        answer = ask("roster", "--organiser", "T", "--kind", "khoi", "--on", "2025-05-05", fails=True)

        assert answer["reason"] == "Several groups without a number fit: Khối A; Khối B."

    @pytest.mark.parametrize("wrong", [["--on", "31/12/2022"], ["--kind", "nhom"], ["--number", "x"]])
    def test_wrong_arguments_are_refused(self, wrong):
        words = ["roster", "--organiser", "T", "--kind", "cum", "--on", "2022-01-01", *wrong]

        with pytest.raises(CommandError):
            call_command(*words)


@pytest.mark.django_db
class TestSigner:
    def test_the_head_signs_with_title_decision_and_last_day(self):
        unit = make_unit("VKSND tỉnh Phú Yên")
        appoint(
            make_person("Lê An"),
            unit,
            valid_from=date(2025, 1, 1),
            valid_to=date(2026, 1, 31),
            decision="QĐ 5",
        )

        assert ask("who_signs", "vksnd TỈNH phú yên", "--on", "2025-05-05") == {
            "person": "Lê An",
            "capacity": "VIỆN TRƯỞNG",
            "title": "Viện trưởng",
            "basis": "QĐ 5",
            "until": "2026-01-31",
        }

    def test_an_acting_head_signs_as_such_and_what_is_unknown_is_null(self):
        unit = make_unit("VKSND tỉnh Phú Yên")
        appoint(make_person("Lê An"), unit, "acting_head")

        answer = ask("who_signs", unit.code, "--on", "2025-05-05")

        assert (answer["capacity"], answer["basis"], answer["until"]) == ("Q. VIỆN TRƯỞNG", None, None)

    def test_a_deputy_does_not_sign_without_an_authorisation(self):
        unit = make_unit("VKSND tỉnh Phú Yên")
        appoint(make_person("Lê An"), unit, "deputy", position_title="Phó Viện trưởng")

        assert ask("who_signs", unit.code, "--on", "2025-05-05")["person"] is None

    @pytest.mark.parametrize(
        ("on", "person", "capacity", "basis", "until"),
        [
            ("2026-02-28", "Lê An", "VIỆN TRƯỞNG", "QĐ 5", None),
            ("2026-03-01", "Trần Phó", "KT. VIỆN TRƯỞNG / PHÓ VIỆN TRƯỞNG", "TB 7", "2026-03-31"),
            ("2026-04-01", "Lê An", "VIỆN TRƯỞNG", "QĐ 5", None),
        ],
    )
    def test_who_stands_in_signs_in_these_days_by_the_document(self, on, person, capacity, basis, until):
        unit, deputy = make_unit("VKSND tỉnh Phú Yên"), make_person("Trần Phó")
        appoint(make_person("Lê An"), unit, decision="QĐ 5")
        appoint(deputy, unit, "deputy")
        period = {"valid_from": date(2026, 3, 1), "valid_to": date(2026, 3, 31)}
        authorise(deputy, unit, is_for_absence=True, document="TB 7", **period)

        answer = ask("who_signs", unit.code, "--on", on)

        assert (answer["person"], answer["capacity"]) == (person, capacity)
        assert (answer["basis"], answer["until"]) == (basis, until)

    @pytest.mark.parametrize(("on", "head"), [("2025-06-30", "Người Cũ"), ("2025-07-01", "Người Mới")])
    def test_of_two_namesakes_the_one_that_exists_on_the_day_is_meant(self, on, head):
        old = make_unit("VKSND tỉnh Gia Lai", valid_to=date(2025, 6, 30))
        new = make_unit("VKSND tỉnh Gia Lai", valid_from=date(2025, 7, 1))
        appoint(make_person("Người Cũ"), old)
        appoint(make_person("Người Mới"), new)

        assert ask("who_signs", "VKSND tỉnh Gia Lai", "--on", on)["person"] == head

    def test_namesakes_on_one_day_need_the_code(self):
        codes = [make_unit("VKSND khu vực 2").code for _ in range(2)]

        answer = ask("who_signs", "VKSND khu vực 2", "--on", "2025-08-01", fails=True)

        reason = f"Several units bear this name; give the code: {', '.join(codes)}."
        assert answer == {"person": None, "reason": reason}

    @pytest.mark.parametrize("text", ["VKSND", "", "Không có"])
    def test_a_part_of_a_name_is_no_unit(self, text):
        make_unit("VKSND tỉnh Phú Yên")

        answer = ask("who_signs", text, "--on", "2025-05-05", fails=True)

        assert answer == {"person": None, "reason": f"There is no unit “{text}”."}


@pytest.mark.django_db
@pytest.mark.parametrize("question", ["roster", "history"])
def test_an_answer_takes_as_many_queries_for_one_unit_as_for_sixty(question):
    def queries(number: int) -> int:
        organiser = make_unit(kind="supreme")
        units = [make_unit(f"VKSND Zeta {number}") for _ in range(number)]
        for unit in units:
            appoint(make_person(), unit)
            unit.successions.create(successor=organiser, kind="merge", effective_on=date(2030, 1, 2))
        for year in (2021, 2022):
            make_cluster(make_year(year, organiser), units, leader=units[0])
        with CaptureQueriesContext(connection) as asked:
            if question == "roster":
                key = {"organiser": organiser.code, "kind": "cum", "number": 8}
                answer = cluster_roster(**key, on=date(2022, 5, 5))["members"]
            else:
                answer = unit_history(f"vksnd zeta {number}")
        assert len(answer) == number
        return len(asked)

    assert queries(1) == queries(3) == queries(60)
