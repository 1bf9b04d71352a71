"""What waits for a person around pacts."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pacts.enums import PactStatus, PartyStatus
from pacts.models import Pact, PactParty
from pacts.queries.pact import due_pill
from units.enums import DeadlineKind, LeadershipRole
from units.models import Cluster, Deadline, User
from units.permissions import Standing, standing
from units.queries.gathering import Task
from units.querysets import valid_on

_LEAD = {
    PactStatus.DRAFT: (_("Finish the draft of the pact"), "pencil", "pact_edit"),
    PactStatus.FROZEN: (_("Open the pact for signature"), "lock", "pact"),
    PactStatus.SIGNING: (_("Follow the signing of the pact"), "pen", "pact_board"),
}


def tasks(user: User, on: date) -> list[Task]:
    """To sign, to draft, to open, to follow."""
    due = dict(Deadline.objects.filter(kind=DeadlineKind.SIGNING).values_list("year_id", "due_on"))
    rights = standing(user, on)
    return _to_sign(user, on, due) + (_to_lead(rights, on, due) if rights.units else [])


def _to_sign(user: User, on: date, due: dict[int, date]) -> list[Task]:
    if user.person_id is None:
        return []
    waiting = PactParty.objects.filter(
        signer_id=user.person_id, status=PartyStatus.WAITING, pact__status=PactStatus.SIGNING
    )
    waiting = waiting.exclude(pact__in=_declined()).select_related("pact__cluster__year")
    return [
        Task(
            title=str(_("Sign: %(pact)s") % {"pact": party.pact}),
            url=reverse("pact_sign", args=[party.pact_id]),
            detail=str(
                _("In the capacity %(capacity)s of %(unit)s")
                % {"capacity": party.capacity_text, "unit": party.unit_text}
            ),
            icon="pen",
            due_on=due.get(party.pact.cluster.year_id),
            pill=due_pill(due.get(party.pact.cluster.year_id), on),
        )
        for party in waiting
    ]


def _declined() -> QuerySet[Pact]:
    """Pacts that a party has declined to sign: nobody can sign them, the lead unit must decide."""
    return Pact.objects.filter(status=PactStatus.SIGNING, parties__status=PartyStatus.DECLINED)


def _to_lead(rights: Standing, on: date, due: dict[int, date]) -> list[Task]:
    # A working year may begin in the calendar year before.
    this_year = Q(year__starts_on__lte=on, year__ends_on__gte=on) | Q(year__year=on.year)
    led = Cluster.objects.filter(
        this_year,
        valid_on(on, "leaderships__"),
        leaderships__role=LeadershipRole.TRUONG,
        leaderships__unit_id__in=rights.officer_of | rights.heads,
    ).select_related("year")
    clusters = list(led.distinct())
    pacts = {
        pact.cluster_id: pact
        for pact in Pact.objects.live().filter(cluster__in=clusters, is_illustration=False)
    }
    declined = set(_declined().filter(cluster__in=clusters).values_list("pk", flat=True))
    found = []
    for cluster in clusters:
        pact = pacts.get(cluster.pk)
        if pact is not None and pact.status not in _LEAD:
            continue
        title, icon, route = _LEAD[PactStatus(pact.status)] if pact else (_("Start the pact"), "plus-lg", "")
        if pact and pact.pk in declined:
            title, icon = _("A unit has declined to sign: decide how to go on"), "x-lg"
        due_on = due.get(cluster.year_id)
        found.append(
            Task(
                title=str(title),
                url=reverse(route, args=[pact.pk]) if pact else cluster.get_absolute_url(),
                detail=str(cluster),
                icon=icon,
                due_on=due_on,
                pill=due_pill(due_on, on),
            )
        )
    return found
