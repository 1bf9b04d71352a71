"""A list of units against what is on record: what each row would do, and why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from units.enums import RowOutcome, UnitKind
from units.imports.known_units import KnownUnits
from units.imports.rows import Change, Remark, RowReport, SheetRow
from units.imports.telling import Described
from units.imports.unit_particulars import COLUMNS as COLUMNS
from units.imports.unit_particulars import HEADINGS, KIND_WORDS, UnitParticulars, unit_particulars
from units.models import Unit
from units.queries.namesakes import dated_name, listed_name
from units.queries.periods import says
from units.text import sort_key

# What a list may fill in or put right. The place in the order and the days are a matter of an act.
_AMENDED = ("full_name", "short_name", "place", "head_title")
_ATTRIBUTES = {"full_name": "name"}


@dataclass(slots=True, kw_only=True)
class Plan:
    """What writing the row takes. The upper unit is on record, or is another row of the list."""

    row: UnitParticulars
    unit: Unit | None = None
    parent: Unit | None = None
    parent_row: RowReport | None = None
    fills: dict[str, Any] = field(default_factory=dict)
    replaces: dict[str, Any] = field(default_factory=dict)


def check(*, rows: Sequence[SheetRow], choices: Mapping[str, str], on: date) -> list[RowReport]:
    """One report for every row, in their order; a unit is recognised by its code."""
    read = [unit_particulars(row, on) for row in rows]
    judge = _Judge(on, read)
    return [judge.report(row) for row in read]


def describe(keys: set[int], on: date) -> Mapping[int, Described]:
    """How units on record are called in a report."""
    found = Unit.objects.select_related("parent").filter(pk__in=keys)
    return {unit.pk: Described(dated_name(unit), unit.get_absolute_url()) for unit in found}


class _Judge:
    """Goes through the list from above, so that a row may stand below a unit of an earlier one."""

    def __init__(self, on: date, rows: Sequence[UnitParticulars]) -> None:
        self.on = on
        self.row_of = {_key(row.code): row.number for row in reversed(rows) if row.code}
        self.known = KnownUnits()
        self.by_code: dict[str, RowReport] = {}
        # Names by upper unit, so that one place has no two units of a name: code and name as keys.
        self.names: dict[tuple[str, str], tuple[str, Unit | RowReport]] = {}
        for unit in Unit.objects.on(on).select_related("parent"):
            if unit.parent:
                self.names[_key(unit.parent.code), sort_key(unit.name)] = (unit.code, unit)

    def report(self, row: UnitParticulars) -> RowReport:
        report = RowReport(row=row.row, outcome=RowOutcome.ERROR, errors=row.errors, notes=row.notes)
        earlier = self.by_code.get(_key(row.code)) if row.code else None
        if earlier:
            sentence = _("The same as in row %(row)s.")
            row.errors.append(Remark(sentence, {"row": earlier.row.number}, HEADINGS["code"]))
        elif row.code:
            self.by_code[_key(row.code)] = report
        if row.errors:
            return report
        unit = self.known.by_code(row.code)
        if unit:
            self._compare(report, row, unit)
        else:
            self._begin(report, row)
        return report

    def _begin(self, report: RowReport, row: UnitParticulars) -> None:
        plan = Plan(row=row)
        if error := self._place(plan) or self._taken(plan):
            report.errors = [error]
            return
        report.outcome, report.plan = RowOutcome.NEW, plan
        upper = _upper_code(plan)
        self.names[_key(upper), sort_key(row.full_name)] = (row.code, report)
        if row.is_short_name_made:
            sentence = _("No short name is given; taken: %(name)s.")
            remark = Remark(sentence, {"name": row.short_name}, HEADINGS["short_name"])
            report.notes = [*report.notes, remark]

    def _place(self, plan: Plan) -> Remark | None:
        """The upper unit: of an earlier row, or on record on the first day."""
        row, day, heading = plan.row, plan.row.valid_from or self.on, HEADINGS["parent"]
        above = self.by_code.get(_key(row.parent))
        if above is not None and above.row is row.row:
            return Remark(_("A unit cannot stand below itself."), {}, heading)
        if above is not None and above.plan is None:
            sentence = _("The upper unit stands in row %(row)s, which has errors.")
            return Remark(sentence, {"row": above.row.number}, heading)
        if above is not None and above.plan.unit is None:
            plan.parent_row = above
            first = above.plan.row.valid_from
            if first and day < first:
                sentence = _("%(unit)s begins on %(day)s only.")
                words = {"unit": above.plan.row.short_name, "day": says(first)}
                return Remark(sentence, words, heading)
            return None
        found = self.known.find(row.parent, day)
        if isinstance(found, Remark) and above is None and _key(row.parent) in self.row_of:
            sentence = _("The upper unit stands further down, in row %(row)s: move it up.")
            return Remark(sentence, {"row": self.row_of[_key(row.parent)]}, heading)
        if isinstance(found, Remark):
            return Remark(found.text, found.params, heading)
        plan.parent = found
        return None

    def _taken(self, plan: Plan) -> Remark | None:
        taken = self.names.get((_key(_upper_code(plan)), sort_key(plan.row.full_name)))
        if taken is None:
            return None
        sentence = _("A unit of this name stands below that upper unit already, with the code %(code)s.")
        return Remark(sentence, {"code": taken[0]}, HEADINGS["full_name"])

    def _compare(self, report: RowReport, row: UnitParticulars, unit: Unit) -> None:
        report.found = unit.pk
        if unit.valid_to and unit.valid_to < self.on:
            sentence = _("This code belongs to %(unit)s, which ended on %(day)s.")
            words = {"unit": listed_name(unit), "day": says(unit.valid_to)}
            report.errors = [Remark(sentence, words, HEADINGS["code"])]
            return
        plan = Plan(row=row, unit=unit, parent=unit.parent)
        for name in _AMENDED:
            self._amend(report, plan, name)
        report.notes = [*report.notes, *self._left_alone(row, unit)]
        report.plan = plan
        report.outcome = RowOutcome.UPDATE if report.changes else RowOutcome.KNOWN

    def _amend(self, report: RowReport, plan: Plan, name: str) -> None:
        row, unit = plan.row, plan.unit
        new, old = getattr(row, name), getattr(unit, _ATTRIBUTES.get(name, name))
        if not new or new == old or (name == "short_name" and row.is_short_name_made):
            return
        (plan.replaces if old else plan.fills)[name] = new
        change = Change(HEADINGS[name], old, new, replaces=bool(old))
        report.changes = [*report.changes, change]

    def _left_alone(self, row: UnitParticulars, unit: Unit) -> list[Remark]:
        """What differs and is not changed by a list: it has a history, and pages of its own."""
        upper = unit.parent
        differs = [
            ("kind", KIND_WORDS[UnitKind(unit.kind)] if row.kind != unit.kind else ""),
            ("parent", upper.code if upper and not self._is_same(row.parent, upper) else ""),
            ("valid_from", says(unit.valid_from) if row.valid_from not in (None, unit.valid_from) else ""),
        ]
        sentence = _("On record: %(value)s. A list does not change this; use the page of the unit.")
        return [Remark(sentence, {"value": value}, HEADINGS[name]) for name, value in differs if value]

    def _is_same(self, text: str, upper: Unit) -> bool:
        return self.known.find(text, self.on) == upper or _key(text) == _key(upper.code)


def _upper_code(plan: Plan) -> str:
    if plan.parent_row is not None:
        return plan.parent_row.plan.row.code
    return plan.parent.code if plan.parent else ""


def _key(code: str) -> str:
    return code.casefold()
