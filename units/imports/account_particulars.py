"""The columns of a list of accounts, and what one row says of an account."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from units.enums import Role
from units.imports.known_units import KnownUnits
from units.imports.rows import Column, Remark, SheetRow
from units.imports.values import Values
from units.models import Unit, User
from units.text import person_sort_key, words

COLUMNS = (
    Column(
        "staff_number",
        "Số hiệu",
        ("so hieu cong chuc", "so hieu can bo", "so hieu cbcc", "ma can bo", "ma cong chuc", "staff number"),
        example="KS-0123",
        is_number=True,
        explanation=gettext_lazy("By it the person is recognised; or by name and date of birth."),
    ),
    Column(
        "full_name",
        "Họ và tên",
        ("ho ten", "ho va ten can bo", "ho ten can bo", "nguoi dung", "full name"),
        is_required=True,
        example="Nguyễn Văn Hùng",
        explanation=gettext_lazy("As on record: the list of people is imported first."),
    ),
    Column(
        "birth_date",
        "Ngày sinh",
        ("ngay thang nam sinh", "sinh ngay", "date of birth"),
        is_date=True,
        example="15/08/1985",
        explanation=gettext_lazy("Needed where there is no staff number."),
    ),
    Column(
        "username",
        "Tên đăng nhập",
        ("tai khoan", "ten tai khoan", "ten dang nhap he thong", "user name", "username"),
        example="nguyen.van.hung",
        explanation=gettext_lazy("Empty: proposed from the name, with a number where it is taken."),
    ),
    Column(
        "email",
        "Thư điện tử",
        ("email", "e mail", "dia chi thu dien tu", "hop thu", "dia chi email"),
        example="hungnv@vks.example",
        explanation=gettext_lazy("May be empty."),
    ),
    Column(
        "role",
        "Vai trò",
        ("vai tro tai khoan", "quyen", "nhom quyen", "phan quyen", "role"),
        is_required=True,
        example="Công chức TĐ-KT",
        explanation=gettext_lazy(
            "Công chức TĐ-KT, Công chức TĐ-KT trung ương or Thành viên Hội đồng. Empty for leaders, whose "
            "rights come from their appointment. Administrators are named one by one, not by a list."
        ),
    ),
    Column(
        "unit",
        "Mã đơn vị",
        ("don vi", "ten don vi", "ma hoac ten don vi", "don vi phu trach", "unit"),
        is_required=True,
        example="VKS-52",
        explanation=gettext_lazy("Code or name of the unit in which the role is held."),
    ),
    Column(
        "valid_from",
        "Từ ngày",
        ("vai tro tu ngay", "hieu luc tu ngay", "tu", "from"),
        is_date=True,
        example="01/07/2025",
        explanation=gettext_lazy("First day of the role; empty means the day of the import."),
    ),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}
ROLES = {
    "cong chuc lam cong tac thi dua, khen thuong": Role.OFFICER,
    "cong chuc lam cong tac thi dua": Role.OFFICER,
    "cong chuc thi dua": Role.OFFICER,
    "cong chuc td-kt": Role.OFFICER,
    "cong chuc tdkt": Role.OFFICER,
    "can bo thi dua": Role.OFFICER,
    "can bo td-kt": Role.OFFICER,
    "can bo tdkt": Role.OFFICER,
    "cong chuc thi dua, khen thuong vksnd toi cao": Role.CENTRAL_OFFICER,
    "cong chuc td-kt trung uong": Role.CENTRAL_OFFICER,
    "cong chuc tdkt trung uong": Role.CENTRAL_OFFICER,
    "can bo thi dua trung uong": Role.CENTRAL_OFFICER,
    "thanh vien hoi dong thi dua - khen thuong": Role.COUNCIL_MEMBER,
    "thanh vien hoi dong td-kt": Role.COUNCIL_MEMBER,
    "thanh vien hoi dong": Role.COUNCIL_MEMBER,
    "uy vien hoi dong": Role.COUNCIL_MEMBER,
    "quan tri": Role.ADMINISTRATOR,
    "quan tri vien": Role.ADMINISTRATOR,
}
_TOTALS = frozenset({"tong", "cong", "tong cong", "tong so"})


@dataclass(slots=True, kw_only=True)
class AccountParticulars:
    """What a row says. `errors` may say why it says nothing."""

    row: SheetRow
    errors: list[Remark]
    notes: list[Remark]
    staff_number: str = ""
    full_name: str = ""
    sort_key: str = ""
    birth_date: date | None = None
    username: str = ""
    email: str = ""
    role: str = ""
    unit: Unit | None = None
    first: date

    @property
    def number(self) -> int:
        return self.row.number


def account_particulars(row: SheetRow, units: KnownUnits, on: date) -> AccountParticulars:
    """The row in values; `on` is the day of the import."""
    values = Values(row, _without_required_role())
    if _is_no_account(row):
        sentence = _("This row is no account: a title, a total or a line below the list. Delete it.")
        errors = [*row.problems, Remark(sentence)]
        return AccountParticulars(row=row, errors=errors, notes=list(row.notes), first=on)
    full_name = values.text("full_name", limit=200)
    first = values.day("valid_from", latest=on + timedelta(days=366)) or on
    found = AccountParticulars(
        row=row,
        errors=values.errors,
        notes=list(row.notes),
        staff_number=values.text("staff_number", limit=30),
        full_name=full_name,
        sort_key=person_sort_key(full_name),
        birth_date=values.day("birth_date", latest=on),
        username=_username(values),
        email=_email(values),
        role=_role(values),
        first=first,
    )
    found.unit = _unit(values, units, found)
    if not found.staff_number and not found.birth_date and not found.errors:
        values.fault("staff_number", _("Write the staff number, or the name with the date of birth."))
    return found


def _without_required_role() -> list[Column]:
    """The column must be there; in the row of a leader it is empty, and the unit with it."""
    return [Column(it.name, it.heading, is_required=it.name == "full_name") for it in COLUMNS]


def _is_no_account(row: SheetRow) -> bool:
    given = [text for text in row.read.values() if text]
    start = " ".join(words(re.split(r"[:\d]", given[0], maxsplit=1)[0])) if given else ""
    return len(given) < 2 and not row.problems or start in _TOTALS


def _username(values: Values) -> str:
    name = values.text("username", limit=150)
    try:
        if name:
            User.username_validator(name)
    except ValidationError:
        values.fault("username", _("A user name has letters, digits and @ . + - _ only, without spaces."))
    return name


def _email(values: Values) -> str:
    email = values.text("email", limit=254)
    try:
        if email:
            validate_email(email)
    except ValidationError:
        values.fault("email", _("“%(text)s” is no address of electronic mail."), text=email)
    return email


def _role(values: Values) -> str:
    role = values.choice("role", ROLES)
    if role == Role.ADMINISTRATOR:
        values.fault("role", _("Administrators are named one by one, on the page of the account."))
    return role or ""


def _unit(values: Values, units: KnownUnits, row: AccountParticulars) -> Unit | None:
    text = values.text("unit", limit=250)
    if row.role and not text:
        values.fault("unit", _("This must be filled in."))
    found = units.find(text, row.first) if text else None
    if isinstance(found, Remark):
        values.fault("unit", found.text, **found.params)
        return None
    return found
