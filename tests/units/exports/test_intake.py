"""The template that is filled in, and the report of a list as a workbook."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import load_workbook

from tests.factories.units import make_unit, make_user
from tests.factories.workbooks import make_list, person_row
from units.admin.intake_page import whole_report
from units.exports import intake as workbooks
from units.imports import people
from units.imports.workbook import read
from units.services import intake as lists

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 10, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def table(content: bytes, sheet: str) -> list[list]:
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content))[sheet].iter_rows()]


def test_the_template_has_the_headings_an_example_and_an_explanation_of_each():
    content = workbooks.template(columns=people.COLUMNS, title="Cán bộ")

    rows, guide = table(content, "Cán bộ"), table(content, "Hướng dẫn")
    headings = [column.heading for column in people.COLUMNS]
    assert rows[0][:3] == ["STT", "Họ và tên *", "Ngày sinh"]
    assert rows[1][:2] == ["Ví dụ", "Nguyễn Văn Hùng"]
    assert [row[0] for row in guide[1 : len(headings) + 1]] == headings


@pytest.mark.parametrize("kind", lists.KINDS)
def test_the_template_of_every_kind_is_read_back_and_holds_nobody_yet(kind):
    columns = lists.KINDS[kind].columns
    content = workbooks.template(columns=columns, title="Mẫu")

    sheet = read(BytesIO(content), "mau.xlsx", columns)

    assert sheet.rows == []


@pytest.mark.parametrize("kind", lists.KINDS)
def test_the_example_of_every_template_is_well_formed_but_for_what_it_names(kind):
    """Somebody who takes the example for a row of the list gets sentences about the unit at most."""
    columns = lists.KINDS[kind].columns
    headings = [column.heading for column in columns]
    file = make_list([column.example for column in columns], headings=headings)

    [row] = read(file, "a.xlsx", columns).rows

    assert row.problems == []


def test_the_report_has_every_row_with_what_was_found():
    make_unit("VKSND tỉnh Gia Lai", code="GL")
    file = make_list(person_row("Trần Văn An", "GL"), person_row("Lê Thị Bình", "Nơi khác"))
    intake = lists.receive(kind="people", file=file, name="a.xlsx", by=make_user(), at=NOW)

    head, first, second = table(whole_report(intake, NOW.date()), "Báo cáo")

    assert head[:3] == ["Dòng", "Kết quả kiểm tra", "Kết quả"]
    assert first[:2] == ["2", "Mới"]
    assert (second[1], second[5]) == ("Lỗi", "Đơn vị: Không có đơn vị nào có mã hoặc tên “Nơi khác”.")


@pytest.mark.parametrize("text", ["=1+1", "+84 905", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_a_text_that_begins_like_a_formula_stays_a_text(text):
    file = make_list(person_row("Trần Văn An", "GL", position_title=text))
    if text.startswith("="):
        file = make_list(
            person_row("Trần Văn An", "GL"),
            change=lambda sheet: setattr(sheet.cell(2, 8, text), "data_type", "s"),
        )
    intake = lists.receive(kind="people", file=file, name="a.xlsx", by=make_user(), at=NOW)

    sheet = load_workbook(BytesIO(whole_report(intake, NOW.date())))["Báo cáo"]

    [cell] = [cell for cell in sheet[2] if cell.value == text]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
