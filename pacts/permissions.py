"""May this person read or move this pact, or open this paper?"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pacts.enums import PactRole
from pacts.models import IssuedPaper, Pact, PactParty
from pacts.querysets import PactQuerySet
from pacts.workflow import Move, moves_from
from units.models import User
from units.permissions import NotAllowed, check_acts_for_lead_unit, check_heads_cluster, passes, standing


def visible_pacts(user: User, on: date) -> PactQuerySet:
    """Pacts of the clusters that the person's units belong to, and those that name the person as a signer;
    central roles read all; samples are for all.
    """
    rights = standing(user, on)
    if rights.sees_everything:
        return Pact.objects.all()
    mine = Q(cluster__memberships__unit_id__in=rights.units | rights.works_in)
    if user.person_id is not None:
        mine |= Q(parties__signer=user.person_id)
    sample = Q() if rights.is_outside else Q(is_illustration=True)
    return Pact.objects.filter(mine | sample if sample else mine).distinct()


def visible_papers(user: User, on: date) -> QuerySet[IssuedPaper]:
    """Papers of visible pacts, and those that the person's own unit issued."""
    rights = standing(user, on)
    if rights.sees_everything:
        return IssuedPaper.objects.all()
    return IssuedPaper.objects.filter(
        Q(pact__in=visible_pacts(user, on)) | Q(unit_id__in=rights.units, kind="submission")
    ).distinct()


def check_edits(user: User, pact: Pact, on: date) -> None:
    """The officer or head of the lead unit writes the draft; a sample of an article is read only."""
    if pact.is_illustration:
        raise NotAllowed(_("This pact illustrates an article and cannot be changed."))
    check_acts_for_lead_unit(user, pact.cluster, on)


def check_moves(user: User, pact: Pact, on: date) -> None:
    """The head of the lead unit freezes the text, opens signing and makes void."""
    if pact.is_illustration:
        raise NotAllowed(_("This pact illustrates an article and cannot be changed."))
    check_heads_cluster(user, pact.cluster, on)


def check_signs(user: User, party: PactParty) -> None:
    """The person whom the frozen paper names for the party."""
    if user.person_id is None or party.signer_id != user.person_id:
        raise NotAllowed(_("Only %(name)s may sign for this unit.") % {"name": party.signer})


def possible_moves(user: User, pact: Pact, on: date) -> list[Move]:
    """The moves from here that this person may make."""
    if not passes(check_moves, user, pact, on):
        return []
    return [move for move in moves_from(pact.status) if move.role == PactRole.LEAD_UNIT]
