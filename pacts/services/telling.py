"""What every act on a pact has in common: its state allows the move, and those concerned are told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts import workflow
from pacts.enums import PartyKind
from pacts.models import Pact
from units import notices
from units.models import User

FAR = timedelta(days=366)


class WrongState(ValidationError):
    """The move is not possible from the state that the pact is in now."""


def held(pact: Pact, move: str) -> Pact:
    """The pact, locked and read anew, from whose state the move is possible."""
    pact = Pact.objects.select_for_update().get(pk=pact.pk)
    check_move(move, pact)
    return pact


def check_move(name: str, pact: Pact) -> None:
    if workflow.find(name, pact.status) is None:
        raise WrongState(
            _("This is not possible now: the pact is in the state “%(state)s”.")
            % {"state": pact.get_status_display()}
        )


def check_not_far(day: date, on: date, field: str) -> None:
    """A last day that lies years ahead is a slip of the keyboard."""
    if day - on > FAR:
        raise ValidationError({field: _("The day lies more than a year ahead.")})


def tell(pact: Pact, kind: str, *, at: datetime, **details: str) -> None:
    """A notice to all who act for the member units, and to those who signed or are asked to."""
    units = pact.parties.filter(kind=PartyKind.PARTY).values_list("unit_id", flat=True)
    named = User.objects.filter(is_active=True, person__pact_parties__pact=pact)
    notices.queue(
        kind=kind,
        to=[*notices.people_of_units(units, localdate(at)), *named.order_by("pk")],
        at=at,
        url=pact.get_absolute_url(),
        details={"pact": str(pact), **details},
    )
