"""A list in Excel as it is read: whatever offices do to it, every row is told of."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.factories.workbooks import HEADINGS, make_list, part, person_row, repacked, saved
from units.imports.archive import Refused
from units.imports.particulars import COLUMNS
from units.imports.rows import Sheet
from units.imports.workbook import read

# Reading asks once whether the key of citizen IDs may be made.
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _language_of_the_source(settings):
    settings.LANGUAGE_CODE = "en"


def sheet_of(file: BytesIO, name: str = "can-bo.xlsx") -> Sheet:
    return read(file, name, COLUMNS)


def sentence(file: BytesIO, name: str = "can-bo.xlsx") -> str:
    with pytest.raises(Refused) as refusal:
        sheet_of(file, name)
    return " ".join(refusal.value.messages)


def read_one(*args: Any, change: Any = None, **values: Any) -> Any:
    [row] = sheet_of(make_list(person_row(*args, **values), change=change)).rows
    return row


def told(remarks: list) -> list[str]:
    return [str(remark) for remark in remarks]


class TestHeadings:
    @pytest.mark.parametrize(
        "heading",
        [
            "HỌ VÀ TÊN",
            "Họ tên *",
            "Họ và\ntên (ghi đủ)",
            " ho va  ten ",
            unicodedata.normalize("NFD", "Họ tên"),
        ],
    )
    def test_are_recognised_as_offices_write_them(self, heading):
        file = make_list(["Trần Văn An", "GL"], headings=[heading, "Đơn vị công tác"])

        assert [row.read for row in sheet_of(file).rows] == [{"full_name": "Trần Văn An", "unit": "GL"}]

    def test_may_stand_below_titles_and_above_the_numbers_of_the_columns(self):
        titles = [["VIỆN KIỂM SÁT NHÂN DÂN"], [], ["DANH SÁCH CÁN BỘ"]]
        below = [["(1)", "(2)", "(3)"], ["1", "Trần Văn An", "GL"]]

        sheet = sheet_of(make_list(*titles[1:], ["TT", "Họ tên", "Đơn vị"], *below, headings=titles[0]))

        assert [(row.number, row.read["full_name"]) for row in sheet.rows] == [(6, "Trần Văn An")]
        assert told(sheet.notes) == [
            "Read: sheet “Danh sách”, with its headings in row 4.",
            "Skipped the numbers of the columns in row: 5.",
        ]

    def test_that_lack_a_needed_one_are_refused_with_what_was_found(self):
        file = make_list(["Trần Văn An"], headings=["Họ tên", "Năm sinh"])

        assert sentence(file) == ("Missing columns: Đơn vị. The headings in row 1 are: Họ tên; Năm sinh.")

    def test_that_are_nowhere_are_refused(self):
        assert sentence(make_list(headings=["Tên hàng", "Giá"])) == (
            "No row of headings was found in the first 20 rows. Needed at least: Họ và tên, Đơn vị."
        )

    def test_of_one_meaning_twice_are_refused(self):
        file = make_list(headings=["Họ tên", "Họ và tên", "Đơn vị"])

        assert sentence(file) == "Row 1 has the heading “Họ và tên” more than once."

    def test_merged_over_two_rows_count_once(self):
        def merge(sheet: Any) -> None:
            sheet.merge_cells("B1:B2")

        file = make_list(["", "", "", "", "", "", ""], person_row(unit="GL"), change=merge)

        assert [row.number for row in sheet_of(file).rows] == [3]

    def test_of_other_columns_are_told_and_what_stands_there_is_not_kept(self):
        file = make_list(["Trần Văn An", "GL", "mật"], headings=["Họ tên", "Đơn vị", "Ghi chú"])

        sheet = sheet_of(file)

        assert told(sheet.notes)[1:] == ["Columns that this list does not take: Ghi chú."]
        assert "mật" not in repr(sheet)


class TestCells:
    def test_case_40_spaces_composed_letters_and_eth_are_put_right_and_told(self):
        name = unicodedata.normalize("NFD", "  Ðặng\u00a0Văn   Ðức ")

        row = read_one(name, "GL")

        assert row.read["full_name"] == "Đặng Văn Đức"
        assert told(row.notes) == ["Họ và tên: Spaces or letters were put right."]

    def test_case_40_a_merged_unit_counts_for_each_of_its_rows(self):
        file = make_list(
            person_row("Trần Văn An", "GL"),
            person_row("Lê Thị Bình"),
            change=lambda sheet: sheet.merge_cells("G2:G3"),
        )

        first, second = sheet_of(file).rows

        assert (first.read["unit"], second.read["unit"]) == ("GL", "GL")
        assert told(second.notes) == ["Đơn vị: Taken from the merged cell that begins in row 2."]

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (date(1985, 8, 15), "15/08/1985"),
            (datetime(1985, 8, 15, 7, 30), "15/08/1985"),  # noqa: DTZ001 - a cell knows no time zone
            ("15/8/1985", "15/8/1985"),
            (31274, "15/08/1985"),
            (31274.5, "15/08/1985"),
            (1985, "1985"),
            (True, "TRUE"),
        ],
    )
    def test_a_day_is_read_as_a_day(self, value, text):
        assert read_one(unit="GL", birth_date=value).read["birth_date"] == text

    def test_days_counted_from_1904_are_the_same_days(self):
        book = Workbook()
        book.epoch = CALENDAR_MAC_1904
        book.active.append(HEADINGS)
        book.active.append(person_row(unit="GL", birth_date=31274 - 1462, valid_from=date(2025, 7, 1)))

        [row] = sheet_of(saved(book)).rows

        assert (row.read["birth_date"], row.read["valid_from"]) == ("15/08/1985", "01/07/2025")

    def test_a_number_keeps_the_zeros_of_its_format(self):
        def format_as_text(sheet: Any) -> None:
            sheet["E2"].number_format = "00000"

        assert read_one(unit="GL", staff_number=123, change=format_as_text).read["staff_number"] == "00123"

    def test_a_number_is_the_same_as_text(self):
        assert read_one(unit="GL", staff_number=123.0).read["staff_number"] == "123"

    def test_a_formula_without_a_result_is_a_fault(self):
        row = read_one('=CONCATENATE("A","B")', "GL")

        assert told(row.problems) == [
            "Họ và tên: The cell holds a formula without a result. Open the file in Excel and save it, or "
            "write the value."
        ]

    def test_a_formula_with_a_result_is_its_result(self):
        file = make_list(person_row("=A1", "GL"))
        name = "xl/worksheets/sheet1.xml"
        calculated = part(file, name).replace(b"<v></v>", b"<v>An</v>").replace(b"<v />", b"<v>An</v>")
        calculated = calculated.replace(b'<c r="B2">', b'<c r="B2" t="str">')

        [row] = sheet_of(repacked(file, {name: calculated})).rows

        assert (row.read["full_name"], row.problems) == ("An", [])

    def test_an_error_of_excel_is_a_fault(self):
        assert told(read_one("#REF!", "GL").problems) == ["Họ và tên: The cell shows the error #REF!."]

    def test_a_text_without_end_is_a_fault_and_not_kept(self):
        row = read_one("A" * 600, "GL")

        assert (told(row.problems), len(row.read["full_name"])) == (
            ["Họ và tên: The text has more than 500 characters."], 81
        )  # fmt: skip

    def test_a_name_of_the_time_before_unicode_is_put_into_it(self):
        row = read_one("NguyÔn V¨n Hïng", "GL")

        assert (row.read["full_name"], told(row.notes)) == (
            "Nguyễn Văn Hùng", ["Họ và tên: Put into Unicode from the encoding TCVN3."]
        )  # fmt: skip


class TestRows:
    def test_that_are_empty_or_examples_are_skipped_and_told(self):
        example = person_row("Nguyễn Văn A", "GL", number="Ví dụ")

        sheet = sheet_of(make_list(example, person_row(unit="GL"), [], [], person_row("Lê An", "GL")))

        assert [row.number for row in sheet.rows] == [3, 6]
        assert told(sheet.notes)[1:] == [
            "Skipped empty rows: 4–5.",
            "Skipped rows of the template's example: 2.",
        ]

    def test_that_are_hidden_are_read_and_told(self):
        def hide(sheet: Any) -> None:
            sheet.row_dimensions[2].hidden = True

        assert told(read_one(unit="GL", change=hide).notes) == ["This row is hidden in the file."]

    def test_with_text_outside_the_list_only_are_told(self):
        file = make_list(person_row(unit="GL"), [None] * 10 + ["Người lập biểu"])

        sheet = sheet_of(file)

        assert told(sheet.rows[1].problems) == [
            "The row has text only outside the columns of this list: Người lập biểu"
        ]
        assert told(sheet.notes)[1:] == ["Columns without a heading, not read: K."]

    def test_beyond_the_limit_are_refused(self):
        file = make_list(*(["x", f"Trần An {n}"] for n in range(5_001)))

        assert sentence(file) == "The list has more than 5.000 rows. Split it into several files."

    def test_far_below_the_list_are_refused(self):
        def stray(sheet: Any) -> None:
            sheet["B1000000"] = " x "

        file = make_list(person_row(unit="GL"), change=stray)

        assert sentence(file) == (
            "The sheet has data beyond row 20.000 or column 100. Delete what is too much there."
        )


class TestSheets:
    def test_other_sheets_and_hidden_ones_are_told(self):
        book = Workbook()
        book.active.title = "Ghi chú"
        book.active.append(["Lưu ý"])
        listed, hidden = book.create_sheet("Danh sách"), book.create_sheet("Ẩn")
        listed.append(HEADINGS)
        listed.append(person_row(unit="GL"))
        hidden.append(HEADINGS)
        hidden.sheet_state = "hidden"

        sheet = sheet_of(saved(book))

        assert (sheet.title, len(sheet.rows)) == ("Danh sách", 1)
        assert told(sheet.notes)[1:] == [
            "Not read: sheet “Ghi chú”.",
            "Not read: the hidden sheet “Ẩn”.",
        ]

    def test_without_data_are_refused(self):
        assert sentence(saved(Workbook())) == "The workbook has no visible sheet with data."
