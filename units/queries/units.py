"""The list of units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from units.models import Unit, UnitSuccession
from units.queries.gathering import Pill
from units.queries.namesakes import in_list_order, listed_name
from units.queries.periods import period, says
from units.querysets import UnitQuerySet


@dataclass(frozen=True, slots=True)
class UnitRow:
    number: int
    unit: Unit
    name: str
    days: str
    state: Pill | None
    note: str


def found_by(units: UnitQuerySet, text: str) -> UnitQuerySet:
    """Units that bear every word; where none does, numbered ones that do together with the unit above them."""
    found = units.matching(text)
    return found if found.exists() else units.matching_with_upper(text)


def filtered(units: UnitQuerySet, chosen: dict[str, Any]) -> QuerySet[Unit]:
    found = found_by(units, chosen["q"]) if "q" in chosen else units
    if "kind" in chosen:
        found = found.filter(kind=chosen["kind"])
    return in_list_order(found)


def unit_rows(page, today: date) -> list[UnitRow]:
    """The rows of one page; a closed unit says what followed it (one query more)."""
    units = list(page.object_list)
    followed: dict[int, list[str]] = {unit.pk: [] for unit in units}
    acts = UnitSuccession.objects.filter(predecessor__in=units).select_related("successor__parent")
    for act in acts.order_by("effective_on", "pk"):
        followed[act.predecessor_id].append(succession_text(act))
    return [
        UnitRow(
            number=number,
            unit=unit,
            name=listed_name(unit),
            days=period(unit),
            state=state(unit, today),
            note="; ".join(followed[unit.pk]),
        )
        for number, unit in enumerate(units, start=page.start_index())
    ]


def state(unit: Unit, today: date) -> Pill | None:
    """A unit that has ended, or has not begun, is marked."""
    if unit.valid_to and unit.valid_to < today:
        return Pill(_("Ended %(day)s") % {"day": says(unit.valid_to)}, "wait", "clock")
    if unit.valid_from and unit.valid_from > today:
        return Pill(_("From %(day)s") % {"day": says(unit.valid_from)}, "info", "clock")
    return None


def succession_text(act: UnitSuccession) -> str:
    if act.successor is None:
        return _("%(kind)s on %(day)s") % {"kind": act.get_kind_display(), "day": says(act.effective_on)}
    return _("%(kind)s %(unit)s from %(day)s") % {
        "kind": act.get_kind_display(),
        "unit": listed_name(act.successor),
        "day": says(act.effective_on),
    }
