"""What pacts give to the pages that gather: the cluster page and the search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pacts.enums import PactStatus, PartyKind, PartyStatus
from pacts.models import ConferenceAttendee, Pact, PactParty
from pacts.permissions import check_conference_lead, visible_conferences, visible_pacts
from pacts.queries.conferences import conference_rows
from pacts.queries.pact import party_pill, status_pill
from units.models import Cluster, ClusterLeadership, ClusterMembership, Person, Unit, User
from units.permissions import check_acts_for_lead_unit, passes, visible_people
from units.queries.clusters import leader_word
from units.queries.gathering import ClusterColumn, Found, Panel, Pill
from units.text import words


def cluster_columns(cluster: Cluster, user: User, on: date) -> list[ClusterColumn]:
    """The column "Signing of the pact": of a unit that came in later, of the amendment by which it did."""
    pacts = visible_pacts(user, on).live().filter(cluster=cluster)
    rows = PactParty.objects.filter(pact__in=pacts.values("pk"), kind=PartyKind.PARTY)
    parties: dict[int, PactParty] = {}
    for party in rows.order_by("pact__version", "pk"):
        parties.setdefault(party.unit_id, party)
    cells = {unit: party_pill(party) for unit, party in parties.items()}
    done = sum(party.status == "signed" for party in parties.values())
    return [ClusterColumn(str(_("Signing of the pact")), cells, done)] if cells else []


def cluster_panels(cluster: Cluster, user: User, on: date) -> list[Panel]:
    """The pact, the movements and the conferences of the cluster."""
    pacts = list(visible_pacts(user, on).filter(cluster=cluster).order_by("-version"))
    rows = [(pact, status_pill(pact)) for pact in pacts]
    movements = [
        link.movement for link in cluster.cluster_movements.select_related("movement").order_by("position")
    ]
    conferences = visible_conferences(user, on).filter(cluster=cluster)
    named = visible_people(user, on).filter(conferences__conference__cluster=cluster)
    shown = {
        "rows": conference_rows(conferences, on),
        "seen": set(named.values_list("pk", flat=True)),
        "cluster": cluster,
        "may_plan": passes(check_conference_lead, user, cluster, on),
    }
    has_live_pact = any(pact.status != PactStatus.VOID for pact in pacts)
    may_start = not has_live_pact and passes(check_acts_for_lead_unit, user, cluster, on)
    return [
        Panel("pacts/_cluster_pact.html", {"rows": rows, "cluster": cluster, "may_start": may_start}),
        Panel("pacts/_cluster_conferences.html", shown),
        Panel("pacts/_cluster_movements.html", {"movements": movements}),
    ]


def person_panels(person: Person, user: User, on: date) -> list[Panel]:
    """The pacts that the person has signed and the conferences he or she is named at (two queries)."""
    signed = PactParty.objects.filter(
        signer=person, status=PartyStatus.SIGNED, pact__in=visible_pacts(user, on).values("pk")
    )
    parties = signed.select_related("pact__cluster__year").order_by("-decided_at", "pk")
    attended = ConferenceAttendee.objects.filter(
        person=person, conference__in=visible_conferences(user, on).values("pk")
    )
    conferences = attended.select_related("conference__cluster__year").order_by(
        F("conference__held_on").desc(nulls_last=True), "-conference__cluster__year__year", "pk"
    )
    rows = [(party, status_pill(party.pact)) for party in parties]
    return [
        *([Panel("pacts/_person_pacts.html", {"rows": rows})] if rows else []),
        *([Panel("pacts/_person_conferences.html", {"rows": conferences})] if conferences else []),
    ]


@dataclass(frozen=True, slots=True)
class UnitPact:
    """A pact as one unit has part in it."""

    pact: Pact
    roles: list[str]
    pill: Pill
    party: PactParty | None
    party_pill: Pill | None


def unit_panels(unit: Unit, user: User, on: date) -> list[Panel]:
    """Every pact of the unit that the account may read, with its role and what became of it (three queries)."""
    signed = PactParty.objects.filter(unit=unit, kind=PartyKind.PARTY).values("pact")
    member = ClusterMembership.objects.filter(unit=unit).values("cluster")
    pacts = visible_pacts(user, on).filter(Q(pk__in=signed) | Q(cluster__in=member)).for_list()
    mine = PactParty.objects.filter(unit=unit, kind=PartyKind.PARTY).select_related("signer")
    parties = {party.pact_id: party for party in mine}
    roles: dict[int, list[str]] = {}
    for held in ClusterLeadership.objects.filter(unit=unit).select_related("cluster").in_time():
        roles.setdefault(held.cluster_id, []).append(str(leader_word(held.cluster, held.role)))
    rows = [
        _unit_pact(pact, roles.get(pact.cluster_id, []), parties.get(pact.pk))
        for pact in pacts.select_related("paper")
    ]
    return [Panel("pacts/_unit_pacts.html", {"rows": rows})]


def _unit_pact(pact: Pact, roles: list[str], party: PactParty | None) -> UnitPact:
    return UnitPact(pact, roles, status_pill(pact), party, party_pill(party) if party else None)


def found(text: str, user: User, on: date) -> list[Found]:
    """Pacts whose cluster is found by the words; the words "giao ước" themselves name them all."""
    wanted = [word for word in words(text) if word not in words("giao ước thi đua")]
    pacts = visible_pacts(user, on).live().for_list()
    if wanted:
        pacts = pacts.filter(cluster__in=Cluster.objects.matching(" ".join(wanted)).values("pk"))
    return [
        Found(str(_("Pact")), str(pact), pact.get_absolute_url(), str(pact.get_status_display()))
        for pact in pacts[:10]
    ]
