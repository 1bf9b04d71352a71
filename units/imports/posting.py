"""What a row changes in where a person works."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from units.imports.particulars import HEADINGS, Particulars
from units.imports.rows import Change, Remark
from units.models import Assignment, Person, Unit
from units.queries.periods import says, valid


@dataclass(slots=True)
class Posting:
    """`ends` ends on the eve of `opens_on`. `amends` is put right: what it lacks, and what it says otherwise."""

    opens_on: date | None = None
    ends: Assignment | None = None
    is_transfer: bool = False
    amends: Assignment | None = None
    fills: dict[str, Any] = field(default_factory=dict)
    replaces: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    error: Remark | None = None


def posting(row: Particulars, unit: Unit, person: Person, on: date) -> Posting:
    """Compare the row with the places of work on record, for its first day or the day of the import."""
    day = row.valid_from or on
    if person.left_on and person.left_on < day:
        sentence = _("%(person)s left the sector on %(day)s. Record the return on the page of the person.")
        return Posting(error=Remark(sentence, {"person": person.full_name, "day": says(person.left_on)}))
    places = list(person.assignments.all())
    current = [it for it in places if valid(it, day)]
    later = sorted(
        (it for it in places if it.valid_from and it.valid_from > day), key=lambda it: it.valid_from or day
    )
    here = next((it for it in current if it.unit_id == unit.pk), None)
    if here:
        return _same_unit(row, here, later, day)
    if later:
        return _before(row, unit, later[0], current)
    if not current:
        return Posting(opens_on=day, changes=[_unit_change("", unit)])
    return _transfer(row, unit, current, day)


def _same_unit(row: Particulars, here: Assignment, later: list[Assignment], day: date) -> Posting:
    found = Posting()
    if row.valid_from and here.valid_from is None:
        found.amends = here
        found.fills["valid_from"] = row.valid_from
        found.changes.append(Change(HEADINGS["valid_from"], "", says(row.valid_from)))
    elif row.valid_from and row.valid_from != here.valid_from and _same_position(row, here):
        sentence = _("On record since %(day)s; that day stays.")
        found.notes.append(Remark(sentence, {"day": says(here.valid_from)}, HEADINGS["valid_from"]))
    if _same_position(row, here):
        return found
    change = Change(HEADINGS["position_title"], here.position_title, row.position_title)
    if here.position_title and _begins_later(row, here):
        if later or here.valid_to:
            return Posting(error=_already(later[0] if later else here))
        return Posting(opens_on=day, ends=here, changes=[change])
    found.amends = here
    (found.replaces if here.position_title else found.fills)["position_title"] = row.position_title
    found.changes.append(replace(change, replaces=bool(here.position_title)))
    return found


def _before(row: Particulars, unit: Unit, first: Assignment, current: list[Assignment]) -> Posting:
    """The row begins before what is on record: the same unit from an earlier day, or a contradiction."""
    if first.unit_id != unit.pk or current or row.valid_from is None:
        return Posting(error=_already(first))
    change = Change(HEADINGS["valid_from"], says(first.valid_from), says(row.valid_from), replaces=True)
    return Posting(amends=first, replaces={"valid_from": row.valid_from}, changes=[change])


def _transfer(row: Particulars, unit: Unit, current: list[Assignment], day: date) -> Posting:
    here = current[0]
    if len(current) > 1:
        sentence = _("On record in several units at once; put that right on the page of the person.")
        return Posting(error=Remark(sentence, {}, HEADINGS["unit"]))
    if here.valid_from == day:
        return Posting(error=_already(here))
    changes = [_unit_change(here.unit.short_name, unit)]
    if row.position_title != here.position_title:
        changes.append(Change(HEADINGS["position_title"], here.position_title, row.position_title))
    return Posting(opens_on=day, ends=here, is_transfer=True, changes=changes)


def _begins_later(row: Particulars, here: Assignment) -> bool:
    """The row tells of a new position from its day on, not of what was so before."""
    return bool(row.valid_from and here.valid_from and row.valid_from > here.valid_from)


def _same_position(row: Particulars, here: Assignment) -> bool:
    return not row.position_title or row.position_title == here.position_title


def _unit_change(old: str, unit: Unit) -> Change:
    return Change(HEADINGS["unit"], old, unit.short_name)


def _already(place: Assignment) -> Remark:
    sentence = _("On record the person works in %(unit)s from %(first)s to %(last)s; this does not fit.")
    params = {
        "unit": place.unit.short_name,
        "first": says(place.valid_from),
        "last": says(place.valid_to),
    }
    return Remark(sentence, params, HEADINGS["valid_from"])
