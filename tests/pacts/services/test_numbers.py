"""Expert case 32: the numbers of papers in the register of a unit."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pacts.enums import PaperKind
from pacts.models import IssuedPaper
from pacts.services import issuing
from tests.factories.pacts import at
from tests.factories.racing import at_once, unexpected
from tests.factories.units import make_unit, make_user
from units.models import Unit, User

PLAN = "KH-CTĐ8"


@pytest.fixture
def unit(db) -> Unit:
    return make_unit("VKSND tỉnh Bình Định")


@pytest.fixture
def user(unit) -> User:
    return make_user()


def issue(unit: Unit, user: User, number: int | None, *, year: int = 2026, symbol: str = PLAN) -> IssuedPaper:
    prepared = issuing.PreparedPaper(paper_id=uuid.uuid4(), pdf=b"%PDF-1.7", images=(), content=b"{}")
    return issuing.store(
        kind=PaperKind.MINUTES, prepared=prepared, title="Kế hoạch", unit=unit, year=year, is_rehearsal=False,
        number=number, symbol=symbol, by=user, at=at(),
    )  # fmt: skip


def issue_next(unit: Unit, user: User, **series) -> IssuedPaper:
    with transaction.atomic():
        number = issuing.next_number(unit=unit, **{"year": 2026, "symbol": PLAN} | series)
        return issue(unit, user, number, **series)


@pytest.mark.parametrize(("number", "line"), [(1, "01/KH-CTĐ8"), (9, "09/KH-CTĐ8"), (109, "109/KH-CTĐ8")])
def test_case_32_a_number_below_ten_has_two_figures_before_the_symbol(unit, user, number, line):
    assert issue(unit, user, number).number_line == line


def test_case_32_the_ninth_plan_of_the_cluster_is_09_and_the_first_of_the_next_year_01(unit, user):
    lines = [issue_next(unit, user).number_line for _paper in range(9)]
    next_year = issue_next(unit, user, year=2027)

    assert (lines[0], lines[-1], next_year.number_line) == ("01/KH-CTĐ8", "09/KH-CTĐ8", "01/KH-CTĐ8")


def test_case_32_another_symbol_and_another_unit_have_series_of_their_own(unit, user):
    issue_next(unit, user)

    other = issue_next(unit, user, symbol="BC-CTĐ8"), issue_next(make_unit(), user)

    assert [paper.number for paper in other] == [1, 1]


def test_case_32_a_number_that_is_taken_in_the_year_is_refused_with_a_sentence(unit, user):
    first = issue(unit, user, 9)

    with pytest.raises(ValidationError) as refusal:
        issue(unit, user, 9)

    assert refusal.value.messages == ["Số này đã dùng trong năm."]
    assert IssuedPaper.objects.get() == first


def test_case_32_the_database_itself_refuses_the_number_twice(unit, user):
    first = issue(unit, user, 9)
    first.pk = uuid.uuid4()

    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_a_paper_without_a_number_has_no_line_and_hinders_no_other(unit, user):
    lines = [issue(unit, user, None, symbol="").number_line for _paper in range(2)]

    assert lines == ["", ""]


@pytest.mark.django_db(transaction=True)
def test_case_32_eight_papers_at_once_get_eight_numbers(unit, user):
    results = at_once([lambda: issue_next(unit, user)] * 8)

    assert unexpected(results) == []
    assert sorted(paper.number for paper in results) == list(range(1, 9))
