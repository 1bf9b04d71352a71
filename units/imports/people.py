"""A list of people against what is on record: what each row would do, and why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from units.enums import Gender, RowOutcome
from units.imports.known_people import KnownPeople
from units.imports.known_units import KnownUnits
from units.imports.particulars import COLUMNS as COLUMNS
from units.imports.particulars import HEADINGS, Particulars, particulars
from units.imports.posting import Posting, posting
from units.imports.rows import Change, Remark, RowReport, SheetRow
from units.models import Person
from units.queries.periods import says
from units.queries.posts_held import posts_held
from units.text import person_sort_key


@dataclass(slots=True, kw_only=True)
class Plan:
    """What writing the row takes. `fills` are values that are not on record yet, `replaces` those that are."""

    row: Particulars
    person: Person | None = None
    posting: Posting
    fills: dict[str, Any] = field(default_factory=dict)
    replaces: dict[str, Any] = field(default_factory=dict)


def check(*, rows: Sequence[SheetRow], choices: Mapping[str, str], on: date) -> list[RowReport]:
    """One report for every row, in their order. `choices` says of rows (by number) who a namesake is."""
    units = KnownUnits()
    read = [particulars(row, units, on) for row in rows]
    _tell_repeats(read)
    people = KnownPeople(read)
    reports = [_report(row, people, choices.get(str(row.number), ""), on) for row in read]
    _tell_second_rows(reports)
    _tell_transfers_that_end_posts(reports)
    return reports


def _report(row: Particulars, people: KnownPeople, choice: str, on: date) -> RowReport:
    report = RowReport(row=row.row, outcome=RowOutcome.ERROR, notes=row.notes, errors=row.errors)
    if row.errors or row.unit is None:
        return report
    identity = people.identify(row, choice)
    report.notes = [*report.notes, *identity.notes]
    report.candidates = [person.pk for person in identity.candidates]
    if identity.error:
        report.errors = [identity.error]
    elif identity.is_open:
        report.outcome = RowOutcome.NAMESAKE
    elif identity.person is None:
        report.outcome = RowOutcome.NEW
        report.changes = [Change(HEADINGS["unit"], "", row.unit.short_name)]
        report.plan = Plan(row=row, posting=Posting(opens_on=row.valid_from or on))
    else:
        _compare(report, row, identity.person, posting(row, row.unit, identity.person, on))
    return report


def _compare(report: RowReport, row: Particulars, person: Person, place: Posting) -> None:
    """The row against the person whom it means."""
    report.found = person.pk
    if place.error:
        report.errors = [place.error]
        return
    plan = Plan(row=row, person=person, posting=place)
    report.changes = [*_particulars_that_change(plan, person), *place.changes]
    report.notes = [*report.notes, *place.notes]
    report.plan = plan
    if place.is_transfer:
        report.outcome = RowOutcome.TRANSFER
    else:
        report.outcome = RowOutcome.UPDATE if report.changes else RowOutcome.KNOWN


def _particulars_that_change(plan: Plan, person: Person) -> list[Change]:
    row, changes = plan.row, []
    values: list[tuple[str, Any, Callable[[Any], str]]] = [
        ("birth_date", row.birth_date, says),
        ("gender", row.gender, lambda value: "Nam" if value == Gender.MALE else "Nữ"),
        ("staff_number", row.staff_number, str),
        ("recruited_on", row.recruited_on, says),
    ]
    if person_sort_key(person.full_name) != row.sort_key:
        values.insert(0, ("full_name", row.full_name, str))
    for name, new, shown in values:
        old = getattr(person, name)
        if not new or new == old:
            continue
        (plan.replaces if old else plan.fills)[name] = new
        changes.append(Change(HEADINGS[name], shown(old) if old else "", shown(new), replaces=bool(old)))
    if row.citizen_id_hash and not person.citizen_id_hash:
        plan.fills |= {"citizen_id_hash": row.citizen_id_hash, "citizen_id_tail": row.citizen_id_tail}
        changes.append(Change(HEADINGS["citizen_id"], "", f"…{row.citizen_id_tail}"))
    return changes


def _tell_repeats(rows: list[Particulars]) -> None:
    """Two rows of one list that speak of the same person; two people of one name and birth are told apart."""
    keys: dict[str, Callable[[Particulars], Any]] = {
        "staff_number": lambda row: row.staff_number,
        "citizen_id": lambda row: row.citizen_id_hash,
    }
    for name, key in keys.items():
        for row, first in _repeats(rows, key):
            sentence = _("The same as in row %(row)s.")
            row.errors.append(Remark(sentence, {"row": first.number}, HEADINGS[name]))
    for row, first in _repeats(rows, lambda row: row.full_name and (row.sort_key, row.birth_date)):
        if _differs(row.citizen_id_hash, first.citizen_id_hash) or _differs(
            row.staff_number, first.staff_number
        ):
            sentence = _("Row %(row)s has the same name and date of birth, but another number: two people.")
            row.notes.append(Remark(sentence, {"row": first.number}))
        elif not row.errors:
            sentence = _(
                "Row %(row)s has the same name and date of birth. If these are two people, write the staff "
                "number or citizen ID of both."
            )
            row.errors.append(Remark(sentence, {"row": first.number}, HEADINGS["full_name"]))


def _repeats(
    rows: list[Particulars], key: Callable[[Particulars], Any]
) -> list[tuple[Particulars, Particulars]]:
    """Each row with the first one of the same key."""
    first: dict[Any, Particulars] = {}
    found = []
    for row in rows:
        if value := key(row):
            if value in first:
                found.append((row, first[value]))
            else:
                first[value] = row
    return found


def _differs(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _tell_second_rows(reports: list[RowReport]) -> None:
    """Two rows that turn out to be one person on record."""
    rows: dict[int, list[RowReport]] = defaultdict(list)
    for report in reports:
        if report.plan and report.found:
            rows[report.found].append(report)
    for first, *others in rows.values():
        for report in others:
            _refuse(report, Remark(_("Row %(row)s is the same person."), {"row": first.row.number}))


def _tell_transfers_that_end_posts(reports: list[RowReport]) -> None:
    """Rights end one by one, seen by somebody: never in passing with a list."""
    moves = [it for it in reports if it.outcome == RowOutcome.TRANSFER]
    held = posts_held({it.plan.person.pk: it.plan.posting.opens_on for it in moves})
    for report in moves:
        if unit := held.get(report.plan.person.pk):
            sentence = _(
                "The person heads, signs for or has a role in %(unit)s. Transfer on the page of the person, "
                "where one sees what ends."
            )
            _refuse(report, Remark(sentence, {"unit": unit}, HEADINGS["unit"]))


def _refuse(report: RowReport, error: Remark) -> None:
    report.outcome, report.errors, report.plan, report.changes = RowOutcome.ERROR, [error], None, []
