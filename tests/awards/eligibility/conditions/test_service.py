from datetime import date
from decimal import Decimal

import pytest

from awards.eligibility.conditions import service
from awards.eligibility.facts import TransferFact
from tests.awards.eligibility.samples import IN_LATE_2024, IN_LATE_2025, clean

ABSENCE = service.absence_outside(first=3, below=6)
LONG_ABSENCE = service.absence_under(6)
REMARK = service.remark_of_old_unit(6)


def asked(condition, **changes):
    answer = condition(clean(2024, **changes), IN_LATE_2024)
    return answer and (answer.outcome.value, answer.missing)


@pytest.mark.parametrize(
    ("recruited_on", "least", "expected"),
    [
        (date(2024, 5, 31), 6, "passed"),
        (date(2024, 6, 1), 6, "passed"),
        (date(2024, 6, 2), 6, "failed"),
        (date(2024, 1, 31), 10, "passed"),
        (date(2024, 2, 1), 10, "passed"),
        (date(2024, 2, 2), 10, "failed"),
        (date(2024, 11, 30), 1, "failed"),
        (date(2024, 12, 1), 1, "failed"),
    ],
)
def test_service_turns_on_the_exact_day(recruited_on, least, expected):
    assert asked(service.service_of_at_least(least), recruited_on=recruited_on) == (expected, None)


@pytest.mark.parametrize(
    ("first", "last", "served"),
    [
        (date(2024, 7, 1), date(2024, 11, 30), "05 tháng"),
        (date(2023, 8, 31), date(2024, 2, 29), "06 tháng"),
        (date(2023, 8, 31), date(2024, 2, 28), "05 tháng"),
        (date(2024, 3, 15), date(2024, 9, 14), "06 tháng"),
        (date(2024, 3, 15), date(2024, 9, 13), "05 tháng"),
        (date(2023, 3, 15), date(2024, 9, 20), "18 tháng"),
        (date(2024, 9, 30), date(2024, 9, 29), "00 tháng"),
        (date(2024, 1, 1), date(9999, 12, 31), "95712 tháng"),
    ],
)
def test_months_of_service_include_both_days(first, last, served):
    answer = service.service_of_at_least(6)(clean(recruited_on=first, year_ends_on=last), IN_LATE_2025)

    assert answer.reason.split("được ")[1].split(",")[0] == served


def test_service_names_the_date_that_is_missing():
    least = service.service_of_at_least(6)

    assert asked(least, recruited_on=None) == ("unknown", "recruited_on")
    assert asked(least, year_ends_on=None) == ("unknown", "year_ends_on")


@pytest.mark.parametrize(
    ("months", "short", "long"),
    [
        ("0", ("passed", None), None),
        ("2.99", ("passed", None), None),
        ("3", ("failed", None), None),
        ("5.99", ("failed", None), None),
        ("6", None, ("failed", None)),
        ("11", None, ("failed", None)),
    ],
)
def test_absence_from_three_months_excludes_and_from_six_by_inference(months, short, long):
    assert asked(ABSENCE, absence_months=Decimal(months)) == short
    assert asked(LONG_ABSENCE, absence_months=Decimal(months)) == long


@pytest.mark.parametrize("months", [None, Decimal(2), Decimal(4), Decimal(6), Decimal(12)])
def test_absence_that_counts_as_work_never_excludes(months):
    changes = {"absence_months": months, "absence_counts_as_work": True}

    assert asked(ABSENCE, **changes) == ("passed", None)
    assert asked(LONG_ABSENCE, **changes) is None
    assert asked(service.absence_in_unread_text, **changes) == ("passed", None)
    assert asked(service.leave_is_work, **changes) == ("passed", None)


def test_unknown_absence_is_asked_for_once():
    assert asked(ABSENCE, absence_months=None) == ("unknown", "absence_months")
    assert asked(LONG_ABSENCE, absence_months=None) is None
    assert asked(service.absence_in_unread_text, absence_months=None) == ("unknown", "absence_months")


def test_a_long_absence_of_unknown_kind_is_neither_passed_nor_failed():
    kind = {"absence_counts_as_work": None}

    assert asked(ABSENCE, absence_months=Decimal(2), **kind) == ("passed", None)
    assert asked(ABSENCE, absence_months=Decimal(3), **kind) == ("unknown", "absence_counts_as_work")
    assert asked(LONG_ABSENCE, absence_months=Decimal(6), **kind) == ("unknown", "absence_counts_as_work")


def test_where_the_text_was_not_read_only_no_absence_at_all_is_certain():
    assert asked(service.absence_in_unread_text, absence_months=Decimal(0)) == ("passed", None)
    assert asked(service.absence_in_unread_text, absence_months=Decimal("0.5")) == ("unknown", "legal_text")


@pytest.mark.parametrize("counts", [False, None])
def test_there_is_nothing_to_say_on_leave_that_does_not_count(counts):
    assert asked(service.leave_is_work, absence_counts_as_work=counts) is None


def test_without_a_transfer_no_remark_is_asked_for():
    assert asked(REMARK, transfer=None) is None


@pytest.mark.parametrize(
    ("months", "remark", "expected"),
    [
        ("5.99", False, ("passed", None)),
        ("6", False, ("unknown", "old_unit_remark")),
        ("6", True, ("passed", None)),
        ("8", False, ("unknown", "old_unit_remark")),
    ],
)
def test_from_six_months_at_the_old_unit_its_remark_is_needed(months, remark, expected):
    transfer = TransferFact(months_at_old_unit=Decimal(months), old_unit_remark=remark)

    assert asked(REMARK, transfer=transfer) == expected
