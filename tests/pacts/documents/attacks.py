"""Ways to spoil a signed file. Each takes the good bytes and returns the bad ones."""

import io
import random
import re

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from pacts.documents import coverage


def flip(data, position, bit=0):
    return data[:position] + bytes([data[position] ^ 1 << bit]) + data[position + 1 :]


def flip_text(data):
    """One bit in the middle of the first page's content."""
    return flip(data, data.index(b"stream", 4000) + 60)


def flip_signature(data):
    """One hexadecimal digit of the last signature's value."""
    return flip(data, coverage.ranges(data)[-1].gap_start + 1500)


def flip_case_in_signature(data):
    """A digit "a" becomes "A": the same number for every parser, other bytes."""
    gap = coverage.ranges(data)[-1]
    letter = re.search(rb"[A-Fa-f]", data[gap.gap_start : gap.gap_end])
    return flip(data, gap.gap_start + letter.start(), bit=5)


def flip_padding(data):
    return flip(data, coverage.ranges(data)[-1].gap_end - 20)


def flip_version_in_envelope(data):
    """The CMS version, which no signature protects (byte 25 of the DER)."""
    return flip(data, coverage.ranges(data)[-1].gap_start + 1 + 2 * 25 + 1, bit=1)


def _update(data, change):
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def draw_on_page(data):
    drawing = generic.StreamObject(stream_data=b"q 1 0 0 rg 100 100 200 200 re f Q")
    return _update(data, lambda writer: writer.add_stream_to_page(0, writer.add_object(drawing)))


def add_annotation(data):
    def change(writer):
        page = writer.root["/Pages"]["/Kids"][0].get_object()
        note = generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
                generic.pdf_name("/Contents"): generic.pdf_string("sửa"),
                generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (9, 9, 99, 99))),
            }
        )
        page[generic.pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
        writer.update_container(page)

    return _update(data, change)


def move_field(data):
    def change(writer):
        field = writer.root["/AcroForm"]["/Fields"][0].get_object()
        field[generic.pdf_name("/Rect")] = generic.ArrayObject(map(generic.NumberObject, (9, 9, 99, 99)))
        writer.update_container(field)

    return _update(data, change)


def add_visible_field(data):
    spec = SigFieldSpec(sig_field_name="sig-66", on_page=0, box=(9, 9, 99, 99))
    return _update(data, lambda writer: append_signature_field(writer, spec))


def replace_catalogue(data):
    def change(writer):
        writer.root[generic.pdf_name("/Lang")] = generic.pdf_string("en")
        writer.update_root()

    return _update(data, change)


def rewrite_whole_file(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def append_bytes(data):
    return data + b"\n%garbage"


def append_many_bytes(data):
    return data + b"x" * 5000


def append_second_file(data):
    return data + data


def cut_one_byte(data):
    return data[:-1]


def cut_some(data):
    return data[:-300]


def cut_inside_last_revision(data):
    before = coverage.ranges(data)[-2].end
    return data[: before + (len(data) - before) // 2]


def widen_gap(data):
    """The last signature's own range says that it covers less."""
    last = list(coverage.BYTE_RANGE.finditer(data))[-1]
    numbers = [int(number) for number in last.groups()]
    text = last.group(0).replace(str(numbers[2]).encode(), str(numbers[2] + 9).encode())
    return data[: last.start()] + text + data[last.end() :]


def erase_last_signature_type(data):
    place = data.rindex(b"/ETSI.CAdES.detached")
    return data[:place] + b"/ETSI.CAdES.detachex" + data[place + 20 :]


def swap_two_signatures(data):
    first, second = coverage.ranges(data)[:2]
    gaps = data[first.gap_start : first.gap_end], data[second.gap_start : second.gap_end]
    size = min(map(len, gaps)) - 2
    return (
        data[: first.gap_start + 1]
        + gaps[1][1 : size + 1]
        + data[first.gap_start + 1 + size : second.gap_start + 1]
        + gaps[0][1 : size + 1]
        + data[second.gap_start + 1 + size :]
    )


def random_flips(data, count, seed=20221102):
    chance = random.Random(seed)  # noqa: S311 - repeatable tests, no secret
    for _round in range(count):
        yield flip(data, chance.randrange(len(data)), chance.randrange(8))
