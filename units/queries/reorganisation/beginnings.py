"""What is wrong with a unit that is to begin, or with the new name of one."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from units.enums import ReorganisationAct as Act
from units.enums import UnitKind
from units.models import Unit
from units.queries.periods import says, valid
from units.queries.reorganisation.parties import Faults, Parties, stands_below
from units.queries.reorganisation.wanted import NewUnit, Reorganisation
from units.text import clean

# Below which levels a unit of a level may stand; None: it may stand below nothing.
_UPPER: dict[str, frozenset[str | None]] = {
    UnitKind.SUPREME: frozenset({None, UnitKind.ORGANISER}),
    UnitKind.SUPREME_DEPARTMENT: frozenset({UnitKind.SUPREME}),
    UnitKind.HIGH: frozenset({None, UnitKind.SUPREME}),
    UnitKind.PROVINCE: frozenset({None, UnitKind.SUPREME}),
    UnitKind.REGION: frozenset({UnitKind.PROVINCE}),
    UnitKind.DISTRICT: frozenset({UnitKind.PROVINCE}),
    UnitKind.MILITARY: frozenset({None, UnitKind.SUPREME, UnitKind.MILITARY}),
    UnitKind.OUTSIDE: frozenset({None, UnitKind.ORGANISER, UnitKind.OUTSIDE}),
    UnitKind.ORGANISER: frozenset({None}),
    UnitKind.DEPARTMENT: frozenset(UnitKind) - {UnitKind.DEPARTMENT, UnitKind.ORGANISER, UnitKind.OUTSIDE},
}
# There is one of each; none begins unless one of its kind ends.
_SINGLE = frozenset({UnitKind.SUPREME, UnitKind.ORGANISER})
_NUMBER: dict[str, tuple[int, int | None]] = {Act.MERGE: (1, 1), Act.SPLIT: (2, None), Act.ABOLISH: (0, None)}


def check_name(wanted: Reorganisation, unit: Unit, faults: Faults) -> None:
    """A new name is complete and another than the one before."""
    for name, value in (("new_name", wanted.new_name), ("new_short_name", wanted.new_short_name)):
        if not clean(value):
            faults.add(name, _("Give the name."))
        _check_length(unit, {"new_name": "name", "new_short_name": "short_name"}[name], name, value, faults)
    if (clean(wanted.new_name), clean(wanted.new_short_name)) == (unit.name, unit.short_name):
        faults.add("new_name", _("%(unit)s bears this name already.") % {"unit": unit.short_name})


def check_units(wanted: Reorganisation, parties: Parties, faults: Faults) -> None:
    """As many as the act begins, each with a code of its own, a name, and a level that fits its place."""
    least, most = _NUMBER[wanted.act]
    if len(wanted.new_units) < least:
        sentence = _("Name the new unit.") if least == 1 else _("A unit is split into two or more units.")
        faults.add("new_units", sentence)
    elif most is not None and len(wanted.new_units) > most:
        faults.add("new_units", _("A merger begins one unit only."))
    if wanted.act == Act.ABOLISH:
        return
    codes = _taken_codes(wanted.new_units)
    for place, new in enumerate(wanted.new_units):
        earlier = wanted.new_units[:place]
        _check_texts(f"new_units-{place}", new, faults)
        if clean(new.code) in codes or clean(new.code) in {clean(one.code) for one in earlier if one.code}:
            sentence = _("The code “%(code)s” belongs to another unit.")
            faults.add(f"new_units-{place}-code", sentence % {"code": clean(new.code)})
        _check_level(f"new_units-{place}", new, parties, faults)
        _check_upper(f"new_units-{place}", new, wanted, parties, faults)
        _check_namesake(f"new_units-{place}", new, earlier, wanted, parties, faults)


def _taken_codes(new_units: Iterable[NewUnit]) -> set[str]:
    codes = [clean(new.code) for new in new_units]
    return set(Unit.objects.filter(code__in=codes).values_list("code", flat=True))


def _check_texts(prefix: str, new: NewUnit, faults: Faults) -> None:
    required = {"code": _("Give the code."), "name": _("Give the name."), "short_name": _("Give the name.")}
    for name in ("code", "name", "short_name", "place", "head_title"):
        value = getattr(new, name)
        if name in required and not clean(value):
            faults.add(f"{prefix}-{name}", required[name])
        _check_length(Unit, name, f"{prefix}-{name}", value, faults)


def _check_length(unit: Unit | type[Unit], column: str, name: str, value: str, faults: Faults) -> None:
    most = getattr(unit._meta.get_field(column), "max_length", None)
    if most is not None and len(clean(value)) > most:
        faults.add(name, _("At most %(number)s characters.") % {"number": most})


def _check_level(prefix: str, new: NewUnit, parties: Parties, faults: Faults) -> None:
    kinds = {unit.kind for unit in parties.predecessors}
    if new.kind not in UnitKind.values:
        faults.add(f"{prefix}-kind", _("Choose the level."))
    elif new.kind in _SINGLE and new.kind not in kinds:
        faults.add(f"{prefix}-kind", _("There is one unit of this level only."))
    elif (new.kind == UnitKind.OUTSIDE) != (UnitKind.OUTSIDE in kinds):
        sentence = _("Units of the procuracy and units outside it do not go together.")
        faults.add(f"{prefix}-kind", sentence)


def _check_upper(prefix: str, new: NewUnit, wanted: Reorganisation, parties: Parties, faults: Faults) -> None:
    upper = parties.others.get(new.parent_id or 0)
    fitting = _fitting(new.kind, parties)
    if new.parent_id and upper is None:
        faults.add(f"{prefix}-parent_id", _("There is no such unit."))
    elif upper and stands_below(upper, parties.closing):
        sentence = _("%(unit)s ends with this act, or stands below a unit that ends.")
        faults.add(f"{prefix}-parent_id", sentence % {"unit": upper.short_name})
    elif upper and upper.is_rehearsal != parties.predecessors[0].is_rehearsal:
        sentence = _("Units of the rehearsal and real ones do not go together.")
        faults.add(f"{prefix}-parent_id", sentence)
    elif upper and (upper.valid_to or not valid(upper, wanted.effective_on)):
        sentence = _("%(unit)s exists from %(first)s to %(last)s only.")
        words = {"unit": upper.short_name, "first": says(upper.valid_from), "last": says(upper.valid_to)}
        faults.add(f"{prefix}-parent_id", sentence % words)
    elif fitting and (upper.kind if upper else None) not in fitting:
        level = UnitKind(new.kind).label
        if upper is None:
            sentence = _("A unit of the level “%(level)s” needs an upper unit.") % {"level": level}
        else:
            sentence = _("A unit of the level “%(level)s” cannot stand below %(unit)s.")
            sentence %= {"level": level, "unit": upper.short_name}
        faults.add(f"{prefix}-parent_id", sentence)


def _fitting(kind: str, parties: Parties) -> frozenset[str | None]:
    """Below which levels it may stand: those of the table, and where a unit of its level stood before."""
    before = {unit.parent.kind if unit.parent else None for unit in parties.predecessors if unit.kind == kind}
    return _UPPER[kind] | before if kind in _UPPER else frozenset()


def _check_namesake(
    prefix: str,
    new: NewUnit,
    earlier: Iterable[NewUnit],
    wanted: Reorganisation,
    parties: Parties,
    faults: Faults,
) -> None:
    """Two units below one upper unit that live on one day bear different names."""
    name = clean(new.name)
    living = Unit.objects.on(wanted.effective_on).filter(name=name, parent=new.parent_id)
    if name and (
        living.exclude(pk__in=parties.closing).exists()
        or any((clean(one.name), one.parent_id) == (name, new.parent_id) for one in earlier)
    ):
        faults.add(f"{prefix}-name", _("There is another unit of this name in the same place."))
