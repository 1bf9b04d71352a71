"""Who signs for the parties of a pact on a day, and whose turn it is: asked of the record, not of the paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from pacts.enums import PartyKind, PartyStatus
from pacts.models import Pact, PactParty
from units.models import Person, User
from units.queries.authority import (
    Answer,
    Authority,
    NoAuthority,
    authority_of,
    signing_authorities,
    units_signed_for,
)
from units.queries.periods import says

LINES = " / "


def asked(parties: Iterable[PactParty], on: date) -> dict[int, Answer]:
    """Of each party that has not answered: who is asked to sign on the day, or why nobody is.

    As many queries for many parties as for one; they come with their unit and signer.
    """
    waiting = [party for party in parties if party.status == PartyStatus.WAITING]
    units = [party.unit for party in waiting if party.kind == PartyKind.PARTY]
    answers = signing_authorities(units, on) if units else {}
    return {
        party.pk: answers[party.unit_id] if party.kind == PartyKind.PARTY else _witness(party, on)
        for party in waiting
    }


def may_sign(party: PactParty, person: Person, on: date) -> Answer:
    """In which capacity this person may sign for the party on the day, or why not."""
    if party.kind == PartyKind.PARTY:
        return authority_of(person, party.unit, on)
    if party.signer_id != person.pk:
        return NoAuthority(_("Only %(name)s may sign as the witness.") % {"name": party.signer}, "person")
    return _witness(party, on)


def before(party: PactParty) -> list[PactParty]:
    """Those who come first in the order of signing and have not signed yet."""
    earlier = PactParty.objects.filter(pact_id=party.pact_id, group__lt=party.group, kind=PartyKind.PARTY)
    return list(earlier.exclude(status=PartyStatus.SIGNED).order_by("position", "pk"))


def my_party(pact: Pact, user: User, on: date, wanted: str = "") -> PactParty | None:
    """The party that this person may sign for on the day, one still waiting before all others; where one is
    wanted by its key, that one or none.

    Also what the person signed, declined, or was asked to sign before somebody else took over.
    """
    if user.person_id is None:
        return None
    units = set(units_signed_for(user.person_id, on).values_list("pk", flat=True))
    parties = pact.parties.select_related("signer", "unit", "pact__paper", "pact__cluster__year")
    places = [
        (_closeness(party, user.person_id, units), party.position, party.pk, party) for party in parties
    ]
    mine = sorted(place for place in places if place[0] is not None and wanted in ("", str(place[2])))
    return mine[0][-1] if mine else None


def _closeness(party: PactParty, person: int, units: set[int]) -> int | None:
    """Smaller is closer; None where the party is nothing to this person."""
    is_witness = party.kind == PartyKind.WITNESS
    holds = party.signer_id == person if is_witness else party.unit_id in units
    if not holds and party.signer_id != person:
        return None
    if party.status == PartyStatus.WAITING:
        return 0 if holds else 3
    return 1 if party.status == PartyStatus.DECLINED else 2


def _witness(party: PactParty, on: date) -> Answer:
    """The person whom the paper names, as long as he or she is in the sector."""
    person = party.signer
    if person.left_on is not None and on > person.left_on:
        sentence = _("%(person)s left the sector on %(day)s.")
        return NoAuthority(sentence % {"person": person, "day": says(person.left_on)}, "person")
    return Authority(person, tuple(party.capacity_text.split(LINES)), party.capacity_text, "", None)
