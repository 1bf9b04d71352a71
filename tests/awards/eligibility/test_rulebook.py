from datetime import date
from fractions import Fraction

import pytest

from awards.eligibility.facts import Facts, Grade
from awards.eligibility.instruments import INSTRUMENTS
from awards.eligibility.rule import UNVERIFIED, Answer, Instrument, Layer, Outcome, Rule, Stage
from awards.eligibility.rulebook import (
    Eligibility,
    instruments_on,
    judge,
    last_day_of,
    majority_for,
    rules_for,
)
from awards.eligibility.wording import TITLE_NAMES
from tests.awards.eligibility.samples import (
    IN_2023,
    IN_EARLY_2024,
    IN_LATE_2024,
    IN_LATE_2025,
    IN_MAY_2025,
    TITLES,
    clean,
)


def codes(title, on, stage=Stage.NOMINATION):
    return [rule.code for rule in rules_for(title=title, on=on, stage=stage)]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2004, 6, 30), []),
        (date(2004, 7, 1), ["L2003"]),
        (date(2019, 6, 27), ["L2003", "ND91"]),
        (date(2019, 6, 28), ["L2003", "ND91", "TT01"]),
        (date(2023, 12, 31), ["L2003", "ND91", "TT01"]),
        (date(2024, 1, 1), ["TT01", "L2022", "ND98"]),
        (date(2024, 9, 30), ["TT01", "L2022", "ND98"]),
        (date(2024, 10, 1), ["L2022", "ND98", "TT02"]),
        (date(2025, 6, 30), ["L2022", "ND98", "TT02"]),
        (date(2025, 7, 1), ["L2022", "TT02", "ND152"]),
    ],
)
def test_each_day_has_its_own_pile_of_instruments(on, expected):
    assert [instrument.code for instrument in instruments_on(on)] == expected


def test_the_last_days_are_read_off_what_the_newcomers_repeal():
    assert {instrument.code: last_day_of(instrument) for instrument in INSTRUMENTS} == {
        "L2003": date(2023, 12, 31),
        "ND91": date(2023, 12, 31),
        "TT01": date(2024, 9, 30),
        "L2022": None,
        "ND98": date(2025, 6, 30),
        "TT02": None,
        "ND152": None,
    }


def test_the_rules_of_lao_dong_tien_tien_today():
    assert codes("LDTT", IN_LATE_2025) == [
        "L2022-24-GRADE",
        "L2022-24-TAKES-PART",
        "TT02-15-SERVICE",
        "TT02-15-ABSENCE",
        "TT02-15-ABSENCE-LONG",
        "TT02-15-DISCIPLINE",
        "TT02-TRANSFER",
        "TT02-REGISTERED",
        "ND152-4-4-OPEN-CASE",
        "ND152-4-5-LEAVE",
    ]


def test_the_base_title_asks_everything_that_lao_dong_tien_tien_asks():
    for on in (IN_2023, IN_EARLY_2024, IN_LATE_2024, IN_LATE_2025):
        for stage in Stage:
            assert set(codes("LDTT", on, stage)) <= set(codes("CSTDCS", on, stage))


def test_what_the_base_title_adds_today():
    assert sorted(set(codes("CSTDCS", IN_LATE_2025)) - set(codes("LDTT", IN_LATE_2025))) == [
        "L2022-23-MERIT",
        "ND152-VOTE-80",
        "TT02-14-HEAD",
    ]


def test_the_law_of_2022_replaces_what_the_circular_of_2019_said_about_the_sector_title():
    assert codes("CSTDN", IN_2023) == [
        "ND91-OPEN-CASE",
        "TT01-REGISTERED",
        "TT01-16-1-ROW",
        "TT01-16-1-INITIATIVE",
        "TT01-16-1-VOTE",
        "TT01-NEW-COUNT",
    ]
    assert "TT01-16-1-ROW" in codes("CSTDN", date(2023, 12, 31))
    assert codes("CSTDN", date(2024, 1, 1)) == codes("CSTDN", IN_EARLY_2024)
    assert codes("CSTDN", IN_EARLY_2024) == [
        "TT01-REGISTERED",
        "TT01-NEW-COUNT",
        "L2022-22-ROW",
        "L2022-22-INITIATIVE",
        "ND98-30-7-VOTE-90",
        "ND98-OPEN-CASE",
    ]


def test_at_registration_only_what_can_be_known_is_judged():
    assert codes("LDTT", IN_LATE_2025, Stage.REGISTRATION) == ["TT02-15-SERVICE"]
    assert codes("CSTDCS", IN_LATE_2025, Stage.REGISTRATION) == ["TT02-15-SERVICE"]
    assert codes("CSTDN", IN_LATE_2025, Stage.REGISTRATION) == ["L2022-22-ROW-SO-FAR", "TT02-NEW-COUNT"]
    assert codes("CSTDN", IN_2023, Stage.REGISTRATION) == ["TT01-16-1-ROW-SO-FAR", "TT01-NEW-COUNT"]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(
    ("year", "on"),
    [
        (2023, IN_2023),
        (2023, IN_EARLY_2024),
        (2024, IN_LATE_2024),
        (2024, IN_MAY_2025),
        (2025, IN_LATE_2025),
    ],
)
def test_a_clean_record_is_eligible_in_every_period(title, year, on):
    verdict = judge(title=title, facts=clean(year), on=on)

    assert [found.code for found in verdict.findings if found.outcome != "passed"] == []
    assert verdict.outcome is Eligibility.ELIGIBLE


@pytest.mark.parametrize("title", TITLES)
def test_without_any_fact_there_is_not_enough_data_and_each_unknown_names_what_is_missing(title):
    verdict = judge(title=title, facts=Facts(title_year=2025), on=IN_LATE_2025)

    assert verdict.outcome is Eligibility.NOT_ENOUGH_DATA
    assert {found.missing for found in verdict.findings} <= set(Facts.__slots__)


def test_one_failure_decides_even_where_much_is_unknown():
    facts = Facts(title_year=2025, quality_grade=Grade.COMPLETED)

    assert judge(title="LDTT", facts=facts, on=IN_LATE_2025).outcome is Eligibility.NOT_ELIGIBLE


def test_a_verdict_keeps_what_was_asked_and_which_instruments_answered():
    verdict = judge(title="CSTDCS", facts=clean(2025), on=IN_LATE_2025, stage="registration")

    assert (verdict.title, verdict.on, verdict.stage) == ("CSTDCS", IN_LATE_2025, Stage.REGISTRATION)
    assert [instrument.code for instrument in verdict.instruments] == ["L2022", "TT02", "ND152"]


def test_findings_can_be_asked_for_by_outcome():
    verdict = judge(title="LDTT", facts=clean(2025, quality_grade=Grade.FAILED), on=IN_LATE_2025)

    assert [found.code for found in verdict.failures] == ["L2022-24-GRADE"]
    assert verdict.unknowns == ()


@pytest.mark.parametrize("title", TITLES)
def test_before_every_known_instrument_there_is_not_enough_data_and_it_says_why(title):
    verdict = judge(title=title, facts=clean(2003), on=date(2003, 12, 1))

    assert verdict.outcome is Eligibility.NOT_ENOUGH_DATA
    assert [(found.code, found.reason, found.missing) for found in verdict.findings] == [
        ("GAP-LAW", "Chưa có dữ liệu về luật có hiệu lực ngày 01/12/2003.", "legal_text"),
        ("GAP-DECREE", "Chưa có dữ liệu về nghị định có hiệu lực ngày 01/12/2003.", "legal_text"),
        (
            "GAP-CIRCULAR",
            "Chưa có dữ liệu về thông tư của ngành Kiểm sát nhân dân có hiệu lực ngày 01/12/2003.",
            "legal_text",
        ),
    ]
    assert verdict.instruments == ()


@pytest.mark.parametrize(("on", "gaps"), [(date(2019, 6, 27), ["GAP-CIRCULAR"]), (date(2019, 6, 28), [])])
def test_a_day_without_a_known_circular_cannot_give_a_clean_verdict(on, gaps):
    verdict = judge(title="LDTT", facts=clean(2018), on=on)

    assert [found.code for found in verdict.findings if found.code.startswith("GAP")] == gaps
    expected = Eligibility.NOT_ENOUGH_DATA if gaps else Eligibility.ELIGIBLE
    assert verdict.outcome is expected


def test_a_stage_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="dawn"):
        judge(title="LDTT", facts=clean(), on=IN_LATE_2025, stage="dawn")


@pytest.mark.parametrize(
    ("title", "on", "expected"),
    [
        ("LDTT", IN_LATE_2025, None),
        ("CSTDCS", IN_2023, None),
        ("CSTDN", IN_2023, Fraction(9, 10)),
        ("CSTDCS", IN_EARLY_2024, Fraction(8, 10)),
        ("CSTDN", IN_EARLY_2024, Fraction(9, 10)),
        ("CSTDCS", IN_LATE_2025, Fraction(8, 10)),
        ("CSTDN", IN_LATE_2025, Fraction(9, 10)),
    ],
)
def test_the_majority_comes_from_the_instrument_of_the_day(title, on, expected):
    assert majority_for(title=title, on=on) == expected


def test_codes_are_unique_and_each_ending_names_something_that_exists():
    rules = [rule for instrument in INSTRUMENTS for rule in instrument.rules]
    rule_codes = [rule.code for rule in rules]
    instrument_codes = [instrument.code for instrument in INSTRUMENTS]

    assert len(set(rule_codes)) == len(rule_codes)
    assert len(set(instrument_codes)) == len(instrument_codes)
    for instrument in INSTRUMENTS:
        assert instrument.repeals <= set(instrument_codes)
        assert instrument.replaces <= set(rule_codes)
        assert {rule.code.split("-")[0] for rule in instrument.rules} == {instrument.code}


def test_instruments_are_listed_oldest_first_and_speak_of_known_titles_only():
    starts = [instrument.in_force_from for instrument in INSTRUMENTS]

    assert starts == sorted(starts)
    assert {title for instrument in INSTRUMENTS for title in instrument.titles} == set(TITLE_NAMES)


def test_every_rule_has_an_article_and_a_sentence_for_the_person():
    for instrument in INSTRUMENTS:
        for rule in instrument.rules:
            assert rule.cites
            assert rule.text.endswith(".")
            assert rule.stages


def test_exactly_these_rules_wait_for_a_lawyer():
    waiting = {rule.code for instrument in INSTRUMENTS for rule in instrument.rules if not rule.is_verified}

    assert waiting == {
        "L2003-24-GRADE", "L2003-24-TAKES-PART",
        "ND91-OPEN-CASE", "ND91-LEAVE",
        "TT01-SERVICE", "TT01-ABSENCE", "TT01-DISCIPLINE", "TT01-TRANSFER", "TT01-REGISTERED",
        "TT01-NEW-COUNT",
        "ND98-OPEN-CASE", "ND98-LEAVE",
        "TT02-15-ABSENCE-LONG", "TT02-TRANSFER", "TT02-REGISTERED", "TT02-NEW-COUNT",
        "ND152-VOTE-80", "ND152-VOTE-90",
    }  # fmt: skip


def test_a_citation_is_told_without_its_mark_and_without_the_space_before_it():
    told = {rule.bare_cites for instrument in INSTRUMENTS for rule in instrument.rules}

    assert not [cites for cites in told if UNVERIFIED in cites or " )" in cites or " ;" in cites]
    assert {
        "Thông tư 01/2019/TT-VKSTC (chưa rõ điều, khoản)",
        "Hướng dẫn công tác thi đua của năm",
        "Nghị định 152/2025/NĐ-CP (quy định về bỏ phiếu, chưa rõ điều, khoản); "
        "Điều 14 Thông tư 02/2024/TT-VKSTC",
    } <= told


def test_the_mark_of_an_unverified_citation_is_the_agreed_one():
    assert UNVERIFIED == "[chưa kiểm chứng]"


def test_an_instrument_without_rules_speaks_of_no_title():
    empty = Instrument(code="X", citation="x", layer=Layer.LAW, in_force_from=date(2030, 1, 1), rules=())

    assert empty.titles == frozenset()


def test_an_answer_is_unknown_exactly_when_it_names_what_is_missing():
    with pytest.raises(ValueError, match="names the fact"):
        Answer(Outcome.UNKNOWN, "?")
    with pytest.raises(ValueError, match="names the fact"):
        Answer(Outcome.PASSED, "!", "recruited_on")


def test_a_finding_shows_the_words_of_its_rule():
    verdict = judge(title="LDTT", facts=clean(), on=IN_LATE_2025)
    found = verdict.findings[0]

    assert isinstance(found.rule, Rule)
    assert (found.code, found.cites, found.text) == (
        "L2022-24-GRADE",
        "Điều 24 Luật Thi đua, khen thưởng năm 2022",
        "Hoàn thành tốt nhiệm vụ trở lên.",
    )
    assert (found.outcome, found.missing) == (Outcome.PASSED, None)
    assert found.reason == "Xếp loại năm 2025: Hoàn thành xuất sắc nhiệm vụ."
