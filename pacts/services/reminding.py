"""Units whose signature is missing are reminded, once a day; a request follows the post to whoever holds it now."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _

from pacts import permissions
from pacts.enums import PactStatus, PartyKind, PartyStatus
from pacts.models import Pact, PactParty
from pacts.queries.signatories import asked
from pacts.services.recording import note_successor
from pacts.services.telling import WrongState
from units import audit, notices
from units.enums import DeadlineKind
from units.models import Deadline, Person, User
from units.queries.authority import Authority

DAYS_BEFORE = timedelta(days=3)
_REFUSED = Q(status=PartyStatus.DECLINED, kind=PartyKind.PARTY)


@transaction.atomic
def remind(*, pact: Pact, by: User, at: datetime) -> list[PactParty]:
    """Ask the units whose turn it is once more; those reminded today already are left in peace."""
    permissions.check_moves(by, pact, localdate(at))
    pact = Pact.objects.select_for_update().get(pk=pact.pk)
    if pact.status != PactStatus.SIGNING or pact.parties.filter(_REFUSED).exists():
        raise WrongState(_("Nobody can sign this pact now, so nobody is reminded."))
    return _remind(pact, by, at)


@transaction.atomic
def remind_all(*, at: datetime) -> list[PactParty]:
    """The same for every round whose last day is at most three days off. Requests follow changes of post in all.

    The year's last day is that of its pact; an amendment has the last day of its own round, or none.
    """
    on = localdate(at)
    due = Deadline.objects.filter(kind=DeadlineKind.SIGNING, due_on__lte=on + DAYS_BEFORE)
    near = Q(sign_until__range=(on, on + DAYS_BEFORE)) | Q(
        sign_until__isnull=True, amends__isnull=True, cluster__year__in=due.values("year")
    )
    rounds = Pact.objects.select_for_update().filter(status=PactStatus.SIGNING, is_illustration=False)
    refused = PactParty.objects.filter(_REFUSED).values("pact")
    to_remind = set(Pact.objects.filter(near).exclude(pk__in=refused).values_list("pk", flat=True))
    found: list[PactParty] = []
    for pact in rounds.order_by("pk"):
        if pact.pk in to_remind:
            found += _remind(pact, None, at)
        else:
            move_requests(pact, by=None, at=at)
    return found


def move_requests(pact: Pact, *, by: User | None, at: datetime) -> None:
    """Who holds the post today is asked instead of who was asked before; the new person is told."""
    parties = list(_waiting(pact))
    answers = asked(parties, localdate(at))
    for party in parties:
        answer = answers[party.pk]
        if not isinstance(answer, Authority) or answer.person.pk == party.signer_id:
            continue
        note_successor(party, answer.person, by=by, at=at)
        party.signer, party.capacity_text = answer.person, answer.capacity_text
        party.save(update_fields=["signer", "capacity_text"])
        if pact.status == PactStatus.SIGNING:
            _ask(pact, party, "pact_to_sign", _accounts(answer.person), at)


def _remind(pact: Pact, by: User | None, at: datetime) -> list[PactParty]:
    on = localdate(at)
    move_requests(pact, by=by, at=at)
    today = make_aware(datetime.combine(on, time.min))
    rested = Q(reminded_at__isnull=True) | Q(reminded_at__lt=today)
    parties = list(_waiting(pact).filter(rested))
    turn = min((party.group for party in _waiting(pact)), default=0)
    reminded = [party for party in parties if party.group == turn]
    for party in reminded:
        party.reminded_at = at
        party.save(update_fields=["reminded_at"])
        units = [party.unit_id] if party.kind == PartyKind.PARTY else []
        people = [*_accounts(party.signer), *notices.people_of_units(units, on)]
        _ask(pact, party, "pact_reminder", people, at)
        audit.record(kind="pact_reminded", actor=by, subject=party, at=at)
    return reminded


def _waiting(pact: Pact) -> QuerySet[PactParty]:
    parties = pact.parties.filter(status=PartyStatus.WAITING).select_related("unit", "signer")
    return parties.order_by("position", "pk")


def _accounts(person: Person) -> list[User]:
    return list(User.objects.filter(person=person, is_active=True))


def _ask(pact: Pact, party: PactParty, kind: str, to: list[User], at: datetime) -> None:
    until = date_format(pact.sign_until, "SHORT_DATE_FORMAT") if pact.sign_until else "–"
    notices.queue(
        kind=kind,
        to=to,
        at=at,
        url=reverse("pact_sign", args=[pact.pk]),
        details={"pact": str(pact), "unit": party.unit_text, "until": until},
    )
