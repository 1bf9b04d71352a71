"""What is wrong with an act, said at the field. Each part needs what the parts before it have let through."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.utils.translation import gettext as _

from units.enums import ReorganisationAct as Act
from units.enums import UnitKind
from units.models import Unit
from units.queries.periods import says
from units.queries.reorganisation import beginnings
from units.queries.reorganisation.parties import Faults, Parties, listed, load, stands_below
from units.queries.reorganisation.record import Record, first_day
from units.queries.reorganisation.wanted import Reorganisation

# How many units an act ends: at least, at most.
_NUMBER: dict[str, tuple[int, int | None]] = {
    Act.MERGE: (2, None),
    Act.ABSORB: (1, None),
    Act.SPLIT: (1, 1),
    Act.ABOLISH: (1, None),
    Act.RENAME: (1, 1),
}
_YEARS_BACK, _DAYS_AHEAD = 50, 366


def check_parties(wanted: Reorganisation, on: date) -> Parties:
    """The units of the act: as many as it needs, alive, not twice, and fit for what they become."""
    faults = Faults()
    if wanted.act not in Act.values:
        faults.add("act", _("Choose what is to be done."))
    _check_day(wanted, on, faults)
    faults.raise_any()
    units = load(wanted)
    _check_predecessors(wanted, units, faults)
    faults.raise_any()
    parties = Parties(
        predecessors=sorted((units[key] for key in wanted.predecessors), key=lambda unit: unit.sort_key),
        absorbing=units.get(wanted.absorbed_by or 0),
        others=units,
    )
    if wanted.act == Act.ABSORB:
        _check_absorbing(wanted, parties, faults)
    elif wanted.act == Act.RENAME:
        beginnings.check_name(wanted, parties.predecessors[0], faults)
    else:
        beginnings.check_units(wanted, parties, faults)
    if len(wanted.legal_basis.strip()) > 250:
        faults.add("legal_basis", _("At most %(number)s characters.") % {"number": 250})
    faults.raise_any()
    return parties


def check_record(wanted: Reorganisation, parties: Parties, record: Record) -> None:
    """Nothing may be on record from a later day, and nothing below a unit that has no successor."""
    faults = Faults()
    later = list(record.later.names if wanted.act == Act.RENAME else record.later.all())
    if later:
        told = [_("%(what)s, from %(day)s") % {"what": row, "day": says(first_day(row))} for row in later]
        sentence = _("On this day or later begins, and must be put right first: %(list)s.")
        faults.add("effective_on", sentence % {"list": listed(told)})
    if wanted.act == Act.ABOLISH and record.children:
        sentence = _("Below this unit still stand: %(units)s. Merge, absorb or abolish them first.")
        names = [child.short_name for child in record.children]
        faults.add("predecessors", sentence % {"units": listed(names)})
    faults.raise_any()


def _check_day(wanted: Reorganisation, on: date, faults: Faults) -> None:
    if wanted.effective_on > on + timedelta(days=_DAYS_AHEAD):
        faults.add("effective_on", _("The day lies more than a year ahead."))
    elif wanted.effective_on.year < on.year - _YEARS_BACK:
        faults.add("effective_on", _("The day lies too far in the past."))


def _check_predecessors(wanted: Reorganisation, units: dict[int, Unit], faults: Faults) -> None:
    if sentence := _wrong_number(wanted, units):
        faults.add("predecessors", sentence)
        return
    named = [units[key] for key in wanted.predecessors]
    for unit in named:
        _check_alive(unit, wanted, faults)
    if len({unit.is_rehearsal for unit in named}) > 1:
        faults.add("predecessors", _("Units of the rehearsal and real ones do not go together."))
    if len({unit.kind == UnitKind.OUTSIDE for unit in named}) > 1:
        faults.add("predecessors", _("Units of the procuracy and units outside it do not go together."))


def _wrong_number(wanted: Reorganisation, units: dict[int, Unit]) -> str:
    least, most = _NUMBER[wanted.act]
    twice = [key for key, number in Counter(wanted.predecessors).items() if number > 1]
    if any(key not in units for key in wanted.predecessors):
        return _("There is no such unit.")
    if twice:
        sentence = _("%(unit)s is named twice: a unit cannot be merged with itself.")
        return sentence % {"unit": units[twice[0]].short_name}
    if len(wanted.predecessors) < least:
        return _("Choose the unit.") if least == 1 else _("Choose at least two units: a merger needs them.")
    return _("Choose one unit only.") if most and len(wanted.predecessors) > most else ""


def _check_alive(unit: Unit, wanted: Reorganisation, faults: Faults) -> None:
    words = {"unit": unit.short_name, "first": says(unit.valid_from), "last": says(unit.valid_to)}
    if unit.valid_to and unit.valid_to < wanted.effective_on:
        faults.add("predecessors", _("%(unit)s ended on %(last)s.") % words)
    elif unit.valid_to:
        faults.add("predecessors", _("%(unit)s already has %(last)s as its last day.") % words)
    elif unit.valid_from and unit.valid_from >= wanted.effective_on:
        sentence = _("%(unit)s begins on %(first)s only: choose a later day.")
        faults.add("effective_on", sentence % words)


def _check_absorbing(wanted: Reorganisation, parties: Parties, faults: Faults) -> None:
    unit = parties.absorbing
    if unit is None:
        faults.add("absorbed_by", _("Choose the unit that goes on."))
        return
    words = {"unit": unit.short_name, "first": says(unit.valid_from), "last": says(unit.valid_to)}
    like = parties.predecessors[0]
    if unit.pk in parties.closing:
        faults.add("absorbed_by", _("%(unit)s cannot be absorbed by itself.") % words)
    elif stands_below(unit, parties.closing):
        faults.add("absorbed_by", _("%(unit)s stands below a unit that ends; it cannot absorb it.") % words)
    elif unit.valid_to:
        faults.add("absorbed_by", _("%(unit)s has %(last)s as its last day.") % words)
    elif unit.valid_from and unit.valid_from > wanted.effective_on:
        faults.add("absorbed_by", _("%(unit)s begins on %(first)s only.") % words)
    elif unit.is_rehearsal != like.is_rehearsal:
        faults.add("absorbed_by", _("Units of the rehearsal and real ones do not go together."))
    elif (unit.kind == UnitKind.OUTSIDE) != (like.kind == UnitKind.OUTSIDE):
        faults.add("absorbed_by", _("Units of the procuracy and units outside it do not go together."))
