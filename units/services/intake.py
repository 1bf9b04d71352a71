"""Lists that came as Excel files: checked first, which changes nothing, then applied once or set aside."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from units import audit
from units.enums import IntakeKind, IntakeStatus, RowOutcome, RowResult
from units.imports import accounts, describing, people, units, workbook
from units.imports.known_people import SOMEBODY_ELSE
from units.imports.masking import masked
from units.imports.rows import Agreement, Column, Remark, RowReport, SheetRow
from units.imports.telling import Describe
from units.models import Intake, User
from units.services import account_lists, staff_lists, unit_lists
from units.text import clean


@dataclass(frozen=True, slots=True)
class Kind:
    """What makes a kind of list: its columns, what its rows would do, and doing it."""

    columns: Sequence[Column]
    lock: Callable[..., None]  # (reports=): what the rows touch, against everybody else
    check: Callable[..., list[RowReport]]  # (rows=, choices=, on=)
    write: Callable[..., None]  # (reports=, agreed=)
    describe: Describe


KINDS: dict[str, Kind] = {
    IntakeKind.PEOPLE: Kind(
        people.COLUMNS, staff_lists.lock, people.check, staff_lists.write, describing.people
    ),
    IntakeKind.UNITS: Kind(units.COLUMNS, unit_lists.lock, units.check, unit_lists.write, units.describe),
    IntakeKind.ACCOUNTS: Kind(
        accounts.COLUMNS, account_lists.lock, accounts.check, account_lists.write, accounts.describe
    ),
}


class StaleReport(ValidationError):
    """What the rows would do has changed since the report was shown; look at it again."""


def receive(*, kind: str, file: BinaryIO, name: str, by: User, at: datetime) -> Intake:
    """Read and check a file; nothing but the report is written. `Refused` where the file cannot be taken.

    A file whose report still waits gets no second one: that report is made anew.
    """
    sheet = workbook.read(file, name, KINDS[kind].columns)
    file.seek(0)
    sha256 = hashlib.sha256(file.read()).hexdigest()
    with transaction.atomic():
        waiting = (
            Intake.objects.select_for_update()
            .filter(kind=kind, file_sha256=sha256, status=IntakeStatus.CHECKED)
            .order_by("pk")
            .first()
        )
        if waiting:
            return _checked_again(waiting, by, at)
        intake = Intake(
            kind=kind,
            file_name=masked(clean(name))[-200:],
            file_sha256=sha256,
            uploaded_at=at,
            uploaded_by=by,
            options={"notes": [asdict(note) for note in sheet.notes], "choices": {}},
        )
        _keep(intake, KINDS[kind].check(rows=sheet.rows, choices={}, on=timezone.localdate(at)))
        _record("intake_received", intake, by, at)
        return intake


@transaction.atomic
def check_again(*, intake: Intake, by: User, at: datetime) -> Intake:
    """Judge the rows anew against what is on record now."""
    return _checked_again(_locked(intake), by, at)


@transaction.atomic
def answer(*, intake: Intake, answers: Mapping[str, str], by: User, at: datetime) -> Intake:
    """Say of rows (by number) who a namesake is: the key of a person on record, or somebody else.

    An empty answer takes an earlier one back.
    """
    intake = _locked(intake)
    known = {str(it.row.number): it for it in reports_of(intake)}
    for number, choice in answers.items():
        report = known.get(number)
        allowed = {"", SOMEBODY_ELSE, *map(str, report.candidates)} if report else set()
        if choice not in allowed:
            raise ValidationError(_("This answer does not fit the row; load the page again."))
        intake.options["choices"][number] = choice
    return _checked_again(intake, by, at, event="intake_answered")


@transaction.atomic
def answer_all(*, intake: Intake, same: bool, by: User, at: datetime) -> Intake:
    """Say of every row that still waits for it that it is its one namesake, or that it is none of them."""
    open_rows = [it for it in reports_of(_locked(intake)) if it.outcome == RowOutcome.NAMESAKE]
    answers = {
        str(it.row.number): str(it.candidates[0]) if same else SOMEBODY_ELSE
        for it in open_rows
        if not same or len(it.candidates) == 1
    }
    return answer(intake=intake, answers=answers, by=by, at=at)


def apply(*, intake: Intake, fingerprint: str, agreed: Agreement, by: User, at: datetime) -> Intake:
    """Do what the report with this fingerprint shows, as far as it is agreed to, all rows or none.

    Refused where it was done already, where a namesake or an error is open, and as `StaleReport` where
    the rows would do something else by now. The trail keeps counts and the file's hash, no personal value.
    """
    try:
        with transaction.atomic():
            return _applied(_locked(intake), fingerprint, agreed, by, at)
    except IntegrityError:
        if fingerprint_of(_check(intake, timezone.localdate(at))) == fingerprint:
            raise
        # Somebody else entered one of the rows at this very moment.
        raise _stale() from None


@transaction.atomic
def set_aside(*, intake: Intake, by: User, at: datetime) -> Intake:
    """Decide that the list is not applied; its report stays."""
    intake = _locked(intake)
    _decide(intake, IntakeStatus.SET_ASIDE, reports_of(intake), by, at)
    _record("intake_set_aside", intake, by, at)
    return intake


def reports_of(intake: Intake) -> list[RowReport]:
    return [RowReport.from_json(kept) for kept in intake.rows]


def fingerprint_of(reports: Sequence[RowReport]) -> str:
    """Equal where the rows would do the same; what was merely read is the file's and cannot change."""
    told = [(it.row.number, it.to_json() | {"row": None, "result": None}) for it in reports]
    return hashlib.sha256(audit.canonical({"rows": told}).encode()).hexdigest()


def _applied(intake: Intake, fingerprint: str, agreed: Agreement, by: User, at: datetime) -> Intake:
    KINDS[intake.kind].lock(reports=reports_of(intake))
    reports = _check(intake, timezone.localdate(at))
    if fingerprint_of(reports) != fingerprint:
        raise _stale()
    counts = Counter(report.outcome for report in reports)
    if counts[RowOutcome.NAMESAKE]:
        raise ValidationError(_("Say of every namesake first who it is."))
    if counts[RowOutcome.ERROR] and not agreed.leave_out_errors:
        sentence = _("Rows with errors: correct the file and upload it again, or agree to leave them out.")
        raise ValidationError({"leave_out_errors": sentence})
    KINDS[intake.kind].write(reports=reports, agreed=agreed)
    if not agreed.replacing:
        _tell_what_stays(reports)
    intake.options["agreed"] = asdict(agreed)
    _decide(intake, IntakeStatus.APPLIED, reports, by, at)
    _record("intake_applied", intake, by, at)
    return intake


def _tell_what_stays(reports: Sequence[RowReport]) -> None:
    for report in reports:
        columns = [change.column for change in report.changes if change.replaces]
        if columns and report.result != RowResult.LEFT_OUT:
            text = gettext_noop("What was on record stays: %(columns)s.")
            report.notes.append(Remark(text, {"columns": ", ".join(columns)}))


def _locked(intake: Intake) -> Intake:
    intake = Intake.objects.select_for_update().get(pk=intake.pk)
    if intake.status != IntakeStatus.CHECKED:
        raise ValidationError(_("The list was decided on already: nothing has been changed now."))
    return intake


def _check(intake: Intake, on: date) -> list[RowReport]:
    rows: list[SheetRow] = [report.row for report in reports_of(intake)]
    return KINDS[intake.kind].check(rows=rows, choices=intake.options["choices"], on=on)


def _checked_again(intake: Intake, by: User, at: datetime, event: str = "intake_checked") -> Intake:
    _keep(intake, _check(intake, timezone.localdate(at)))
    _record(event, intake, by, at)
    return intake


def _keep(intake: Intake, reports: Sequence[RowReport]) -> None:
    intake.rows = [report.to_json() for report in reports]
    intake.save()


def _decide(
    intake: Intake, status: IntakeStatus, reports: Sequence[RowReport], by: User, at: datetime
) -> None:
    """Nothing will be compared any more: what recognises a citizen ID is forgotten here."""
    for report in reports:
        report.row.sealed = {}
    intake.status, intake.decided_at, intake.decided_by = status, at, by
    _keep(intake, reports)


def _record(kind: str, intake: Intake, by: User, at: datetime) -> None:
    rows = intake.rows
    data: dict[str, Any] = {
        "kind": intake.kind,
        "file_sha256": intake.file_sha256,
        "rows": len(rows),
        "outcomes": dict(sorted(Counter(row["outcome"] for row in rows).items())),
    }
    if intake.status == IntakeStatus.APPLIED:
        data["results"] = dict(sorted(Counter(row["result"] for row in rows).items()))
        data["agreed"] = intake.options["agreed"]
    audit.record(kind=kind, actor=by, subject=intake, at=at, data=data)


def _stale() -> StaleReport:
    return StaleReport(_("Something changed since this report was made; it has been made anew. Look again."))
