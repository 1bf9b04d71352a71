"""Opening a year of an organiser from its last one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from units import audit
from units.models import ClusterLeadership, ClusterMembership, Deadline, EmulationYear, User
from units.services.opening import Misfit, YearDraft, YearPlan, draft, misfits


class CannotOpen(ValidationError):
    """The plan does not fit; `misfits` says where."""

    def __init__(self, found: Sequence[Misfit]):
        super().__init__([misfit.error for misfit in found])
        self.misfits = list(found)


@transaction.atomic
def open_year(*, source: EmulationYear, plan: YearPlan, by: User, at: datetime) -> EmulationYear:
    """The new year with everything that the plan names; leaderships of the last year end on the eve.

    Whoever comes second, with the same page sent twice, is told that the year is there.
    """
    source = EmulationYear.objects.select_for_update().get(pk=source.pk)
    made = draft(source, plan)
    if found := misfits(source, made):
        raise CannotOpen(found)
    _save(made, plan)
    ended = [row for one in made.clusters for row in one.ending]
    ClusterLeadership.objects.bulk_update(ended, ["valid_to"])
    audit.record(
        kind="year_opened",
        actor=by,
        subject=made.year,
        at=at,
        data={
            "source": audit.label(source),
            "deadlines": [kind for kind, _due_on in plan.deadlines],
            "clusters": [audit.label(one.cluster) for one in made.clusters],
            "members": sum(len(one.members) for one in made.clusters),
            "leaderships": sum(len(one.leaders) for one in made.clusters),
            "ended": [audit.label(row) for row in ended],
        },
    )
    return made.year


def _save(made: YearDraft, plan: YearPlan) -> None:
    try:
        with transaction.atomic():
            made.year.save()
    except IntegrityError as refusal:
        # Somebody typed the year into the form beside this one at the same moment.
        taken = ValidationError(_("The organiser has this year already."))
        raise CannotOpen([Misfit("year", taken)]) from refusal
    Deadline.objects.bulk_create(
        Deadline(year=made.year, kind=kind, due_on=due_on) for kind, due_on in plan.deadlines
    )
    for one in made.clusters:
        one.cluster.save()
    ClusterMembership.objects.bulk_create(row for one in made.clusters for row in one.members)
    ClusterLeadership.objects.bulk_create(row for one in made.clusters for row in one.leaders)
