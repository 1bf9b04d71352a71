"""Merge, absorb, split, abolish and rename units: one act, one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units import audit, notices
from units.enums import ReorganisationAct as Act
from units.models import EmulationYear, Unit, User
from units.permissions import check_reorganises
from units.queries.periods import says
from units.queries.reorganisation import Preview, Reorganisation
from units.queries.reorganisation.parties import named_units
from units.queries.reorganisation.plan import Plan
from units.queries.reorganisation.preview import planned
from units.services import passing_on, staffing


class StalePreview(ValidationError):
    """Something that the act touches has changed since its preview was made; look at it again."""


@transaction.atomic
def reorganise(*, wanted: Reorganisation, fingerprint: str, by: User, at: datetime) -> list[Unit]:
    """Do what the preview with this fingerprint showed, and give the units that take over.

    An abolition gives none, renaming the renamed unit. Refusals come as ValidationError under the names of
    the fields, as from `preview`; `StalePreview` where the preview would look different now. A second
    execution is refused: its predecessors have ended. Everybody who is touched is told.
    """
    on = timezone.localdate(at)
    check_reorganises(by, on)
    _lock(wanted)
    plan, told = planned(wanted, on=on)
    if told.fingerprint != fingerprint:
        raise StalePreview(_("Something has changed since this preview was made. Look at it again."))
    if told.missing:
        raise ValidationError(told.missing)
    people = _touched(plan)
    if plan.wanted.act == Act.RENAME:
        successors = [passing_on.rename(plan)]
    else:
        _let_go(plan, by, at)
        passing_on.close(plan)
        successors = passing_on.begin(plan)
        passing_on.hand_over(plan, successors)
    _record(plan, successors, by, at)
    _tell(plan, told, successors, people, at)
    return successors


def _lock(wanted: Reorganisation) -> None:
    """Units, then years, each by key: whoever would give a unit a new row waits until the act is done."""
    list(Unit.objects.select_for_update().filter(pk__in=named_units(wanted)).order_by("pk"))
    years = EmulationYear.objects.filter(clusters__memberships__unit__in=wanted.predecessors)
    list(EmulationYear.objects.select_for_update().filter(pk__in=years.values("pk")).order_by("pk"))


def _touched(plan: Plan) -> list[User]:
    """Who acts for the units on the eve, and everybody who works there and has an account."""
    units = plan.parties.closing | ({plan.parties.absorbing.pk} if plan.parties.absorbing else set())
    acting = notices.people_of_units(units, plan.wanted.eve)
    roles = [grant.user_id for grant in plan.record.ending.grants]
    working = Q(person__in=[row.person_id for row in plan.record.ending.assignments]) | Q(pk__in=roles)
    return [*acting, *User.objects.filter(working, is_active=True).order_by("pk")]


def _let_go(plan: Plan, by: User, at: datetime) -> None:
    """Whoever leaves the sector leaves it whole, with all that he or she holds in other units."""
    for worker in plan.workers:
        if worker.leaves:
            try:
                staffing.leave(person=worker.person, on=plan.wanted.eve, by=by, at=at)
            except ValidationError as refusal:
                name = worker.person.full_name
                raise ValidationError({"people": [f"{name}: {said}" for said in refusal.messages]}) from None


def _record(plan: Plan, successors: list[Unit], by: User, at: datetime) -> None:
    """An entry for every unit, so that the trail of each tells what became of it."""
    wanted, predecessors = plan.wanted, plan.parties.predecessors
    facts: dict[str, Any] = {
        "act": wanted.act,
        "effective_on": wanted.effective_on.isoformat(),
        "legal_basis": wanted.legal_basis.strip(),
        "predecessors": _keys(predecessors),
        "successors": _keys(successors),
    }
    if wanted.act == Act.RENAME:
        audit.record(kind="unit_renamed", actor=by, subject=predecessors[0], at=at, data=facts)
        return
    for unit in predecessors:
        data = {**facts, **passing_on.counts(plan, unit)}
        audit.record(kind="unit_ended", actor=by, subject=unit, at=at, data=data)
    for unit in successors:
        audit.record(kind="unit_took_over", actor=by, subject=unit, at=at, data=facts)


def _tell(plan: Plan, told: Preview, successors: list[Unit], people: Iterable[User], at: datetime) -> None:
    kinds: dict[str, str] = {Act.ABOLISH: "unit_abolished", Act.RENAME: "unit_renamed"}
    units = successors or plan.parties.predecessors
    details = {
        "units": ", ".join(told.predecessors),
        "successors": plan.wanted.new_short_name or ", ".join(told.successors),
        "day": says(plan.wanted.effective_on),
    }
    kind = kinds.get(plan.wanted.act, "unit_taken_over")
    notices.queue(kind=kind, to=people, at=at, url=units[0].get_absolute_url(), details=details)


def _keys(units: Iterable[Unit]) -> list[int]:
    return [unit.pk for unit in units]
