"""Units come as a list: recognised by their code, placed below one another, what is on record stays."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import Workbook

from tests.factories.units import make_unit, make_user
from units.enums import IntakeKind, IntakeStatus, RowOutcome, RowResult
from units.imports.rows import Agreement
from units.models import Intake, Unit
from units.queries.namesakes import listed_name
from units.services import intake as lists

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
HEADINGS = (
    "Mã đơn vị *", "Tên đầy đủ", "Tên ngắn", "Cấp", "Mã đơn vị\ncấp trên", "Địa danh", "Chức danh người đứng đầu",
    "Từ ngày", "Căn cứ",
)  # fmt: skip
LAW = "Luật số 82/2025/QH15"


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


@pytest.fixture
def gia_lai(db):
    return make_unit("VKSND tỉnh Gia Lai", code="GL", place="Gia Lai", valid_from=date(2025, 7, 1))


def region(code="GL-02", name="Viện kiểm sát nhân dân khu vực 2", parent="GL", **values):
    given = {
        "short": "VKSND khu vực 2", "kind": "Khu vực", "place": "", "head": "Viện trưởng", "from": "01/07/2025",
        "basis": LAW, **values,
    }  # fmt: skip
    return [
        code,
        name,
        given["short"],
        given["kind"],
        parent,
        given["place"],
        given["head"],
        given["from"],
        given["basis"],
    ]


def received(*rows, at=NOW) -> Intake:
    book = Workbook()
    book.active.append(HEADINGS)
    for row in rows:
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return lists.receive(kind=IntakeKind.UNITS, file=file, name="donvi.xlsx", by=make_user(), at=at)


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


def test_new_units_begin_with_their_name_and_its_legal_basis(gia_lai):
    intake = received(region())
    before = Unit.objects.filter(code="GL-02").exists()

    applied(intake)

    unit = Unit.objects.get(code="GL-02")
    name = unit.names.get()
    assert before is False
    assert (unit.kind, unit.parent, unit.short_name, unit.head_title, unit.valid_from) == (
        "region", gia_lai, "VKSND khu vực 2", "Viện trưởng", date(2025, 7, 1),
    )  # fmt: skip
    assert (name.full_name, name.valid_from, name.legal_basis) == (
        "Viện kiểm sát nhân dân khu vực 2", date(2025, 7, 1), LAW,
    )  # fmt: skip
    assert list(Unit.objects.matching("khu vuc 2")) == [unit]


def test_case_11_regional_units_of_one_name_in_two_provinces_do_not_clash(gia_lai):
    make_unit("VKSND tỉnh Đắk Lắk", code="DL", place="Đắk Lắk", valid_from=date(2025, 7, 1))

    intake = applied(received(region(), region("DL-02", parent="DL")))

    units = Unit.objects.filter(code__in=["GL-02", "DL-02"]).select_related("parent").order_by("code")
    assert results(intake) == [RowResult.ADDED, RowResult.ADDED]
    assert [listed_name(unit) for unit in units] == ["VKSND khu vực 2 – Đắk Lắk", "VKSND khu vực 2 – Gia Lai"]


def test_a_second_unit_of_one_name_in_one_province_is_an_error(gia_lai):
    intake = received(region(), region("GL-99"))

    assert errors(intake) == [
        [],
        ["Tên đầy đủ: A unit of this name stands below that upper unit already, with the code GL-02."],
    ]


def test_the_list_may_be_imported_again_and_changes_nothing(gia_lai):
    applied(received(region()))

    again = applied(received(region()))

    assert (outcomes(again), results(again)) == ([RowOutcome.KNOWN], [RowResult.UNCHANGED])
    assert Unit.objects.filter(code="GL-02").count() == 1


def test_differences_are_shown_and_stay_as_they_are(gia_lai):
    applied(received(region()))

    intake = received(region(head="Viện trưởng VKSND khu vực", short="VKS KV 2"))
    shown = [(it.column, it.old, it.new, it.replaces) for it in lists.reports_of(intake)[0].changes]
    intake = applied(intake)

    unit = Unit.objects.get(code="GL-02")
    assert shown == [
        ("Tên ngắn", "VKSND khu vực 2", "VKS KV 2", True),
        ("Chức danh người đứng đầu", "Viện trưởng", "Viện trưởng VKSND khu vực", True),
    ]
    assert (results(intake), unit.short_name, unit.head_title) == (
        [RowResult.KEPT], "VKSND khu vực 2", "Viện trưởng",
    )  # fmt: skip


def test_differences_are_taken_over_where_it_is_agreed_to(gia_lai):
    applied(received(region()))

    intake = applied(received(region(short="VKS KV 2", place="Pleiku")), replacing=True)

    unit = Unit.objects.get(code="GL-02")
    assert results(intake) == [RowResult.UPDATED]
    assert (unit.short_name, unit.place, unit.names.get().short_name) == ("VKS KV 2", "Pleiku", "VKS KV 2")
    assert list(Unit.objects.matching("kv 2")) == [unit]


def test_what_was_missing_is_filled_in_without_a_tick(gia_lai):
    applied(received(region()))

    intake = applied(received(region(place="Pleiku")))

    assert (results(intake), Unit.objects.get(code="GL-02").place) == ([RowResult.UPDATED], "Pleiku")


def test_level_upper_unit_and_first_day_are_no_matter_of_a_list(gia_lai):
    make_unit("VKSND tỉnh Đắk Lắk", code="DL")
    applied(received(region()))

    intake = applied(received(region(parent="DL", kind="Phòng", **{"from": "01/01/2026"})), replacing=True)

    said = "A list does not change this; use the page of the unit."
    unit = Unit.objects.get(code="GL-02")
    assert notes(intake) == [
        [
            f"Cấp: On record: Khu vực. {said}",
            f"Mã đơn vị cấp trên: On record: GL. {said}",
            f"Từ ngày: On record: 01/07/2025. {said}",
        ]
    ]
    assert (unit.parent, unit.kind, unit.valid_from) == (gia_lai, "region", date(2025, 7, 1))


def test_a_unit_may_stand_below_one_of_an_earlier_row(gia_lai):
    office = region("GL-02-VP", "Văn phòng", "GL-02", kind="Phòng", short="Văn phòng khu vực 2")

    applied(received(region(), office))

    assert Unit.objects.get(code="GL-02-VP").parent == Unit.objects.get(code="GL-02")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [region("GL-02-VP", "Văn phòng", "GL-02", kind="Phòng"), region()],
            [["Mã đơn vị cấp trên: The upper unit stands further down, in row 3: move it up."], []],
        ),
        (
            [region(kind="Tầng"), region("GL-02-VP", "Văn phòng", "GL-02", kind="Phòng")],
            [
                ["Cấp: “Tầng” is none of the known words."],
                ["Mã đơn vị cấp trên: The upper unit stands in row 2, which has errors."],
            ],
        ),
        ([region(parent="XX")], [["Mã đơn vị cấp trên: No unit has the code or the name “XX”."]]),
        ([region(parent="GL-02")], [["Mã đơn vị cấp trên: A unit cannot stand below itself."]]),
        (
            [region(**{"from": "30/06/2025"})],
            [["Mã đơn vị cấp trên: VKSND tỉnh Gia Lai begins on 01/07/2025 only."]],
        ),
        ([region(), region("gl-02", "Khác")], [[], ["Mã đơn vị: The same as in row 2."]]),
        ([region("GL 02")], [["Mã đơn vị: A code has letters, digits, dots, dashes and slashes only."]]),
        ([region("", "Khác")], [["Mã đơn vị: This must be filled in."]]),
        (
            [region(short="", name="Viện " * 40)],
            [["Tên ngắn: The short name has more than 150 characters: write a shorter one."]],
        ),
        (
            [["Tổng cộng: 12", "12 đơn vị"]],
            [["This row is no unit: a title, a total or a line below the list. Delete it."]],
        ),
        (
            [["", "I. CÁC VKSND KHU VỰC"]],
            [["This row is no unit: a title, a total or a line below the list. Delete it."]],
        ),
    ],
)
def test_what_cannot_be_is_told_with_its_column(gia_lai, rows, expected):
    assert errors(received(*rows)) == expected


def test_the_code_of_a_unit_that_has_ended_is_not_used_again(gia_lai):
    make_unit("VKSND tỉnh Bình Định", code="BD", valid_to=date(2025, 6, 30))

    intake = received(region("BD", "Viện kiểm sát nhân dân khu vực 1"))

    assert errors(intake) == [
        ["Mã đơn vị: This code belongs to VKSND tỉnh Bình Định, which ended on 30/06/2025."]
    ]


def test_without_a_short_name_one_is_made_and_told(gia_lai):
    intake = received(region(short=""))
    applied(intake)

    assert notes(intake) == [["Tên ngắn: No short name is given; taken: VKSND khu vực 2."]]
    assert Unit.objects.get(code="GL-02").short_name == "VKSND khu vực 2"


def test_names_in_an_old_encoding_are_put_into_unicode(gia_lai):
    old = region(name="ViÖn kiÓm s¸t nh©n d©n khu vùc 2", short="VKSND khu vùc 2 tØnh Gia Lai")

    applied(received(old))

    unit = Unit.objects.get(code="GL-02")
    assert (unit.name, unit.short_name) == (
        "Viện kiểm sát nhân dân khu vực 2",
        "VKSND khu vực 2 tỉnh Gia Lai",
    )


def test_a_list_of_355_units_is_written_with_as_many_queries_as_a_short_one(gia_lai):
    def queries(first, count):
        rows = [
            region(f"R{first + n}", f"Viện kiểm sát nhân dân khu vực {first + n}", short=f"KV {first + n}")
            for n in range(count)
        ]
        intake = received(*rows)
        with CaptureQueriesContext(connection) as captured:
            intake = applied(intake)
        assert intake.status == IntakeStatus.APPLIED
        return len(captured)

    few, many = queries(0, 3), queries(100, 355)

    # Of units, names and words SQLite takes a limited number at once.
    assert many < few + 20
    assert Unit.objects.filter(code__startswith="R").count() == 358
