"""A citizen ID is recognised again and is nowhere: not in any table, report, trail, message or log."""

from __future__ import annotations

import hashlib
import hmac
import stat
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from openpyxl import load_workbook

from tests.factories.units import make_person, make_unit
from tests.factories.workbooks import make_list, person_row
from units.imports import citizen_id
from units.models import Intake, Person

pytestmark = pytest.mark.django_db
ID = "001085001234"
SHOWN = "•••••••••234"


@pytest.fixture
def key_file(settings, tmp_path) -> Path:
    settings.CITIZEN_ID_SECRET_FILE = tmp_path / "secrets" / "citizen_id"
    return settings.CITIZEN_ID_SECRET_FILE


def everything() -> str:
    """All values of all tables, those of the framework included."""
    return "\n".join(
        repr([bytes(value) if isinstance(value, memoryview) else value for value in row])
        for model in apps.get_models()
        for row in model._base_manager.values_list()
    )


@pytest.mark.parametrize("spelling", [ID, "001 085 001 234", "001.085.001.234", int(ID)])
@pytest.mark.parametrize("is_applied", [False, True])
def test_the_number_is_nowhere(desk, caplog, key_file, spelling, is_applied):
    make_unit(code="GL")

    def keep_zeros(sheet):
        sheet["F2"].number_format = "000000000000"

    row = person_row("Trần Văn An", "GL", citizen_id=spelling)
    file = make_list(row, change=keep_zeros)
    file.name = f"{ID}.xlsx"

    page = desk.post("/admin/units/intake/add/", {"kind": "people", "file": file}, follow=True)
    [intake] = Intake.objects.all()
    if is_applied:
        shown = page.context["page"].form.initial["fingerprint"]
        page = desk.post(f"/admin/units/intake/{intake.pk}/apply/", {"fingerprint": shown}, follow=True)
    report = desk.get(f"/admin/units/intake/{intake.pk}/report/")

    shown = cells(report.content)
    assert SHOWN in page.content.decode()
    assert SHOWN in shown
    for written in (ID, ID[1:], "001 085 001 234", "001.085.001.234"):
        assert [written in text for text in (everything(), page.content.decode(), shown, caplog.text)] == [
            False
        ] * 4


@pytest.mark.parametrize("column", ["full_name", "staff_number", "position_title", "unit", "birth_date"])
def test_a_number_in_a_wrong_column_is_an_error_and_nowhere(desk, key_file, column):
    file = make_list(person_row(**{"full_name": "Trần Văn An", "unit": "GL", column: ID}))
    file.name = "a.xlsx"

    page = desk.post("/admin/units/intake/add/", {"kind": "people", "file": file}, follow=True)

    assert b"belongs in its own column" in page.content
    assert ID not in everything()
    assert ID not in page.content.decode()


@pytest.mark.parametrize(
    "spelling", ["00108500123-4", "001085 001234", "００１０８５００１２３４", "0 0108-5001.234"]
)
@pytest.mark.parametrize("column", ["full_name", "staff_number", "unit"])
def test_a_number_in_a_wrong_column_is_nowhere_however_it_is_typed(desk, key_file, column, spelling):
    file = make_list(person_row(**{"full_name": "Trần Văn An", "unit": "GL", column: spelling}))
    file.name = f"{spelling}.xlsx"

    page = desk.post("/admin/units/intake/add/", {"kind": "people", "file": file}, follow=True)

    kept = everything() + page.content.decode()
    assert b"belongs in its own column" in page.content
    assert [written in kept for written in (spelling, ID, spelling[:11])] == [False] * 3


@pytest.mark.parametrize("spelling", ["001085/001234", "00_10.85 / 00-12-34", "CC 0010-85001-234"])
def test_a_staff_number_of_twelve_digits_is_a_citizen_id_whatever_stands_between(desk, key_file, spelling):
    file = make_list(person_row("Trần Văn An", "GL", staff_number=spelling))
    file.name = "a.xlsx"

    page = desk.post("/admin/units/intake/add/", {"kind": "people", "file": file}, follow=True)

    assert b"belongs in its own column" in page.content
    assert spelling not in everything() + page.content.decode()


def test_full_width_digits_in_the_column_of_the_citizen_id_are_the_same_number(key_file):
    assert citizen_id.seal("００１０８５００１２３４") == citizen_id.seal(ID)


def test_after_the_decision_only_the_person_has_the_hash(desk, key_file):
    make_unit(code="GL")
    file = make_list(person_row("Trần Văn An", "GL", citizen_id=ID))
    file.name = "a.xlsx"
    page = desk.post("/admin/units/intake/add/", {"kind": "people", "file": file}, follow=True)
    shown = page.context["page"].form.initial["fingerprint"]

    desk.post(f"/admin/units/intake/{Intake.objects.get().pk}/apply/", {"fingerprint": shown})

    person = Person.objects.get(full_name="Trần Văn An")
    expected = hmac.new(
        key_file.read_bytes(), b"thidua-citizen-id-1\n" + ID.encode(), hashlib.sha256
    ).hexdigest()
    assert (person.citizen_id_hash, person.citizen_id_tail) == (expected, "234")
    assert everything().count(expected) == 1


def test_the_key_is_made_once_and_readable_by_its_owner_only(key_file):
    first = citizen_id.keyed_hash(ID)

    second = citizen_id.keyed_hash(ID)

    assert (first == second, stat.S_IMODE(key_file.stat().st_mode)) == (True, 0o600)


def test_another_key_gives_another_hash(key_file):
    first = citizen_id.keyed_hash(ID)
    key_file.unlink()

    assert citizen_id.keyed_hash(ID) != first


def test_a_lost_key_is_not_made_anew_beside_hashes_that_need_it(key_file):
    make_person(citizen_id_hash=citizen_id.keyed_hash(ID), citizen_id_tail="234")
    key_file.unlink()

    with pytest.raises(ImproperlyConfigured, match="CITIZEN_ID_SECRET_FILE is gone"):
        citizen_id.keyed_hash(ID)


def cells(content: bytes) -> str:
    """All texts of a workbook."""
    book = load_workbook(BytesIO(content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
