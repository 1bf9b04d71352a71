"""Who may see and move a registration."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from awards.enums import NominationStatus, RegistrationRole, RegistrationStatus
from awards.models import Nomination, Registration
from awards.querysets import NominationQuerySet, RegistrationQuerySet
from units import permissions
from units.enums import LeadershipRole
from units.models import Cluster, ClusterLeadership, User
from units.permissions import NotAllowed, Standing, passes, standing
from units.querysets import ClusterQuerySet

# What a unit is still working on is its own affair.
SHOWN_TO_OTHERS = frozenset({RegistrationStatus.SUBMITTED, RegistrationStatus.ACCEPTED})


def visible_registrations(user: User, on: date) -> RegistrationQuerySet:
    """The own unit's always; others' once submitted, for the lead unit and those who see everything."""
    rights = standing(user, on)
    own = Q(unit_id__in=rights.units)
    shown = Q(status__in=SHOWN_TO_OTHERS)
    if rights.sees_everything:
        return Registration.objects.filter(own | shown)
    return Registration.objects.filter(own | shown & Q(cluster_id__in=_led_clusters(rights)))


def movable_registrations(user: User, on: date) -> RegistrationQuerySet:
    """Those that the account may ever have seen: a second click on "return" finds it gone, not missing."""
    rights = standing(user, on)
    own = Q(unit_id__in=rights.units)
    seen = Q(submitted_at__isnull=False, cluster_id__in=_led_clusters(rights))
    return Registration.objects.filter(own | seen)


def visible_nominations(user: User, on: date) -> NominationQuerySet:
    """The own unit's always; those in a letter for everybody who sees everything."""
    rights = standing(user, on)
    own = Q(item__registration__unit_id__in=rights.units)
    if rights.sees_everything:
        return Nomination.objects.filter(own | Q(status=NominationStatus.SUBMITTED))
    return Nomination.objects.filter(own)


def clusters_with_rollup(user: User, on: date) -> ClusterQuerySet:
    """The clusters whose registrations the account may read together."""
    rights = standing(user, on)
    if rights.sees_everything:
        return Cluster.objects.all()
    return Cluster.objects.filter(pk__in=_led_clusters(rights))


def check_plays(user: User, role: str, registration: Registration, on: date) -> None:
    """The person whose move it is, as the table of moves names the role."""
    if role == RegistrationRole.OFFICER:
        permissions.check_officer_of(user, registration.unit, on)
    elif role == RegistrationRole.HEAD:
        permissions.check_heads(user, registration.unit, on)
    elif role == RegistrationRole.LEAD_UNIT:
        permissions.check_acts_for_lead_unit(user, registration.cluster, on)
    else:
        raise NotAllowed(_("Nobody has this role in a registration."))


def roles_of(user: User, registration: Registration, on: date) -> frozenset[str]:
    """The roles that the account has towards this registration."""
    return frozenset(
        role.value for role in RegistrationRole if passes(check_plays, user, role, registration, on)
    )


def is_own(user: User, registration: Registration, on: date) -> bool:
    """Whether the account works for the unit itself, and may see what it does not show to others."""
    return passes(permissions.check_acts_for, user, registration.unit, on)


def _led_clusters(rights: Standing) -> QuerySet:
    leading = ClusterLeadership.objects.on(rights.on).filter(
        role=LeadershipRole.TRUONG, unit_id__in=rights.own_units
    )
    return leading.values("cluster_id")
