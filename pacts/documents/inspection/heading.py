"""The first page's heading: state and motto, issuing body, number, place and date, kind of paper, abstract."""

from __future__ import annotations

import re

from pacts.documents.content import date_words
from pacts.documents.inspection.findings import Findings, finding, on_page
from pacts.documents.inspection.page import BODY_SIZES, CENTRED, has_size, text_area
from pacts.documents.inspection.parts import Parts
from pacts.documents.inspection.sheets import Line, Passage, Sheets, squeezed

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
HEADING_SIZES = (12, 13)
NUMBER_SIZE = 13
TOP_SHARE = 0.85
RULE_BELOW = 12  # points under the baseline in which a rule belongs to its line
RULE_TOLERANCE = 0.04
SAME_LINE = 3
NUMBER = re.compile(r"^\s*(\d*)\s*(.*)$", re.DOTALL)
SYMBOL = re.compile(r"^/[^\W_]+(?:-[^\W_]+)*$")
TWO_DIGITS = 2
# Decree 30/2020/NĐ-CP, annex III, and what papers of the sector bear besides (domain: numbers seen).
ABBREVIATIONS = re.compile(
    "NQ|QĐ|CT|QC|QYĐ|TC|TB|HD|CTR|KH|PA|ĐA|DA|BC|BB|TTR|HĐ|CĐ|BGN|BTT|GUQ|GM|GGT|GNP|PG|PC|PB|CV|GƯTĐ"
)


def check_heading(sheets: Sheets, parts: Parts) -> Findings:
    yield from _check_country(sheets)
    yield from _check_issuer(sheets, parts)
    yield from _check_number(sheets, parts)
    yield from _check_date(sheets, parts)
    yield from _check_title(sheets, parts)


def on_first(sheets: Sheets, words: str) -> Passage | None:
    """The words on whole lines of the first page."""
    found = sheets.find(words)
    return found[0] if found and found[0].lines[0].page == 0 else None


def is_centred(lines: tuple[Line, ...], centre: float) -> bool:
    return all(abs(line.box.centre - centre) <= CENTRED for line in lines)


def has_rule(sheets: Sheets, line: Line, longest: float, least: float, most: float) -> bool:
    """A rule under the line whose length is between two shares of the longest line."""
    for shape in sheets.pages[line.page].shapes:
        is_near = -1 <= line.baseline - shape.bottom <= RULE_BELOW
        is_below = abs(shape.centre - line.box.centre) <= CENTRED
        share = shape.width / longest
        if is_near and is_below and least - RULE_TOLERANCE <= share <= most + RULE_TOLERANCE:
            return True
    return False


def _check_country(sheets: Sheets) -> Findings:
    place = on_page(0)
    country, motto = on_first(sheets, COUNTRY), on_first(sheets, MOTTO)
    if country is None or country.text != squeezed(COUNTRY):
        yield finding("country_wording", place)
    if country:
        line, page = country.lines[0], sheets.pages[0]
        if not _is_bold(country, *HEADING_SIZES):
            yield finding("country_style", place)
        if line.box.centre < page.width / 2 or line.baseline < page.height * TOP_SHARE:
            yield finding("country_place", place)
    if motto is None or motto.text != squeezed(MOTTO) or " - Tự do - " not in motto.lines[0].text:
        yield finding("motto_wording", place)
    if motto:
        if not _is_bold(motto, *BODY_SIZES):
            yield finding("motto_style", place)
        yield from _check_motto_place(sheets, country, motto.lines[0])


def _check_motto_place(sheets: Sheets, country: Passage | None, motto: Line) -> Findings:
    if country and not (
        is_centred((motto,), country.lines[0].box.centre) and motto.baseline < country.lines[0].baseline
    ):
        yield finding("motto_place", on_page(0))
    if not has_rule(sheets, motto, motto.box.width, 1, 1):
        yield finding("motto_rule", on_page(0))


def _is_bold(passage: Passage, least: float, most: float) -> bool:
    return all(line.is_bold and not line.is_italic and has_size(line, least, most) for line in passage.lines)


def _check_issuer(sheets: Sheets, parts: Parts) -> Findings:
    for words in parts.authority_lines:
        above = on_first(sheets, words)
        is_right = above and all(line.is_plain and has_size(line, *HEADING_SIZES) for line in above.lines)
        if above is None or not is_right or above.text != above.text.upper():
            yield finding("authority_style", on_page(0))
    issuer = on_first(sheets, parts.issuer)
    if issuer is None:
        if parts.issuer:
            yield finding("issuer_missing", on_page(0))
        return
    if not _is_bold(issuer, *HEADING_SIZES) or issuer.text != issuer.text.upper():
        yield finding("issuer_style", on_page(0))
    longest = max(line.box.width for line in issuer.lines)
    if not has_rule(sheets, issuer.lines[-1], longest, 1 / 3, 1 / 2):
        yield finding("issuer_rule", on_page(0))


def _check_number(sheets: Sheets, parts: Parts) -> Findings:
    if not parts.number:
        return
    number, symbol = NUMBER.fullmatch(parts.number).groups()  # type: ignore[union-attr]
    if number and (int(number) == 0 or (len(number) < TWO_DIGITS)):
        yield finding("number_zero", on_page(0), found=number)
    if not SYMBOL.fullmatch(symbol) or (number and not parts.number.startswith(number + symbol)):
        yield finding("number_pattern", on_page(0), text=parts.number)
    elif symbol:
        yield from _check_symbol(symbol[1:])
    line = on_first(sheets, f"Số: {parts.number}")
    if line is None:
        yield finding("number_missing", on_page(0), text=parts.number)
    elif not all(one.is_plain and has_size(one, NUMBER_SIZE, NUMBER_SIZE) for one in line.lines):
        yield finding("number_style", on_page(0))


def _check_symbol(symbol: str) -> Findings:
    # "TTr", "CTr" and "QyĐ" are written with a small letter in the decree's own list.
    kind = symbol.split("-")[0]
    if not ABBREVIATIONS.fullmatch(kind.upper()):
        yield finding("symbol_unknown", on_page(0), found=kind)
    if any(part != part.upper() for part in symbol.split("-")[1:]):
        yield finding("symbol_case", on_page(0), found=symbol)


def _check_date(sheets: Sheets, parts: Parts) -> Findings:
    if not parts.date_line:
        return
    if not parts.place.strip(" .…"):
        yield finding("place_missing", on_page(0))
    expected = f"{parts.place}, {date_words(parts.dated_on)}" if parts.dated_on else parts.date_line
    found = on_first(sheets, expected)
    if found is None or found.text != squeezed(expected):
        yield finding("date_words", on_page(0), expected=expected)
        return
    if not all(line.is_italic and not line.is_bold and has_size(line, *BODY_SIZES) for line in found.lines):
        yield finding("date_style", on_page(0))
    number = on_first(sheets, f"Số: {parts.number}") if parts.number else None
    if number and abs(number.lines[0].baseline - found.lines[0].baseline) > SAME_LINE:
        yield finding("date_line", on_page(0))


def _check_title(sheets: Sheets, parts: Parts) -> Findings:
    centre = sum(text_area(sheets)) / 2
    title = on_first(sheets, parts.title)
    if title is None:
        yield finding("title_missing", on_page(0), text=parts.title)
    elif not (_is_bold(title, *BODY_SIZES) and is_centred(title.lines, centre) and _is_upper(title.text)):
        yield finding("title_style", on_page(0))
    subject = on_first(sheets, parts.subject)
    if subject is None:
        yield finding("subject_missing", on_page(0))
        return
    if not _is_bold(subject, *BODY_SIZES) or not is_centred(subject.lines, centre) or _is_upper(subject.text):
        yield finding("subject_style", on_page(0))
    longest = max(line.box.width for line in subject.lines)
    if not has_rule(sheets, subject.lines[-1], longest, 1 / 3, 1 / 2):
        yield finding("subject_rule", on_page(0))


def _is_upper(text: str) -> bool:
    return text == text.upper()
