"""Faults planted in good papers, one at a time: in what a paper says, in its markup, or in its style."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.template.loader import render_to_string

from pacts.documents import fields, rendering
from tests.pacts.documents import samples

PACT, BIG, LETTER = samples.PACT, samples.BIG_PACT, samples.SUBMISSION


@dataclass(frozen=True)
class Plant:
    """The code that must be found, and how the fault is made."""

    code: str
    paper: object
    css: str = ""
    swap: tuple[str, str] = ("", "")
    is_alone: bool = True
    name: str = ""

    def __str__(self):
        return self.name or self.code


def printed(paper, *, css="", swap=("", ""), change: Callable[[str], str] | None = None) -> bytes:
    """The paper with its fields, its markup and style changed as told."""
    html = render_to_string(paper.template, {"paper": paper, "language": "vi", "code": None})
    assert swap[0] in html
    html = html.replace(*swap, 1) if swap[0] else html
    html = change(html) if change else html
    rendered = rendering.render_html(html.replace("</head>", f"<style>{css}</style></head>"), attachments={})
    return fields.add_signature_fields(rendered.pdf, rendered.fields) if rendered.fields else rendered.pdf


def law(citation):
    return replace(PACT, legal_bases=(citation, *PACT.legal_bases[1:]))


def clause(which, **changes):
    clauses = [replace(one, **changes) if one.number == which else one for one in PACT.clauses]
    return replace(PACT, clauses=tuple(clauses))


def letter(**changes):
    return replace(LETTER, **changes)


NO_NUMBER = "@page { @top-center { content: none !important } }"
NUMBER = "{ content: counter(page); font: 14pt 'Tinos VKS'; }"
NUMBER_RIGHT = (
    f"{NO_NUMBER} @page {{ @top-right {NUMBER} }} @page :first {{ @top-right {{ content: none }} }}"
)
NUMBER_BELOW = (
    f"{NO_NUMBER} @page {{ @bottom-center {NUMBER} }} @page :first {{ @bottom-center {{ content: none }} }}"
)
NUMBER_SEVEN = (
    "@page { @top-center { content: '7' !important } } "
    "@page :first { @top-center { content: none !important } }"
)
WIDE_LEFT = "@page { margin-left: 38mm; margin-right: 15mm }"
REORDERED = "body { display: flex; flex-direction: column } h1 { order: 3 } footer { order: 4 }"
TORN = (
    ".parties { display: block !important; break-inside: auto !important }"
    " .slot { break-before: page !important; }"
)
DOCTOR = replace(LETTER.nominees[0], name="TS. Trần Thị Mẫu")
PLANTS = (
    # The page
    Plant("page_size", PACT, css="@page { size: 216mm 279mm !important }", is_alone=False),
    Plant("margin_top", PACT, css="@page { margin-top: 14mm !important }"),
    Plant("margin_top", PACT, css="@page { margin-top: 32mm !important }", name="margin_top_wide", is_alone=False),
    Plant("margin_bottom", PACT, css="@page { margin-bottom: 12mm !important }"),
    Plant("margin_left", PACT, css="@page { margin-left: 25mm !important }", is_alone=False),
    Plant("margin_left", PACT, css=WIDE_LEFT, is_alone=False, name="margin_left_wide"),
    Plant("margin_right", BIG, css="@page { margin-right: 10mm !important }", is_alone=False),
    Plant("page_number_first", BIG, css="@page :first { @top-center { content: counter(page) !important } }"),
    Plant("page_number_missing", BIG, css=NO_NUMBER),
    Plant("page_number_wrong", BIG, css=NUMBER_SEVEN),
    Plant("page_number_place", BIG, css=NUMBER_RIGHT),
    Plant("page_number_place", BIG, css=NUMBER_BELOW, name="page_number_below"),
    Plant("page_number_style", BIG, css="@page { @top-center { font: 10pt 'Tinos VKS' !important } }"),
    Plant("font_family", PACT, css=".dated { font-family: 'DejaVu Serif' !important }", is_alone=False),
    Plant("text_colour", PACT, css="h1 { color: #c00 !important }"),
    Plant("text_size", BIG, css=".check { font-size: 8pt !important }"),
    # The heading
    Plant("country_wording", PACT, swap=("CỘNG HÒA", "CỘNG HOÀ"), is_alone=False),
    Plant("country_wording", PACT, swap=("CHỦ NGHĨA VIỆT NAM", "chủ nghĩa Việt Nam"), name="country_small"),
    Plant("country_style", PACT, css=".country { font-weight: normal !important }"),
    Plant("country_style", PACT, css=".country { font-size: 14pt !important }", name="country_size", is_alone=False),
    Plant("country_place", PACT, css=".heading { flex-direction: row-reverse !important }", is_alone=False),
    Plant("motto_wording", PACT, swap=("Độc lập - Tự do - Hạnh phúc", "Độc lập-Tự do-Hạnh phúc")),
    Plant("motto_wording", PACT, swap=("Độc lập - Tự do - Hạnh phúc", "Độc Lập - Tự Do - Hạnh Phúc"),
          name="motto_case"),
    Plant("motto_style", PACT, css=".motto { font-style: italic !important }"),
    Plant("motto_place", PACT, css=".motto { text-align: left !important }"),
    Plant("motto_rule", PACT, css=".motto span { border: none !important }"),
    Plant("authority_style", PACT, css=".authority { font-weight: bold !important }"),
    Plant("issuer_missing", PACT, swap=('<p class="body">CỤM THI ĐUA SỐ 8</p>', ""), is_alone=False),
    Plant("issuer_style", PACT, css=".issuer .body { font-weight: normal !important }"),
    Plant("issuer_rule", PACT, css=".issuer .rule { width: 90% !important }"),
    Plant("number_missing", BIG, swap=("Số: 01/", "01/"), is_alone=False),
    Plant("number_zero", replace(BIG, number="1/GƯTĐ-CTĐ8")),
    Plant("number_pattern", replace(BIG, number="01 / GƯTĐ - CTĐ8")),
    Plant("number_style", BIG, css=".number { font-style: italic !important }"),
    Plant("symbol_unknown", replace(BIG, number="01/XYZ-CTĐ8")),
    Plant("place_missing", replace(PACT, place="…")),
    Plant("date_words", PACT, swap=("tháng 02 năm 2022</p>", "tháng 2 năm 2022</p>")),
    Plant("date_words", replace(PACT, dated_on=date(2022, 3, 5)), swap=("ngày 05 tháng 3",
          "ngày 5 tháng 03"), name="date_words_both"),
    Plant("date_style", PACT, css=".dated { font-style: normal !important }"),
    Plant("date_line", BIG, css=".heading > .dated { margin-top: 40pt !important }"),
    Plant("title_missing", PACT, swap=("<h1>GIAO ƯỚC THI ĐUA</h1>", ""), is_alone=False),
    Plant("title_style", PACT, css="h1 { text-align: left !important }"),
    Plant("subject_style", PACT, css=".subject { font-weight: normal !important }"),
    Plant("subject_rule", PACT, css=".abstract .rule { width: 100% !important }"),
    # The body
    Plant("addressee", LETTER, swap=("Kính gửi:", "Gửi:")),
    Plant("basis_style", PACT, css=".basis { font-style: normal !important }"),
    Plant("basis_end", PACT, swap=("Luật Thi đua, khen thưởng;", "Luật Thi đua, khen thưởng,")),
    Plant("basis_end", PACT, swap=("năm 2022.</p>\n", "năm 2022;</p>\n"), name="basis_end_last"),
    Plant("law_number", law("Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022")),
    Plant("law_number", law("Căn cứ Luật Thi đua, khen thưởng (06/2022/QH15)"), name="law_number_in_brackets"),
    Plant("basis_incomplete", law("Căn cứ hướng dẫn của Viện kiểm sát nhân dân tối cao")),
    Plant("basis_start", law("Theo Thông tư số 01/2019/TT-VKSTC ngày 14 tháng 5 năm 2019")),
    Plant("text_missing", PACT, swap=("Mỗi đơn vị tổ chức ít nhất 02 đợt",
          "Mỗi đơn vị tổ chức ít nhất 03 đợt"), is_alone=False),
    Plant("order", PACT, css=REORDERED, is_alone=False),
    Plant("body_size", PACT, css=".text { font-size: 12pt !important }", is_alone=False),
    Plant("body_indent", PACT, css=".text { text-indent: 0 !important }"),
    Plant("body_justified", PACT, css=".text, .basis { text-align: left !important }"),
    Plant("line_spacing", PACT, css=".text { line-height: 2.2 !important }", is_alone=False),
    Plant("paragraph_gap", PACT, css=".text { margin-bottom: 0 !important }"),
    Plant("article_numbering", clause(4, number=6)),
    Plant("article_style", PACT, css="h2 { font-weight: normal !important }"),
    Plant("end_mark", PACT, swap=("như nhau./.", "như nhau."), is_alone=False),
    Plant("end_mark", clause(5, body="Mỗi đơn vị giới thiệu 01 tập thể./."), name="end_mark_twice"),
    Plant("date_in_text", clause(6, body="Họp trước ngày 5 tháng 2 năm 2022.")),
    Plant("law_number_in_text", clause(6, body="Theo Luật 06/2022/QH15.")),
    Plant("list_sum", letter(summary=(replace(LETTER.summary[0], persons=13), LETTER.summary[1]))),
    Plant("secret", clause(6, body="TỐI MẬT")),
    Plant("secret", PACT, swap=("<h1>", "<p>Mật</p><h1>"), name="secret_above_the_title"),
    Plant("end_mark", clause(7, body="Tổ chức thực hiện./."), name="end_mark_after_an_article"),
    # Those who sign, and those who receive
    Plant("capacity", letter(signer_title_lines=("PT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"))),
    Plant("capacity", letter(signer_title_lines=("KT/ VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG")), name="capacity_slash"),
    Plant("capacity_post", letter(signer_title_lines=("KT. VIỆN TRƯỞNG",))),
    Plant("capacity_style", LETTER, css=".capacity { font-weight: normal !important }"),
    Plant("signer_title", letter(signer="ThS. Lê Văn Thử")),
    Plant("signer_title", letter(signer="Ông Lê Văn Thử"), name="signer_address"),
    Plant("signer_style", LETTER, css=".signer { font-weight: normal !important }"),
    Plant("listed_title", letter(nominees=(DOCTOR, *LETTER.nominees[1:]))),
    Plant("cell_missing", PACT, swap=('id="sig-3"', 'id="seal-3"')),
    Plant("cell_split", PACT, css=TORN, is_alone=False),
    Plant("cell_orphan", PACT, css="section.parties:nth-of-type(1) { break-before: page !important }"),
    Plant("recipients_missing", PACT, swap=("Nơi nhận:", "Gửi:"), is_alone=False),
    Plant("recipients_style", PACT, css=".recipients .label { font-style: normal !important }"),
    Plant("recipients_end", replace(PACT, recipients=("Như Điều 7", "Lưu: VT, TĐKT."))),
    Plant("recipients_archive", replace(PACT, recipients=("Như Điều 7;", "Phòng TĐKT."))),
    Plant("annex_heading", LETTER, css=".annex h2 { text-transform: uppercase !important }"),
    Plant("annex_number", LETTER, swap=("<h2>Phụ lục</h2>", "<h2>Phụ lục 1</h2>")),
    Plant("annex_name", LETTER, css=".annex .subject { font-weight: normal !important }"),
    Plant("annex_attached", LETTER, css=".attached { font-style: normal !important }"),
    Plant("page_number_missing", LETTER, css="@page annex { @top-center { content: none !important } }",
          name="annex_page_number"),
)  # fmt: skip
