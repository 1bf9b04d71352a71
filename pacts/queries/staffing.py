"""What a transfer, or leaving the sector, means for pacts and keys, told before anything is done."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pacts.enums import PactStatus, PartyStatus
from pacts.models import Credential, PactParty
from units.models import Person
from units.queries.gathering import Effect
from units.queries.periods import says

_OPEN = (PactStatus.FROZEN, PactStatus.SIGNING)


def person_effects(person: Person, units: Collection[int], on: date) -> list[Effect]:
    """Pacts that name the person as signer for the units, and the live certificate (two queries)."""
    return [*_named(person, units, on), *_certificate(person)]


def _named(person: Person, units: Collection[int], on: date) -> Iterator[Effect]:
    """Whoever answered on the day or later held the post then, so it cannot have ended before."""
    parties = PactParty.objects.filter(signer=person, unit__in=units, pact__is_illustration=False)
    for party in parties.select_related("pact__cluster__year").order_by("-pact_id", "pk"):
        title = f"{party.pact} · {party.get_status_display()}"
        url = party.pact.get_absolute_url()
        if party.decided_at and localdate(party.decided_at) >= on:
            words = {"unit": party.unit_text, "day": says(localdate(party.decided_at))}
            sentence = _("The person answered for %(unit)s on %(day)s and must have held the post then.")
            yield Effect(_("Pacts"), title, sentence % words, url, forbids=True)
        elif party.status == PartyStatus.WAITING and party.pact.status in _OPEN:
            words = {"unit": party.unit_text, "day": says(on)}
            sentence = _(
                "The paper names this person, who cannot sign for %(unit)s from %(day)s: unless it is signed "
                "before, the lead unit must make this version void and draft a new one."
            )
            yield Effect(_("Pacts"), title, sentence % words, url)


def _certificate(person: Person) -> Iterator[Effect]:
    for credential in Credential.objects.filter(person=person, revoked_at__isnull=True):
        yield Effect(
            _("Signing certificate"),
            credential.serial,
            _(
                "It names the unit of the day of its issue. Revoke it afterwards; whoever signs again gets "
                "a new one at the next sign-in. Signatures made before stay valid."
            ),
            reverse("admin:pacts_credential_revoke", args=[credential.pk]),
        )
