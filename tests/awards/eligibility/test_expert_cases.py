"""The cases that an expert of the field would try, by their numbers."""

from datetime import date
from decimal import Decimal

import pytest

from awards.eligibility.facts import BaseQuota, DisciplineLevel, Grade, TransferFact
from awards.eligibility.rule import Stage
from awards.eligibility.rulebook import Eligibility, judge
from tests.awards.eligibility.samples import (
    IN_2023,
    IN_LATE_2024,
    IN_LATE_2025,
    IN_MAY_2025,
    base_titles,
    clean,
    failures,
    finding,
)


def test_case_38_one_earlier_title_is_a_warning_at_registration_and_a_block_at_nomination():
    facts = clean(2026, titles=base_titles(2024))

    at_registration = failures(title="CSTDN", facts=facts, on=date(2026, 2, 1), stage=Stage.REGISTRATION)
    at_nomination = failures(title="CSTDN", facts=facts, on=date(2026, 12, 1))

    assert at_registration == ["L2022-22-ROW-SO-FAR"]
    assert at_nomination == ["L2022-22-ROW"]


def test_case_38_nothing_of_the_year_itself_is_asked_at_registration():
    facts = clean(2026, titles=base_titles(2024, 2025), initiatives=None, council_in_favour=None)

    verdict = judge(title="CSTDN", facts=facts, on=date(2026, 2, 1), stage="registration")

    assert verdict.outcome is Eligibility.ELIGIBLE
    assert [found.reason for found in verdict.findings] == [
        "Chiến sĩ thi đua cơ sở 2024, 2025: đủ 02 lần trước năm 2026."
    ]


def test_case_41_in_2023_the_eighth_of_47_is_over_fifteen_percent():
    seven = clean(2023, base_quota=BaseQuota(ldtt=47, cstdcs=7))
    eight = clean(2023, base_quota=BaseQuota(ldtt=47, cstdcs=8))

    assert failures(title="CSTDCS", facts=seven, on=IN_2023) == []
    assert failures(title="CSTDCS", facts=eight, on=IN_2023) == ["ND91-9-3-QUOTA"]
    assert finding("ND91-9-3-QUOTA", title="CSTDCS", facts=eight, on=IN_2023).reason == (
        "15% của 47 Lao động tiên tiến là 7,05, nhiều nhất 7 Chiến sĩ thi đua cơ sở; đơn vị đề nghị 8, "
        "vượt tỷ lệ."
    )


def test_case_41_in_2024_the_state_sets_no_quota():
    facts = clean(2024, base_quota=BaseQuota(ldtt=47, cstdcs=8))

    verdict = judge(title="CSTDCS", facts=facts, on=IN_LATE_2024)

    assert verdict.outcome is Eligibility.ELIGIBLE


@pytest.mark.parametrize(
    ("recruited_on", "year", "on", "code", "outcome", "reason"),
    [
        (
            date(2024, 7, 1),
            2024,
            IN_LATE_2024,
            "TT02-15-SERVICE",
            "failed",
            "Tuyển dụng ngày 01/07/2024, đến hết ngày 30/11/2024 được 05 tháng, chưa đủ 06 tháng.",
        ),
        (
            date(2023, 3, 1),
            2023,
            IN_2023,
            "TT01-SERVICE",
            "failed",
            "Tuyển dụng ngày 01/03/2023, đến hết ngày 30/11/2023 được 09 tháng, chưa đủ 10 tháng.",
        ),
        (
            date(2024, 3, 1),
            2024,
            IN_LATE_2024,
            "TT02-15-SERVICE",
            "passed",
            "Tuyển dụng ngày 01/03/2024, đến hết ngày 30/11/2024 được 09 tháng, đủ 06 tháng.",
        ),
    ],
)
def test_case_45_length_of_service_is_judged_by_the_circular_of_the_day(
    recruited_on, year, on, code, outcome, reason
):
    facts = clean(year, recruited_on=recruited_on)

    found = finding(code, title="LDTT", facts=facts, on=on)

    assert (found.outcome, found.reason) == (outcome, reason)


def test_case_46_six_months_of_maternity_leave_count_as_work():
    facts = clean(2025, absence_months=Decimal(6), absence_counts_as_work=True)

    verdict = judge(title="LDTT", facts=facts, on=IN_LATE_2025)

    assert verdict.outcome is Eligibility.ELIGIBLE
    assert [found.cites for found in verdict.findings if found.code == "ND152-4-5-LEAVE"] == [
        "Khoản 5 Điều 4 Nghị định 152/2025/NĐ-CP"
    ]


def test_case_47_a_violation_that_cost_the_title_of_2025_is_not_used_again_in_2026():
    first = clean(2026, discipline=DisciplineLevel.KHIEN_TRACH)
    again = clean(2026, discipline=DisciplineLevel.KHIEN_TRACH, violation_already_counted=True)

    assert failures(title="LDTT", facts=first, on=date(2026, 12, 1)) == ["TT02-15-DISCIPLINE"]
    assert failures(title="LDTT", facts=again, on=date(2026, 12, 1)) == []


def test_case_48_gap_year_is_not_consecutive():
    facts = clean(2025, titles=base_titles(2022, 2023, 2025))

    found = finding("L2022-22-ROW", title="CSTDN", facts=facts, on=IN_LATE_2025)

    assert found.outcome == "failed"
    assert found.reason == "Chiến sĩ thi đua cơ sở 2023, 2025: thiếu 2024, chưa đủ 03 lần liên tục."
    assert found.cites == "Điều 22 Luật Thi đua, khen thưởng năm 2022"


def test_case_48_three_years_in_a_row_pass():
    facts = clean(2025, titles=base_titles(2023, 2024, 2025))

    found = finding("L2022-22-ROW", title="CSTDN", facts=facts, on=IN_LATE_2025)

    assert found.outcome == "passed"
    assert found.reason == "Chiến sĩ thi đua cơ sở 2023, 2024, 2025: đủ 03 lần liên tục."


def test_case_49_titles_given_by_two_units_are_consecutive():
    facts = clean(2025, titles=base_titles(2023) + base_titles(2024, 2025))

    assert judge(title="CSTDN", facts=facts, on=IN_LATE_2025).outcome is Eligibility.ELIGIBLE


def test_case_49_eight_months_at_the_old_unit_need_its_remark():
    without = clean(2024, transfer=TransferFact(months_at_old_unit=Decimal(8)))
    with_it = clean(2024, transfer=TransferFact(months_at_old_unit=Decimal(8), old_unit_remark=True))

    lacking = judge(title="CSTDCS", facts=without, on=IN_LATE_2024)

    assert lacking.outcome is Eligibility.NOT_ENOUGH_DATA
    assert [found.reason for found in lacking.unknowns] == [
        "Công tác 08 tháng trong năm ở đơn vị cũ: cần có nhận xét bằng văn bản của đơn vị cũ."
    ]
    assert judge(title="CSTDCS", facts=with_it, on=IN_LATE_2024).outcome is Eligibility.ELIGIBLE


def test_case_50_a_title_whose_rules_are_not_here_is_never_silently_passed():
    verdict = judge(title="CSTDTQ", facts=clean(), on=IN_LATE_2025)

    assert verdict.outcome is Eligibility.NOT_ENOUGH_DATA
    assert [found.reason for found in verdict.findings] == [
        "Chưa có quy định của danh hiệu CSTDTQ trong hệ thống."
    ]


@pytest.mark.parametrize(
    ("title", "in_favour", "expected"),
    [
        ("CSTDCS", 9, Eligibility.ELIGIBLE),
        ("CSTDN", 9, Eligibility.NOT_ELIGIBLE),
        ("CSTDN", 10, Eligibility.ELIGIBLE),
    ],
)
def test_case_51_nine_of_eleven_are_enough_for_the_base_title_and_not_for_the_sector(
    title, in_favour, expected
):
    facts = clean(2025, council_members=11, council_in_favour=in_favour)

    assert judge(title=title, facts=facts, on=IN_LATE_2025).outcome is expected


def test_case_51_the_reason_shows_share_and_needed_votes():
    facts = clean(2025, council_members=11, council_in_favour=9)

    found = finding("ND98-30-7-VOTE-90", title="CSTDN", facts=facts, on=IN_MAY_2025)

    assert found.reason == (
        "9/11 thành viên Hội đồng đồng ý (81,81%), cần ít nhất 10 phiếu (90% tổng số thành viên): chưa đạt."
    )


def test_case_57_a_commendation_whose_rules_are_not_here_is_neither_passed_nor_refused():
    facts = clean(2025, quality_grade=Grade.EXCELLENT, titles=base_titles(2025))

    assert judge(title="BKVT", facts=facts, on=IN_LATE_2025).outcome is Eligibility.NOT_ENOUGH_DATA


@pytest.mark.parametrize("title", ["LDTT", "CSTDCS", "CSTDN"])
def test_case_60_an_open_case_freezes_and_its_conclusion_releases(title):
    frozen = clean(2025, open_case=True)
    released = clean(2025, open_case=False)

    assert failures(title=title, facts=frozen, on=IN_LATE_2025) == ["ND152-4-4-OPEN-CASE"]
    assert judge(title=title, facts=released, on=IN_LATE_2025).outcome is Eligibility.ELIGIBLE


@pytest.mark.parametrize(
    ("on", "cites"),
    [
        (IN_MAY_2025, "Khoản 7 Điều 30 Nghị định 98/2023/NĐ-CP"),
        (date(2025, 6, 30), "Khoản 7 Điều 30 Nghị định 98/2023/NĐ-CP"),
        (
            date(2025, 7, 1),
            "Nghị định 152/2025/NĐ-CP (quy định về bỏ phiếu, chưa rõ điều, khoản) [chưa kiểm chứng]",
        ),
    ],
)
def test_case_64_a_check_of_may_2025_shows_the_article_of_its_own_day(on, cites):
    verdict = judge(title="CSTDN", facts=clean(2025), on=on)

    assert [found.cites for found in verdict.findings if found.rule.majority] == [cites]


def test_case_65_a_revoked_title_no_longer_counts():
    kept, revoked = base_titles(2023, 2025), base_titles(2024)
    facts = clean(2025, titles=kept + tuple(type(t)(code=t.code, year=t.year, revoked=True) for t in revoked))

    found = finding("L2022-22-ROW", title="CSTDN", facts=facts, on=IN_LATE_2025)

    assert found.reason == (
        "Chiến sĩ thi đua cơ sở 2023, 2025: thiếu 2024 (danh hiệu 2024 đã bị hủy bỏ), "
        "chưa đủ 03 lần liên tục."
    )
