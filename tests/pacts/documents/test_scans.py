"""Scans are checked by their content, and bombs are refused before they are unpacked."""

import io
import struct
import zlib

import pikepdf
import pytest
from PIL import Image, ImageFile

from pacts.documents.scans import MAX_BYTES, Scan, ScanRefused, examine_scan


def pdf(pages=1, password=""):
    document = pikepdf.new()
    for _page in range(pages):
        document.add_blank_page()
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(user=password, owner="x") if password else False)
    return out.getvalue()


def picture(kind, size=(40, 50)):
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def png_bomb():
    """Some hundred bytes that say to be 30,000 by 30,000 pixels."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 90))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (pdf(3), Scan("application/pdf", 3)),
        (picture("JPEG"), Scan("image/jpeg", 1)),
        (picture("PNG"), Scan("image/png", 1)),
    ],
)
def test_what_a_scanner_makes_is_accepted(content, found):
    assert examine_scan(content) == found


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"%PDF-" + b"x" * MAX_BYTES, "too_large"),
        (b"<html><script>alert(1)</script>", "unknown_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown_kind"),
        (b"PK\x03\x04", "unknown_kind"),
        (b"%PDF-1.7 and nothing more", "unreadable"),
        (picture("PNG")[:60], "unreadable"),
        (picture("JPEG")[:-40], "unreadable"),
        (b"\xff\xd8\xff\xe0 no picture", "unreadable"),
        (pdf(password="secret"), "encrypted"),
        (pdf(61), "too_many_pages"),
        (png_bomb(), "too_many_pixels"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_everything_else_is_refused_with_the_reason(content, code, monkeypatch):
    # As it is in a process that has rendered a paper.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    with pytest.raises(ScanRefused) as refused:
        examine_scan(content)

    assert refused.value.code == code
