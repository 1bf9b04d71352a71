"""Writing a checked list of people: all rows together, with a few queries for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from units.enums import RowOutcome, RowResult
from units.imports.people import Plan
from units.imports.rows import Agreement, RowReport
from units.models import Assignment, Person, Unit
from units.models.word import record_words_of_many

_BATCH = 500
_EVE = timedelta(days=1)
_PARTICULARS = (
    "full_name",
    "birth_date",
    "gender",
    "staff_number",
    "recruited_on",
    "citizen_id_hash",
    "citizen_id_tail",
    "search_text",
    "sort_key",
)


def lock(*, reports: Sequence[RowReport]) -> None:
    """Until the end no unit ends and nobody of the list is changed elsewhere; units first, as everywhere."""
    # Without the key: others may go on to point to a unit.
    list(Unit.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    people = [report.found for report in reports if report.found]
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))


def write(*, reports: Sequence[RowReport], agreed: Agreement) -> None:
    """Write what the rows would do as far as it was agreed to; each report gets its result."""
    for report in reports:
        report.result = _result(report, agreed)
    written = [it for it in reports if it.result in (RowResult.ADDED, RowResult.UPDATED, RowResult.MOVED)]
    added = [it for it in written if it.result == RowResult.ADDED]
    _add(added)
    _change([it.plan for it in written if it.result != RowResult.ADDED], agreed)
    _place([it.plan for it in written], agreed)
    for report in added:
        report.found = report.plan.person.pk


def _result(report: RowReport, agreed: Agreement) -> RowResult:
    match report.outcome:
        case RowOutcome.NEW:
            return RowResult.ADDED
        case RowOutcome.KNOWN:
            return RowResult.UNCHANGED
        case RowOutcome.TRANSFER if agreed.transfers:
            return RowResult.MOVED
        case RowOutcome.UPDATE:
            takes = agreed.replacing or any(not change.replaces for change in report.changes)
            return RowResult.UPDATED if takes else RowResult.KEPT
    return RowResult.LEFT_OUT


def _add(reports: Sequence[RowReport]) -> None:
    people = []
    for report in reports:
        row = report.plan.row
        person = Person(
            full_name=row.full_name,
            birth_date=row.birth_date,
            gender=row.gender,
            staff_number=row.staff_number or None,
            recruited_on=row.recruited_on,
            citizen_id_hash=row.citizen_id_hash or None,
            citizen_id_tail=row.citizen_id_tail,
        )
        person.fill_name_columns()
        report.plan.person = person
        people.append(person)
    Person.objects.bulk_create(people, batch_size=_BATCH)
    record_words_of_many(people, lambda person: person.full_name)


def _change(plans: Sequence[Plan], agreed: Agreement) -> None:
    """The particulars of people on record."""
    changed, renamed = [], []
    for plan in plans:
        person, values = plan.person, plan.fills | (plan.replaces if agreed.replacing else {})
        if person is None or not values:
            continue
        for name, value in values.items():
            setattr(person, name, value)
        if "full_name" in values:
            person.fill_name_columns()
            renamed.append(person)
        changed.append(person)
    Person.objects.bulk_update(changed, _PARTICULARS, batch_size=_BATCH)
    record_words_of_many(renamed, lambda person: person.full_name)


def _place(plans: Sequence[Plan], agreed: Agreement) -> None:
    """Where people work: rows that end, rows that are put right, rows that begin."""
    kept, begun = [], []
    for plan in plans:
        place = plan.posting
        if place.ends and place.opens_on:
            place.ends.valid_to = place.opens_on - _EVE
            kept.append(place.ends)
        if place.amends and (values := place.fills | (place.replaces if agreed.replacing else {})):
            for name, value in values.items():
                setattr(place.amends, name, value)
            kept.append(place.amends)
        if place.opens_on:
            begun.append(_begun(plan, place.opens_on))
    Assignment.objects.bulk_update(kept, ["position_title", "valid_from", "valid_to"], batch_size=_BATCH)
    Assignment.objects.bulk_create(begun, batch_size=_BATCH)


def _begun(plan: Plan, day: date) -> Assignment:
    unit = plan.row.unit
    return Assignment(
        person=plan.person,
        unit=unit,
        position_title=plan.row.position_title,
        valid_from=day,
        valid_to=unit.valid_to if unit else None,
    )
