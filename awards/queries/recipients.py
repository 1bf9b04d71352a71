"""Whom a unit may register on a day: its people, itself and the units within it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from units.enums import ANSWERED_FOR_ABOVE
from units.models import Appointment, Assignment, Person, Unit
from units.queries.names import Name, names_on
from units.querysets import valid_on

PERSON, COLLECTIVE = "person", "collective"
_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody, or a collective, that can be registered; `key` names it in forms."""

    kind: str
    pk: int
    name: str
    position: str
    sort_key: str
    person: Person | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.pk}"


def units_within(unit: Unit, on: date) -> list[Unit]:
    """The unit and those below it that register through it; at most three levels, one query each."""
    found, above = [unit], [unit]
    for _level in range(_LEVELS):
        above = list(
            Unit.objects.on(on)
            .filter(parent__in=above, kind__in=ANSWERED_FOR_ABOVE)
            .order_by("sort_key", "pk")
        )
        if not above:
            break
        found += above
    return found


def recipients(unit: Unit, on: date) -> dict[str, Recipient]:
    """Collectives in the order of the organisation, then people by given name.

    For a unit that has ended they are those of its last day: whoever succeeded it finishes what it left.
    """
    on = min(on, unit.valid_to) if unit.valid_to else on
    units = units_within(unit, on)
    names = names_on(units, on)
    collectives = [
        Recipient(COLLECTIVE, one.pk, names[one.pk].short_name, one.get_kind_display(), one.sort_key)
        for one in units
    ]
    people = sorted(_people(unit, names, on), key=lambda one: (one.sort_key, one.pk))
    return {recipient.key: recipient for recipient in [*collectives, *people]}


def _people(unit: Unit, names: dict[int, Name], on: date) -> list[Recipient]:
    """An appointment says more of a person than the assignment beside it."""
    posts: dict[int, tuple[Person, str]] = {}
    for model in (Assignment, Appointment):
        rows = model.objects.filter(valid_on(on), unit__in=names).select_related("person")
        for row in rows.order_by("pk"):
            where = "" if row.unit_id == unit.pk else names[row.unit_id].short_name
            text = " · ".join(part for part in (row.position_title, where) if part)
            posts[row.person_id] = (row.person, text)
    return [
        Recipient(PERSON, person.pk, person.full_name, position, person.sort_key, person)
        for person, position in posts.values()
    ]
