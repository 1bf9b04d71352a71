"""The columns of a list of people, and what one row says of a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from units.enums import Gender
from units.imports import citizen_id
from units.imports.known_units import KnownUnits
from units.imports.rows import Column, Remark, SheetRow
from units.imports.values import Values
from units.models import Unit
from units.text import person_sort_key, words

COLUMNS = (
    Column(
        "full_name",
        "Họ và tên",
        (
            "ho ten",
            "ho va ten can bo",
            "ho ten can bo",
            "ho va ten khai sinh",
            "ho chu dem va ten",
            "full name",
        ),
        is_required=True,
        example="Nguyễn Văn Hùng",
        explanation=gettext_lazy("Family, middle and given name in one cell."),
    ),
    Column(
        "birth_date",
        "Ngày sinh",
        ("ngay thang nam sinh", "sinh ngay", "ngay sinh dd mm yyyy", "ns", "date of birth"),
        is_date=True,
        example="15/08/1985",
        explanation=gettext_lazy("Day, month and year; a year alone is refused. It tells namesakes apart."),
    ),
    Column(
        "gender",
        "Giới tính",
        ("nam nu", "gioi", "gender", "sex"),
        example="Nam",
        explanation=gettext_lazy("Nam or Nữ."),
    ),
    Column(
        "staff_number",
        "Số hiệu",
        (
            "so hieu cong chuc",
            "so hieu can bo",
            "so hieu cbcc",
            "so hieu cong chuc vien chuc",
            "so hieu can bo cong chuc",
            "ma so cong chuc",
            "ma cong chuc",
            "ma can bo",
            "ma nhan vien",
            "staff number",
        ),
        example="KS-0123",
        is_number=True,
        explanation=gettext_lazy("By it a person is recognised when a list is imported again."),
    ),  # fmt: skip
    Column(
        "citizen_id",
        "Số CCCD",
        (
            "cccd",
            "can cuoc",
            "so can cuoc",
            "so can cuoc cong dan",
            "can cuoc cong dan",
            "so dinh danh",
            "so dinh danh ca nhan",
            "so cccd so dinh danh",
            "so cccd cmnd",
            "cccd cmnd",
            "citizen id",
        ),
        seal=citizen_id.seal,
        example="",
        explanation=gettext_lazy(
            "May be empty. 12 digits, in a column of the format Text. The number itself is not kept: only a "
            "code by which it is recognised again, and its last three digits."
        ),
    ),  # fmt: skip
    Column(
        "unit",
        "Đơn vị",
        (
            "ma don vi",
            "ten don vi",
            "don vi cong tac",
            "ma hoac ten don vi",
            "co quan don vi",
            "don vi phong",
            "noi cong tac",
            "unit",
        ),
        is_required=True,
        example="VKSND tỉnh Gia Lai",
        explanation=gettext_lazy("Code, full or short name of the unit as on record."),
    ),  # fmt: skip
    Column(
        "position_title",
        "Chức vụ",
        ("chuc danh", "chuc vu chuc danh", "chuc danh chuc vu", "chuc vu hien nay", "position"),
        example="Kiểm sát viên sơ cấp",
        explanation=gettext_lazy("Position or title, as it is to be shown."),
    ),
    Column(
        "valid_from",
        "Từ ngày",
        ("tu ngay cong tac", "cong tac tai don vi tu ngay", "ngay ve don vi", "tu", "from"),
        is_date=True,
        example="01/07/2025",
        explanation=gettext_lazy("First day in this unit; empty means the day of the import."),
    ),
    Column(
        "recruited_on",
        "Ngày vào ngành",
        ("vao nganh", "vao nganh tu ngay", "ngay thang nam vao nganh", "ngay tuyen dung", "recruited on"),
        is_date=True,
        example="01/09/2010",
        explanation=gettext_lazy("First day in the procuracy."),
    ),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}
_GENDERS = {
    "nam": Gender.MALE, "male": Gender.MALE, "nu": Gender.FEMALE, "female": Gender.FEMALE,
}  # fmt: skip
_LETTERS_OF_NAMES = re.compile(r"[^\W\d_]+(?:[ .'’‘-]+[^\W\d_]+)*[.]?\Z")
# Words with which a row begins that adds up or closes the list.
_TOTALS = frozenset({"tong", "cong", "tong cong", "tong so", "tong so nguoi", "danh sach co"})
_LONGEST_KEY = 500


@dataclass(slots=True, kw_only=True)
class Particulars:
    """What a row says of a person and where he or she works. `errors` may say why it says nothing."""

    row: SheetRow
    errors: list[Remark]
    notes: list[Remark]
    full_name: str = ""
    sort_key: str = ""
    birth_date: date | None = None
    gender: str = ""
    staff_number: str = ""
    citizen_id_hash: str = ""
    citizen_id_tail: str = ""
    unit: Unit | None = None
    position_title: str = ""
    valid_from: date | None = None
    recruited_on: date | None = None

    @property
    def number(self) -> int:
        return self.row.number


def particulars(row: SheetRow, units: KnownUnits, on: date) -> Particulars:
    """The row in values; `on` is the day of the import."""
    values, notes = Values(row, COLUMNS), list(row.notes)
    if no_person := _no_person(row):
        return Particulars(row=row, errors=[*row.problems, no_person], notes=notes)
    full_name = _name(values, notes)
    found = Particulars(
        row=row,
        errors=values.errors,
        notes=notes,
        full_name=full_name,
        sort_key=person_sort_key(full_name),
        birth_date=values.day("birth_date", latest=on),
        gender=values.choice("gender", _GENDERS) or "",
        staff_number=values.text("staff_number", limit=30),
        citizen_id_hash=row.sealed.get("citizen_id_hash", ""),
        citizen_id_tail=row.sealed.get("citizen_id_tail", ""),
        position_title=values.text("position_title", limit=150),
        valid_from=values.day("valid_from", latest=on + timedelta(days=366)),
        recruited_on=values.day("recruited_on", latest=on + timedelta(days=366)),
    )
    found.unit = _unit(values, units, found.valid_from or on)
    _check_order(values, found)
    return found


def _no_person(row: SheetRow) -> Remark | None:
    """Titles of groups, totals and lines below the list are told, and are nobody."""
    given = [text for text in row.read.values() if text]
    name = row.read.get("full_name", "")
    start = " ".join(words(re.split(r"[:\d]", name, maxsplit=1)[0]))
    is_alone = len(given) == 1 and not row.problems
    if start in _TOTALS or (is_alone and not name):
        sentence = _("This row is no person: a title, a total or a line below the list. Delete it.")
        return Remark(sentence)
    return None


def _name(values: Values, notes: list[Remark]) -> str:
    name = values.text("full_name", limit=100)
    if not name:
        return ""
    if not _LETTERS_OF_NAMES.match(name) or len(person_sort_key(name)) > _LONGEST_KEY:
        values.fault("full_name", _("A name has letters only."))
        return ""
    if name.isupper() and len(name) > 1:
        notes.append(
            Remark(
                _("Written in capitals; taken as %(name)s."), {"name": name.title()}, HEADINGS["full_name"]
            )
        )
        return name.title()
    return name


def _unit(values: Values, units: KnownUnits, day: date) -> Unit | None:
    text = values.text("unit", limit=250)
    found = units.find(text, day) if text else None
    if isinstance(found, Remark):
        values.fault("unit", found.text, **found.params)
        return None
    return found


def _check_order(values: Values, found: Particulars) -> None:
    birth = found.birth_date
    if birth is None:
        return
    for name, day in (("recruited_on", found.recruited_on), ("valid_from", found.valid_from)):
        if day and day <= birth:
            values.fault(name, _("This day is before the date of birth."))
