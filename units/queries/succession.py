"""Who acts for a unit that has ended: the units that took over from it, and those that took over from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from units.models import Unit, UnitSuccession

Step = tuple[int, int]  # the unit that ended, a unit that took over


def steps_until(on: date) -> list[Step]:
    """Every act that ended a unit before the day and gave it a successor (one query)."""
    acts = UnitSuccession.objects.filter(
        effective_on__lte=on, predecessor__valid_to__lt=on, successor__isnull=False
    )
    return list(acts.values_list("predecessor_id", "successor_id"))


def closed_before(units: Iterable[int], steps: Collection[Step]) -> frozenset[int]:
    """The ended units that stand behind these, however long the chain."""
    return _reached(units, [(successor, predecessor) for predecessor, successor in steps])


def acting_units(units: Iterable[int], on: date) -> frozenset[int]:
    """Those of the units that exist on the day, and for one that has ended those that took over (two queries)."""
    wanted = frozenset(units)
    reached = wanted | _reached(wanted, steps_until(on))
    return frozenset(Unit.objects.on(on).filter(pk__in=reached).values_list("pk", flat=True))


def _reached(starts: Iterable[int], steps: Collection[Step]) -> frozenset[int]:
    onward: dict[int, list[int]] = {}
    for start, end in steps:
        onward.setdefault(start, []).append(end)
    found: set[int] = set()
    waiting = list(starts)
    while waiting:
        for unit in onward.get(waiting.pop(), ()):
            if unit not in found:
                found.add(unit)
                waiting.append(unit)
    return frozenset(found)
