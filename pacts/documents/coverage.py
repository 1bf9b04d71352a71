"""What the raw bytes of a signed file say, before any parser is trusted: ranges, gaps, tails, ends.

A signature covers everything but its own hexadecimal gap, so a change of case or of the padding in that gap
is invisible to cryptography; and nothing covers bytes that follow the last signature.
"""

import re
from dataclasses import dataclass
from itertools import islice

HEADER = b"%PDF-"
HEADER_WITHIN = 1024
BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
TRACES = (b"/ByteRange", b"/ETSI.CAdES.detached", b"/adbe.pkcs7", b"/ETSI.RFC3161")
NEW_OBJECT = re.compile(rb"\s*\d{1,10}\s+\d{1,5}\s+obj\b")
END_OF_FILE = b"%%EOF"
END_WITH_LINES = re.compile(rb"%%EOF[\r\n ]{0,4}")
# A paper has an end for each state; whatever is added stands behind those.
MOST_ENDS = 200
HEX = re.compile(rb"[0-9a-f]*|[0-9A-F]*")
LONG_FORM = 0x80
TAG_AND_LENGTH = 2


@dataclass(frozen=True, slots=True)
class Range:
    """A signature covers bytes 0 to `gap_start` and `gap_end` to `end`; between them it lies itself."""

    gap_start: int
    gap_end: int
    end: int


def has_header(data: bytes) -> bool:
    return HEADER in data[:HEADER_WITHIN]


def has_traces(data: bytes) -> bool:
    """Whether the bytes hold, or held, a signature, readable or not."""
    return any(trace in data for trace in TRACES)


def ranges(data: bytes) -> tuple[Range, ...]:
    """The ranges written in the bytes, in the order of their ends; those that make no sense are left out."""
    found = (range_of([int(number) for number in match.groups()]) for match in BYTE_RANGE.finditer(data))
    return tuple(sorted((one for one in found if one), key=lambda one: one.end))


def range_of(numbers: list[int]) -> Range | None:
    """A contiguous range from the first byte on, or None."""
    if len(numbers) != 4:
        return None
    start, length, resume, rest = numbers
    if start != 0 or not 0 < length < resume or rest < 1:
        return None
    return Range(length, resume, resume + rest)


def gap_is_clean(data: bytes, covered: Range) -> bool:
    """Whether the gap is one hexadecimal string of one case: DER, then nothing but zeros."""
    gap = data[covered.gap_start : covered.gap_end]
    if gap[:1] != b"<" or gap[-1:] != b">" or not HEX.fullmatch(gap[1:-1]) or len(gap) % 2:
        return False
    content = bytes.fromhex(gap[1:-1].decode())
    return not any(content[_der_length(content) :])


def tail_problem(data: bytes, end: int) -> str | None:
    """What follows the last signature: nothing, an unfinished update (the file was cut), or an addition."""
    tail = data[end:]
    if end > len(data):
        return "cut_short"
    if not tail:
        return None
    unfinished = NEW_OBJECT.match(tail) and END_OF_FILE not in tail
    return "cut_short" if unfinished else "appended_after_last_signature"


def ends(data: bytes) -> list[int]:
    """Where the file ends, and where it may have ended before something was added, in ascending order."""
    found = {len(data)}
    for match in islice(END_WITH_LINES.finditer(data), MOST_ENDS):
        found |= set(range(match.start() + len(END_OF_FILE), match.end() + 1))
    return sorted(found)


def _der_length(content: bytes) -> int:
    """Bytes of the one DER value at the start; 0 where there is none."""
    if len(content) < TAG_AND_LENGTH:
        return 0
    first = content[1]
    if first < LONG_FORM:
        return TAG_AND_LENGTH + first
    width = first - LONG_FORM
    return TAG_AND_LENGTH + width + int.from_bytes(content[TAG_AND_LENGTH : TAG_AND_LENGTH + width])
