"""From an accepted registration to a nomination: the facts and the law's answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from awards import dossier
from awards.eligibility.rulebook import judge
from awards.enums import NominationStatus, RegistrationStatus
from awards.models import (
    EarnedTitle,
    Initiative,
    Nomination,
    PersonYear,
    Registration,
    RegistrationItem,
    Screening,
)
from awards.queries.nominations import recorded_by_unit
from units import audit
from units.models import User
from units.permissions import check_officer_of


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFacts:
    """What the officer states of a person's year and of this nomination; None and "" mean not known."""

    quality_grade: str = ""
    absence_months: Decimal | None = None
    absence_counts_as_work: bool | None = None
    discipline: str = ""
    violation_already_counted: bool = False
    open_case: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    council_members: int | None = None
    council_in_favour: int | None = None
    unit_grade_excellent: bool | None = None
    repeat_count_confirmed: bool | None = None


@transaction.atomic
def nominate(*, item: RegistrationItem, by: User, at: datetime) -> Nomination:
    """Ask for what was registered and accepted; a second click finds the first one's nomination."""
    registration = (
        Registration.objects.select_for_update().select_related("unit").get(pk=item.registration_id)
    )
    check_officer_of(by, registration.unit, timezone.localdate(at))
    existing = item.nominations.exclude(status=NominationStatus.WITHDRAWN).first()
    if existing is not None:
        return existing
    if registration.status != RegistrationStatus.ACCEPTED:
        raise ValidationError(_("Only what the lead unit has accepted can be nominated."))
    if item.person is None or item.title is None or item.title.code not in dossier.JUDGED_TITLES:
        raise ValidationError(_("The rules of this title are not in the system, so it cannot be judged."))
    nomination = Nomination.objects.create(item=item, created_at=at, created_by=by)
    audit.record(kind="nomination_made", actor=by, subject=nomination, at=at)
    return nomination


@transaction.atomic
def record_facts(
    *,
    nomination: Nomination,
    year: YearFacts,
    case: CaseFacts,
    recruited_on: date | None,
    by: User,
    at: datetime,
) -> Nomination:
    """Store what the officer knows; a day of recruitment that is on record already is not changed here."""
    nomination = _draft(nomination, by, at)
    person = nomination.item.person
    if case.council_in_favour is not None and (
        case.council_members is None or case.council_in_favour > case.council_members
    ):
        raise ValidationError(_("There are more votes in favour than council members."))
    PersonYear.objects.update_or_create(person=person, year=nomination.item.year.year, defaults=asdict(year))
    for name, value in asdict(case).items():
        setattr(nomination, name, value)
    nomination.save()
    if person is not None and person.recruited_on is None and recruited_on is not None:
        person.recruited_on = recruited_on
        person.save()
    audit.record(
        kind="nomination_facts_recorded",
        actor=by,
        subject=nomination,
        at=at,
        # Which facts, not what they are: the chain cannot forget, and discipline is personal.
        data={
            "known": [
                name for name, value in (asdict(year) | asdict(case)).items() if value not in (None, "")
            ]
        },
    )
    return nomination


@transaction.atomic
def add_initiative(
    *,
    nomination: Nomination,
    year: int,
    name: str,
    scope: str,
    decision_number: str,
    recognised_on: date,
    by: User,
    at: datetime,
) -> Initiative:
    """Put a recognised initiative of the person on record."""
    nomination = _draft(nomination, by, at)
    _check_past(year, recognised_on, at)
    initiative = Initiative(
        person=nomination.item.person,
        year=year,
        name=name,
        scope=scope,
        decision_number=decision_number,
        recognised_on=recognised_on,
    )
    initiative.full_clean()
    initiative.save()
    audit.record(kind="initiative_recorded", actor=by, subject=initiative, at=at)
    return initiative


@transaction.atomic
def add_earned_title(
    *,
    nomination: Nomination,
    title_id: int,
    year: int,
    decision_number: str,
    decided_on: date | None,
    by: User,
    at: datetime,
) -> EarnedTitle:
    """Put a title that the person was given by a decision on record."""
    nomination = _draft(nomination, by, at)
    _check_past(year, decided_on, at)
    earned = EarnedTitle(
        person=nomination.item.person,
        title_id=title_id,
        year=year,
        decision_number=decision_number,
        decided_on=decided_on,
    )
    earned.full_clean()
    earned.save()
    audit.record(kind="earned_title_recorded", actor=by, subject=earned, at=at)
    return earned


@transaction.atomic
def remove_initiative(*, nomination: Nomination, initiative_id: int, by: User, at: datetime) -> None:
    """Take back an initiative that was recorded by mistake; a second click finds nothing to remove."""
    nomination = _draft(nomination, by, at)
    initiative = Initiative.objects.filter(pk=initiative_id, person=nomination.item.person).first()
    if initiative is None:
        return
    _check_removable(initiative, "initiative_recorded", nomination)
    audit.record(
        kind="initiative_removed",
        actor=by,
        subject=initiative,
        at=at,
        # Its name may tell of the person's work; the chain cannot forget.
        data={"year": initiative.year, "scope": initiative.scope},
    )
    initiative.delete()


@transaction.atomic
def remove_earned_title(*, nomination: Nomination, earned_id: int, by: User, at: datetime) -> None:
    """Take back a title that was recorded by mistake; a second click finds nothing to remove."""
    nomination = _draft(nomination, by, at)
    earned = EarnedTitle.objects.filter(pk=earned_id, person=nomination.item.person).first()
    if earned is None:
        return
    _check_removable(earned, "earned_title_recorded", nomination)
    audit.record(
        kind="earned_title_removed",
        actor=by,
        subject=earned,
        at=at,
        data={"year": earned.year, "title": earned.title.code},
    )
    earned.delete()


@transaction.atomic
def screen(*, nomination: Nomination, on: date, by: User, at: datetime) -> Screening:
    """Hold the facts against the law of the day and keep rules, inputs and verdict."""
    nomination = _draft(nomination, by, at)
    facts = dossier.facts_of_nominations([nomination], on)[nomination.pk]
    title = nomination.item.title
    verdict = judge(title=title.code if title else "", facts=facts, on=on)
    screening = Screening.objects.create(
        nomination=nomination,
        judged_on=on,
        verdict=verdict.outcome.value,
        findings=[
            {
                "code": finding.code,
                "cites": finding.cites,
                "text": finding.text,
                "outcome": finding.outcome.value,
                "reason": finding.reason,
                "missing": finding.missing,
            }
            for finding in verdict.findings
        ],
        facts=dossier.inputs(facts),
        judged_at=at,
        judged_by=by,
    )
    audit.record(
        kind="nomination_screened", actor=by, subject=nomination, at=at, data={"verdict": screening.verdict}
    )
    return screening


@transaction.atomic
def withdraw(*, nomination: Nomination, by: User, at: datetime) -> Nomination:
    """Take the nomination back; the row stays. A second click changes nothing."""
    nomination = _locked(nomination.pk)
    check_officer_of(by, nomination.item.registration.unit, timezone.localdate(at))
    if nomination.status == NominationStatus.WITHDRAWN:
        return nomination
    check_draft(nomination)
    nomination.status = NominationStatus.WITHDRAWN
    nomination.save(update_fields=["status"])
    audit.record(kind="nomination_withdrawn", actor=by, subject=nomination, at=at)
    return nomination


def _check_past(year: int, day: date | None, at: datetime) -> None:
    today = timezone.localdate(at)
    if year > today.year:
        raise ValidationError(_("The year %(year)s has not begun yet.") % {"year": year})
    if day is not None and day > today:
        raise ValidationError(_("The decision has a date that has not come yet."))


def _check_removable(row: Initiative | EarnedTitle, kind: str, nomination: Nomination) -> None:
    """Only what the unit's own officer put on record here, and no letter has stood on since."""
    if not recorded_by_unit([row], kind, nomination.item.registration.unit):
        raise ValidationError(_("Only what your unit recorded can be removed here."))
    if Nomination.objects.filter(item__person=row.person, status=NominationStatus.SUBMITTED).exists():
        raise ValidationError(_("A submitted letter rests on this record, so it stays."))


def _locked(pk: int) -> Nomination:
    return (
        Nomination.objects.select_for_update(of=("self",))
        .select_related("item__person", "item__title", "item__year", "item__registration__unit")
        .get(pk=pk)
    )


def _draft(nomination: Nomination, by: User, at: datetime) -> Nomination:
    found = _locked(nomination.pk)
    check_officer_of(by, found.item.registration.unit, timezone.localdate(at))
    check_draft(found)
    return found


def check_draft(nomination: Nomination) -> None:
    """A nomination that is in a letter, or withdrawn, is evidence."""
    if nomination.status != NominationStatus.DRAFT:
        raise ValidationError(
            _("The nomination of %(name)s is in the state “%(state)s” and changes no more.")
            % {"name": nomination.item.person, "state": nomination.get_status_display()}
        )
