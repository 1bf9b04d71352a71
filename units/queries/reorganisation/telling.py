"""The plan in lines that people read, grouped by what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from units.enums import LeadershipRole, Role, UnitKind
from units.enums import ReorganisationAct as Act
from units.models import EmulationYear
from units.queries.clusters import leader_word
from units.queries.periods import says
from units.queries.reorganisation.people import Worker
from units.queries.reorganisation.plan import Plan
from units.queries.reorganisation.shown import Group


def closes(plan: Plan) -> tuple[Group, ...]:
    """What ends on the eve."""
    eve, rows = says(plan.wanted.eve), plan.record.ending
    if plan.wanted.act == Act.RENAME:
        unit = plan.parties.predecessors[0]
        return _groups([(_("Name, until %(day)s"), [f"{unit.name} ({unit.short_name})"])], eve)
    return _groups(
        [
            (_("Units, until %(day)s"), [unit.name for unit in plan.parties.predecessors]),
            (
                _("Memberships, until %(day)s"),
                [f"{row.unit.short_name} · {row.cluster}" for row in rows.memberships],
            ),
            (
                _("Lead units and deputies, until %(day)s"),
                [
                    f"{leader_word(row.cluster, row.role)}: {row.unit.short_name} · {row.cluster}"
                    for row in rows.leaderships
                ],
            ),
            (
                _("Heads and deputies, until %(day)s"),
                [
                    f"{row.position_title} {row.person.full_name} · {row.unit.short_name}"
                    for row in rows.appointments
                ],
            ),
            (
                _("Authorisations to sign, until %(day)s"),
                [
                    f"{row.form} {row.person.full_name} · {row.unit.short_name} · {row.document}"
                    for row in rows.authorisations
                ],
            ),
            (_("Roles of accounts, until %(day)s"), _ended_roles(plan)),
        ],
        eve,
    )


def opens(plan: Plan) -> tuple[Group, ...]:
    """What begins on the first day."""
    wanted, first = plan.wanted, says(plan.wanted.effective_on)
    units = []
    for new in wanted.new_units:
        upper = plan.parties.others.get(new.parent_id or 0)
        about = [new.name, new.code, str(UnitKind(new.kind).label), upper.short_name if upper else ""]
        units.append(" · ".join(part for part in about if part))
    names = [f"{wanted.new_name} ({wanted.new_short_name})"] if wanted.act == Act.RENAME else []
    joined = [f"{_taker(plan, row.successor)} · {row.cluster}" for row in plan.joins]
    return _groups(
        [
            (_("Units, from %(day)s"), units),
            (_("Name, from %(day)s"), names),
            (_("Memberships, from %(day)s"), joined),
        ],
        first,
    )


def moves(plan: Plan) -> tuple[Group, ...]:
    """Who and what goes from one unit to another on the first day."""
    roles = [f"{Role(row.role).label}: {row.user} → {_taker(plan, row.successor)}" for row in plan.holds]
    below = [f"{row.name} → {_taker(plan, row.successor)}" for _child, row in plan.children]
    return _groups(
        [
            (_("People, from %(day)s"), [_move(plan, worker) for worker in plan.workers]),
            (_("Roles of accounts, from %(day)s"), roles),
            (_("Units below, from %(day)s"), below),
        ],
        says(plan.wanted.effective_on),
    )


def warnings(plan: Plan) -> tuple[str, ...]:
    """What the act leaves to be done or to be known."""
    return tuple(dict.fromkeys(_warnings(plan)))


def _groups(found: Iterable[tuple[str, list[str]]], day: str) -> tuple[Group, ...]:
    return tuple(Group(title=title % {"day": day}, lines=tuple(lines)) for title, lines in found if lines)


def _ended_roles(plan: Plan) -> list[str]:
    """Only those that go on nowhere; the others are told as moves."""
    kept = {(row.user.pk, row.role) for row in plan.holds}
    return [
        f"{row.get_role_display()}: {row.user} · {row.unit.short_name}"
        for row in plan.record.ending.grants
        if (row.user_id, row.role) not in kept
    ]


def _move(plan: Plan, worker: Worker) -> str:
    if worker.leaves:
        to = _("leaves the sector")
    elif worker.to:
        to = worker.to.short_name
    elif worker.successor is not None:
        to = _taker(plan, worker.successor)
    else:
        to = _("no place yet")
    title = worker.position_title or _("position not on record")
    return f"{worker.person.full_name} ({title}): {worker.unit.short_name} → {to}"


def _taker(plan: Plan, successor: int) -> str:
    """A new unit under an old name is told apart from the old one."""
    name = plan.successors[successor]
    is_namesake = name in {unit.short_name for unit in plan.parties.predecessors}
    return _("%(unit)s (new)") % {"unit": name} if is_namesake else name


def _warnings(plan: Plan) -> Iterator[str]:
    wanted, first = plan.wanted, says(plan.wanted.effective_on)
    if not wanted.legal_basis.strip():
        yield _("No legal basis is given.")
    if wanted.act == Act.RENAME:
        return
    for new in wanted.new_units:
        words = {"unit": new.short_name, "day": first}
        yield _("%(unit)s has no head from %(day)s: record the appointment.") % words
    if wanted.act == Act.ABSORB and plan.record.ending.appointments:
        yield _("The heads and deputies of a unit that is absorbed hold no post in the other by themselves.")
    yield from _cluster_warnings(plan, first)
    yield from _organised_years(plan)


def _cluster_warnings(plan: Plan, first: str) -> Iterator[str]:
    for row in plan.record.ending.leaderships:
        if row.role == LeadershipRole.TRUONG:
            leader = str(leader_word(row.cluster, row.role)).lower()
            words = {"cluster": str(row.cluster), "leader": leader, "day": first}
            yield _("%(cluster)s has no %(leader)s from %(day)s.") % words
    for membership in plan.record.ending.memberships:
        if not membership.is_considered and plan.successors:
            words = {"unit": membership.unit.short_name, "year": str(membership.cluster.year.year)}
            yield _("The mark that %(unit)s is not considered in %(year)s does not pass on.") % words


def _organised_years(plan: Plan) -> Iterator[str]:
    """A year stays with the unit that opened it (one query)."""
    years = EmulationYear.objects.filter(organiser__in=plan.parties.predecessors).select_related("organiser")
    for year in years.order_by("year", "pk"):
        if year.last_day >= plan.wanted.effective_on:
            words = {"unit": year.organiser.short_name, "year": str(year.year)}
            yield _("The emulation year %(year)s that %(unit)s organises stays with that unit.") % words
