"""What the pages of a pact need, assembled with a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from pacts.enums import PactStatus, PartyStatus
from pacts.models import Pact, PactClause, PactParty, Target
from units.models import User
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
    party: PactParty
    pill: Pill


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause with its number and its targets in order."""

    number: int
    clause: PactClause
    targets: list[Target]


@dataclass(frozen=True, slots=True)
class Board:
    """Who has signed, who has not."""

    rows: list[PartyRow]

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def signed(self) -> int:
        return len(self._with(PartyStatus.SIGNED))

    @property
    def declined(self) -> list[PactParty]:
        return self._with(PartyStatus.DECLINED)

    @property
    def missing(self) -> list[PactParty]:
        return self._with(PartyStatus.WAITING)

    def _with(self, status: PartyStatus) -> list[PactParty]:
        return [row.party for row in self.rows if row.party.status == status]


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


def board(pact: Pact) -> Board:
    parties = list(pact.parties.select_related("signer", "unit").order_by("position", "pk"))
    return Board([PartyRow(party, party_pill(party)) for party in parties])


def clauses(pact: Pact) -> list[ClauseRow]:
    """The clauses in order."""
    found = pact.clauses.order_by("position", "pk").prefetch_related("targets")
    return [
        ClauseRow(
            number, clause, sorted(clause.targets.all(), key=lambda target: (target.position, target.pk))
        )
        for number, clause in enumerate(found, start=1)
    ]


def my_party(pact: Pact, user: User) -> PactParty | None:
    """The party for which this person signs."""
    if user.person_id is None:
        return None
    return (
        pact.parties.filter(signer_id=user.person_id).select_related("signer", "unit", "pact__paper").first()
    )


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
