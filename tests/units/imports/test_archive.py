"""Files that are no lists, or mean harm: a sentence, quickly, and nothing in memory."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.factories.workbooks import make_list, part, person_row, repacked, saved
from units.imports.archive import Refused
from units.imports.particulars import COLUMNS
from units.imports.workbook import read

pytestmark = pytest.mark.django_db
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SHEET = "xl/worksheets/sheet1.xml"
SAVE_AS = "Open it in Excel, choose “Save as” and the kind “Excel Workbook (.xlsx)”, then upload that file."
NO_WORKBOOK = f"This is not an Excel file of the kind .xlsx. {SAVE_AS}"
TOO_LARGE = (
    "The file is too large once it is unpacked. Copy the list alone, without empty formatted rows and other "
    "sheets, into a new workbook and upload that."
)
OUT_OF_BOUNDS = "The sheet has data beyond row 20.000 or column 100. Delete what is too much there."
UNREADABLE = "The file cannot be read as a workbook. Save it anew in Excel as .xlsx and upload that."
PASSWORD = "The file is protected by a password. Remove the password and upload it again."
ENTITIES = "The file declares entities of XML, which a workbook never does; it is refused."
DAMAGED = f"The file is damaged and cannot be read. {SAVE_AS}"


@pytest.fixture(autouse=True)
def _language_of_the_source(settings):
    settings.LANGUAGE_CODE = "en"


def sentence(file: BytesIO, name: str = "a.xlsx") -> str:
    with pytest.raises(Refused) as refusal:
        read(file, name, COLUMNS)
    return " ".join(refusal.value.messages)


def good() -> BytesIO:
    return make_list(person_row(unit="GL"))


def with_sheet(content: bytes) -> BytesIO:
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return repacked(good(), {SHEET: start + content + b"</sheetData></worksheet>"})


def zipped(**parts: bytes) -> BytesIO:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def entity(content: bytes, declared: bytes) -> bytes:
    return content.replace(b"<worksheet", b"<!DOCTYPE x [" + declared + b"]><worksheet", 1)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", NO_WORKBOOK),
        (b"a,b\n1,2\n", NO_WORKBOOK),
        (b"<html><table></table></html>", NO_WORKBOOK),
        (b"%PDF-1.7", NO_WORKBOOK),
        (OLE + b"\0" * 600, NO_WORKBOOK),
        (OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), PASSWORD),
        (b"PK\x03\x04 and then nothing of an archive", DAMAGED),
    ],
)
def test_a_file_of_another_kind_is_told_what_to_do(content, expected):
    assert sentence(BytesIO(content)) == expected


@pytest.mark.parametrize("name", ["a.xlsm", "A.XLTM"])
def test_a_name_of_a_workbook_with_macros_is_refused(name):
    assert sentence(good(), name) == f"A file with macros is not taken. {SAVE_AS}"


def test_macros_under_another_name_are_refused():
    file = repacked(good(), {"xl/vbaProject.bin": b"macro"})

    assert sentence(file) == f"A file with macros is not taken. {SAVE_AS}"


@pytest.mark.parametrize("name", ["mimetype", "xl/workbook.bin", "word/document.xml"])
def test_an_archive_that_is_no_workbook_is_refused(name):
    assert sentence(zipped(**{name: b"x"})) == NO_WORKBOOK


def test_a_file_larger_than_ten_megabytes_is_refused():
    file = BytesIO(good().getvalue() + b"\0" * 10 * 1024 * 1024)

    assert sentence(file) == "The file is larger than 10 MB. Split the list."


def test_a_bomb_of_zeros_is_refused_before_it_is_unpacked():
    assert sentence(repacked(good(), {"xl/media/image1.png": b"\0" * 61 * 1024 * 1024})) == TOO_LARGE


def test_a_part_that_is_larger_than_it_says_is_refused():
    file = bytearray(repacked(good(), {"xl/media/a.bin": b"\0" * 5_000_000}).getvalue())
    size = (5_000_000).to_bytes(4, "little")
    file = file.replace(size, (500).to_bytes(4, "little"))

    assert sentence(BytesIO(bytes(file))) == DAMAGED


def test_thousands_of_parts_are_refused():
    assert sentence(repacked(good(), {f"xl/media/{n}.txt": b"" for n in range(1_001)})) == TOO_LARGE


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused():
    file = good()
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")

    assert sentence(file) == NO_WORKBOOK


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
@pytest.mark.parametrize(
    "declared",
    [
        b'<!ENTITY a "1234567890"><!ENTITY b "&a;&a;&a;&a;&a;&a;">',
        b'<!ENTITY a SYSTEM "file:///etc/passwd">',
        b'<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;',
    ],
)
def test_entities_are_refused_in_every_part(name, declared):
    content = part(good(), name)
    root = content.index(b"<", content.index(b"?>") + 2 if content.startswith(b"<?xml") else 0)
    hostile = content[:root] + b"<!DOCTYPE x [" + declared + b"]>" + content[root:]

    assert sentence(repacked(good(), {name: hostile})) == ENTITIES


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_a_part_that_is_no_xml_is_damaged(name):
    assert sentence(repacked(good(), {name: b"<not closed"})) == DAMAGED


def test_a_workbook_without_a_part_that_it_needs_is_told():
    assert sentence(repacked(good(), {"xl/workbook.xml": None})) == UNREADABLE


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="A1" t="s"><v>999</v></c>',
        b'<c r="A1"><v>no number</v></c>',
        b'<c r="1A"><v>1</v></c>',
        b'<c r="A1" s="999"><v>1</v></c>',
    ],
)
def test_a_sheet_that_contradicts_itself_is_told(cell):
    assert sentence(with_sheet(b'<row r="1">' + cell + b"</row>")) in (
        UNREADABLE,
        "No row of headings was found in the first 20 rows. Needed at least: Họ và tên, Đơn vị.",
    )


HOSTILE: dict[str, tuple[Callable[[], BytesIO], str]] = {
    "a million empty rows": (
        lambda: with_sheet(b"<row/>" * 1_048_576), TOO_LARGE
    ),
    "a million rows with a value": (lambda: with_sheet(b"<row><c><v>1</v></c></row>" * 1_048_576), TOO_LARGE),
    "sixteen thousand columns": (lambda: with_sheet(b"<row>" + b"<c><v>1</v></c>" * 16_384 + b"</row>"), OUT_OF_BOUNDS),
    "millions of empty cells": (lambda: with_sheet(b"<row>" + b"<c/>" * 5_000_000 + b"</row>"), TOO_LARGE),
    "one text of forty megabytes": (
        lambda: with_sheet(b'<row><c t="inlineStr"><is><t>' + b"A" * 40_000_000 + b"</t></is></c></row>"),
        "No row of headings was found in the first 20 rows. Needed at least: Họ và tên, Đơn vị.",
    ),
    "millions of styles": (
        lambda: repacked(good(), {"xl/styles.xml": b"<styleSheet>" + b"<xf/>" * 3_000_000 + b"</styleSheet>"}),
        TOO_LARGE,
    ),
    "thousands of blocks merged over all rows": (
        lambda: repacked(
            good(),
            {
                SHEET: part(good(), SHEET).replace(
                    b"</worksheet>",
                    b"<mergeCells>" + b'<mergeCell ref="A1:A1048576"/>' * 10_000 + b"</mergeCells></worksheet>",
                )
            },
        ),
        OUT_OF_BOUNDS,
    ),
    "as many empty cells as are let through": (
        lambda: with_sheet(b"<row>" + b"<c/>" * 399_000 + b"</row>"),
        "The workbook has no visible sheet with data.",
    ),
    "as many empty rows as are let through": (
        lambda: with_sheet(b"<row/>" * 790_000), "The workbook has no visible sheet with data."
    ),
    "as many styles as are let through": (
        lambda: repacked(
            good(),
            {
                "xl/styles.xml": part(good(), "xl/styles.xml").replace(
                    b"</cellXfs>", b'<xf numFmtId="14" fontId="0" fillId="0" borderId="0"/>' * 95_000 + b"</cellXfs>"
                )
            },
        ),
        "",
    ),
    "XML as deep as it goes": (
        lambda: with_sheet(b"<a>" * 300_000 + b"</a>" * 300_000), "The workbook has no visible sheet with data."
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_seconds(name):
    make, expected = HOSTILE[name]
    file = make()
    start = time.process_time()

    answer = outcome(file)

    assert answer == expected
    # Of the processor: other work on the machine is not the file's fault.
    assert time.process_time() - start < 15


@pytest.mark.soak
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little_memory(name):
    make, _expected = HOSTILE[name]
    file = make()
    tracemalloc.start()

    outcome(file)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 300 * 1024 * 1024


def outcome(file: BytesIO) -> str:
    """The refusal, or nothing where the file is read."""
    try:
        read(file, "a.xlsx", COLUMNS)
    except Refused as refusal:
        return " ".join(refusal.messages)
    return ""


def test_a_declared_size_is_not_believed():
    name = SHEET
    lying = part(good(), name).replace(b'<dimension ref="A1:J2" />', b'<dimension ref="A1:XFD1048576"/>')

    assert len(read(repacked(good(), {name: lying}), "a.xlsx", COLUMNS).rows) == 1


def test_a_good_file_of_another_program_without_styles_is_read():
    book = Workbook(write_only=True)
    sheet = book.create_sheet("A")
    sheet.append(["Họ tên", "Đơn vị"])
    sheet.append(["Trần Văn An", "GL"])

    assert len(read(saved(book), "a.xlsx", COLUMNS).rows) == 1
