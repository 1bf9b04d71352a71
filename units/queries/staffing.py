"""What a transfer, or leaving the sector, means for everything dated of a person. Nothing is written here.

Each plan refuses what cannot be, under the name of the field to mend, and otherwise says which rows end,
which stay and what of other apps is touched. Its fingerprint stands for all of that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from units.models import Appointment, Assignment, Authorisation, Person, RoleGrant, Unit
from units.queries.gathering import Effect, person_effects
from units.queries.periods import says
from units.queries.placement import with_upper_units_on

Row = Assignment | Appointment | Authorisation | RoleGrant
AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Line:
    """One row in words: what it is, where, and since when."""

    group: str
    text: str
    unit: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would be done: rows that end on a day, rows that stay as they are."""

    person: Person
    ends_on: date
    ending: list[Row] = field(default_factory=list)
    staying: list[Row] = field(default_factory=list)
    touches: list[Effect] = field(default_factory=list)
    to: Unit | None = None

    @property
    def ends(self) -> list[Line]:
        return [_line(row) for row in self.ending]

    @property
    def stays(self) -> list[Line]:
        return [_line(row) for row in self.staying]

    @property
    def fingerprint(self) -> str:
        told = [self.ends_on, self.to and self.to.pk, self.ends, self.stays, self.touches]
        return hashlib.sha256(repr([self.person.pk, *told]).encode()).hexdigest()


def transfer(*, person: Person, to: Unit, on: date, today: date) -> Plan:
    """From the day on the person works in another unit: what he or she holds in the old one ends on the eve.

    The old unit is meant with the units above and below it, as far as the new one does not belong to them
    too: an officer of the province who works in a department of it stays one after moving to the next.
    """
    _check_day(on, today)
    _check_is_here(person)
    _check_unit(to, on)
    rows = _rows(person)
    eve = on - timedelta(days=1)
    beyond = [row for row in rows if row.valid_to is None or row.valid_to >= on]
    works = [row for row in beyond if isinstance(row, Assignment)]
    if same := next((row for row in works if row.unit_id == to.pk and _starts_by(row, on)), None):
        sentence = _("The person works in %(unit)s already (%(first)s – %(last)s).")
        raise ValidationError({"to": sentence % _days(same)})
    if any(row.unit.is_rehearsal != to.is_rehearsal for row in works):
        raise ValidationError({"to": _("Units of the rehearsal and real ones do not go together.")})
    old = {row.unit_id for row in works}
    concerned = _concerned(old, {row.unit_id for row in beyond}, to, on)
    ending = [row for row in beyond if isinstance(row, Assignment) or row.unit_id in concerned]
    _check_nothing_later(ending, eve)
    staying = [row for row in beyond if row not in ending]
    touches = person_effects(person, old | concerned, on)
    return _checked(Plan(person=person, ends_on=eve, to=to, ending=ending, staying=staying, touches=touches))


def leaving(*, person: Person, on: date, today: date) -> Plan:
    """The day is the last one in the sector: whatever the person holds ends on it."""
    _check_day(on, today)
    _check_is_here(person)
    if person.recruited_on and on < person.recruited_on:
        sentence = _("The person was recruited on %(day)s only.") % {"day": says(person.recruited_on)}
        raise ValidationError({"on": sentence})
    beyond = [row for row in _rows(person) if row.valid_to is None or row.valid_to > on]
    _check_nothing_later(beyond, on)
    touches = person_effects(person, {row.unit_id for row in beyond}, on + timedelta(days=1))
    return _checked(Plan(person=person, ends_on=on, ending=beyond, touches=touches))


def coming_back(*, person: Person, to: Unit, on: date, today: date) -> Plan:
    """From the day on the person belongs to the sector again; no right of the time before comes back."""
    if person.left_on is None:
        raise ValidationError(_("The person has not left the sector."))
    if on <= person.left_on:
        sentence = _("The person left on %(day)s: the return is later.") % {"day": says(person.left_on)}
        raise ValidationError({"on": sentence})
    if on > today:
        # The account opens again with this, which must not happen before the day.
        raise ValidationError({"on": _("A return is recorded on its day, not before.")})
    _check_unit(to, on)
    _check_nothing_later([row for row in _rows(person) if row.valid_to is None or row.valid_to >= on], None)
    return Plan(person=person, ends_on=on, to=to)


def _rows(person: Person) -> list[Row]:
    """Everything dated, in the order in which it is told (four queries)."""
    own = {"person": person}
    return [
        *Assignment.objects.filter(**own).select_related("unit").in_time(),
        *Appointment.objects.filter(**own).select_related("unit").in_time(),
        *Authorisation.objects.filter(**own).select_related("unit").in_time(),
        *RoleGrant.objects.filter(user__person=person).select_related("unit").in_time(),
    ]


def _concerned(old: set[int], held: set[int], to: Unit, on: date) -> set[int]:
    """Of the units in which something is held, those that belong to the old unit and not to the new one."""
    above = with_upper_units_on({*old, *held, to.pk}, on)
    of_old = set().union(*(above[unit] for unit in old))
    return {
        unit
        for unit in held
        if (unit in of_old or above[unit] & old) and unit not in above[to.pk] and to.pk not in above[unit]
    }


def _check_day(on: date, today: date) -> None:
    if on.year < 1945 or on > today + AHEAD:
        raise ValidationError({"on": _("The day must lie between 1945 and one year from now.")})


def _check_is_here(person: Person) -> None:
    if person.left_on:
        raise ValidationError(_("The person left the sector on %(day)s.") % {"day": says(person.left_on)})


def _check_unit(to: Unit, on: date) -> None:
    if not to.exists_on(on):
        sentence = _("%(unit)s does not exist on %(day)s (%(first)s – %(last)s).")
        words = {"unit": to.short_name, "day": says(on)}
        raise ValidationError(
            {"to": sentence % {**words, "first": says(to.valid_from), "last": says(to.valid_to)}}
        )


def _check_nothing_later(rows: Iterable[Row], last: date | None) -> None:
    """What begins after the day would end before it began: that is corrected first."""
    later = next((row for row in rows if last is None or not _starts_by(row, last)), None)
    if later:
        line = _line(later)
        sentence = _(
            "“%(what)s” in %(unit)s begins on %(first)s: choose a later day, or correct that row first."
        )
        words = {"what": line.text or line.group, "unit": line.unit, "first": says(line.first)}
        raise ValidationError({"on": sentence % words})


def _checked(plan: Plan) -> Plan:
    if forbidden := next((effect for effect in plan.touches if effect.forbids), None):
        raise ValidationError({"on": f"{forbidden.title}: {forbidden.consequence}"})
    return plan


def _starts_by(row: Row, day: date) -> bool:
    return row.valid_from is None or row.valid_from <= day


def _days(row: Row) -> dict[str, str]:
    return {"unit": row.unit.short_name, "first": says(row.valid_from), "last": says(row.valid_to)}


def _line(row: Row) -> Line:
    where = (row.unit.short_name, row.valid_from, row.valid_to)
    if isinstance(row, Assignment):
        return Line(_("Place of work"), row.position_title, *where)
    if isinstance(row, Appointment):
        return Line(_("Post"), row.position_title, *where)
    if isinstance(row, Authorisation):
        return Line(_("Authorisation to sign"), f"{row.form} · {row.document}", *where)
    return Line(_("Role of the account"), str(row.get_role_display()), *where)
