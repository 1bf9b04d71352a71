"""One-time links for the accounts of an imported list, as a workbook."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.factories.units import client_of, grant, make_person, make_unit, make_user
from tests.factories.workbooks import make_list
from units.enums import Role
from units.imports.rows import Agreement
from units.models import AuditEntry, User
from units.services import accounts
from units.services import intake as lists

HEADINGS = ("Số hiệu", "Họ và tên", "Vai trò", "Mã đơn vị")
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def intake(administrator):
    """An applied list that made two accounts."""
    unit = make_unit(code="GL")
    rows = []
    for number, name in enumerate(("Trần Thị Bình", "Nguyễn Văn An")):
        person = make_person(name, staff_number=f"KS-{number}")
        rows.append((person.staff_number, name, "Công chức TĐ-KT", unit.code))
    file = make_list(*rows, headings=HEADINGS)
    checked = lists.receive(kind="accounts", file=file, name="tk.xlsx", by=administrator, at=NOW)
    shown = lists.fingerprint_of(lists.reports_of(checked))
    return lists.apply(intake=checked, fingerprint=shown, agreed=Agreement(), by=administrator, at=NOW)


def url(intake):
    return f"/admin/units/user/links/{intake.pk}/"


def rows_of(response):
    sheet = load_workbook(BytesIO(response.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_workbook_holds_a_working_link_for_each_new_account(desk, intake):
    response = desk.post(url(intake))

    headings, *rows = rows_of(response)
    links = [row[2] for row in rows]
    answers = [Client().get(link.removeprefix("http://testserver")).status_code for link in links]
    assert headings == ["Full name", "User name", "One-time link to set the password", "Works until"]
    assert [row[:2] for row in rows] == [
        ["Nguyễn Văn An", "nguyen.van.an"],
        ["Trần Thị Bình", "tran.thi.binh"],
    ]
    assert answers == [200, 200]
    assert response.headers["Content-Disposition"] == f'attachment; filename="lien-ket-{intake.pk}.xlsx"'
    assert "no-store" in response.headers["Cache-Control"]


def test_the_page_of_the_list_offers_it_and_keeps_no_link(desk, intake):
    link = rows_of(desk.post(url(intake)))[1][2]

    page = desk.get(f"/admin/units/intake/{intake.pk}/change/").content.decode()

    token = link.split("/")[-2]
    intake.refresh_from_db()
    kept = [str(intake.rows), str(intake.options), page, *AuditEntry.objects.values_list("body", flat=True)]
    assert url(intake) in page
    assert [text for text in kept if token in text] == []


def test_who_has_a_password_gets_no_link(desk, intake):
    for user in User.objects.filter(person__staff_number__startswith="KS-"):
        accounts.set_password(user=user, password="chim sẻ bay qua", by=user, at=NOW)

    response = desk.post(url(intake), follow=True)

    said = [str(message) for message in response.context["messages"]]
    assert said == ["Every account of this list has its password already."]


def test_only_administrators_make_links(intake):
    officer = make_user()
    grant(officer, Role.OFFICER, make_unit())

    assert client_of(officer).post(url(intake)).status_code == 403


def test_a_list_of_people_makes_no_links(desk, administrator):
    people = lists.receive(
        kind="people",
        file=make_list(("Lê An", "X"), headings=("Họ và tên", "Đơn vị")),
        name="a.xlsx",
        by=administrator,
        at=NOW,
    )

    assert desk.post(url(people)).status_code == 404
