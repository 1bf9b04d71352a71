"""What the lead unit is offered when it records signatures by hand: who may have signed for whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from pacts.enums import PartyKind, PartyStatus
from pacts.models import Pact, PactParty
from pacts.queries.signatories import asked
from units.models import Appointment, Authorisation, Person
from units.queries.authority import Authority


@dataclass(frozen=True, slots=True)
class Proposal:
    """A party that has not signed: who is asked today comes first; `capacity` is what the record says of that one.

    Then whoever held a post or an authorisation there since the text was frozen: the day of the ceremony is among
    those days, and the record of that day decides.
    """

    party: PactParty
    people: tuple[Person, ...]
    capacity: str


def proposals(pact: Pact, on: date) -> list[Proposal]:
    """The parties still waiting, in the order of the paper (as many queries for many as for one)."""
    waiting = pact.parties.filter(status=PartyStatus.WAITING).select_related("unit", "signer")
    parties = list(waiting.order_by("position", "pk"))
    if not parties:
        return []
    answers, others = asked(parties, on), _people(parties, localdate(pact.frozen_paper.issued_at), on)
    return [_proposal(party, answers.get(party.pk), others[party.unit_id]) for party in parties]


def _proposal(party: PactParty, answer: object, others: dict[int, Person]) -> Proposal:
    first = answer.person if isinstance(answer, Authority) else None
    if party.kind == PartyKind.WITNESS:
        return Proposal(party, (party.signer,), party.capacity_text)
    people = [first] if first else []
    people += [person for pk, person in others.items() if first is None or pk != first.pk]
    return Proposal(party, tuple(people), answer.capacity_text if isinstance(answer, Authority) else "")


def _people(parties: list[PactParty], since: date, on: date) -> dict[int, dict[int, Person]]:
    """By unit, whoever held a post or an authorisation there on one of the days."""
    found: dict[int, dict[int, Person]] = defaultdict(dict)
    here = Q(unit__in=[party.unit_id for party in parties])
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    here &= begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=since))
    posts = Appointment.objects.filter(here, bounds_known=True).select_related("person")
    papers = Authorisation.objects.filter(here).select_related("person")
    rows: list[Appointment | Authorisation] = [*posts.order_by("pk"), *papers.order_by("pk")]
    for row in rows:
        found[row.unit_id].setdefault(row.person_id, row.person)
    return found
