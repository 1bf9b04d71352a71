"""May this person read or move this pact, or open this paper?"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pacts.enums import AttendeeRole, ConferenceKind, PactRole, PartyKind, PartyStatus
from pacts.models import Conference, ConferenceAttendee, IssuedPaper, Pact, PactParty
from pacts.queries.conferences import leading_unit_id
from pacts.querysets import PactQuerySet
from pacts.workflow import Move, moves_from
from units.enums import Role
from units.models import (
    Appointment,
    Authorisation,
    Cluster,
    ClusterMembership,
    Person,
    RoleGrant,
    Unit,
    User,
)
from units.permissions import (
    NotAllowed,
    Standing,
    check_acts_for_lead_unit,
    check_heads_cluster,
    lead_unit_id,
    passes,
    standing,
)
from units.queries.authority import units_signed_for


def visible_pacts(user: User, on: date) -> PactQuerySet:
    """Pacts of the clusters that the person's units belong to, those that the person signed or is to sign, and
    those whose signing the person witnesses; central roles read all; samples are for all.
    """
    return _visible_pacts(user, standing(user, on), on)


def _visible_pacts(user: User, rights: Standing, on: date) -> PactQuerySet:
    if rights.sees_everything:
        return Pact.objects.all()
    mine = Q(cluster__memberships__unit_id__in=rights.units | rights.works_in)
    if user.person_id is not None:
        signed_for = units_signed_for(user.person_id, on).values("pk")
        mine |= Q(parties__signer=user.person_id)
        launches = _witnessed(user).filter(conference__called_off_at__isnull=True)
        mine |= Q(amends__isnull=True, cluster__in=launches.values("conference__cluster"))
        mine |= Q(
            parties__status=PartyStatus.WAITING, parties__kind=PartyKind.PARTY, parties__unit__in=signed_for
        )
    sample = Q() if rights.is_outside else Q(is_illustration=True)
    return Pact.objects.filter(mine | sample if sample else mine).distinct()


def _witnessed(user: User) -> QuerySet[ConferenceAttendee]:
    """Where the person is named as the witness of a launch that was planned here."""
    return ConferenceAttendee.objects.filter(
        person=user.person_id,
        role=AttendeeRole.WITNESS,
        conference__kind=ConferenceKind.LAUNCH_SIGNING,
        conference__planned_at__isnull=False,
    )


def visible_papers(user: User, on: date) -> QuerySet[IssuedPaper]:
    """Papers of visible pacts, and those that the person's own unit issued."""
    rights = standing(user, on)
    if rights.sees_everything:
        return IssuedPaper.objects.all()
    return IssuedPaper.objects.filter(
        Q(pact__in=_visible_pacts(user, rights, on))
        | Q(conference__in=_visible_conferences(user, rights))
        | Q(unit_id__in=rights.units, kind="submission")
    ).distinct()


def visible_conferences(user: User, on: date) -> QuerySet[Conference]:
    """Those of the clusters that the person's units belong to, and those that name the person; what only tells
    of the past is for all who may open the cluster.
    """
    return _visible_conferences(user, standing(user, on))


def _visible_conferences(user: User, rights: Standing) -> QuerySet[Conference]:
    if rights.sees_everything:
        return Conference.objects.all()
    members = ClusterMembership.objects.filter(unit__in=rights.units | rights.works_in)
    mine = Q(cluster__in=members.values("cluster"))
    if user.person_id is not None:
        named = ConferenceAttendee.objects.filter(person=user.person_id)
        mine |= Q(pk__in=named.values("conference"))
    return Conference.objects.filter(mine if rights.is_outside else mine | Q(planned_at__isnull=True))


def check_keeps(user: User, conference: Conference, on: date) -> None:
    """The officer or head of the lead unit keeps the record of a conference that was planned here."""
    if conference.planned_at is None:
        raise NotAllowed(_("This conference tells of the past and is only read."))
    check_conference_lead(user, conference.cluster, on)


def check_conference_lead(user: User, cluster: Cluster, on: date) -> None:
    """The officer or head of the unit that leads the cluster; of a year that is over, of the one that led it last:
    its final review is often held when the next year has begun.
    """
    rights = standing(user, on)
    if leading_unit_id(cluster, on) not in rights.officer_of | rights.heads:
        raise NotAllowed(_("Only the lead unit of the cluster may do this."))


def check_witnesses(user: User, conference: Conference) -> None:
    """The one person whom the launch names as its witness."""
    if user.person_id is None or not _witnessed(user).filter(conference=conference).exists():
        raise NotAllowed(_("Only the witness of the conference may confirm this."))


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


def commenting_units(user: User, pact: Pact, on: date) -> list[Unit]:
    """The units for which the account may comment on a draft: members on the day, the lead unit excepted, which
    writes it; and the organiser, for whose central officers and council members supervise the cluster.
    """
    if pact.is_illustration:
        return []
    cluster, rights = pact.cluster, standing(user, on)
    members = ClusterMembership.objects.on(on).filter(cluster=cluster, unit__in=rights.own_units)
    members = members.exclude(unit=lead_unit_id(cluster, on)).in_official_order().select_related("unit")
    found = [membership.unit for membership in members]
    organiser = cluster.year.organiser
    if supervisors(pact, on).filter(pk=user.pk).exists() and organiser not in found:
        found.append(organiser)
    return found


def check_comments(user: User, pact: Pact, unit: Unit, on: date) -> None:
    """The officer, head or a deputy of a member unit, or who supervises for the organiser."""
    if unit not in commenting_units(user, pact, on):
        raise NotAllowed(_("Only the member units and the supervisor comment on the draft of a pact."))


def supervisors(pact: Pact, on: date) -> QuerySet[User]:
    """Central officers and council members of the organiser, or of a unit directly below it."""
    organiser = pact.cluster.year.organiser_id
    grants = RoleGrant.objects.on(on).filter(
        Q(unit=organiser) | Q(unit__parent=organiser), role__in=[Role.CENTRAL_OFFICER, Role.COUNCIL_MEMBER]
    )
    return User.objects.filter(is_active=True, pk__in=grants.values("user")).order_by("pk")


def check_signs(user: User, party: PactParty, on: date) -> Person:
    """The person behind the account, who has to do with the party: asked to sign, or with a post or an
    authorisation in its unit. In which capacity, if any, is asked at the moment of signing."""
    person = user.person
    posts = Appointment.objects.on(on).filter(unit=party.unit_id, person=person)
    papers = Authorisation.objects.on(on).filter(unit=party.unit_id, person=person)
    concerned = party.signer_id == user.person_id or (
        party.kind == PartyKind.PARTY and (posts.exists() or papers.exists())
    )
    if person is None or not concerned:
        raise NotAllowed(_("You do not sign for this unit."))
    return person


def possible_moves(user: User, pact: Pact, on: date) -> list[Move]:
    """The moves from here that this person may make."""
    if not passes(check_moves, user, pact, on):
        return []
    return [move for move in moves_from(pact.status) if move.role == PactRole.LEAD_UNIT]
