"""Accounts come as a list: for people on record, with a role, without a password."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import Workbook

from tests.factories.units import assign, grant, make_person, make_unit, make_user
from units.enums import IntakeKind, Role, RowOutcome, RowResult
from units.imports.rows import Agreement
from units.models import AuditEntry, Intake, RoleGrant, User
from units.permissions import standing
from units.services import accounts
from units.services import intake as lists
from units.services.account_lists import made_accounts

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
TODAY = date(2026, 11, 20)
HEADINGS = (
    "Số hiệu", "Họ và tên", "Ngày sinh", "Tên đăng nhập", "Thư điện tử", "Vai trò", "Mã đơn vị", "Từ ngày",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


@pytest.fixture
def unit(db):
    return make_unit("VKSND tỉnh Gia Lai", code="GL")


@pytest.fixture
def person(unit):
    person = make_person("Nguyễn Văn Hùng", staff_number="KS-1", birth_date=date(1985, 8, 15))
    assign(person, unit)
    return person


def row(
    number="KS-1",
    name="Nguyễn Văn Hùng",
    born="",
    username="",
    email="",
    role="Công chức TĐ-KT",
    unit="GL",
    first="",
):
    return [number, name, born, username, email, role, unit, first]


def received(*rows) -> Intake:
    book = Workbook()
    book.active.append(HEADINGS)
    for one in rows:
        book.active.append(one)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return lists.receive(kind=IntakeKind.ACCOUNTS, file=file, name="taikhoan.xlsx", by=make_user(), at=NOW)


def applied(intake: Intake, **agreed) -> Intake:
    fingerprint = lists.fingerprint_of(lists.reports_of(intake))
    return lists.apply(
        intake=intake, fingerprint=fingerprint, agreed=Agreement(**agreed), by=make_user(), at=NOW
    )


def outcomes(intake):
    return [it.outcome for it in lists.reports_of(intake)]


def results(intake):
    return [it.result for it in lists.reports_of(intake)]


def errors(intake):
    return [[str(error) for error in it.errors] for it in lists.reports_of(intake)]


def notes(intake):
    return [[str(note) for note in it.notes] for it in lists.reports_of(intake)]


def changes(intake):
    return [[(it.column, it.old, it.new) for it in report.changes] for report in lists.reports_of(intake)]


def test_a_new_account_has_a_proposed_name_a_role_and_no_password(person, unit):
    intake = received(row(email="hung@vks.example"))
    shown = changes(intake)

    intake = applied(intake)

    user = User.objects.get(person=person)
    assert shown == [
        [
            ("Tên đăng nhập", "", "nguyen.van.hung"),
            ("Thư điện tử", "", "hung@vks.example"),
            ("Vai trò", "", "Công chức TĐ-KT · VKSND tỉnh Gia Lai · 20/11/2026"),
        ]
    ]
    assert (results(intake), user.username, user.email) == (
        [RowResult.ADDED], "nguyen.van.hung", "hung@vks.example",
    )  # fmt: skip
    assert (user.has_usable_password(), user.must_set_password) == (False, True)
    assert standing(user, TODAY).officer_of == {unit.pk}


def test_a_name_that_is_taken_gets_a_number(person, unit):
    make_user(username="Nguyen.Van.Hung")
    namesake = make_person("Nguyễn Văn Hừng", staff_number="KS-2")
    other = make_person("Nguyễn Văn Hùng", staff_number="KS-3")

    applied(received(row(), row("KS-2", "Nguyễn Văn Hừng"), row("KS-3", username="nguyen.van.hung2")))

    names = [User.objects.get(person=it).username for it in (person, namesake, other)]
    assert names == ["nguyen.van.hung3", "nguyen.van.hung4", "nguyen.van.hung2"]


def test_the_list_may_be_imported_again_and_changes_nothing(person):
    applied(received(row()))

    again = applied(received(row()))

    assert (outcomes(again), results(again)) == ([RowOutcome.KNOWN], [RowResult.UNCHANGED])
    assert notes(again)[0][0] == "Vai trò: The account has this role there already (20/11/2026 – …)."
    assert (User.objects.filter(person=person).count(), RoleGrant.objects.count()) == (1, 1)


def test_a_person_may_have_two_roles_in_two_rows(person, unit):
    supreme = make_unit("VKSND tối cao", kind="supreme", code="TC")

    intake = applied(received(row(), row(role="Thành viên Hội đồng", unit="TC", first="01/12/2026")))

    grants = User.objects.get(person=person).role_grants.order_by("pk")
    assert results(intake) == [RowResult.ADDED, RowResult.UPDATED]
    assert [(it.role, it.unit, it.valid_from) for it in grants] == [
        ("officer", unit, TODAY), ("council_member", supreme, date(2026, 12, 1)),
    ]  # fmt: skip


def test_a_person_is_recognised_by_name_and_date_of_birth(person):
    applied(received(row("", "NGUYỄN VĂN HÙNG", "15/08/1985")))

    assert User.objects.get(person=person).username == "nguyen.van.hung"


def test_a_leader_gets_an_account_without_a_role(person):
    applied(received(row(role="", unit="")))

    assert (User.objects.get(person=person).is_active, RoleGrant.objects.count()) == (True, 0)


def test_an_account_on_record_keeps_its_name_and_gets_the_role(person, unit):
    user = make_user(person, username="hung.gl", email="")

    intake = applied(received(row(username="hung", email="h@vks.example")))

    user.refresh_from_db()
    assert results(intake) == [RowResult.UPDATED]
    assert (user.username, user.email, user.role_grants.get().unit) == ("hung.gl", "h@vks.example", unit)
    assert notes(intake) == [["Tên đăng nhập: The person has the account hung.gl, which keeps its name."]]


def test_another_address_is_taken_over_only_where_it_is_agreed_to(person):
    user = make_user(person, email="cu@vks.example")
    asked = row(email="moi@vks.example", role="", unit="")

    kept = applied(received(asked))
    taken = applied(received([*asked, "x"]), replacing=True)

    user.refresh_from_db()
    assert (results(kept), results(taken), user.email) == (
        [RowResult.KEPT], [RowResult.UPDATED], "moi@vks.example",
    )  # fmt: skip


def test_a_role_that_ended_before_is_given_anew(person, unit):
    user = make_user(person)
    grant(user, Role.OFFICER, unit, valid_to=date(2025, 12, 31))

    applied(received(row()))

    assert [it.valid_from for it in user.role_grants.order_by("pk")] == [date(2015, 1, 1), TODAY]


def test_whoever_does_not_work_in_the_unit_is_pointed_out(person):
    make_unit("VKSND tỉnh Đắk Lắk", code="DL")

    assert notes(received(row(unit="DL"))) == [
        ["Mã đơn vị: On that day the person does not work in this unit."]
    ]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (row("KS-9"), "Số hiệu: Nobody with this staff number is on record. Import the people first."),
        (row(name="Trần Thị Lan"), "Số hiệu: This staff number belongs to Nguyễn Văn Hùng."),
        (row("", born=""), "Số hiệu: Write the staff number, or the name with the date of birth."),
        (
            row("", born="16/08/1985"),
            "Họ và tên: Nobody of this name and date of birth is on record. Import the people first.",
        ),
        (row(role="Giám đốc"), "Vai trò: “Giám đốc” is none of the known words."),
        (
            row(role="Quản trị viên"),
            "Vai trò: Administrators are named one by one, on the page of the account.",
        ),
        (row(unit=""), "Mã đơn vị: This must be filled in."),
        (row(unit="XX"), "Mã đơn vị: No unit has the code or the name “XX”."),
        (row(email="hùng tại vks"), "Thư điện tử: “hùng tại vks” is no address of electronic mail."),
        (
            row(username="hung nguyen"),
            "Tên đăng nhập: A user name has letters, digits and @ . + - _ only, without spaces.",
        ),
        (row(username="QUANTRI"), "Tên đăng nhập: The user name “QUANTRI” is taken."),
        (row(first="31/02/2026"), "Từ ngày: There is no day 31/02/2026."),
    ],
)
def test_what_cannot_be_is_told_with_its_column(person, given, sentence):
    make_user(username="quantri")

    intake = received(given)

    assert errors(intake) == [[sentence]]
    assert outcomes(intake) == [RowOutcome.ERROR]


def test_two_of_one_name_and_birth_are_told_apart_by_the_staff_number_only(person):
    make_person("Nguyễn Văn Hùng", birth_date=date(1985, 8, 15))

    sentence = "Họ và tên: 2 people bear this name and were born on that day: write the staff number."
    assert errors(received(row("", born="15/08/1985"))) == [[sentence]]


def test_the_same_role_twice_is_an_error(person):
    assert errors(received(row(), row())) == [[], ["Vai trò: The same as in row 2."]]


def test_case_77_nobody_who_left_gets_an_account_and_a_closed_one_stays_closed(person, unit):
    gone = make_person("Lê Đã Nghỉ", staff_number="KS-7", left_on=date(2026, 1, 31))
    make_user(person, username="hung", is_active=False)

    intake = received(row(), row("KS-7", gone.full_name))

    assert errors(intake) == [
        ["The account hung is closed."],
        ["Lê Đã Nghỉ left the sector on 31/01/2026."],
    ]


def test_many_accounts_are_checked_with_as_many_queries_as_few(unit):
    def queries(first, number):
        people = [
            make_person(f"Nguyễn Văn Số{'abcdefghij'[n % 10]}", staff_number=f"N{first + n}")
            for n in range(number)
        ]
        with CaptureQueriesContext(connection) as captured:
            received(*(row(it.staff_number, it.full_name) for it in people))
        return len(captured)

    assert queries(100, 60) <= queries(0, 3) + 2


class TestLinks:
    def test_each_new_account_gets_a_link_that_sets_its_password_once(self, person):
        intake = applied(received(row()))

        [(user, link)] = accounts.issue_first_links(users=made_accounts(intake), by=make_user(), at=NOW)

        *_start, uidb64, token, _end = link.split("/")
        accounts.use_password_link(uidb64=uidb64, token=token, password="chim sẻ bay qua", at=NOW)
        user.refresh_from_db()
        assert (user.person, user.check_password("chim sẻ bay qua")) == (person, True)

    def test_making_them_again_ends_the_older_ones_and_leaves_out_who_has_a_password(self, person, unit):
        second = make_person("Trần Thị Lan", staff_number="KS-2")
        intake = applied(received(row(), row("KS-2", second.full_name)))
        first = dict(accounts.issue_first_links(users=made_accounts(intake), by=make_user(), at=NOW))
        done = User.objects.get(person=second)
        accounts.set_password(user=done, password="một hai ba bốn", by=done, at=NOW)

        again = accounts.issue_first_links(users=made_accounts(intake), by=make_user(), at=NOW)

        *_start, uidb64, token, _end = first[User.objects.get(person=person)].split("/")
        assert [user.person for user, _link in again] == [person]
        with pytest.raises(accounts.ValidationError):
            accounts.read_link(uidb64=uidb64, token=token, at=NOW)

    def test_the_trail_names_the_accounts_and_no_link(self, person):
        intake = applied(received(row()))

        [(user, link)] = accounts.issue_first_links(users=made_accounts(intake), by=make_user(), at=NOW)

        entry = AuditEntry.objects.order_by("-seq")[0]
        assert (entry.kind, f'"accounts":[{user.pk}]' in entry.body) == ("account_links_issued", True)
        assert link.split("/")[-2] not in entry.body
