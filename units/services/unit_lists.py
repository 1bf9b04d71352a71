"""Writing a checked list of units: all rows together, upper units first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from units.enums import RowOutcome, RowResult
from units.imports.rows import Agreement, RowReport
from units.imports.units import Plan
from units.models import Unit, UnitName
from units.models.word import record_words_of_many

_BATCH = 500
_COLUMNS = ("name", "short_name", "place", "head_title", "search_text", "sort_key")


def lock(*, reports: Sequence[RowReport]) -> None:
    """Until the end no unit begins, ends or moves elsewhere."""
    list(Unit.objects.select_for_update().order_by("pk").values_list("pk"))


def write(*, reports: Sequence[RowReport], agreed: Agreement) -> None:
    """Write what the rows would do as far as it was agreed to; each report gets its result."""
    for report in reports:
        report.result = _result(report, agreed)
    waiting = [report for report in reports if report.result == RowResult.ADDED]
    while waiting:
        # Level by level: a unit needs the key of the one above it.
        ready = [it for it in waiting if it.plan.parent_row is None or it.plan.parent_row.plan.unit]
        _add(ready)
        waiting = [it for it in waiting if it.plan.unit is None]
    for report in reports:
        if report.result == RowResult.ADDED:
            report.found = report.plan.unit.pk
    _amend([it.plan for it in reports if it.result == RowResult.UPDATED], agreed)


def _result(report: RowReport, agreed: Agreement) -> RowResult:
    match report.outcome:
        case RowOutcome.NEW:
            return RowResult.ADDED
        case RowOutcome.KNOWN:
            return RowResult.UNCHANGED
        case RowOutcome.UPDATE:
            takes = agreed.replacing or any(not change.replaces for change in report.changes)
            return RowResult.UPDATED if takes else RowResult.KEPT
    return RowResult.LEFT_OUT


def _add(reports: Iterable[RowReport]) -> None:
    plans = [report.plan for report in reports]
    for plan in plans:
        plan.unit = _unit(plan)
    units = [plan.unit for plan in plans]
    Unit.objects.bulk_create(units, batch_size=_BATCH)
    UnitName.objects.bulk_create(map(_first_name, plans), batch_size=_BATCH)
    record_words_of_many(units, lambda unit: f"{unit.name} {unit.short_name}")


def _unit(plan: Plan) -> Unit:
    row = plan.row
    unit = Unit(
        code=row.code,
        kind=row.kind,
        parent=plan.parent_row.plan.unit if plan.parent_row else plan.parent,
        name=row.full_name,
        short_name=row.short_name,
        place=row.place,
        head_title=row.head_title,
        valid_from=row.valid_from,
    )
    unit.fill_name_columns()
    return unit


def _first_name(plan: Plan) -> UnitName:
    row = plan.row
    return UnitName(
        unit=plan.unit,
        full_name=row.full_name,
        short_name=row.short_name,
        valid_from=row.valid_from,
        legal_basis=row.legal_basis,
    )


def _amend(plans: Sequence[Plan], agreed: Agreement) -> None:
    """What was missing, and, where it is agreed to, what was said otherwise: the latest name is put right."""
    units, names = [], []
    latest = _names_of([plan.unit for plan in plans if plan.unit])
    for plan in plans:
        if plan.unit is None:
            continue
        values = plan.fills | (plan.replaces if agreed.replacing else {})
        for name, value in values.items():
            setattr(plan.unit, {"full_name": "name"}.get(name, name), value)
        known = latest.get(plan.unit.pk, [])
        if known and {"full_name", "short_name"} & values.keys():
            known[-1].full_name, known[-1].short_name = plan.unit.name, plan.unit.short_name
            names.append(known[-1])
        plan.unit.fill_name_columns([text for it in known for text in (it.full_name, it.short_name)])
        units.append(plan.unit)
    Unit.objects.bulk_update(units, _COLUMNS, batch_size=_BATCH)
    UnitName.objects.bulk_update(names, ["full_name", "short_name"], batch_size=_BATCH)
    texts = {
        unit.pk: " ".join(
            [
                unit.name,
                unit.short_name,
                *(f"{it.full_name} {it.short_name}" for it in latest.get(unit.pk, [])),
            ]
        )
        for unit in units
    }
    record_words_of_many(units, lambda unit: texts[unit.pk])


def _names_of(units: Sequence[Unit]) -> dict[int, list[UnitName]]:
    found: dict[int, list[UnitName]] = {}
    for row in UnitName.objects.filter(unit__in=[unit.pk for unit in units]).in_time():
        found.setdefault(row.unit_id, []).append(row)
    return found
