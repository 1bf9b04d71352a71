"""The unit that a list names by its code or by a name of the day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop as _

from units.imports.rows import Remark
from units.models import Unit, UnitName
from units.queries.namesakes import listed_name
from units.queries.periods import says, valid
from units.text import clean, sort_key


@dataclass(frozen=True, slots=True)
class _Named:
    unit: Unit
    valid_from: date | None
    valid_to: date | None


class KnownUnits:
    """All units and all their names, read once (two queries) and asked for any day."""

    def __init__(self) -> None:
        units = {unit.pk: unit for unit in Unit.objects.select_related("parent")}
        self._by_code = {clean(unit.code).casefold(): unit for unit in units.values()}
        self._by_name: dict[str, list[_Named]] = defaultdict(list)
        has_names = set()
        for row in UnitName.objects.in_time():
            unit = units[row.unit_id]
            has_names.add(unit.pk)
            for text in {sort_key(row.full_name), sort_key(row.short_name)}:
                self._by_name[text].append(_Named(unit, row.valid_from, row.valid_to))
        for unit in units.values():
            if unit.pk not in has_names:
                for text in {sort_key(unit.name), sort_key(unit.short_name)}:
                    self._by_name[text].append(_Named(unit, unit.valid_from, unit.valid_to))

    def by_code(self, code: str) -> Unit | None:
        return self._by_code.get(clean(code).casefold())

    def find(self, text: str, day: date) -> Unit | Remark:
        """The one unit of that code or name on the day, or why there is none."""
        if unit := self.by_code(text):
            return unit if unit.exists_on(day) else _not_there(unit, day)
        named = self._by_name.get(sort_key(text), [])
        units = {it.unit.pk: it.unit for it in named if valid(it, day) and it.unit.exists_on(day)}
        if len(units) == 1:
            return next(iter(units.values()))
        if units:
            codes = ", ".join(
                f"{unit.code} ({listed_name(unit)})" for unit in sorted(units.values(), key=_by_code)
            )
            sentence = _("%(count)s units bear this name; write the code of one: %(codes)s.")
            return Remark(sentence, {"count": len(units), "codes": codes[:400]})
        if named:
            unit = named[-1].unit
            return _renamed(unit) if unit.exists_on(day) else _not_there(unit, day)
        return Remark(_("No unit has the code or the name “%(text)s”."), {"text": text[:150]})


def _by_code(unit: Unit) -> str:
    return unit.code


def _renamed(unit: Unit) -> Remark:
    sentence = _("On that day the unit has another name: %(name)s (code %(code)s).")
    return Remark(sentence, {"name": unit.short_name, "code": unit.code})


def _not_there(unit: Unit, day: date) -> Remark:
    if unit.valid_to and unit.valid_to < day:
        sentence = _("%(unit)s ended on %(day)s.")
        return Remark(sentence, {"unit": unit.short_name, "day": says(unit.valid_to)})
    sentence = _("%(unit)s begins on %(day)s only.")
    return Remark(sentence, {"unit": unit.short_name, "day": says(unit.valid_from)})
