"""The page of a person: where he or she works and has worked, and for whom he or she may sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from units.enums import ANSWERED_FOR_ABOVE
from units.models import Appointment, Assignment, Authorisation, Person, Unit, UnitName
from units.queries.clusters import head_note
from units.queries.gathering import Pill
from units.queries.names import Names
from units.queries.periods import period, says, valid
from units.queries.placement import UpperUnits, upper_units_on

_LEVELS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One place of the person in a unit, from a day to a day, with the unit's names of these days."""

    row: Appointment | Assignment | Authorisation
    unit_name: str
    above: str
    earlier_names: list[str]
    kind: str
    note: str
    is_now: bool

    @property
    def days(self) -> str:
        """Nothing where the bounds only enclose the day that a source names."""
        return period(self.row) if getattr(self.row, "bounds_known", True) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    person: Person
    state: Pill | None
    now: list[Post]
    posts: list[Post]
    authorisations: list[Post]
    has_left: bool


def has_left(person: Person, on: date) -> bool:
    """The last working day is over."""
    return person.left_on is not None and person.left_on < on


def units_answering_for(person: Person, on: date) -> set[int]:
    """The present units of the person, and those above them that answer for them (six queries at most)."""
    if has_left(person, on):
        return set()
    found: set[int] = set()
    for model in (Appointment, Assignment):
        found |= set(model.objects.on(on).filter(person=person).values_list("unit_id", flat=True))
    level = found
    for _level in range(_LEVELS):
        below = list(Unit.objects.filter(pk__in=level, kind__in=ANSWERED_FOR_ABOVE))
        level = {upper for upper in upper_units_on(below, on).values() if upper is not None}
        found = found | level
    return found


def person_page(person: Person, units: QuerySet[Unit], today: date) -> PersonPage:
    """What the page shows of the posts in these units; as many queries for a long history as for none."""
    kinds = (Assignment, Appointment, Authorisation)
    posts = _posts([row for kind in kinds for row in _rows(kind, [person], units)], today)
    authorisations = [post for post in posts if isinstance(post.row, Authorisation)]
    posts = [post for post in posts if not isinstance(post.row, Authorisation)]
    return PersonPage(
        person=person,
        state=_state(person, today),
        now=_now(person, posts, today),
        posts=posts,
        authorisations=authorisations,
        has_left=has_left(person, today),
    )


def last_posts(people: list[Person], units: QuerySet[Unit], today: date) -> dict[int, str]:
    """In one line what each person is on the day, or was last, in these units."""
    posts = _posts([row for kind in (Assignment, Appointment) for row in _rows(kind, people, units)], today)
    newest: dict[int, Post] = {}
    for post in sorted(posts, key=lambda post: not post.is_now):
        newest.setdefault(post.row.person_id, post)
    return {
        pk: " · ".join(filter(None, [post.row.position_title, post.unit_name, post.above]))
        for pk, post in newest.items()
    }


def _rows(kind: Any, people: list[Person], units: QuerySet[Unit]) -> list[Any]:
    rows = kind.objects.filter(person__in=people, unit__in=units.values("pk"))
    return list(rows.select_related("unit__parent").order_by("pk"))


def _posts(rows: list[Any], today: date) -> list[Post]:
    """The latest first; an appointment before the assignment of the same days (two queries)."""
    units = [row.unit for row in rows]
    uppers = UpperUnits(units)
    names = Names([*units, *(unit.parent for unit in units if unit.parent), *uppers.every()])
    ordered = sorted(rows, key=lambda row: (_latest(row), isinstance(row, Appointment)), reverse=True)
    return [_post(row, names, uppers, today) for row in ordered]


def _latest(row: Any) -> tuple[date, date]:
    """What still lasts comes last; an unknown first day is before all others."""
    return row.valid_to or date.max, row.valid_from or date.min


def _now(person: Person, posts: list[Post], today: date) -> list[Post]:
    """An appointment says more than the assignment beside it in the same unit."""
    if has_left(person, today):
        return []
    now = [post for post in posts if post.is_now]
    led = {post.row.unit_id for post in now if isinstance(post.row, Appointment)}
    return [post for post in now if isinstance(post.row, Appointment) or post.row.unit_id not in led]


def _post(row: Any, names: Names, uppers: UpperUnits, today: date) -> Post:
    day = _day_of(row, today)
    name = names.on(row.unit, day).short_name
    upper = uppers.of(row.unit, day) if row.unit.kind in ANSWERED_FOR_ABOVE else None
    above = names.on(upper, day).short_name if upper else ""
    return Post(
        row=row,
        unit_name=name,
        above="" if above in name else above,
        earlier_names=[_until(name) for name in names.during(row.unit, row) if _is_over(name, day)],
        kind=_kind(row),
        note=head_note(row) if isinstance(row, Appointment) else "",
        is_now=valid(row, today),
    )


def _day_of(row: Any, today: date) -> date:
    """The day on which the page looks at the post: today, or the post's last or first day."""
    day = min(today, row.valid_to or date.max)
    return max(day, row.valid_from or date.min)


def _is_over(name: UnitName, day: date) -> bool:
    return name.valid_to is not None and name.valid_to < day


def _until(name: UnitName) -> str:
    return _("until %(day)s: %(name)s") % {"day": says(name.valid_to), "name": name.short_name}


def _kind(row: Any) -> str:
    if isinstance(row, Appointment):
        return str(row.get_capacity_display())
    return str(row.get_form_display()) if isinstance(row, Authorisation) else _("Works there")


def _state(person: Person, today: date) -> Pill | None:
    if person.left_on is None:
        return None
    if has_left(person, today):
        return Pill(_("Left the sector; last day %(day)s") % {"day": says(person.left_on)}, "wait", "clock")
    return Pill(_("Leaves the sector after %(day)s") % {"day": says(person.left_on)}, "info", "clock")
