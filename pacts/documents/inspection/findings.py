"""What an inspector may find, in words, and where the rule stands.

Sources as far as the text was compared: Decree 30/2020/NĐ-CP, annex I, by the names of its elements. What is
only practice says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_ANNEX = "Nghị định số 30/2020/NĐ-CP, Phụ lục I"
PRACTICE = "Thông lệ soạn thảo giao ước [chưa kiểm chứng]"
OWN = "Quy định của phần mềm"
SOURCES = {
    "page": f"{_ANNEX}: khổ giấy, định lề trang, phông chữ, số trang",
    "state": f"{_ANNEX}: Quốc hiệu và Tiêu ngữ",
    "issuer": f"{_ANNEX}: tên cơ quan, tổ chức ban hành văn bản",
    "number": f"{_ANNEX}: số, ký hiệu của văn bản",
    "date": f"{_ANNEX}: địa danh và thời gian ban hành văn bản",
    "title": f"{_ANNEX}: tên loại và trích yếu nội dung văn bản",
    "body": f"{_ANNEX}: nội dung văn bản",
    "signer": f"{_ANNEX}: chức vụ, họ tên và chữ ký của người có thẩm quyền",
    "recipients": f"{_ANNEX}: nơi nhận",
    "annex": f"{_ANNEX}: phụ lục",
    "secret": f"{_ANNEX}: dấu chỉ độ mật",
    "practice": PRACTICE,
    "own": OWN,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as prescribed: what, where, in words, and by which rule. A warning blocks nothing."""

    code: str
    place: str
    words: str
    source: str
    is_warning: bool = False


# code: where the rule stands, and what to say.
RULES: dict[str, tuple[str, Any]] = {
    "unreadable": ("own", _("The file cannot be read as a paper.")),
    "too_large": ("own", _("The file is larger than any paper may be.")),
    # The page
    "page_size": ("page", _("The page measures %(found)s mm; papers are A4 upright, 210 × 297 mm.")),
    "margin_top": ("page", _("The top margin is %(found)s mm; 20–25 mm are prescribed.")),
    "margin_bottom": ("page", _("The bottom margin is %(found)s mm; 20–25 mm are prescribed.")),
    "margin_left": ("page", _("The left margin is %(found)s mm; 30–35 mm are prescribed.")),
    "margin_right": ("page", _("The right margin is %(found)s mm; 15–20 mm are prescribed.")),
    "page_number_first": ("page", _("The first page shows a page number; it must not.")),
    "page_number_missing": ("page", _("The page number %(expected)s is missing at the top.")),
    "page_number_wrong": ("page", _("The page is numbered %(found)s instead of %(expected)s.")),
    "page_number_place": ("page", _("The page number does not stand centred in the top margin.")),
    "page_number_style": ("page", _("The page number is not upright in size 13–14.")),
    "font_embedded": ("page", _("The typeface %(found)s is not embedded in the file.")),
    "font_family": ("page", _("“%(text)s” is set in %(found)s instead of Times New Roman.")),
    "text_colour": ("page", _("“%(text)s” is not printed in black.")),
    "text_size": ("page", _("“%(text)s” has size %(found)s; papers use 10 to 14.")),
    # The heading
    "country_wording": ("state", _("“CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM” is missing or not in capitals.")),
    "country_style": ("state", _("The name of the country is not bold, upright, in size 12–13.")),
    "country_place": ("state", _("The name of the country does not stand at the top right of page 1.")),
    "motto_wording": ("state", _("“Độc lập - Tự do - Hạnh phúc” is missing or not written exactly so.")),
    "motto_style": ("state", _("The motto of the country is not bold, upright, in size 13–14.")),
    "motto_place": ("state", _("The motto does not stand centred under the name of the country.")),
    "motto_rule": ("state", _("The rule below the motto is missing or not as long as the motto.")),
    "authority_style": ("issuer", _("The superior body is not in plain capitals of size 12–13.")),
    "issuer_missing": ("issuer", _("The name of the issuing body is missing.")),
    "issuer_style": ("issuer", _("The issuing body is not in capitals, bold, upright, in size 12–13.")),
    "issuer_rule": ("issuer", _("The rule below the issuing body is missing or not 1/3–1/2 of its line.")),
    "number_missing": ("number", _("The number and symbol “%(text)s” are not printed.")),
    "number_style": ("number", _("Number and symbol are not upright in size 13.")),
    "number_zero": ("number", _("The number %(found)s is smaller than 10 and needs a zero before it.")),
    "number_pattern": ("number", _("“%(text)s” is not written like 09/KH-CTĐ8, without spaces.")),
    "symbol_case": ("number", _("The symbol %(found)s is not in capitals.")),
    "symbol_unknown": ("number", _("“%(found)s” is none of the decree's abbreviations of papers.")),
    "place_missing": ("date", _("The place before the date is missing.")),
    "date_words": ("date", _("The date must read “%(expected)s”.")),
    "date_style": ("date", _("Place and date are not in italics in size 13–14.")),
    "date_line": ("date", _("Place and date do not stand on the line of number and symbol.")),
    "title_missing": ("title", _("The kind of paper (%(text)s) is not printed on the first page.")),
    "title_style": ("title", _("The kind of paper is not in bold capitals of size 13–14, centred.")),
    "subject_missing": ("title", _("The abstract below the kind of paper is missing.")),
    "subject_style": ("title", _("The abstract is not in bold small letters of size 13–14, centred.")),
    "subject_rule": ("title", _("The rule below the abstract is missing or not 1/3 to 1/2 of its line.")),
    # The body
    "addressee": ("body", _("“Kính gửi: …” is missing or not upright in size 13–14.")),
    "basis_start": ("body", _("“%(text)s” does not begin with “Căn cứ”.")),
    "basis_style": ("body", _("“%(text)s” is not in italics in size 13–14.")),
    "basis_end": ("body", _("“%(text)s” must end with “%(expected)s”.")),
    "law_number": ("body", _("“%(text)s”: laws and ordinances are cited by name, without number.")),
    "law_number_in_text": ("body", _("“%(text)s”: laws and ordinances are cited by name, not by number.")),
    "basis_incomplete": ("body", _("“%(text)s” lacks the number or the date of the document.")),
    "text_missing": ("body", _("“%(text)s” is not printed.")),
    "order": ("body", _("“%(text)s” does not stand in its place in the order of the elements.")),
    "body_size": ("body", _("“%(text)s” has size %(found)s; the body has 13–14.")),
    "body_indent": ("body", _("“%(text)s” is indented by %(found)s mm instead of 10 or 12.7 mm.")),
    "body_justified": ("body", _("The lines of “%(text)s” are not aligned at both margins.")),
    "line_spacing": ("body", _("The line spacing of “%(text)s” is %(found)s; 1 to 1.5 is prescribed.")),
    "paragraph_gap": ("body", _("“%(text)s” stands less than 6 pt below the paragraph before it.")),
    "article_numbering": ("body", _("“%(text)s”: the articles are not numbered one after the other.")),
    "article_style": ("body", _("“%(text)s” is not bold and upright.")),
    "end_mark": ("body", _("The body must end with “./.”, once, after its last word.")),
    "date_in_text": ("date", _("“%(text)s”: days under 10 and months 1 and 2 take a zero.")),
    "list_sum": ("own", _("“%(text)s”: the paper states %(stated)s, the list holds %(listed)s.")),
    "secret": ("secret", _("The mark “%(text)s”: secret papers must not be entered here.")),
    # Those who sign, and those who receive
    "capacity": ("signer", _("“%(text)s”: before a post stand only TM., Q., KT., TL. or TUQ.")),
    "capacity_post": ("signer", _("Below “%(text)s” the post of the signer is missing.")),
    "capacity_style": ("signer", _("“%(text)s” is not in capitals, bold, upright, in size 13–14.")),
    "signer_title": ("signer", _("“%(text)s”: no degree, title or address stands before a name.")),
    "signer_style": ("signer", _("The signer's name is missing or not in bold small letters of size 13–14.")),
    "listed_title": ("signer", _("“%(text)s”: a degree, title or address stands before a name.")),
    "cell_missing": ("practice", _("The place for the signature of %(text)s is missing.")),
    "cell_split": ("practice", _("The place of %(text)s is torn from the name of its unit.")),
    "cell_orphan": ("practice", _("Fewer than two lines of text stand above the signatures on their page.")),
    "recipients_missing": ("recipients", _("“Nơi nhận:” is missing.")),
    "recipients_style": ("recipients", _("“%(text)s”: “Nơi nhận:” is bold italic, 12; the list plain, 11.")),
    "recipients_end": ("recipients", _("“%(text)s” must end with “%(expected)s”.")),
    "recipients_archive": ("recipients", _("The last recipient must be “Lưu: VT, …”.")),
    "annex_heading": ("annex", _("“%(text)s” is not in bold small letters of size 14, centred.")),
    "annex_number": ("annex", _("“%(text)s”: several annexes are numbered I, II, III, …")),
    "annex_name": ("annex", _("The name of the annex is missing or not in bold centred capitals.")),
    "annex_attached": ("annex", _("“(Kèm theo …)” is missing or not in italics of size 13–14.")),
}  # fmt: skip
# Free text may be right where it looks wrong, and symbols differ from office to office: these block nothing.
WARNINGS = frozenset(
    {
        "symbol_case",
        "symbol_unknown",
        "basis_start",
        "law_number_in_text",
        "basis_incomplete",
        "date_in_text",
        "listed_title",
    }
)

Findings = Iterator[Finding]
SHORT = 60


def finding(code: str, place: str, **details: object) -> Finding:
    """The finding with its words in the language of the reader; long texts are shortened."""
    source, words = RULES[code]
    shown = {name: _short(str(value)) for name, value in details.items()}
    return Finding(code, place, str(words) % shown, SOURCES[source], code in WARNINGS)


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"


def on_page(page: int) -> str:
    """Where: pages are counted from 0 in files and from 1 by readers."""
    return gettext("Page %(number)s") % {"number": page + 1}


def points(value: Any) -> str:
    """A size as people write it: 13, 13,5."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")
