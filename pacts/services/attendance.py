"""Who took part in a conference: the member units, and others by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pacts.enums import FREE_ROLES, AttendanceKind, AttendeeRole
from pacts.models import Conference, ConferenceAttendee, UnitAttendance
from pacts.queries.conference_people import Candidate
from pacts.queries.conferences import attendance_choices, attendance_values, day_of, people_for
from pacts.queries.parts import mark
from pacts.services.conferences import held
from pacts.services.editing import StaleEdit
from units import audit
from units.models import Person, Unit, User

MOST_ATTENDEES = 200


@dataclass(frozen=True, slots=True)
class Attendance:
    """How one member unit took part, and through whom; an absent unit through nobody."""

    unit: Unit
    kind: str
    person: Person | None = None
    title: str = ""


class AttendanceRefused(ValidationError):
    """What is wrong with the lines, by the key of the unit."""

    def __init__(self, faults: dict[int, Any]):
        self.faults = faults
        super().__init__([str(fault) for fault in faults.values()])


@transaction.atomic
def save_attendance(
    *, conference: Conference, lines: Sequence[Attendance], seen: str, by: User, at: datetime
) -> None:
    """The attendance of all member units at once, as it was seen."""
    conference = held(conference, by=by, at=at)
    before = attendance_values(conference)
    if seen != mark(before):
        raise StaleEdit(
            _(
                "Somebody else recorded the attendance after you opened it. Nothing of yours was saved; "
                "look at the change, then save again."
            )
        )
    _check(conference, lines)
    for line in lines:
        present = line.kind != AttendanceKind.ABSENT
        UnitAttendance.objects.update_or_create(
            conference=conference,
            unit=line.unit,
            defaults={
                "kind": line.kind,
                "person": line.person if present else None,
                "title": line.title if present else "",
            },
        )
    after = attendance_values(conference)
    if after != before:
        audit.record(
            kind="conference_edited",
            actor=by,
            subject=conference,
            at=at,
            data={"what": "attendance", "before": before, "after": after},
        )


def _check(conference: Conference, lines: Sequence[Attendance]) -> None:
    rows = {row.unit.pk: row for row in attendance_choices(conference)}
    faults: dict[int, Any] = {}
    for line in lines:
        row = rows.get(line.unit.pk)
        if row is None:
            faults[line.unit.pk] = _("%(unit)s is no member of the cluster on this day.") % {
                "unit": line.unit
            }
        elif line.kind == AttendanceKind.ABSENT:
            continue
        elif line.person is None:
            faults[line.unit.pk] = _("%(unit)s: say who took part.") % {"unit": row.name}
        elif line.person.pk not in {one.person.pk for one in row.people}:
            faults[line.unit.pk] = _("%(unit)s: this person has no post there on this day.") % {
                "unit": row.name
            }
    if faults:
        raise AttendanceRefused(faults)


@transaction.atomic
def add_attendee(
    *,
    conference: Conference,
    role: str,
    candidate: Candidate | None,
    name: str = "",
    title: str,
    by: User,
    at: datetime,
) -> ConferenceAttendee:
    """Somebody else who took part: a person of the units, or by name whoever is not on record here.

    Naming the same twice in one role changes nothing.
    """
    conference = held(conference, by=by, at=at)
    if role not in FREE_ROLES:
        raise ValidationError(_("Chair, secretary and witness are named with the conference itself."))
    _check_attendee(conference, candidate, name)
    rows = conference.attendees.order_by("position", "pk")
    person = candidate.person if candidate else None
    alike = rows.filter(role=role, person=person, name=name)
    same = (alike if person else alike.filter(title=title)).first()
    if same is not None:
        return same
    if len(rows) >= MOST_ATTENDEES:
        raise ValidationError(_("The list is full: at most %(n)s people.") % {"n": MOST_ATTENDEES})
    row = ConferenceAttendee.objects.create(
        conference=conference,
        person=person,
        name=name,
        role=role,
        title=title or (candidate.title if candidate else ""),
        position=max([one.position for one in rows], default=len(AttendeeRole)) + 1,
    )
    _attendee_changed(row, "attendee_added", by, at)
    return row


def _check_attendee(conference: Conference, candidate: Candidate | None, name: str) -> None:
    if candidate is None and not name:
        raise ValidationError({"person": _("Choose who it is, or give the name.")})
    if candidate is not None and name:
        raise ValidationError({"name": _("Choose a person or give a name, not both.")})
    known = people_for(conference.cluster, day_of(conference), conference.host_unit)
    if candidate is not None and candidate.person.pk not in {one.person.pk for one in known}:
        raise ValidationError(_("This person has no post in the units of this conference."))


@transaction.atomic
def remove_attendee(*, attendee: ConferenceAttendee, by: User, at: datetime) -> None:
    """Take the name off the list; one that is gone already stays gone."""
    conference = held(attendee.conference, by=by, at=at)
    row = conference.attendees.filter(pk=attendee.pk).first()
    if row is None:
        return
    if row.role not in FREE_ROLES:
        raise ValidationError(_("Chair, secretary and witness are named with the conference itself."))
    _attendee_changed(row, "attendee_removed", by, at)
    row.delete()


def _attendee_changed(row: ConferenceAttendee, what: str, by: User, at: datetime) -> None:
    data = {"what": what, "person": row.person_id, "name": row.name, "role": row.role, "title": row.title}
    audit.record(kind="conference_edited", actor=by, subject=row.conference, at=at, data=data)
