"""Where everybody goes who works in a unit that ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from units.models import Person, Unit
from units.queries.periods import says, valid
from units.queries.reorganisation.parties import Faults, Parties
from units.queries.reorganisation.record import Record
from units.queries.reorganisation.wanted import PersonChoice, Reorganisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A person, the unit that he or she leaves, and where to; nothing chosen yet leaves all three empty."""

    person: Person
    unit: Unit
    position_title: str
    last: date | None
    successor: int | None
    to: Unit | None
    leaves: bool

    @property
    def has_place(self) -> bool:
        return self.leaves or self.successor is not None or self.to is not None


def workers(
    wanted: Reorganisation, parties: Parties, record: Record, successors: tuple[str, ...]
) -> tuple[Worker, ...]:
    """Everybody once, by name; where there is one successor, there. Raises what is wrong with a choice.

    A position goes with the person, but not the post of a head or deputy: that ends with the unit.
    """
    posts = {(post.person_id, post.position_title.casefold()) for post in record.ending.appointments}
    found: dict[int, tuple[Person, Unit, str, date | None]] = {}
    for row in record.ending.assignments:
        has_ended = (row.person_id, row.position_title.casefold()) in posts
        title = "" if has_ended else row.position_title
        found.setdefault(row.person_id, (row.person, row.unit, title, row.valid_to))
    for post in record.ending.appointments:
        # Of an article we know who led then, not that the person is still there.
        if post.bounds_known:
            found.setdefault(post.person_id, (post.person, post.unit, "", None))
    moving = [row for person, row in found.items() if person not in record.settled]
    choices = _choices(wanted, parties, {row[0].pk for row in moving}, len(successors))
    moving.sort(key=lambda row: (row[0].sort_key, row[0].pk))
    return tuple(
        _worker(row, choices.get(row[0].pk), parties, is_default=len(successors) == 1) for row in moving
    )


def _worker(
    row: tuple[Person, Unit, str, date | None],
    choice: PersonChoice | None,
    parties: Parties,
    *,
    is_default: bool,
) -> Worker:
    person, unit, title, last = row
    successor = choice.successor if choice else (0 if is_default else None)
    return Worker(
        person=person,
        unit=unit,
        position_title=title,
        last=last,
        successor=successor,
        to=parties.others[choice.unit_id] if choice and choice.unit_id is not None else None,
        leaves=choice.leaves if choice else False,
    )


def _choices(
    wanted: Reorganisation, parties: Parties, known: set[int], number: int
) -> dict[int, PersonChoice]:
    faults = Faults()
    chosen: dict[int, PersonChoice] = {}
    for choice in wanted.people:
        if choice.person_id in chosen:
            faults.add("people", _("A place was chosen twice for one person."))
        elif choice.person_id not in known:
            faults.add("people", _("A place was chosen for somebody who does not work there on that day."))
        elif sentence := _wrong_place(choice, wanted, parties, number):
            faults.add("people", sentence)
        chosen[choice.person_id] = choice
    faults.raise_any()
    return chosen


def _wrong_place(choice: PersonChoice, wanted: Reorganisation, parties: Parties, number: int) -> str:
    ways = (choice.successor is not None) + (choice.unit_id is not None) + choice.leaves
    unit = parties.others.get(choice.unit_id or 0)
    if ways != 1:
        return _("Choose one place for each person.")
    if choice.successor is not None and not 0 <= choice.successor < number:
        return _("Choose one of the units that take over.")
    if choice.unit_id is None:
        return ""
    if unit is None or unit.pk in parties.closing:
        return _("Choose a unit that goes on.")
    if unit.is_rehearsal != parties.predecessors[0].is_rehearsal:
        return _("Units of the rehearsal and real ones do not go together.")
    if unit.valid_to or not valid(unit, wanted.effective_on):
        words = {"unit": unit.short_name, "first": says(unit.valid_from), "last": says(unit.valid_to)}
        return _("%(unit)s exists from %(first)s to %(last)s only.") % words
    return ""
