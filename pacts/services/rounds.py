"""The round of signing as the lead unit holds it: opened, withdrawn, made void, given more time."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts import permissions
from pacts.enums import PactStatus, PartyKind, PartyStatus, SigningOrder
from pacts.models import Pact, PactParty
from pacts.services.declining import wait_again
from pacts.services.reminding import move_requests
from pacts.services.telling import WrongState, check_not_far, held, tell
from units import audit
from units.models import User

FIRST = 1


@transaction.atomic
def open_signing(
    *,
    pact: Pact,
    by: User,
    at: datetime,
    order: SigningOrder = SigningOrder.PARALLEL,
    sign_until: date | None = None,
) -> Pact:
    """Let the members sign, in this order, until this day. They are told (queued in the same transaction)."""
    on = localdate(at)
    permissions.check_moves(by, pact, on)
    _check_day(sign_until, on)
    pact = held(pact, "open_signing")
    pact.status, pact.signing_order, pact.sign_until = PactStatus.SIGNING, order, sign_until
    pact.save(update_fields=["status", "signing_order", "sign_until"])
    _set_groups(pact, order)
    audit.record(
        kind="pact_opened", actor=by, subject=pact, at=at, data={"order": order, "until": sign_until}
    )
    move_requests(pact, by=by, at=at)
    tell(pact, "pact_opened", at=at)
    return pact


@transaction.atomic
def withdraw(*, pact: Pact, reason: str, by: User, at: datetime) -> Pact:
    """Stop the round while nobody has signed: the paper stays as it is, refusals are forgotten, all are told."""
    permissions.check_moves(by, pact, localdate(at))
    reason = _reason(reason)
    pact = held(pact, "withdraw")
    signed = pact.parties.filter(status=PartyStatus.SIGNED).order_by("position").first()
    if signed:
        raise WrongState(
            _("%(unit)s has signed already: the round can only be made void.") % {"unit": signed.unit_text}
        )
    pact.status, pact.sign_until = PactStatus.FROZEN, None
    pact.save(update_fields=["status", "sign_until"])
    for party in pact.parties.filter(status=PartyStatus.DECLINED).order_by("position"):
        wait_again(party, by=by, at=at)
    audit.record(kind="pact_withdrawn", actor=by, subject=pact, at=at, data={"reason": reason})
    tell(pact, "pact_withdrawn", at=at, reason=reason)
    return pact


@transaction.atomic
def void(*, pact: Pact, reason: str, by: User, at: datetime) -> Pact:
    """Withdraw the frozen paper. The signatures made stay on record; everyone involved is told why."""
    permissions.check_moves(by, pact, localdate(at))
    reason = _reason(reason)
    pact = held(pact, "void")
    pact.status, pact.void_reason = PactStatus.VOID, reason
    pact.save(update_fields=["status", "void_reason"])
    signed = pact.parties.filter(status=PartyStatus.SIGNED).order_by("position")
    units = list(signed.values_list("unit_text", flat=True))
    audit.record(kind="pact_void", actor=by, subject=pact, at=at, data={"reason": reason, "signed": units})
    tell(pact, "pact_void", at=at, reason=reason, units=", ".join(units) or "–")
    return pact


@transaction.atomic
def extend(*, pact: Pact, sign_until: date | None, reason: str, by: User, at: datetime) -> Pact:
    """Move the last day for signing, or lift it (None), with the reason; everybody is told."""
    on = localdate(at)
    permissions.check_moves(by, pact, on)
    reason = _reason(reason)
    _check_day(sign_until, on)
    pact = Pact.objects.select_for_update().get(pk=pact.pk)
    if pact.status != PactStatus.SIGNING:
        raise WrongState(_("The pact is not being signed now."))
    before, pact.sign_until = pact.sign_until, sign_until
    pact.save(update_fields=["sign_until"])
    data = {"before": before, "until": sign_until, "reason": reason}
    audit.record(kind="pact_extended", actor=by, subject=pact, at=at, data=data)
    day = date_format(sign_until, "SHORT_DATE_FORMAT") if sign_until else "–"
    tell(pact, "pact_extended", at=at, day=day, reason=reason)
    return pact


def _set_groups(pact: Pact, order: SigningOrder) -> None:
    """The order as numbers: a party signs when all with a lower number have. The witness comes after the parties."""
    parties = list(pact.parties.order_by("position", "pk"))
    # The lead unit closes the grid.
    leader = [party for party in parties if party.kind == PartyKind.PARTY][-1]
    for party in parties:
        if order == SigningOrder.SEQUENTIAL:
            party.group = party.position
        elif order == SigningOrder.PARALLEL:
            party.group = FIRST
        else:
            party.group = FIRST if party.position < leader.position else party.position
    PactParty.objects.bulk_update(parties, ["group"])


def _check_day(sign_until: date | None, on: date) -> None:
    if sign_until and sign_until < on:
        raise ValidationError(_("The last day for signing lies in the past."))
    if sign_until:
        check_not_far(sign_until, on, "sign_until")


def _reason(reason: str) -> str:
    if not reason.strip():
        raise ValidationError(_("Give the reason."))
    return reason.strip()
