import json
from dataclasses import replace
from datetime import date

import pytest

from pacts.documents import content
from tests.pacts.documents import samples


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 2, 5), "ngày 05 tháng 02 năm 2022"),
        (date(2022, 3, 12), "ngày 12 tháng 3 năm 2022"),
        (date(2022, 1, 9), "ngày 09 tháng 01 năm 2022"),
        (date(2022, 12, 10), "ngày 10 tháng 12 năm 2022"),
    ],
)
def test_case_33_small_days_and_the_first_two_months_carry_a_zero(day, words):
    assert content.date_words(day) == words


def test_case_31_every_legal_basis_ends_with_a_semicolon_and_the_last_with_a_full_stop():
    closed = content.closed_bases(("Căn cứ A.", " Căn cứ B;", "", "Căn cứ C;"))

    assert closed == ("Căn cứ A;", "Căn cứ B;", "Căn cứ C.")


def test_case_31_a_law_cited_with_its_number_is_found_and_a_circular_is_not():
    bases = (
        "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15",
        "Căn cứ Luật Thi đua, khen thưởng",
        "Căn cứ Thông tư số 01/2019/TT-VKSTC",
    )

    assert content.laws_cited_with_number(bases) == bases[:1]


@pytest.mark.parametrize("text", ["như nhau.", "như nhau", "như nhau./.", "như nhau. ", "như nhau;"])
def test_the_body_ends_with_the_end_mark_exactly_once(text):
    assert content.with_end_mark(text) == "như nhau./."


def test_a_pact_without_closing_text_still_ends_with_the_end_mark():
    paper = replace(samples.PACT, closing="")

    assert paper.closing_paragraphs == ("./.",)


def test_an_odd_last_party_stands_alone():
    paper = replace(samples.PACT, parties=samples.PACT.parties[:3])

    assert [len(row) for row in paper.party_rows] == [2, 1]


def test_a_proposal_whose_number_comes_later_leaves_room_for_it():
    assert samples.SUBMISSION.number_line == "05/TTr-VKS"
    assert replace(samples.SUBMISSION, number=None).number_line == "\u00a0" * 8 + "/TTr-VKS"


def test_the_embedded_content_is_canonical_json_with_days_as_iso():
    read = json.loads(content.as_json(samples.PACT))

    assert (read["dated_on"], read["parties"][5]["role_line"]) == ("2022-02-11", "CỤM TRƯỞNG")
    assert list(read) == sorted(read)


def test_content_that_is_neither_text_nor_number_nor_day_is_refused():
    with pytest.raises(TypeError, match="A paper holds only"):
        content.as_json(replace(samples.PACT, place=object()))
