"""Whether a file may be opened at all: a workbook of Excel, small enough, and nothing but data.

All of it is asked before any part is parsed for its meaning, so that a hostile file costs little.
"""

from __future__ import annotations

import zipfile
from typing import BinaryIO
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_UNPACKED_BYTES = 60 * 1024 * 1024
MAX_PARTS = 1_000
# Of all sheets together, which are read cell by cell, and of every other part, which becomes objects in memory.
MAX_SHEET_ELEMENTS = 800_000
MAX_ELEMENTS = 100_000
_CHUNK = 64 * 1024
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_SAVE_AS = _(
    "Open it in Excel, choose “Save as” and the kind “Excel Workbook (.xlsx)”, then upload that file."
)


class Refused(ValidationError):
    """The file as a whole cannot be taken; the sentence says what to do."""


def opened(file: BinaryIO, name: str) -> zipfile.ZipFile:
    """The file as an archive whose every part was looked through, or `Refused`."""
    _check_kind(file, name)
    try:
        archive = zipfile.ZipFile(file)
        _check_parts(archive)
        sheets = _Counter(MAX_SHEET_ELEMENTS)
        for part in archive.infolist():
            is_sheet = part.filename.startswith("xl/worksheets/")
            _look_through(archive, part, sheets if is_sheet else _Counter(MAX_ELEMENTS))
    except Refused:
        raise
    # Whatever a library stumbles over in a foreign file is the file's fault.
    except Exception as error:
        raise Refused(
            _("The file is damaged and cannot be read. %(advice)s"), params={"advice": _SAVE_AS}
        ) from error
    return archive


def _check_kind(file: BinaryIO, name: str) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    if size > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024 // 1024
        raise Refused(_("The file is larger than %(limit)s MB. Split the list."), params={"limit": limit})
    if name.lower().endswith((".xlsm", ".xltm", ".xlam")):
        raise _with_macros()
    start = file.read(8)
    if start == _OLE:
        file.seek(0)
        if "EncryptedPackage".encode("utf-16-le") in file.read():
            raise Refused(_("The file is protected by a password. Remove the password and upload it again."))
        raise _not_a_workbook()
    file.seek(0)
    if not start.startswith(b"PK\x03\x04"):
        raise _not_a_workbook()


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise _too_large()
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise _not_a_workbook()
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused(_("The file is protected by a password. Remove the password and upload it again."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _with_macros()
    if "[Content_Types].xml" not in names or len(set(names)) != len(names) or "xl/workbook.bin" in names:
        raise _not_a_workbook()


class _Counter:
    """Called for every element of XML, until there are too many."""

    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(self, *_element: object) -> None:
        self.left -= 1
        if self.left < 0:
            raise _too_large()


def _look_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo, counter: _Counter) -> None:
    """No declaration of entities, and no more elements than memory bears; what is no XML is left alone.

    The archive gives no more bytes of a part than it declares, and the declared ones are within bounds.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse_declaration
    parser.StartElementHandler = counter
    with archive.open(part) as source:
        try:
            while chunk := source.read(_CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            if part.filename.endswith((".xml", ".rels")):
                raise ValueError(part.filename) from error


def _refuse_declaration(*_declaration: object) -> None:
    raise Refused(_("The file declares entities of XML, which a workbook never does; it is refused."))


def _not_a_workbook() -> Refused:
    return Refused(_("This is not an Excel file of the kind .xlsx. %(advice)s"), params={"advice": _SAVE_AS})


def _with_macros() -> Refused:
    return Refused(_("A file with macros is not taken. %(advice)s"), params={"advice": _SAVE_AS})


def _too_large() -> Refused:
    return Refused(
        _(
            "The file is too large once it is unpacked. Copy the list alone, without empty formatted rows "
            "and other sheets, into a new workbook and upload that."
        )
    )
