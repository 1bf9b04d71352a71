"""Who keeps a paper at this moment to sign it elsewhere. An expired reservation needs no one to end it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from pacts.models import Pact, PactParty, Reservation
from units.models import Person


def running_reservations(at: datetime) -> QuerySet[Reservation]:
    """Those that are neither ended nor expired."""
    running = Reservation.objects.filter(ended_at__isnull=True, expires_at__gt=at)
    return running.select_related("party__pact", "revision", "reserved_by__person")


def open_reservation(pact: Pact, at: datetime) -> Reservation | None:
    """The one that keeps the paper of the pact now; there is never a second."""
    return running_reservations(at).filter(paper=pact.paper_id).first() if pact.paper_id else None


def own_reservation(party: PactParty, person: Person, at: datetime) -> Reservation | None:
    """The party's, held by this person."""
    return running_reservations(at).filter(party=party.pk, reserved_by__person=person).first()
