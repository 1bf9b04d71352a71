"""How a unit is called in a list, so that two units of one name are not taken for each other."""

from __future__ import annotations

from django.db.models import F, QuerySet

from units.enums import UnitKind
from units.models import Unit
from units.queries.periods import period

# Their names begin anew in every province: "VKSND khu vực 2", "VKSND huyện Phú Tân".
IN_EVERY_PROVINCE = frozenset({UnitKind.REGION, UnitKind.DISTRICT})


def listed_name(unit: Unit, name: str = "") -> str:
    """The name, with the province where other provinces have such a unit too (reads the upper unit)."""
    name = name or unit.short_name
    if unit.kind not in IN_EVERY_PROVINCE or unit.parent is None:
        return name
    province = unit.parent.place or unit.parent.short_name
    return name if province in name else f"{name} – {province}"


def dated_name(unit: Unit) -> str:
    """The name with the days of the unit, where there is no column for them."""
    days = period(unit)
    return f"{listed_name(unit)} ({days})" if days else listed_name(unit)


def in_list_order(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Vietnamese order; of one name by province, then the older unit first."""
    return units.select_related("parent").order_by(
        "sort_key",
        F("parent__sort_key").asc(nulls_first=True),
        F("valid_from").asc(nulls_first=True),
        "pk",
    )
