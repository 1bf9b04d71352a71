"""Which unit takes which place of a year that is over: most stay, some have ended and were followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from units.enums import UnitKind
from units.models import ClusterMembership, EmulationYear, Unit, UnitSuccession


@dataclass(frozen=True, slots=True)
class Seats:
    """Units by membership; what followed the units that have ended; who was not considered, and why."""

    taken: dict[int, tuple[Unit, ...]]
    heirs: dict[int, tuple[Unit, ...]]
    stands_for: dict[int, tuple[Unit, ...]]
    excluded: dict[int, str]
    barred: frozenset[int]


def seats_of(rows: Sequence[ClusterMembership], source: EmulationYear, first_day: date) -> Seats:
    """Places of the new year, each unit in one place (one query). Whoever left for elsewhere has none here."""
    ended = {row.unit_id: row.unit for row in rows if row.unit.valid_to and row.unit.valid_to < first_day}
    stays = {
        row.pk
        for row in rows
        if row.unit_id not in ended and (row.valid_to is None or row.valid_to >= source.last_day)
    }
    heirs = _heirs(ended, first_day)
    seated = {row.unit_id for row in rows if row.pk in stays}
    taken: dict[int, tuple[Unit, ...]] = {}
    for row in rows:
        wanted = (row.unit,) if row.pk in stays else heirs.get(row.unit_id, ())
        taken[row.pk] = tuple(unit for unit in wanted if row.pk in stays or unit.pk not in seated)
        seated.update(unit.pk for unit in taken[row.pk])
    followers = {unit.pk for units in heirs.values() for unit in units}
    excluded = {row.unit_id: row for row in rows if not row.is_considered}
    return Seats(
        taken=taken,
        heirs=heirs,
        stands_for={
            pk: tuple(unit for unit in ended.values() if pk in {heir.pk for heir in heirs[unit.pk]})
            for pk in followers
        },
        excluded={pk: row.exclusion_reason for pk, row in excluded.items()},
        barred=frozenset(pk for pk, row in excluded.items() if row.unit.kind != UnitKind.OUTSIDE),
    )


def _heirs(ended: dict[int, Unit], day: date) -> dict[int, tuple[Unit, ...]]:
    """The units of the day that followed each of the ended ones, through any number of steps."""
    followed: dict[int, list[Unit]] = {}
    acts = UnitSuccession.objects.filter(successor__isnull=False).select_related("successor")
    for act in acts.order_by("effective_on", "pk"):
        if act.successor is not None:
            followed.setdefault(act.predecessor_id, []).append(act.successor)
    found = {}
    for pk in ended:
        seen, ahead, living = {pk}, list(followed.get(pk, ())), []
        while ahead:
            unit = ahead.pop(0)
            if unit.pk in seen:
                continue
            seen.add(unit.pk)
            if unit.exists_on(day):
                living.append(unit)
            else:
                ahead += followed.get(unit.pk, ())
        found[pk] = tuple(living)
    return found
