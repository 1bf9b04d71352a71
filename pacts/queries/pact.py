"""What the pages of a pact need, assembled with a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from pacts.enums import PactStatus, PartyKind, PartyStatus
from pacts.models import Pact, PactClause, PactParty, Target
from pacts.queries.signatories import asked
from units.enums import LeadershipRole
from units.models import Person
from units.queries.authority import Answer, NoAuthority
from units.queries.gathering import Pill
from units.queries.names import Name, Names

STATUS_PILLS = {
    PactStatus.DRAFT: ("wait", "pencil"),
    PactStatus.FROZEN: ("info", "lock"),
    PactStatus.SIGNING: ("wait", "pen"),
    PactStatus.IN_FORCE: ("ok", "check-lg"),
    PactStatus.VOID: ("bad", "x-lg"),
}
PARTY_PILLS = {
    PartyStatus.WAITING: ("plain", "hourglass-split"),
    PartyStatus.SIGNED: ("ok", "check-lg"),
    PartyStatus.DECLINED: ("bad", "x-lg"),
}
_STEPS = (PactStatus.DRAFT, PactStatus.FROZEN, PactStatus.SIGNING, PactStatus.IN_FORCE)


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    state: str


@dataclass(frozen=True, slots=True)
class PactRow:
    """One line of the list, with the organiser's name of the year."""

    pact: Pact
    organiser: Name
    pill: Pill


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party with who signed for it or, as long as nobody has, who is asked today (or why nobody is)."""

    party: PactParty
    pill: Pill
    person: Person | None
    capacity: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause with its number and its targets in order."""

    number: int
    clause: PactClause
    targets: list[Target]


@dataclass(frozen=True, slots=True)
class Board:
    """Who has signed, who has not. A witness stands in it and is counted among nobody."""

    rows: list[PartyRow]

    @property
    def total(self) -> int:
        return sum(row.party.kind == PartyKind.PARTY for row in self.rows)

    @property
    def signed(self) -> int:
        return len(self._with(PartyStatus.SIGNED))

    @property
    def declined(self) -> list[PactParty]:
        return self._with(PartyStatus.DECLINED)

    @property
    def missing(self) -> list[PactParty]:
        return self._with(PartyStatus.WAITING)

    @property
    def has_signature(self) -> bool:
        """Anybody's, a witness's too."""
        return any(row.party.status == PartyStatus.SIGNED for row in self.rows)

    def _with(self, status: PartyStatus) -> list[PactParty]:
        parties = [row.party for row in self.rows if row.party.kind == PartyKind.PARTY]
        return [party for party in parties if party.status == status]


def pact_rows(pacts: Iterable[Pact], on: date) -> list[PactRow]:
    """The lines of one page (one query beside the page's own)."""
    found = list(pacts)
    names = Names(pact.cluster.year.organiser for pact in found)
    return [
        PactRow(pact, names.on(pact.cluster.year.organiser, pact.cluster.day_within(on)), status_pill(pact))
        for pact in found
    ]


def status_pill(pact: Pact) -> Pill:
    tone, icon = STATUS_PILLS[PactStatus(pact.status)]
    return Pill(str(pact.get_status_display()), tone, icon)


def party_pill(party: PactParty) -> Pill:
    tone, icon = PARTY_PILLS[PartyStatus(party.status)]
    return Pill(str(party.get_status_display()), tone, icon)


def steps(pact: Pact) -> list[Step]:
    """The step bar: done, now, or still to come."""
    if pact.status == PactStatus.VOID:
        return [Step(str(PactStatus.VOID.label), "now")]
    here = _STEPS.index(PactStatus(pact.status))
    last = len(_STEPS) - 1
    return [
        Step(str(status.label), "done" if place < here or here == last else "now" if place == here else "")
        for place, status in enumerate(_STEPS)
    ]


def board(pact: Pact, on: date) -> Board:
    """The parties in the order of the paper (as many queries for many as for one)."""
    related = pact.parties.select_related("signer", "unit", "signature__scan")
    parties = list(related.defer("signature__scan__content").order_by("position", "pk"))
    is_open = pact.status in (PactStatus.FROZEN, PactStatus.SIGNING, PactStatus.IN_FORCE)
    answers = asked(parties, on) if is_open else {}
    return Board([_party_row(party, answers.get(party.pk)) for party in parties])


def _party_row(party: PactParty, answer: Answer | None) -> PartyRow:
    if answer is None:
        return PartyRow(party, party_pill(party), party.signer, party.capacity_text)
    if isinstance(answer, NoAuthority):
        return PartyRow(party, party_pill(party), None, "", answer.reason)
    return PartyRow(party, party_pill(party), answer.person, answer.capacity_text)


def clauses(pact: Pact) -> list[ClauseRow]:
    """The clauses in order."""
    found = pact.clauses.order_by("position", "pk").prefetch_related("targets")
    return [
        ClauseRow(
            number, clause, sorted(clause.targets.all(), key=lambda target: (target.position, target.pk))
        )
        for number, clause in enumerate(found, start=1)
    ]


def is_open_for(pact: Pact, party: PactParty | None) -> bool:
    """Whether the party may still answer: in an open round, a witness also when the pact is in force."""
    if party is None or party.status != PartyStatus.WAITING:
        return False
    late = party.kind == PartyKind.WITNESS and pact.status == PactStatus.IN_FORCE
    return late or pact.status == PactStatus.SIGNING


def due_pill(due_on: date | None, on: date) -> Pill | None:
    """How long there is still time, in days of the calendar."""
    if due_on is None:
        return None
    days = (due_on - on).days
    if days < 0:
        return Pill(str(_("%(days)s days overdue") % {"days": -days}), "bad", "clock")
    if days == 0:
        return Pill(str(_("Due today")), "wait", "clock")
    return Pill(str(_("%(days)s days left") % {"days": days}), "wait" if days <= 7 else "info", "clock")


def lead_place(pact: Pact) -> str:
    """Where the unit sits that leads the cluster, the last one on record."""
    led = pact.cluster.leaderships.filter(role=LeadershipRole.TRUONG).select_related("unit").order_by("-pk")
    first = led.first()
    return first.unit.place if first else ""
