"""The set-up step of those who sign: a PIN of one's own, and the certificate."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from pacts.enums import PactStatus, PartyKind, PartyStatus
from pacts.models import Credential, PactParty
from units.models import User
from units.queries.authority import units_signed_for


def missing_step(user: User, on: date) -> str | None:
    """The page to choose a PIN, for a head, somebody authorised to sign or a witness, without certificate."""
    if user.person_id is None:
        return None
    is_witness = PactParty.objects.filter(
        signer=user.person_id, kind=PartyKind.WITNESS, status=PartyStatus.WAITING
    ).exclude(pact__status=PactStatus.VOID)
    if not (units_signed_for(user.person_id, on).exists() or is_witness.exists()):
        return None
    if Credential.objects.filter(person=user.person_id, revoked_at__isnull=True).exists():
        return None
    return reverse("credential_setup")
