from decimal import Decimal

import pytest

from awards.eligibility.facts import BaseQuota, DisciplineLevel, Facts, Grade, Scope, TransferFact


@pytest.mark.parametrize("enum", [Grade, DisciplineLevel, Scope])
def test_every_value_has_a_vietnamese_label_of_its_own(enum):
    labels = [member.label for member in enum]

    assert all(labels)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("scope", "reached"),
    [
        (Scope.BASE, [Scope.BASE]),
        (Scope.SECTOR, [Scope.BASE, Scope.SECTOR]),
        (Scope.NATION, [Scope.BASE, Scope.SECTOR, Scope.NATION]),
    ],
)
def test_a_wider_scope_reaches_the_narrower_ones(scope, reached):
    assert [other for other in Scope if scope.reaches(other)] == reached


@pytest.mark.parametrize(
    ("impossible", "words"),
    [
        ({"absence_months": Decimal("-0.1")}, "absence cannot be negative"),
        ({"council_members": 0}, "at least one member"),
        ({"council_in_favour": -1}, "cannot be negative"),
        ({"council_members": 9, "council_in_favour": 10}, "more votes in favour than council members"),
    ],
)
def test_impossible_facts_are_refused(impossible, words):
    with pytest.raises(ValueError, match=words):
        Facts(title_year=2025, **impossible)


def test_impossible_parts_of_facts_are_refused():
    with pytest.raises(ValueError, match="old unit cannot be negative"):
        TransferFact(months_at_old_unit=Decimal(-1))
    with pytest.raises(ValueError, match="number of titles"):
        BaseQuota(ldtt=-1, cstdcs=0)
    with pytest.raises(ValueError, match="number of titles"):
        BaseQuota(ldtt=0, cstdcs=-1)


def test_the_smallest_possible_facts_are_accepted():
    facts = Facts(
        title_year=2025,
        absence_months=Decimal(0),
        council_members=1,
        council_in_favour=0,
        base_quota=BaseQuota(ldtt=0, cstdcs=0),
        transfer=TransferFact(months_at_old_unit=Decimal(0)),
    )

    assert (facts.council_members, facts.council_in_favour) == (1, 0)


def test_votes_without_the_size_of_the_council_can_be_told():
    assert Facts(title_year=2025, council_in_favour=9).council_in_favour == 9
