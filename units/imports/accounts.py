"""A list of accounts against what is on record: what each row would do, and why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from units.enums import RowOutcome
from units.imports.account_particulars import COLUMNS as COLUMNS
from units.imports.account_particulars import HEADINGS, AccountParticulars, account_particulars
from units.imports.known_units import KnownUnits
from units.imports.rows import Change, Remark, RowReport, SheetRow
from units.imports.telling import Described
from units.models import Person, RoleGrant, User
from units.queries.namesakes import listed_name
from units.queries.periods import says, valid
from units.text import words


@dataclass(slots=True, kw_only=True)
class Plan:
    """What writing the row takes: an account, unless an earlier row makes it, and a role."""

    row: AccountParticulars
    person: Person
    user: User | None = None
    first_row: RowReport | None = None
    username: str = ""
    grants: bool = False
    fills: dict[str, Any] = field(default_factory=dict)
    replaces: dict[str, Any] = field(default_factory=dict)


def check(*, rows: Sequence[SheetRow], choices: Mapping[str, str], on: date) -> list[RowReport]:
    """One report for every row, in their order. Several rows may give one person several roles."""
    units = KnownUnits()
    read = [account_particulars(row, units, on) for row in rows]
    judge = _Judge(read)
    return [judge.report(row) for row in read]


def describe(keys: set[int], on: date) -> Mapping[int, Described]:
    """How accounts on record are called in a report."""
    found = User.objects.select_related("person").filter(pk__in=keys)
    return {
        user.pk: Described(
            f"{user.username} · {user.get_full_name()}", f"/admin/units/user/{user.pk}/change/"
        )
        for user in found
    }


class _Judge:
    def __init__(self, rows: Sequence[AccountParticulars]) -> None:
        """Everybody whom a row may mean, with account, roles and places of work (five queries)."""
        people = Person.objects.filter(
            Q(staff_number__in={row.staff_number for row in rows if row.staff_number})
            | Q(sort_key__in={row.sort_key for row in rows if row.sort_key})
        )
        people = people.select_related("user").prefetch_related("assignments", "user__role_grants__unit")
        self.by_number: dict[str, Person] = {}
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        for person in people.order_by("pk"):
            if person.staff_number:
                self.by_number[person.staff_number] = person
            self.by_name[person.sort_key].append(person)
        self.taken = {name.casefold() for name in User.objects.values_list("username", flat=True)}
        # What is asked for by name is not given away to a row above it.
        self.wanted = {row.username.casefold() for row in rows if row.username}
        self.first_rows: dict[int, RowReport] = {}
        self.roles: dict[tuple[int, str, int], int] = {}

    def report(self, row: AccountParticulars) -> RowReport:
        report = RowReport(row=row.row, outcome=RowOutcome.ERROR, errors=row.errors, notes=row.notes)
        if row.errors:
            return report
        person = self._person(row)
        if isinstance(person, Remark):
            report.errors = [person]
            return report
        user = getattr(person, "user", None)
        plan = Plan(row=row, person=person, user=user, first_row=self.first_rows.get(person.pk))
        if error := self._refusal(plan) or self._account(report, plan) or self._role(report, plan):
            report.errors, report.changes = [error], []
            return report
        report.plan, report.found = plan, user.pk if user else None
        self.first_rows.setdefault(person.pk, report)
        report.outcome = _outcome(report)
        return report

    def _person(self, row: AccountParticulars) -> Person | Remark:
        if row.staff_number:
            person = self.by_number.get(row.staff_number)
            if person is None:
                return Remark(
                    _("Nobody with this staff number is on record. Import the people first."),
                    {},
                    HEADINGS["staff_number"],
                )
            if person.sort_key != row.sort_key:
                sentence = _("This staff number belongs to %(person)s.")
                return Remark(sentence, {"person": person.full_name}, HEADINGS["staff_number"])
            return person
        found = [it for it in self.by_name[row.sort_key] if it.birth_date == row.birth_date]
        if len(found) == 1:
            return found[0]
        if found:
            sentence = _("%(count)s people bear this name and were born on that day: write the staff number.")
            return Remark(sentence, {"count": len(found)}, HEADINGS["full_name"])
        sentence = _("Nobody of this name and date of birth is on record. Import the people first.")
        return Remark(sentence, {}, HEADINGS["full_name"])

    def _refusal(self, plan: Plan) -> Remark | None:
        row, person, user = plan.row, plan.person, plan.user
        if person.left_on:
            sentence = _("%(person)s left the sector on %(day)s.")
            return Remark(sentence, {"person": person.full_name, "day": says(person.left_on)})
        if user and not user.is_active:
            return Remark(_("The account %(username)s is closed."), {"username": user.username})
        if not row.role and plan.first_row:
            sentence = _("The same as in row %(row)s.")
            return Remark(sentence, {"row": plan.first_row.row.number})
        return None

    def _account(self, report: RowReport, plan: Plan) -> Remark | None:
        """The name of a new account; of one on record, what the row says otherwise."""
        row, user = plan.row, plan.user
        if user:
            self._amend(report, plan, user)
        elif plan.first_row is None:
            if row.username.casefold() in self.taken:
                sentence = _("The user name “%(username)s” is taken.")
                return Remark(sentence, {"username": row.username}, HEADINGS["username"])
            plan.username = row.username or self._proposed(plan.person)
            self.taken.add(plan.username.casefold())
            report.changes = [*report.changes, Change(HEADINGS["username"], "", plan.username)]
            if row.email:
                report.changes = [*report.changes, Change(HEADINGS["email"], "", row.email)]
        return None

    def _amend(self, report: RowReport, plan: Plan, user: User) -> None:
        row = plan.row
        if row.username and row.username != user.username:
            sentence = _("The person has the account %(username)s, which keeps its name.")
            remark = Remark(sentence, {"username": user.username}, HEADINGS["username"])
            report.notes = [*report.notes, remark]
        if row.email and row.email != user.email:
            (plan.replaces if user.email else plan.fills)["email"] = row.email
            change = Change(HEADINGS["email"], user.email, row.email, replaces=bool(user.email))
            report.changes = [*report.changes, change]

    def _role(self, report: RowReport, plan: Plan) -> Remark | None:
        row = plan.row
        if not row.role or row.unit is None:
            return None
        key = (plan.person.pk, row.role, row.unit.pk)
        if key in self.roles:
            return Remark(_("The same as in row %(row)s."), {"row": self.roles[key]}, HEADINGS["role"])
        self.roles[key] = row.number
        if held := _held(plan):
            sentence = _("The account has this role there already (%(first)s – %(last)s).")
            days = {"first": says(held.valid_from), "last": says(held.valid_to)}
            report.notes = [*report.notes, Remark(sentence, days, HEADINGS["role"])]
            return None
        plan.grants = True
        # As the file says it: a report is the same in every language.
        told = f"{row.row.read['role']} · {listed_name(row.unit)} · {says(row.first)}"
        report.changes = [*report.changes, Change(HEADINGS["role"], "", told)]
        if not any(
            it.unit_id == row.unit.pk and valid(it, row.first) for it in plan.person.assignments.all()
        ):
            sentence = _("On that day the person does not work in this unit.")
            report.notes = [*report.notes, Remark(sentence, {}, HEADINGS["unit"])]
        return None

    def _proposed(self, person: Person) -> str:
        """nguyen.van.hung, nguyen.van.hung2, …"""
        base = ".".join(_every_word(person.full_name))[:140] or "can.bo"
        names: Iterable[str] = (base if number == 1 else f"{base}{number}" for number in count(1))
        return next(name for name in names if name not in self.taken | self.wanted)


def _outcome(report: RowReport) -> RowOutcome:
    if report.plan.user is None and report.plan.first_row is None:
        return RowOutcome.NEW
    return RowOutcome.UPDATE if report.changes else RowOutcome.KNOWN


def _held(plan: Plan) -> RoleGrant | None:
    """The same role in the same unit on some day from the first one on."""
    row = plan.row
    if plan.user is None or row.unit is None:
        return None
    held = [
        grant
        for grant in plan.user.role_grants.all()
        if (grant.role, grant.unit_id) == (row.role, row.unit.pk)
        and (grant.valid_to is None or grant.valid_to >= row.first)
    ]
    return held[0] if held else None


def _every_word(name: str) -> list[str]:
    """Also a word that comes twice: Nguyễn Thị Thị."""
    return [found for word in name.split() for found in words(word)]
