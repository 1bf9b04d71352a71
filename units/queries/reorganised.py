"""Whether an act on units has been done: a second click on its button finds it so."""

from __future__ import annotations

from units.enums import ReorganisationAct as Act
from units.models import Unit, UnitName, UnitSuccession
from units.queries.reorganisation import Reorganisation
from units.text import clean


def already_done(wanted: Reorganisation) -> list[Unit]:
    """The units that came out of exactly this act: successors, the renamed or the abolished; or none."""
    if wanted.act == Act.RENAME:
        names = UnitName.objects.filter(
            unit__in=wanted.predecessors,
            valid_from=wanted.effective_on,
            full_name=clean(wanted.new_name),
            short_name=clean(wanted.new_short_name),
        )
        return [name.unit for name in names.select_related("unit")]
    rows = list(
        UnitSuccession.objects.filter(
            predecessor__in=wanted.predecessors, kind=wanted.act, effective_on=wanted.effective_on
        )
        .select_related("predecessor", "successor")
        .order_by("pk")
    )
    if {row.predecessor_id for row in rows} != set(wanted.predecessors):
        return []
    after = {row.successor.code: row.successor for row in rows if row.successor}
    if wanted.act == Act.ABOLISH:
        return [row.predecessor for row in rows]
    if wanted.act == Act.ABSORB:
        return [unit for unit in after.values() if unit.pk == wanted.absorbed_by]
    return list(after.values()) if set(after) == {new.code for new in wanted.new_units} else []
