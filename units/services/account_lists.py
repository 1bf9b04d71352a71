"""Writing a checked list of accounts: accounts without a password, and roles."""

from __future__ import annotations

from collections.abc import Sequence

from units.enums import RowOutcome, RowResult
from units.imports.accounts import Plan
from units.imports.rows import Agreement, RowReport
from units.models import Intake, Person, RoleGrant, Unit, User

_BATCH = 500


def made_accounts(intake: Intake) -> list[int]:
    """The keys of the accounts that the list made when it was applied."""
    reports = map(RowReport.from_json, intake.rows)
    return [it.found for it in reports if it.result == RowResult.ADDED and it.found]


def lock(*, reports: Sequence[RowReport]) -> None:
    """Until the end no unit ends, and nobody of the list gets another account or role; units first."""
    list(Unit.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    names = {report.row.read.get("staff_number") for report in reports} - {None, ""}
    people = Person.objects.select_for_update(no_key=True).filter(staff_number__in=names)
    list(people.order_by("pk").values_list("pk"))
    users = [report.found for report in reports if report.found]
    list(User.objects.select_for_update(no_key=True).filter(pk__in=users).order_by("pk").values_list("pk"))


def write(*, reports: Sequence[RowReport], agreed: Agreement) -> None:
    """Write what the rows would do as far as it was agreed to; each report gets its result."""
    for report in reports:
        report.result = _result(report, agreed)
    added = [report for report in reports if report.result == RowResult.ADDED]
    _add([report.plan for report in added])
    written = [it for it in reports if it.result in (RowResult.ADDED, RowResult.UPDATED)]
    _amend([it.plan for it in written], agreed)
    RoleGrant.objects.bulk_create((_grant(it.plan) for it in written if it.plan.grants), batch_size=_BATCH)
    for report in written:
        report.found = _user(report.plan).pk


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


def _add(plans: Sequence[Plan]) -> None:
    """Nobody can enter by such an account before its link was used: it has no password."""
    for plan in plans:
        plan.user = User(
            username=plan.username, person=plan.person, email=plan.row.email, must_set_password=True
        )
        plan.user.set_unusable_password()
    User.objects.bulk_create([plan.user for plan in plans if plan.user], batch_size=_BATCH)


def _amend(plans: Sequence[Plan], agreed: Agreement) -> None:
    changed = []
    for plan in plans:
        values = plan.fills | (plan.replaces if agreed.replacing else {})
        if plan.user and values:
            plan.user.email = values["email"]
            changed.append(plan.user)
    User.objects.bulk_update(changed, ["email"], batch_size=_BATCH)


def _grant(plan: Plan) -> RoleGrant:
    return RoleGrant(user=_user(plan), role=plan.row.role, unit=plan.row.unit, valid_from=plan.row.first)


def _user(plan: Plan) -> User:
    """An earlier row may have made the account."""
    found = plan.user or (plan.first_row.plan.user if plan.first_row else None)
    if found is None:
        raise LookupError(plan.row.number)
    return found
