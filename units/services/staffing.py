"""A person moves to another unit, leaves the sector, or comes back: every dated row follows in one act."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units import audit
from units.enums import Role
from units.models import Assignment, Person, Unit, User
from units.permissions import check_role
from units.queries import staffing
from units.queries.staffing import Plan


class StalePreview(ValidationError):
    """Something has changed since the preview was shown; look at it again."""


@transaction.atomic
def transfer(
    *, person: Person, to: Unit, position_title: str, on: date, by: User, at: datetime, shown: str = ""
) -> Assignment:
    """The person works in the other unit from the day on; on the eve everything in the old one ends.

    `shown` is the fingerprint of the preview that was confirmed: another one is refused. A second arrival is
    refused too, because the person works there already.
    """
    today = _checked_day(by, at)
    person, to = _locked(person, to)
    plan = staffing.transfer(person=person, to=to, on=on, today=today)
    _check_shown(plan, shown)
    ended = _end(plan)
    assignment = _begin(person, to, position_title, on)
    _record(
        "person_transferred", plan, by, at, {"from": on, "ended": ended, "began": audit.label(assignment)}
    )
    return assignment


@transaction.atomic
def leave(*, person: Person, on: date, by: User, at: datetime, shown: str = "") -> Person:
    """The day is the person's last one in the sector. The account is closed from the next day on.

    Signatures, votes and titles stay. Open one-time links of the account are dead.
    """
    today = _checked_day(by, at)
    person, _to = _locked(person)
    plan = staffing.leaving(person=person, on=on, today=today)
    _check_shown(plan, shown)
    ended = _end(plan)
    person.left_on = on
    person.save(update_fields=["left_on"])
    _record("person_left", plan, by, at, {"on": on, "ended": ended})
    return person


@transaction.atomic
def return_(
    *, person: Person, to: Unit, position_title: str, on: date, by: User, at: datetime, shown: str = ""
) -> Assignment:
    """The person works in the sector again. The account opens; posts and roles are given anew."""
    today = _checked_day(by, at)
    person, to = _locked(person, to)
    plan = staffing.coming_back(person=person, to=to, on=on, today=today)
    _check_shown(plan, shown)
    left_on, person.left_on = person.left_on, None
    person.save(update_fields=["left_on"])
    assignment = _begin(person, to, position_title, on)
    began = audit.label(assignment)
    _record("person_returned", plan, by, at, {"from": on, "had_left_on": left_on, "began": began})
    return assignment


def _checked_day(by: User, at: datetime) -> date:
    today = timezone.localdate(at)
    if not by.has_perm("units.change_person"):
        check_role(by, Role.ADMINISTRATOR, today)
    return today


def _locked(person: Person, to: Unit | None = None) -> Any:
    """The units in which the person holds anything, and the new one, then the person; as everywhere.

    Two acts for one person, and an act for one of the units, come one after the other.
    """
    holding = Q(assignments__person=person) | Q(appointments__person=person)
    holding |= Q(authorisations__person=person) | Q(role_grants__user__person=person)
    wanted = Unit.objects.filter(holding | Q(pk=to.pk if to else None)).values("pk")
    # Without the key: others may go on to point to the units.
    locked = Unit.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    units = {unit.pk: unit for unit in locked}
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    return person, units[to.pk] if to else None


def _check_shown(plan: Plan, shown: str) -> None:
    if shown and shown != plan.fingerprint:
        raise StalePreview(_("Something has changed since this preview was made. Look at it again."))


def _end(plan: Plan) -> list[str]:
    for row in plan.ending:
        row.valid_to = plan.ends_on
        row.save(update_fields=["valid_to"])
    return [audit.label(row) for row in plan.ending]


def _begin(person: Person, to: Unit, position_title: str, on: date) -> Assignment:
    """An assignment that goes on as long as the unit exists."""
    title = " ".join(position_title.split())
    return Assignment.objects.create(
        person=person, unit=to, position_title=title, valid_from=on, valid_to=to.valid_to
    )


def _record(kind: str, plan: Plan, by: User, at: datetime, data: dict[str, Any]) -> None:
    to = {"to": audit.label(plan.to)} if plan.to else {}
    audit.record(kind=kind, actor=by, subject=plan.person, at=at, data={**data, **to})
