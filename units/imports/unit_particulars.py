"""The columns of a list of units, and what one row says of a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from units.enums import UnitKind
from units.imports.rows import Column, Remark, SheetRow
from units.imports.values import Values
from units.text import words

COLUMNS = (
    Column(
        "code",
        "Mã đơn vị",
        ("ma", "ma so don vi", "ma dinh danh don vi", "unit code", "code"),
        is_required=True,
        example="VKS-52-KV02",
        explanation=gettext_lazy("Letters, digits, dots and dashes. By it a unit is recognised again."),
    ),
    Column(
        "full_name",
        "Tên đầy đủ",
        ("ten don vi", "ten", "ten don vi day du", "ten goi day du", "full name"),
        is_required=True,
        example="Viện kiểm sát nhân dân khu vực 2 - Gia Lai",
        explanation=gettext_lazy("The official name, as it is printed on papers."),
    ),
    Column(
        "short_name",
        "Tên ngắn",
        ("ten viet tat", "ten goi tat", "ten rut gon", "short name"),
        example="VKSND khu vực 2",
        explanation=gettext_lazy("As in lists. Empty: the official name with VKSND for its first words."),
    ),
    Column(
        "kind",
        "Cấp",
        ("cap don vi", "loai don vi", "loai", "level"),
        is_required=True,
        example="Khu vực",
        explanation=gettext_lazy("Tỉnh, Khu vực, Huyện, Phòng, Cấp cao, Vụ, Quân sự or Ngoài ngành."),
    ),
    Column(
        "parent",
        "Mã đơn vị cấp trên",
        ("don vi cap tren", "cap tren", "truc thuoc", "thuoc don vi", "ma cap tren", "upper unit"),
        is_required=True,
        example="VKS-52",
        explanation=gettext_lazy("The unit must be on record, or stand further up in the list."),
    ),
    Column(
        "place",
        "Địa danh",
        ("dia danh van ban", "dia danh ghi tren van ban", "place"),
        example="Gia Lai",
        explanation=gettext_lazy("Place name before the date of papers."),
    ),
    Column(
        "head_title",
        "Chức danh người đứng đầu",
        ("chuc danh thu truong", "chuc vu nguoi dung dau", "nguoi dung dau", "title of the head"),
        example="Viện trưởng",
        explanation=gettext_lazy("For example Viện trưởng, Vụ trưởng."),
    ),
    Column(
        "valid_from",
        "Từ ngày",
        ("thanh lap tu ngay", "ngay thanh lap", "hoat dong tu ngay", "tu", "from"),
        is_date=True,
        example="01/07/2025",
        explanation=gettext_lazy("First day of the unit; empty means that it is not known."),
    ),
    Column(
        "legal_basis",
        "Căn cứ",
        ("can cu phap ly", "van ban thanh lap", "can cu thanh lap", "quyet dinh thanh lap", "legal basis"),
        explanation=gettext_lazy("Instrument that established the unit."),
    ),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}
KINDS = {
    "cap cao": UnitKind.HIGH,
    "vien kiem sat nhan dan cap cao": UnitKind.HIGH,
    "tinh": UnitKind.PROVINCE,
    "thanh pho": UnitKind.PROVINCE,
    "cap tinh": UnitKind.PROVINCE,
    "tinh thanh pho": UnitKind.PROVINCE,
    "khu vuc": UnitKind.REGION,
    "cap khu vuc": UnitKind.REGION,
    "huyen": UnitKind.DISTRICT,
    "cap huyen": UnitKind.DISTRICT,
    "phong": UnitKind.DEPARTMENT,
    "van phong": UnitKind.DEPARTMENT,
    "thanh tra": UnitKind.DEPARTMENT,
    "phong ban": UnitKind.DEPARTMENT,
    "vu": UnitKind.SUPREME_DEPARTMENT,
    "cuc": UnitKind.SUPREME_DEPARTMENT,
    "don vi thuoc vksnd toi cao": UnitKind.SUPREME_DEPARTMENT,
    "quan su": UnitKind.MILITARY,
    "vien kiem sat quan su": UnitKind.MILITARY,
    "ngoai nganh": UnitKind.OUTSIDE,
}
# How a report names the level of a unit on record: data of the list, as its headings are.
KIND_WORDS = {
    UnitKind.SUPREME: "VKSND tối cao",
    UnitKind.SUPREME_DEPARTMENT: "Vụ",
    UnitKind.HIGH: "Cấp cao",
    UnitKind.PROVINCE: "Tỉnh",
    UnitKind.REGION: "Khu vực",
    UnitKind.DISTRICT: "Huyện",
    UnitKind.DEPARTMENT: "Phòng",
    UnitKind.MILITARY: "Quân sự",
    UnitKind.OUTSIDE: "Ngoài ngành",
    UnitKind.ORGANISER: "Cơ quan tổ chức cụm, khối",
}
_CODE = re.compile(r"[A-Za-z0-9ĐđÀ-ỹ][A-Za-z0-9ĐđÀ-ỹ._/-]*\Z")
_TOTALS = frozenset({"tong", "cong", "tong cong", "tong so"})
_PROCURACY = re.compile(r"viện kiểm sát nhân dân", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class UnitParticulars:
    """What a row says. `errors` may say why it says nothing."""

    row: SheetRow
    errors: list[Remark]
    notes: list[Remark]
    code: str = ""
    full_name: str = ""
    short_name: str = ""
    kind: str = ""
    parent: str = ""
    place: str = ""
    head_title: str = ""
    valid_from: date | None = None
    legal_basis: str = ""
    is_short_name_made: bool = False

    @property
    def number(self) -> int:
        return self.row.number


def unit_particulars(row: SheetRow, on: date) -> UnitParticulars:
    """The row in values; `on` is the day of the import."""
    values, notes = Values(row, COLUMNS), list(row.notes)
    if is_no_unit(row):
        sentence = _("This row is no unit: a title, a total or a line below the list. Delete it.")
        return UnitParticulars(row=row, errors=[*row.problems, Remark(sentence)], notes=notes)
    full_name = values.text("full_name", limit=250)
    given = values.text("short_name", limit=150)
    found = UnitParticulars(
        row=row,
        errors=values.errors,
        notes=notes,
        code=_code(values),
        full_name=full_name,
        short_name=given or _PROCURACY.sub("VKSND", full_name, count=1),
        kind=values.choice("kind", KINDS) or "",
        parent=values.text("parent", limit=250),
        place=values.text("place", limit=100),
        head_title=values.text("head_title", limit=100),
        valid_from=values.day("valid_from", latest=on + timedelta(days=366)),
        legal_basis=values.text("legal_basis", limit=250),
        is_short_name_made=not given,
    )
    if len(found.short_name) > 150:
        values.fault("short_name", _("The short name has more than 150 characters: write a shorter one."))
    return found


def is_no_unit(row: SheetRow) -> bool:
    """Titles of groups and totals stand alone in their row."""
    given = [text for text in row.read.values() if text]
    start = " ".join(words(re.split(r"[:\d]", given[0], maxsplit=1)[0])) if given else ""
    return len(given) < 2 and not row.problems or start in _TOTALS


def _code(values: Values) -> str:
    code = values.text("code", limit=30)
    if code and not _CODE.match(code):
        values.fault("code", _("A code has letters, digits, dots, dashes and slashes only."))
    return code
