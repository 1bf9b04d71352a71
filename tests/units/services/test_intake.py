"""A list of people: checked, applied once, set aside."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories.fingerprint import fingerprint
from tests.factories.units import appoint, assign, grant, make_person, make_unit, make_user
from tests.factories.workbooks import make_list, person_row
from units.enums import IntakeStatus, RowOutcome, RowResult
from units.imports.rows import Agreement, RowReport
from units.models import Assignment, AuditEntry, Intake, Person, Unit, User
from units.services import intake as lists

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 10, 5, 0, tzinfo=UTC)
TODAY = date(2026, 2, 10)
ID = "001085001234"


@pytest.fixture
def administrator() -> User:
    return make_user()


@pytest.fixture
def unit() -> Unit:
    return make_unit("VKSND tỉnh Gia Lai", code="GL")


def upload(by: User, *rows: list, at: datetime = NOW, name: str = "can-bo.xlsx") -> Intake:
    return lists.receive(kind="people", file=make_list(*rows), name=name, by=by, at=at)


def apply(intake: Intake, by: User, **agreed: bool) -> Intake:
    shown = lists.fingerprint_of(lists.reports_of(intake))
    return lists.apply(intake=intake, fingerprint=shown, agreed=Agreement(**agreed), by=by, at=NOW)


def only_report(intake: Intake) -> RowReport:
    [report] = lists.reports_of(intake)
    return report


def told(remarks: list) -> list[str]:
    return [str(remark) for remark in remarks]


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


class TestChecking:
    def test_an_upload_writes_the_report_and_nothing_else(self, administrator, unit):
        before = fingerprint()

        upload(administrator, person_row(unit="GL", birth_date=date(1985, 8, 15)))

        after = fingerprint()
        changed = {name for name in after if after[name] != before[name]}
        assert changed == {"units.Intake", "units.AuditEntry"}

    def test_somebody_unknown_is_new(self, administrator, unit):
        report = only_report(upload(administrator, person_row(unit="vksnd tỉnh gia lai")))

        assert (report.outcome, report.found, report.errors) == (RowOutcome.NEW, None, [])

    def test_somebody_with_the_same_staff_number_is_on_record_already(self, administrator, unit):
        person = make_person("Nguyễn Văn Hùng", staff_number="KS-1")
        assign(person, unit)

        report = only_report(upload(administrator, person_row(unit="GL", staff_number="KS-1")))

        assert (report.outcome, report.found) == (RowOutcome.KNOWN, person.pk)
        assert told(report.notes) == ["Recognised by: Số hiệu."]

    def test_case_36_the_place_of_the_tone_mark_makes_no_other_person(self, administrator, unit):
        apply(upload(administrator, person_row("Nguyễn Thị Hoà", "GL", citizen_id=ID)), administrator)

        report = only_report(upload(administrator, person_row("Nguyễn Thị Hòa", "GL", citizen_id=ID)))

        assert (report.outcome, report.found) == (RowOutcome.KNOWN, Person.objects.latest("pk").pk)

    def test_case_35_a_namesake_of_the_same_year_is_allowed_after_a_warning(self, administrator, unit):
        make_person("Nguyễn Văn Hùng", birth_date=date(1985, 1, 2), staff_number="KS-1")

        report = only_report(upload(administrator, person_row(unit="GL", birth_date=date(1985, 8, 15))))

        sentence = (
            "Another person of this name was born in the same year: Nguyễn Văn Hùng · 02/01/1985 · KS-1."
        )
        assert (report.outcome, told(report.notes)) == (RowOutcome.NEW, [sentence])

    def test_case_35_the_citizen_id_tells_namesakes_of_one_birth_date_apart(self, administrator, unit):
        born = date(1985, 8, 15)
        apply(upload(administrator, person_row(unit="GL", birth_date=born, citizen_id=ID)), administrator)
        other = person_row(unit="GL", birth_date=born, citizen_id="001085009999")

        report = only_report(upload(administrator, other))

        assert report.outcome == RowOutcome.NEW
        assert told(report.notes) == [
            "Another person of this name, Nguyễn Văn Hùng · 15/08/1985, has another citizen ID."
        ]

    def test_a_namesake_of_the_same_birth_date_waits_for_an_answer(self, administrator, unit):
        born = date(1985, 8, 15)
        person = make_person("Nguyễn Văn Hùng", birth_date=born)

        intake = upload(administrator, person_row(unit="GL", birth_date=born))

        report = only_report(intake)
        assert (report.outcome, report.candidates) == (RowOutcome.NAMESAKE, [person.pk])
        with pytest.raises(ValidationError, match="Say of every namesake first who it is."):
            apply(intake, administrator)

    def test_a_number_of_somebody_with_another_name_and_birth_is_an_error(self, administrator, unit):
        make_person("Trần Văn An", staff_number="KS-1", birth_date=date(1970, 1, 1))
        row = person_row(unit="GL", staff_number="KS-1", birth_date=date(1985, 8, 15))

        report = only_report(upload(administrator, row))

        assert told(report.errors) == [
            "Số hiệu: This belongs to Trần Văn An on record, whose name and date of birth are others."
        ]

    def test_two_rows_with_one_staff_number_are_told(self, administrator, unit):
        rows = [person_row(name, "GL", staff_number="KS-1") for name in ("Trần Văn An", "Lê Thị Bình")]

        first, second = lists.reports_of(upload(administrator, *rows))

        assert (first.outcome, told(second.errors)) == (RowOutcome.NEW, ["Số hiệu: The same as in row 2."])

    def test_two_rows_of_one_name_need_a_number_that_tells_them_apart(self, administrator, unit):
        born = date(1985, 8, 15)
        rows = [person_row(unit="GL", birth_date=born, staff_number=number) for number in ("A", "B", None)]

        reports = lists.reports_of(upload(administrator, *rows))

        assert [it.outcome for it in reports] == [RowOutcome.NEW, RowOutcome.NEW, RowOutcome.ERROR]
        assert told(reports[1].notes) == [
            "Row 2 has the same name and date of birth, but another number: two people."
        ]

    def test_two_units_of_one_name_ask_for_the_code(self, administrator):
        for place in ("Gia Lai", "Đắk Lắk"):
            upper = make_unit(f"VKSND tỉnh {place}", place=place, code=place)
            make_unit("VKSND khu vực 2", kind="region", parent=upper, code=f"{place}-2")

        report = only_report(upload(administrator, person_row(unit="VKSND khu vực 2")))

        assert told(report.errors) == [
            "Đơn vị: 2 units bear this name; write the code of one: Gia Lai-2 (VKSND khu vực 2 – Gia Lai), "
            "Đắk Lắk-2 (VKSND khu vực 2 – Đắk Lắk)."
        ]

    def test_a_unit_that_has_ended_takes_nobody(self, administrator):
        make_unit("VKSND tỉnh Bình Định", code="BD", valid_to=date(2025, 6, 30))

        report = only_report(upload(administrator, person_row(unit="BD")))

        assert told(report.errors) == ["Đơn vị: VKSND tỉnh Bình Định ended on 30/06/2025."]

    def test_the_same_file_again_renews_the_report_that_waits(self, administrator, unit):
        file = make_list(person_row(unit="GL"))
        first = lists.receive(kind="people", file=file, name="a.xlsx", by=administrator, at=NOW)
        make_person("Nguyễn Văn Hùng")

        second = lists.receive(
            kind="people", file=BytesIO(file.getvalue()), name="b.xlsx", by=administrator, at=NOW
        )

        assert (second.pk, only_report(second).outcome) == (first.pk, RowOutcome.NAMESAKE)


class TestApplying:
    def test_a_new_person_works_in_the_unit_and_is_found_by_name(self, administrator, unit):
        row = person_row(
            unit="GL", birth_date=date(1985, 8, 15), gender="nữ", staff_number="KS-1",
            position_title="Kiểm sát viên", valid_from=date(2025, 7, 1), recruited_on=date(2010, 9, 1),
        )  # fmt: skip

        intake = apply(upload(administrator, row), administrator)

        [person] = Person.objects.matching("hung nguyen")
        assert (person.birth_date, person.gender, person.staff_number, person.recruited_on) == (
            date(1985, 8, 15), "female", "KS-1", date(2010, 9, 1)
        )  # fmt: skip
        place = person.assignments.get()
        assert (place.unit, place.position_title, place.valid_from, place.valid_to) == (
            unit, "Kiểm sát viên", date(2025, 7, 1), None
        )  # fmt: skip
        report = only_report(intake)
        assert (intake.status, report.result, report.found) == (
            IntakeStatus.APPLIED, RowResult.ADDED, person.pk
        )  # fmt: skip

    def test_without_a_first_day_the_work_begins_on_the_day_of_the_import(self, administrator, unit):
        apply(upload(administrator, person_row(unit="GL")), administrator)

        assert Assignment.objects.get(unit=unit).valid_from == TODAY

    def test_a_second_click_changes_nothing_and_is_told(self, administrator, unit):
        intake = upload(administrator, person_row(unit="GL"))
        apply(intake, administrator)

        with pytest.raises(ValidationError, match="decided on already"):
            apply(intake, administrator)

        assert Person.objects.filter(full_name="Nguyễn Văn Hùng").count() == 1

    def test_a_stale_report_is_not_applied(self, administrator, unit):
        intake = upload(administrator, person_row(unit="GL", staff_number="KS-1"))
        make_person("Nguyễn Văn Hùng", staff_number="KS-1")

        with pytest.raises(lists.StaleReport):
            apply(intake, administrator)

        assert Intake.objects.get().status == IntakeStatus.CHECKED

    def test_rows_with_errors_are_left_out_only_where_that_is_agreed_to(self, administrator, unit):
        intake = upload(administrator, person_row(unit="GL"), person_row("Trần Văn An", unit="Nơi khác"))

        with pytest.raises(ValidationError) as refusal:
            apply(intake, administrator)
        applied = apply(intake, administrator, leave_out_errors=True)

        assert list(refusal.value.error_dict) == ["leave_out_errors"]
        assert [it.result for it in lists.reports_of(applied)] == [RowResult.ADDED, RowResult.LEFT_OUT]

    def test_what_is_missing_is_filled_and_what_is_there_is_replaced_only_where_agreed(
        self, administrator, unit
    ):
        person = make_person("Nguyễn Văn Hùng", staff_number="KS-1", recruited_on=date(2009, 1, 1))
        assign(person, unit, valid_from=date(2020, 1, 1))
        row = person_row(
            unit="GL", staff_number="KS-1", gender="Nam", recruited_on=date(2010, 9, 1),
            position_title="Kiểm sát viên",
        )  # fmt: skip

        intake = apply(upload(administrator, row), administrator)

        person.refresh_from_db()
        assert (person.gender, person.recruited_on) == ("male", date(2009, 1, 1))
        assert only_report(intake).result == RowResult.UPDATED
        apply(upload(administrator, row, name="again.xlsx"), administrator, replacing=True)
        person.refresh_from_db()
        assert person.recruited_on == date(2010, 9, 1)

    def test_a_name_that_is_replaced_is_found_and_the_old_one_is_not(self, administrator, unit):
        person = make_person("Nguyễn Văn Hồng", staff_number="KS-1")
        assign(person, unit)
        row = person_row(unit="GL", staff_number="KS-1")

        apply(upload(administrator, row), administrator, replacing=True)

        assert list(Person.objects.matching("hung")) == [person]
        assert list(Person.objects.matching("hong")) == []

    def test_a_new_position_from_a_later_day_keeps_the_old_one_until_its_eve(self, administrator, unit):
        person = make_person("Nguyễn Văn Hùng", staff_number="KS-1")
        assign(person, unit, "Kiểm tra viên", valid_from=date(2020, 1, 1))
        row = person_row(
            unit="GL", staff_number="KS-1", position_title="Kiểm sát viên", valid_from=date(2026, 1, 1)
        )

        apply(upload(administrator, row), administrator)

        assert places(person) == [
            ("GL", "Kiểm tra viên", date(2020, 1, 1), date(2025, 12, 31)),
            ("GL", "Kiểm sát viên", date(2026, 1, 1), None),
        ]

    def test_somebody_of_another_unit_is_moved_only_where_that_is_agreed_to(self, administrator, unit):
        old, person = (
            make_unit("VKSND tỉnh Cà Mau", code="CM"),
            make_person("Nguyễn Văn Hùng", staff_number="KS-1"),
        )
        assign(person, old, valid_from=date(2020, 1, 1))
        row = person_row(unit="GL", staff_number="KS-1", valid_from=date(2026, 1, 1))
        first = upload(administrator, row)

        assert [(it.old, it.new) for it in only_report(first).changes] == [
            ("VKSND tỉnh Cà Mau", "VKSND tỉnh Gia Lai"), ("Kiểm sát viên", "")
        ]  # fmt: skip
        left_out = only_report(apply(first, administrator))
        moved = only_report(apply(upload(administrator, row, name="b.xlsx"), administrator, transfers=True))

        assert (left_out.result, moved.result) == (RowResult.LEFT_OUT, RowResult.MOVED)
        assert places(person) == [
            ("CM", "Kiểm sát viên", date(2020, 1, 1), date(2025, 12, 31)),
            ("GL", "", date(2026, 1, 1), None),
        ]

    @pytest.mark.parametrize("right", ["appointment", "role"])
    def test_nobody_loses_rights_in_passing(self, administrator, unit, right):
        old, person = make_unit("VKSND tỉnh Cà Mau"), make_person("Nguyễn Văn Hùng", staff_number="KS-1")
        assign(person, old)
        if right == "appointment":
            appoint(person, old)
        else:
            grant(make_user(person), "officer", old)

        report = only_report(upload(administrator, person_row(unit="GL", staff_number="KS-1")))

        assert told(report.errors) == [
            "Đơn vị: The person heads, signs for or has a role in VKSND tỉnh Cà Mau. Transfer on the page of "
            "the person, where one sees what ends."
        ]

    def test_somebody_who_left_the_sector_is_not_taken_back_in_passing(self, administrator, unit):
        make_person("Nguyễn Văn Hùng", staff_number="KS-1", left_on=date(2025, 1, 31))

        report = only_report(upload(administrator, person_row(unit="GL", staff_number="KS-1")))

        assert told(report.errors) == [
            "Nguyễn Văn Hùng left the sector on 31/01/2025. Record the return on the page of the person."
        ]

    def test_the_trail_has_one_entry_with_counts_and_no_personal_value(self, administrator, unit):
        intake = apply(upload(administrator, person_row(unit="GL")), administrator)

        entry = AuditEntry.objects.latest("seq")
        assert (entry.kind, entry.subject) == ("intake_applied", f"units.intake:{intake.pk}")
        assert '"results":{"added":1}' in entry.body
        assert intake.file_sha256 in entry.body
        assert [word for word in ("Hùng", "Gia Lai", "can-bo") if word in entry.body] == []

    def test_many_rows_take_as_many_queries_as_few(self, administrator, unit):
        def queries(count: int) -> int:
            rows = [person_row(f"Nguyễn Văn {letters(n)} {letters(count)}", "GL") for n in range(count)]
            intake = upload(administrator, *rows, name=f"{count}.xlsx")
            with CaptureQueriesContext(connection) as captured:
                apply(intake, administrator)
            return len(captured)

        assert queries(3) == queries(60)


class TestNamesakes:
    @pytest.fixture
    def person(self) -> Person:
        return make_person("Nguyễn Văn Hùng", birth_date=date(1985, 8, 15))

    @pytest.fixture
    def intake(self, administrator, unit, person) -> Intake:
        return upload(administrator, person_row(unit="GL", birth_date=date(1985, 8, 15)))

    def test_the_same_person_gets_a_place_of_work(self, administrator, intake, person):
        intake = lists.answer(intake=intake, answers={"2": str(person.pk)}, by=administrator, at=NOW)

        applied = apply(intake, administrator)

        assert only_report(applied).result == RowResult.UPDATED
        assert places(person) == [("GL", "", TODAY, None)]

    def test_another_person_is_added(self, administrator, intake, person):
        intake = lists.answer(intake=intake, answers={"2": "other"}, by=administrator, at=NOW)

        applied = apply(intake, administrator)

        assert only_report(applied).result == RowResult.ADDED
        assert Person.objects.filter(full_name="Nguyễn Văn Hùng").count() == 2

    @pytest.mark.parametrize("choice", ["987654", "forged"])
    def test_an_answer_that_was_not_offered_is_refused(self, administrator, intake, choice):
        with pytest.raises(ValidationError, match="does not fit the row"):
            lists.answer(intake=intake, answers={"2": choice}, by=administrator, at=NOW)

    def test_all_that_wait_are_answered_at_once(self, administrator, intake, person):
        intake = lists.answer_all(intake=intake, same=True, by=administrator, at=NOW)

        assert (only_report(intake).outcome, only_report(intake).found) == (RowOutcome.UPDATE, person.pk)


def places(person: Person) -> list[tuple]:
    return list(
        person.assignments.in_time().values_list("unit__code", "position_title", "valid_from", "valid_to")
    )


def letters(number: int) -> str:
    """A number as a word, for names."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)).title()
