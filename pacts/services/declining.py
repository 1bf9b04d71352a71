"""A party refuses to sign, or takes its refusal back while the round is open."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts import permissions
from pacts.enums import PactStatus, PartyStatus
from pacts.models import PactParty
from pacts.services.recording import ANSWERED, check_capacity, check_open, hold, note_successor
from pacts.services.telling import WrongState, tell
from units import audit
from units.models import User

# A witness may still answer when the pact is in force.
_OPEN = (PactStatus.SIGNING, PactStatus.IN_FORCE)


@transaction.atomic
def decline(*, party: PactParty, reason: str, by: User, at: datetime) -> PactParty:
    """Refuse to sign, with the reason; everybody involved is told. The lead unit decides how to go on."""
    on = localdate(at)
    person = permissions.check_signs(by, party, on)
    if not reason.strip():
        raise ValidationError(_("Give the reason."))
    pact, party = hold(party)
    check_open(party, on)
    authority = check_capacity(party, person, on)
    changed = PactParty.objects.filter(pk=party.pk, status=PartyStatus.WAITING).update(
        status=PartyStatus.DECLINED,
        decided_at=at,
        decline_reason=reason.strip(),
        signer=person,
        capacity_text=authority.capacity_text,
    )
    if not changed:
        raise WrongState(ANSWERED)
    note_successor(party, person, by=by, at=at)
    audit.record(kind="pact_declined", actor=by, subject=party, at=at, data={"reason": reason.strip()})
    tell(pact, "pact_declined", at=at, unit=party.unit_text, person=str(person), reason=reason.strip())
    party.refresh_from_db()
    return party


@transaction.atomic
def take_back(*, party: PactParty, by: User, at: datetime) -> PactParty:
    """The refusal no longer stands and the unit is asked again; everybody is told. Its reason stays in the trail."""
    on = localdate(at)
    person = permissions.check_signs(by, party, on)
    pact, party = hold(party)
    if pact.status not in _OPEN or party.status != PartyStatus.DECLINED:
        raise WrongState(_("There is no refusal of this unit that could be taken back now."))
    check_capacity(party, person, on)
    wait_again(party, by=by, at=at)
    tell(pact, "pact_decline_taken_back", at=at, unit=party.unit_text, person=str(person))
    return party


def wait_again(party: PactParty, *, by: User, at: datetime) -> None:
    """Ask a party that declined once more."""
    party.status, party.decided_at, party.decline_reason = PartyStatus.WAITING, None, ""
    party.save(update_fields=["status", "decided_at", "decline_reason"])
    audit.record(kind="pact_decline_ended", actor=by, subject=party, at=at)
