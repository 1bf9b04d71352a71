"""Every fault that is planted is found, alone; what is no paper at all is refused with a word."""

import io
import time
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from pacts.documents.content import date_words
from pacts.documents.inspection import findings, inspect, reading
from tests.pacts.documents import planting, samples

LIMIT_SECONDS = 0.15


@pytest.fixture(scope="module")
def big():
    return planting.printed(samples.BIG_PACT)


def codes(found):
    return {one.code for one in found}


@pytest.mark.parametrize("plant", planting.PLANTS, ids=str)
def test_a_planted_fault_is_found(plant):
    pdf = planting.printed(plant.paper, css=plant.css, swap=plant.swap)

    found = codes(inspect(pdf, plant.paper))

    # Some faults cannot be made without another: a missing title also breaks the order.
    assert (found if plant.is_alone else found & {plant.code}) == {plant.code}


def test_every_finding_is_planted_or_tested_by_name():
    elsewhere = {
        "unreadable", "too_large", "font_embedded", "symbol_case", "subject_missing",
    }  # fmt: skip

    planted = {plant.code for plant in planting.PLANTS}

    assert planted | elsewhere == set(findings.RULES)


def test_only_what_may_be_right_in_free_text_or_another_office_merely_warns():
    assert {
        "symbol_case", "symbol_unknown", "basis_start", "law_number_in_text", "basis_incomplete", "date_in_text",
        "listed_title",
    } == findings.WARNINGS  # fmt: skip


def test_case_31_a_law_with_its_number_is_named_with_place_and_source():
    paper = planting.law("Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15")

    (found,) = inspect(planting.printed(paper), paper)

    assert found == findings.Finding(
        "law_number",
        "Trang 1",
        "“Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15”: luật, pháp lệnh chỉ ghi tên, không ghi số.",
        "Nghị định số 30/2020/NĐ-CP, Phụ lục I: nội dung văn bản",
    )


def test_case_31_eight_parties_pass_and_one_cell_torn_from_its_unit_does_not(big):
    torn = planting.printed(
        samples.BIG_PACT,
        css=".slot.right { break-before: page } .parties { break-inside: auto; display: block }",
    )

    assert inspect(big, samples.BIG_PACT) == ()
    assert "cell_split" in codes(inspect(torn, samples.BIG_PACT))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 2, 5), "ngày 05 tháng 02 năm 2022"),
        (date(2022, 3, 12), "ngày 12 tháng 3 năm 2022"),
    ],
)
def test_case_33_only_the_words_of_the_decree_pass_for_a_date(day, words):
    paper = replace(samples.PACT, dated_on=day)
    loose = f"ngày {day.day} tháng {day.month} năm 2022"
    loose = loose if loose != words else "ngày 12 tháng 03 năm 2022"

    good = inspect(planting.printed(paper), paper)
    bad = inspect(planting.printed(paper, swap=(words, loose)), paper)

    assert date_words(day) == words
    assert good == ()
    assert codes(bad) == {"date_words"}


def test_a_symbol_in_small_letters_only_warns():
    paper = replace(samples.BIG_PACT, number="01/GƯTĐ-cum8")

    (found,) = inspect(planting.printed(paper), paper)

    assert (found.code, found.is_warning) == ("symbol_case", True)


def test_an_abstract_that_is_not_printed_is_missed():
    pdf = planting.printed(samples.PACT, swap=(">Năm 2022 của Cụm thi đua số 8</p>", "></p>"))

    assert "subject_missing" in codes(inspect(pdf, samples.PACT))


def test_a_typeface_that_is_not_embedded_is_named(big):
    with pikepdf.open(io.BytesIO(big)) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            del font.DescendantFonts[0].FontDescriptor
        out = io.BytesIO()
        pdf.save(out)

    assert "font_embedded" in codes(inspect(out.getvalue(), samples.BIG_PACT))


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7 and nothing more", b"\x00" * 5000])
def test_what_is_no_pdf_is_called_unreadable(pdf):
    assert codes(inspect(pdf, samples.PACT)) == {"unreadable"}


def test_a_file_of_too_many_pages_or_bytes_is_refused_before_it_is_read(monkeypatch):
    many = pikepdf.new()
    for _page in range(61):
        many.add_blank_page()
    out = io.BytesIO()
    many.save(out)
    monkeypatch.setattr(reading, "MAX_BYTES", 100_000)

    assert codes(inspect(out.getvalue(), samples.PACT)) == {"too_large"}
    assert codes(inspect(b"%PDF" + b"0" * 100_000, samples.PACT)) == {"too_large"}


def test_a_page_of_very_many_words_is_given_up(monkeypatch, big):
    monkeypatch.setattr(reading, "MAX_OBJECTS", 50)

    assert codes(inspect(big, samples.BIG_PACT)) == {"too_large"}


def test_a_paper_of_five_pages_is_inspected_in_under_150_milliseconds():
    clauses = tuple(
        replace(clause, number=number, heading=f"Nội dung thứ {number}")
        for number, clause in enumerate(samples.CLAUSES * 4, start=1)
    )
    paper = replace(samples.BIG_PACT, clauses=clauses)
    pdf = planting.printed(paper)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page_count = len(opened.pages)

    # Processor time, the best of five: other work on the machine is not what is measured.
    spent = []
    for _round in range(5):
        start = time.process_time()
        found = inspect(pdf, paper)
        spent.append(time.process_time() - start)

    assert found == ()
    assert page_count == 5
    assert min(spent) < LIMIT_SECONDS
