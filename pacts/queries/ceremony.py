"""What the projector shows while a pact is signed: asked every second, so it is cheap and always the same queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from pacts.enums import AttendeeRole, PactStatus, PartyKind, PartyStatus, SignatureWay, SigningOrder
from pacts.models import Conference, ConferenceAttendee, Pact, PactParty
from pacts.queries.conferences import launch_of
from pacts.queries.reservations import running_reservations

# The state of a place on the screen: its word and its icon.
STATES = {
    "signed": (_("has signed"), "check-lg"),
    "now": (_("signs now"), "pen"),
    "waits": (_("waits"), "hourglass-split"),
    "declined": (_("has declined"), "x-lg"),
}
_SHOWN = (
    "pact_id", "kind", "group", "status", "unit_text", "role_text", "capacity_text", "decided_at",
    "signer__full_name", "signature__way",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One unit on the screen; name, capacity and time are those of who signed."""

    party: PactParty
    state: str

    @property
    def word(self) -> str:
        return str(STATES[self.state][0])

    @property
    def icon(self) -> str:
        return STATES[self.state][1]

    @property
    def is_by_hand(self) -> bool:
        return self.state == "signed" and self.party.signature.way == SignatureWay.PAPER

    @property
    def who(self) -> str:
        """A member is a unit, a witness is a person."""
        return str(self.party.signer) if self.party.kind == PartyKind.WITNESS else self.party.unit_text


@dataclass(frozen=True, slots=True)
class Ceremony:
    """The whole screen. A witness stands in it and is counted among nobody."""

    pact: Pact
    places: list[Place]
    # Those who sign on the paper as witnesses, and who confirms the ceremony by word.
    witnesses: list[Place] = field(default_factory=list)
    conference: Conference | None = None
    witness: ConferenceAttendee | None = None

    @property
    def total(self) -> int:
        return len(self.places)

    @property
    def signed(self) -> int:
        return sum(place.state == "signed" for place in self.places)

    @property
    def latest(self) -> Place | None:
        """Where something happened last."""
        decided = [
            (one.party.decided_at, one) for one in (*self.places, *self.witnesses) if one.party.decided_at
        ]
        return max(decided, key=lambda pair: pair[0])[1] if decided else None

    @property
    def is_complete(self) -> bool:
        return self.pact.status == PactStatus.IN_FORCE

    @property
    def signed_witness(self) -> Place | None:
        """The witness of the conference, where the same person signs on the paper too."""
        return next((one for one in self.witnesses if self._is_named(one)), None)

    @property
    def other_witnesses(self) -> list[Place]:
        return [one for one in self.witnesses if not self._is_named(one)]

    def _is_named(self, place: Place) -> bool:
        return self.witness is not None and place.party.signer_id == self.witness.person_id


def ceremony(pact: Pact, at: datetime) -> Ceremony:
    """Who has signed, who signs now, who waits, and what the witness says (four small queries)."""
    rows = pact.parties.select_related("signer", "signature").only(*_SHOWN).order_by("position", "pk")
    parties = list(rows)
    running = running_reservations(at).filter(paper=pact.paper_id).values_list("party_id", flat=True)
    reserved = running.first() if pact.status == PactStatus.SIGNING else None
    places = [Place(party, state) for party, state in _states(pact, parties, reserved)]
    conference = launch_of(pact)
    return Ceremony(
        pact=pact,
        places=[place for place in places if place.party.kind == PartyKind.PARTY],
        witnesses=[place for place in places if place.party.kind == PartyKind.WITNESS],
        conference=conference,
        witness=_witness(conference) if conference else None,
    )


def _witness(conference: Conference) -> ConferenceAttendee | None:
    named = conference.attendees.filter(role=AttendeeRole.WITNESS).select_related("person")
    named = named.only("conference_id", "person__full_name", "title")
    return named.order_by("pk").first()


def _states(pact: Pact, parties: list[PactParty], reserved: int | None) -> Iterable[tuple[PactParty, str]]:
    turn = _turn(pact, parties)
    for party in parties:
        if party.status == PartyStatus.SIGNED:
            yield party, "signed"
        elif party.status == PartyStatus.DECLINED:
            yield party, "declined"
        else:
            yield party, "now" if party.pk in ({reserved} if reserved else turn) else "waits"


def _turn(pact: Pact, parties: list[PactParty]) -> set[int]:
    """Whose turn it is. Where all may sign in any order it is nobody's in particular; the witness comes last."""
    members = [party for party in parties if party.kind == PartyKind.PARTY]
    if any(party.status == PartyStatus.DECLINED for party in members):
        return set()
    missing = [party for party in members if party.status != PartyStatus.SIGNED]
    if not missing:
        return {party.pk for party in parties if party.kind == PartyKind.WITNESS}
    if pact.status != PactStatus.SIGNING or pact.signing_order == SigningOrder.PARALLEL:
        return set()
    first = min(party.group for party in missing)
    return {party.pk for party in missing if party.group == first}
