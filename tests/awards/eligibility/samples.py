"""Facts of a person against whom nothing speaks; a test changes what it is about."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from awards.eligibility.facts import (
    BaseQuota,
    DisciplineLevel,
    Facts,
    Grade,
    InitiativeFact,
    Scope,
    TitleFact,
)
from awards.eligibility.rule import Finding, Stage
from awards.eligibility.rulebook import judge

IN_2023 = date(2023, 12, 15)
IN_EARLY_2024 = date(2024, 2, 1)
IN_LATE_2024 = date(2024, 12, 15)
IN_MAY_2025 = date(2025, 5, 15)
IN_LATE_2025 = date(2025, 12, 15)

TITLES = ("LDTT", "CSTDCS", "CSTDN")


def clean(year=2025, **changes):
    """Passes every rule of every title of every period."""
    facts = Facts(
        title_year=year,
        year_ends_on=date(year, 11, 30),
        recruited_on=date(2010, 3, 1),
        quality_grade=Grade.EXCELLENT,
        absence_months=Decimal(0),
        absence_counts_as_work=False,
        discipline=DisciplineLevel.NONE,
        open_case=False,
        is_unit_head=False,
        unit_grade_excellent=False,
        registered=True,
        takes_part=True,
        initiatives=(sector_initiative(year),),
        titles=base_titles(year - 2, year - 1, year),
        council_members=11,
        council_in_favour=11,
        base_quota=BaseQuota(ldtt=47, cstdcs=7),
    )
    return replace(facts, **changes)


def base_titles(*years):
    return tuple(TitleFact(code="CSTDCS", year=year) for year in years)


def sector_initiative(year):
    return InitiativeFact(year=year, scope=Scope.SECTOR, recognised_on=date(year, 10, 1))


def finding(code, *, title, facts, on, stage=Stage.NOMINATION) -> Finding | None:
    """What the rule found, or None where it found nothing."""
    verdict = judge(title=title, facts=facts, on=on, stage=stage)
    return next((found for found in verdict.findings if found.code == code), None)


def failures(*, title, facts, on, stage=Stage.NOMINATION):
    verdict = judge(title=title, facts=facts, on=on, stage=stage)
    return [found.code for found in verdict.findings if found.outcome == "failed"]
