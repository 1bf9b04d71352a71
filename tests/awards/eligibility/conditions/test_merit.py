from datetime import date
from fractions import Fraction

import pytest

from awards.eligibility.conditions import merit
from awards.eligibility.facts import BaseQuota, Grade, InitiativeFact, Scope, TitleFact
from tests.awards.eligibility.samples import base_titles, clean

ON = date(2025, 12, 15)
SECTOR = merit.initiative_for_sector(3)
ROW = merit.titles_in_a_row("CSTDCS", 3)
ROW_SO_FAR = merit.titles_in_a_row_before("CSTDCS", 3)
NEW_COUNT = merit.years_not_counted_before("CSTDN", 3)


def asked(condition, **changes):
    answer = condition(clean(2025, **changes), ON)
    return answer and (answer.outcome.value, answer.missing)


def initiative(*, year=2025, scope=Scope.BASE, recognised_on=date(2025, 10, 1)):
    return InitiativeFact(year=year, scope=scope, recognised_on=recognised_on)


@pytest.mark.parametrize(
    ("grade", "initiatives", "expected"),
    [
        (Grade.EXCELLENT, (), ("passed", None)),
        (Grade.EXCELLENT, None, ("passed", None)),
        (Grade.GOOD, (initiative(),), ("passed", None)),
        (None, (initiative(),), ("passed", None)),
        (Grade.GOOD, (initiative(scope=Scope.NATION),), ("passed", None)),
        (Grade.GOOD, (), ("failed", None)),
        (Grade.GOOD, (initiative(year=2024),), ("failed", None)),
        (Grade.GOOD, None, ("unknown", "initiatives")),
        (None, (), ("unknown", "quality_grade")),
        (None, None, ("unknown", "quality_grade")),
        (Grade.GOOD, (initiative(recognised_on=None),), ("unknown", "initiatives")),
        (Grade.GOOD, (initiative(year=2024, recognised_on=None),), ("failed", None)),
    ],
)
def test_excellence_or_one_recognised_initiative_of_the_year_is_enough(grade, initiatives, expected):
    assert asked(merit.excellent_or_initiative, quality_grade=grade, initiatives=initiatives) == expected


@pytest.mark.parametrize(
    ("recognised_on", "expected"),
    [(date(2025, 12, 14), "passed"), (ON, "passed"), (date(2025, 12, 16), "failed")],
)
def test_recognition_counts_from_its_own_day(recognised_on, expected):
    base = initiative(recognised_on=recognised_on)
    wide = initiative(recognised_on=recognised_on, scope=Scope.SECTOR)

    assert asked(merit.excellent_or_initiative, quality_grade=Grade.GOOD, initiatives=(base,)) == (
        expected,
        None,
    )
    assert asked(SECTOR, initiatives=(wide,)) == (expected, None)


def test_the_initiative_that_counts_is_named():
    facts = clean(2025, quality_grade=Grade.GOOD, initiatives=(initiative(),))

    assert merit.excellent_or_initiative(facts, ON).reason == (
        "Có sáng kiến, đề tài năm 2025 được công nhận cấp cơ sở ngày 01/10/2025."
    )


def test_of_several_initiatives_the_newest_is_named():
    older = initiative(recognised_on=date(2025, 3, 1))
    newer = initiative(recognised_on=date(2025, 9, 1))
    facts = clean(2025, quality_grade=Grade.GOOD, initiatives=(newer, older))

    assert merit.excellent_or_initiative(facts, ON).reason.endswith("ngày 01/09/2025.")


@pytest.mark.parametrize(
    ("initiatives", "expected"),
    [
        ((initiative(scope=Scope.SECTOR),), ("passed", None)),
        ((initiative(scope=Scope.NATION),), ("passed", None)),
        ((initiative(scope=Scope.SECTOR, year=2023),), ("passed", None)),
        ((initiative(scope=Scope.BASE),), ("failed", None)),
        ((), ("failed", None)),
        (None, ("unknown", "initiatives")),
        ((initiative(scope=Scope.SECTOR, recognised_on=None),), ("unknown", "initiatives")),
        ((initiative(scope=Scope.SECTOR, year=2022),), ("unknown", "legal_text")),
        ((initiative(scope=Scope.SECTOR, year=2022, recognised_on=None),), ("failed", None)),
        ((initiative(scope=Scope.SECTOR, year=2026),), ("failed", None)),
    ],
)
def test_the_sector_title_needs_an_initiative_recognised_for_the_sector(initiatives, expected):
    assert asked(SECTOR, initiatives=initiatives) == expected


@pytest.mark.parametrize(
    ("years", "outcome", "reason"),
    [
        ((2023, 2024, 2025), "passed", "Chiến sĩ thi đua cơ sở 2023, 2024, 2025: đủ 03 lần liên tục."),
        (
            (2022, 2023, 2024),
            "failed",
            "Chiến sĩ thi đua cơ sở 2023, 2024: thiếu 2025, chưa đủ 03 lần liên tục.",
        ),
        ((2024, 2025), "failed", "Chiến sĩ thi đua cơ sở 2024, 2025: thiếu 2023, chưa đủ 03 lần liên tục."),
        (
            (2020,),
            "failed",
            "Chưa có Chiến sĩ thi đua cơ sở trong các năm 2023, 2024, 2025: chưa đủ 03 lần liên tục.",
        ),
    ],
)
def test_the_row_ends_in_the_year_judged_and_the_missing_years_are_named(years, outcome, reason):
    answer = ROW(clean(2025, titles=base_titles(*years)), ON)

    assert (answer.outcome, answer.reason) == (outcome, reason)


def test_titles_of_another_kind_do_not_fill_a_row():
    titles = base_titles(2023, 2024) + (TitleFact(code="LDTT", year=2025),)

    assert asked(ROW, titles=titles) == ("failed", None)


def test_an_unknown_history_is_asked_for():
    assert asked(ROW, titles=None) == ("unknown", "titles")
    assert asked(ROW_SO_FAR, titles=None) == ("unknown", "titles")


def test_a_title_given_again_after_it_was_revoked_counts():
    revoked = TitleFact(code="CSTDCS", year=2024, revoked=True)

    assert asked(ROW, titles=(*base_titles(2023, 2024, 2025), revoked)) == ("passed", None)


def test_a_year_setting_may_leave_out_the_year_judged():
    facts = clean(2025, titles=base_titles(2022, 2023, 2024), consecutive_includes_current_year=False)

    assert ROW(facts, ON).reason == "Chiến sĩ thi đua cơ sở 2022, 2023, 2024: đủ 03 lần liên tục."
    assert ROW_SO_FAR(facts, ON).reason == (
        "Chiến sĩ thi đua cơ sở 2022, 2023, 2024: đủ 03 lần trước năm 2025."
    )


def test_at_registration_the_year_itself_is_not_missed():
    assert asked(ROW_SO_FAR, titles=base_titles(2023, 2024)) == ("passed", None)
    assert asked(ROW_SO_FAR, titles=base_titles(2023)) == ("failed", None)


@pytest.mark.parametrize(
    ("confirmed", "expected"),
    [
        (None, ("unknown", "repeat_count_confirmed")),
        (True, ("passed", None)),
        (False, ("failed", None)),
    ],
)
@pytest.mark.parametrize("year", [2023, 2024])
def test_case_50_years_behind_an_earlier_sector_title_count_again_only_when_confirmed(
    year, confirmed, expected
):
    titles = (*base_titles(2023, 2024, 2025), TitleFact(code="CSTDN", year=year))

    assert asked(NEW_COUNT, titles=titles, repeat_count_confirmed=confirmed) == expected


@pytest.mark.parametrize(
    "titles",
    [
        None,
        (),
        (TitleFact(code="CSTDN", year=2022),),
        (TitleFact(code="CSTDN", year=2025),),
        (TitleFact(code="CSTDN", year=2024, revoked=True),),
        base_titles(2023, 2024, 2025),
    ],
)
def test_without_an_earlier_sector_title_in_the_row_there_is_nothing_to_confirm(titles):
    assert asked(NEW_COUNT, titles=titles) is None


@pytest.mark.parametrize(
    ("is_head", "unit_excellent", "expected"),
    [
        (True, True, ("passed", None)),
        (True, False, ("failed", None)),
        (True, None, ("unknown", "unit_grade_excellent")),
        (False, False, ("passed", None)),
        (False, None, ("passed", None)),
        (None, True, ("passed", None)),
        (None, False, ("unknown", "is_unit_head")),
        (None, None, ("unknown", "is_unit_head")),
    ],
)
def test_the_head_of_a_unit_needs_an_excellent_unit(is_head, unit_excellent, expected):
    changes = {"is_unit_head": is_head, "unit_grade_excellent": unit_excellent}

    assert asked(merit.unit_excellent_for_its_head, **changes) == expected


@pytest.mark.parametrize(
    ("ldtt", "cstdcs", "expected"),
    [
        (47, 7, "passed"),
        (47, 8, "failed"),
        (20, 3, "passed"),
        (20, 4, "failed"),
        (19, 3, "failed"),
        (6, 1, "failed"),
        (7, 1, "passed"),
        (0, 0, "passed"),
    ],
)
def test_fifteen_percent_is_exact_and_a_part_of_a_person_is_nobody(ldtt, cstdcs, expected):
    quota = BaseQuota(ldtt=ldtt, cstdcs=cstdcs)

    assert asked(merit.share_at_most(Fraction(15, 100)), base_quota=quota) == (expected, None)


def test_an_unknown_share_is_asked_for():
    assert asked(merit.share_at_most(Fraction(15, 100)), base_quota=None) == ("unknown", "base_quota")
