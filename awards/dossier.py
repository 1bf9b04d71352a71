"""The only bridge from rows to the facts that the law judges. What no row says stays unknown."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from awards.eligibility.facts import DisciplineLevel, Facts, Grade, InitiativeFact, Scope, TitleFact
from awards.eligibility.rule import Finding, Stage
from awards.eligibility.rulebook import Verdict, judge
from awards.eligibility.wording import TITLE_NAMES
from awards.enums import DisciplineLevel as StoredDiscipline
from awards.enums import RegistrationStatus
from awards.models import EarnedTitle, Initiative, Nomination, PersonYear, RegistrationItem
from units.enums import UnitKind
from units.models import Appointment, EmulationYear, Person

# The law has opinions on these titles; every other one is registered without a finding.
JUDGED_TITLES = frozenset(TITLE_NAMES)

_DISCIPLINE = {
    StoredDiscipline.NONE.value: DisciplineLevel.NONE,
    StoredDiscipline.REPRIMAND.value: DisciplineLevel.KHIEN_TRACH,
    StoredDiscipline.WARNING.value: DisciplineLevel.CANH_CAO,
    StoredDiscipline.SALARY_CUT.value: DisciplineLevel.HA_BAC_LUONG,
    StoredDiscipline.DEMOTION.value: DisciplineLevel.GIANG_CHUC,
    StoredDiscipline.REMOVAL.value: DisciplineLevel.CACH_CHUC,
    StoredDiscipline.DISMISSAL.value: DisciplineLevel.BUOC_THOI_VIEC,
}


@dataclass(frozen=True, slots=True)
class Check:
    """What the law says of one row at registration: the outcome and the findings that decide it."""

    outcome: str
    deciding: tuple[Finding, ...]

    @classmethod
    def of(cls, verdict: Verdict) -> Check:
        deciding = verdict.failures or verdict.unknowns or verdict.findings[:1]
        return cls(verdict.outcome.value, deciding)


def facts_of_people(people: Iterable[Person], year: EmulationYear, on: date) -> dict[int, Facts]:
    """What is known of each person for the year (five queries for any number of people)."""
    persons = {person.pk: person for person in people}
    ids = list(persons)
    records = {
        record.person_id: record for record in PersonYear.objects.filter(person_id__in=ids, year=year.year)
    }
    initiatives = _by_person(Initiative.objects.filter(person_id__in=ids, year__lte=year.year))
    titles = _by_person(
        EarnedTitle.objects.filter(person_id__in=ids, year__lte=year.year).select_related("title")
    )
    heads = set(Appointment.objects.heading(on).filter(person_id__in=ids).values_list("person_id", flat=True))
    registered = set(
        RegistrationItem.objects.filter(
            person_id__in=ids, year=year, registration__status=RegistrationStatus.ACCEPTED
        ).values_list("person_id", flat=True)
    )
    return {
        pk: Facts(
            title_year=year.year,
            year_ends_on=year.ends_on,
            recruited_on=person.recruited_on,
            is_unit_head=pk in heads,
            registered=pk in registered,
            registration_required=year.registration_required,
            # A person of whom nothing is on record may still have initiatives and titles elsewhere.
            initiatives=_initiatives(initiatives[pk]) if initiatives[pk] else None,
            titles=_titles(titles[pk]) if titles[pk] else None,
            **_year_record(records.get(pk)),
        )
        for pk, person in persons.items()
    }


def facts_of(person: Person, year: EmulationYear, on: date) -> Facts:
    """What is known of one person for the year."""
    return facts_of_people([person], year, on)[person.pk]


def check_items(items: Iterable[RegistrationItem], year: EmulationYear, on: date) -> dict[int, Check]:
    """The law's live answer for the rows of a registration, by item; it warns and never blocks.

    Units outside the procuracy have rules of their own, which are not known here.
    """
    judged = [
        (item.pk, item.person, item.title.code)
        for item in items
        if item.person
        and item.title
        and item.title.code in JUDGED_TITLES
        and item.registration.unit.kind != UnitKind.OUTSIDE
    ]
    facts = facts_of_people((person for _pk, person, _code in judged), year, on)
    return {
        pk: Check.of(judge(title=code, facts=facts[person.pk], on=on, stage=Stage.REGISTRATION))
        for pk, person, code in judged
    }


def _by_person(rows) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for row in rows.order_by("year", "pk"):
        found[row.person_id].append(row)
    return found


def _initiatives(rows: list[Initiative]) -> tuple[InitiativeFact, ...]:
    return tuple(
        InitiativeFact(year=row.year, scope=Scope(row.scope), recognised_on=row.recognised_on) for row in rows
    )


def _titles(rows: list[EarnedTitle]) -> tuple[TitleFact, ...]:
    return tuple(TitleFact(code=row.title.code, year=row.year, revoked=row.is_revoked) for row in rows)


def _year_record(record: PersonYear | None) -> dict:
    if record is None:
        return {}
    return {
        "quality_grade": Grade(record.quality_grade) if record.quality_grade else None,
        "absence_months": record.absence_months,
        "absence_counts_as_work": record.absence_counts_as_work,
        "discipline": _DISCIPLINE[record.discipline] if record.discipline else None,
        "violation_already_counted": record.violation_already_counted,
        "open_case": record.open_case,
    }


def facts_of_nominations(nominations: Iterable[Nomination], on: date) -> dict[int, Facts]:
    """The facts of each nomination, with what is stated for it alone."""
    by_year: dict[EmulationYear, list[Nomination]] = defaultdict(list)
    for nomination in nominations:
        by_year[nomination.item.year].append(nomination)
    found: dict[int, Facts] = {}
    for year, members in by_year.items():
        known = facts_of_people((one.item.person for one in members if one.item.person), year, on)
        for one in members:
            if one.item.person_id is None:
                continue
            found[one.pk] = replace(
                known[one.item.person_id],
                council_members=one.council_members,
                council_in_favour=one.council_in_favour,
                unit_grade_excellent=one.unit_grade_excellent,
                repeat_count_confirmed=one.repeat_count_confirmed,
            )
    return found


def inputs(facts: Facts) -> dict[str, Any]:
    """The facts as they are kept beside a verdict, so that it can be explained for ever."""
    kept: dict[str, Any] = json.loads(json.dumps(asdict(facts), default=str))
    return kept
