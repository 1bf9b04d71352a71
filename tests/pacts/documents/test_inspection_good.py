"""Good papers raise no alarm, whatever they say and however long they are."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pacts.documents.comments import CommentGroup, CommentLine, CommentTable
from pacts.documents.content import PaperClause, PaperTarget
from pacts.documents.inspection import inspect
from pacts.documents.minutes import (
    MinutesItem,
    MinutesPaper,
    MinutesPerson,
    MinutesSignature,
    MinutesSigning,
    MinutesUnit,
)
from tests.pacts.documents import planting, samples
from tests.pacts.documents.traps import BASES, SYLLABLES, TRAPS, WITHIN_A_SENTENCE, padded

COMMENTS = CommentTable(
    issuer="CỤM THI ĐUA SỐ 8",
    place="Bình Định",
    dated_on=date(2022, 2, 9),
    subject="đối với dự thảo Giao ước thi đua năm 2022 của Cụm thi đua số 8",
    groups=tuple(
        CommentGroup(
            title=f"Điều {number}. Chuyên môn nghiệp vụ",
            lines=tuple(
                CommentLine(
                    number=number * 10 + place,
                    unit="VKSND tỉnh Phú Yên",
                    text="Đề nghị nâng chỉ tiêu.\nLý do: năm trước đã đạt 92 %.",
                    answer="Tiếp thu.",
                )
                for place in range(6)
            ),
        )
        for number in range(1, 6)
    ),
)
MINUTES = MinutesPaper(
    issuer="CỤM THI ĐUA SỐ 9",
    place="Đồng Nai",
    dated_on=date(2021, 3, 25),
    subject="Hội nghị phát động và ký kết Giao ước thi đua năm 2021 của Cụm thi đua số 9",
    symbol="BB-CTĐ9",
    started="08 giờ 00 phút, ngày 25 tháng 3 năm 2021",
    ended="11 giờ 30 phút, ngày 25 tháng 3 năm 2021",
    held_at="tại VKSND tỉnh Bình Dương",
    chair=MinutesPerson(name="Nguyễn Mẫu Ân", title="Viện trưởng VKSND tỉnh Đồng Nai"),
    secretary=MinutesPerson(name="Lê Mẫu Bình", title="Chuyên viên VKSND tỉnh Đồng Nai"),
    units=tuple(
        MinutesUnit(unit=f"VKSND tỉnh Số {number}", attendance="Có mặt", person="Trần Mẫu Dung")
        for number in range(1, 9)
    ),
    others=(MinutesPerson(name="Đỗ Mẫu Giang", title="Phó Vụ trưởng Vụ 16", role="phát biểu"),),
    agenda=tuple(
        MinutesItem(
            number=number, subject=f"Nội dung thứ {number}", outcome="Hội nghị thống nhất.\nBiểu quyết: đủ./."
        )
        for number in range(1, 20)
    ),
    present=8,
    signing=MinutesSigning(
        pact="Giao ước thi đua năm 2021",
        parties=8,
        signatures=tuple(
            MinutesSignature(
                unit=f"VKSND tỉnh Số {number}",
                signer="Trần Mẫu Dung",
                capacity="KT. VIỆN TRƯỞNG / PHÓ VIỆN TRƯỞNG",
                at="09:12:30 ngày 25/03/2021",
            )
            for number in range(1, 9)
        ),
        witnessed=("Đồng chí Hoàng Mẫu Chứng xác nhận đã chứng kiến lễ ký.",),
    ),
    comments=COMMENTS.groups,
    comments_subject=COMMENTS.subject,
    recipients=("Các đơn vị thành viên;", "VKSND tối cao (để báo cáo);", "Lưu: VT, TĐKT."),
)
WITH_EIGHT = replace(
    samples.PACT,
    parties=tuple(samples.party(number, f"VKSND TỈNH THỨ {number}") for number in range(1, 9)),
)
GOOD = {
    "six_parties": samples.PACT,
    "eight_parties_in_a_rehearsal": WITH_EIGHT,
    "eight_parties": samples.BIG_PACT,
    "amendment": samples.AMENDMENT,
    "letter": samples.SUBMISSION,
    "letter_without_a_number": replace(samples.SUBMISSION, number=None),
    "letter_in_a_rehearsal": replace(samples.SUBMISSION, is_rehearsal=True),
    "comments": COMMENTS,
    "minutes_with_an_annex": MINUTES,
    "minutes_in_a_rehearsal": replace(MINUTES, is_rehearsal=True, comments=(), is_online=True),
    "one_sentence": replace(samples.PACT, closing="Giao ước có hiệu lực."),
    "bases_of_two_kinds": replace(samples.PACT, legal_bases=BASES),
    "paragraphs_over_all_pages": planting.clause(6, body="\n".join([" ".join(SYLLABLES * 4)] * 30)),
    "pages_that_begin_like_an_annex": planting.clause(6, body="\n".join(["Phụ lục I"] * 90)),
    "minutes_whose_pages_begin_like_their_annex": replace(
        MINUTES,
        agenda=(MinutesItem(number=1, subject="Phụ lục", outcome="\n".join(["Phụ lục I"] * 90)),),
    ),
}
PADDINGS = range(0, 24, 2)
NAMES = ("VKSND TỈNH PHÚ YÊN", "VỤ 14", samples.LONG_UNIT.upper(), "VKSND THÀNH PHỐ HỒ CHÍ MINH", "VĂN PHÒNG")
ISSUERS = (
    "KHỐI THI ĐUA SỐ 1",
    "CỤM THI ĐUA SỐ 12",
    "CỤM THI ĐUA CÁC VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC TỈNH GIA LAI",
)
PLACES = ("Hà Nội", "Thành phố Hồ Chí Minh", "Huế", "Bà Rịa - Vũng Tàu")


def sentences(least=3, most=90):
    words = st.lists(st.sampled_from([*SYLLABLES, *WITHIN_A_SENTENCE]), min_size=least, max_size=most)
    return words.map(lambda found: " ".join(found) + ".")


targets = st.builds(
    PaperTarget,
    code=st.integers(1, 99).map(str),
    text=sentences(4, 40),
    requirement=st.sampled_from(["từ 90 % trở lên", "0", "Đạt", "không quá 1,5 %"]),
)


@st.composite
def pacts(draw):
    """Any pact that could be frozen: articles, targets, parties and texts of all lengths."""
    paragraphs = st.one_of(sentences(), sentences(), st.sampled_from(TRAPS))
    bodies = draw(st.lists(st.lists(paragraphs, min_size=1, max_size=4), min_size=1, max_size=10))
    clauses = tuple(
        PaperClause(
            number=number,
            heading=draw(sentences(2, 25)).rstrip("."),
            body="\n".join(body),
            targets=tuple(draw(st.lists(targets, max_size=6))),
        )
        for number, body in enumerate(bodies, start=1)
    )
    units = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=12))
    parties = [samples.party(number, unit) for number, unit in enumerate(units[:-1], start=1)]
    parties.append(samples.party(len(units), units[-1], role_line="CỤM TRƯỞNG"))
    witnesses = (samples.party(99, "VKSND TỐI CAO"),) if draw(st.booleans()) else ()
    return replace(
        samples.PACT,
        issuer=draw(st.sampled_from(ISSUERS)),
        place=draw(st.sampled_from(PLACES)),
        dated_on=draw(st.dates(date(2020, 1, 1), date(2035, 12, 31))),
        subtitle="Năm 2026 của " + draw(st.sampled_from(ISSUERS)).capitalize(),
        legal_bases=samples.PACT.legal_bases[: draw(st.integers(0, 3))],
        preamble=draw(sentences(10, 120)),
        clauses=clauses,
        closing="\n".join(draw(st.lists(sentences(), min_size=1, max_size=3))),
        parties=tuple(parties),
        witnesses=witnesses,
        number=draw(st.sampled_from([None, "01/GƯTĐ-CTĐ8", "118/KH-KTĐ1"])),
        is_rehearsal=draw(st.booleans()),
        check_url=draw(st.sampled_from(["", "https://thidua.example/kiem-tra"])),
    )


@pytest.mark.parametrize("paper", GOOD.values(), ids=GOOD)
def test_a_sample_paper_raises_no_alarm(paper):
    assert inspect(planting.printed(paper), paper) == ()


def in_cells(texts):
    return tuple(
        PaperTarget(code=str(number), text=text, requirement=text, details=(text,))
        for number, text in enumerate(texts, start=1)
    )


@pytest.mark.parametrize("padding", PADDINGS)
def test_no_words_of_ordinary_texts_raise_an_alarm_wherever_they_fall_on_a_line_or_a_page(padding):
    texts = padded(padding)
    bodies = ["\n".join(texts[place::5]) for place in range(5)]
    clauses = [replace(clause, body=body) for clause, body in zip(samples.CLAUSES, bodies, strict=False)]
    clauses[2] = replace(clauses[2], targets=in_cells(TRAPS))
    paper = replace(
        samples.PACT if padding % 4 else samples.BIG_PACT,
        preamble=bodies[0],
        clauses=tuple(clauses),
        closing=f"{bodies[1]}\nGiao ước có hiệu lực.",
    )

    assert blocking(inspect(planting.printed(paper), paper)) == []


@pytest.mark.parametrize("padding", PADDINGS[::3])
def test_nor_do_they_in_a_letter_or_in_minutes(padding):
    texts = padded(padding)
    letter = replace(samples.SUBMISSION, paragraphs=tuple(texts))
    items = tuple(
        MinutesItem(number=number, subject=" ".join(SYLLABLES[:padding]), outcome="\n".join(texts[number::6]))
        for number in range(1, 7)
    )
    minutes = replace(MINUTES, agenda=items)

    assert blocking(inspect(planting.printed(letter), letter)) == []
    assert blocking(inspect(planting.printed(minutes), minutes)) == []


def blocking(found):
    """Warnings are allowed: laws are cited by numbers in these texts."""
    return [one for one in found if not one.is_warning]


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a smaller example costs minutes of layout and tells nothing more
    suppress_health_check=[HealthCheck.too_slow],
)
@given(pacts())
def test_no_alarm_is_raised_by_any_good_pact(paper):
    assert blocking(inspect(planting.printed(paper), paper)) == []
