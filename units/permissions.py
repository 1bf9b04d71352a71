"""May this person? Each rule is one `check_…` that raises; `passes` asks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from units.enums import LeadershipRole, Role, UnitKind
from units.models import (
    Appointment,
    Assignment,
    Cluster,
    ClusterLeadership,
    ClusterMembership,
    Person,
    Unit,
    User,
)
from units.queries.people import units_answering_for
from units.queries.succession import closed_before, steps_until


class NotAllowed(PermissionDenied):
    """A refusal that says what is missing."""


def passes(check: Callable[..., object], *args: object) -> bool:
    """Whether the check lets it through."""
    try:
        check(*args)
    except PermissionDenied:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Standing:
    """What an account may stand on, on one day: the units it works for and its rights there.

    Whoever acts for a unit also acts for the ended units that it succeeded, to finish and read what they
    left. That is kept apart (`officer_of_ended` and so on): it signs nothing and leads no cluster.
    """

    on: date
    officer_of: frozenset[int]
    heads: frozenset[int]
    deputy_of: frozenset[int]
    works_in: frozenset[int]
    roles: frozenset[str]
    is_outside: bool
    officer_of_ended: frozenset[int] = frozenset()
    heads_ended: frozenset[int] = frozenset()
    ended: frozenset[int] = frozenset()

    @property
    def own_units(self) -> frozenset[int]:
        """Units for which the person acts: as officer, head or deputy."""
        return self.officer_of | self.heads | self.deputy_of

    @property
    def units(self) -> frozenset[int]:
        """The same with the ended units that they succeeded."""
        return self.own_units | self.ended

    @property
    def officer_for(self) -> frozenset[int]:
        return self.officer_of | self.officer_of_ended

    @property
    def head_for(self) -> frozenset[int]:
        return self.heads | self.heads_ended

    @property
    def sees_everything(self) -> bool:
        """Central officers, council members and administrators read all clusters."""
        return bool(self.roles & {Role.CENTRAL_OFFICER, Role.COUNCIL_MEMBER, Role.ADMINISTRATOR})


def standing(user: User, on: date) -> Standing:
    """The rights of the account on the day; an inactive account and a stranger have none."""
    if not (user.is_authenticated and user.is_active):
        return Standing(on, *(frozenset(),) * 5, is_outside=True)
    grants = list(user.role_grants.on(on).values_list("role", "unit_id", "unit__kind"))
    appointments = list(
        Appointment.objects.on(on)
        .filter(person_id=user.person_id, person__isnull=False)
        .values_list("capacity", "unit_id", "unit__kind")
    )
    works_in = list(
        Assignment.objects.on(on)
        .filter(person_id=user.person_id, person__isnull=False)
        .values_list("unit_id", "unit__kind")
    )
    kinds = {kind for *_rest, kind in [*grants, *appointments, *works_in]}
    officer_of = frozenset(unit for role, unit, _kind in grants if role == Role.OFFICER)
    heads = frozenset(unit for capacity, unit, _kind in appointments if capacity in ("head", "acting_head"))
    deputy_of = frozenset(unit for capacity, unit, _kind in appointments if capacity == "deputy")
    present = frozenset(unit for unit, _kind in works_in)
    steps = steps_until(on) if officer_of or heads or deputy_of or present else []
    return Standing(
        on=on,
        officer_of=officer_of,
        heads=heads,
        deputy_of=deputy_of,
        # What one's unit succeeded is read like what it does itself.
        works_in=present | closed_before(present, steps),
        roles=frozenset(role for role, _unit, _kind in grants),
        is_outside=bool(kinds) and kinds == {UnitKind.OUTSIDE},
        officer_of_ended=closed_before(officer_of, steps),
        heads_ended=closed_before(heads, steps),
        ended=closed_before(officer_of | heads | deputy_of, steps),
    )


def visible_clusters(user: User, on: date):
    """Clusters that the account may open: all of them, but those outside the procuracy see their own only."""
    rights = standing(user, on)
    if rights.is_outside and not rights.sees_everything:
        return Cluster.objects.filter(memberships__unit_id__in=rights.units | rights.works_in).distinct()
    return Cluster.objects.all()


def visible_units(user: User, on: date):
    """Units that the account may open: outside the procuracy only those of their own clusters."""
    rights = standing(user, on)
    if not rights.is_outside or rights.sees_everything:
        return Unit.objects.all()
    own = rights.units | rights.works_in
    clusters = Cluster.objects.filter(memberships__unit_id__in=own)
    partners = ClusterMembership.objects.filter(cluster__in=clusters.values("pk"))
    return Unit.objects.filter(
        Q(pk__in=own) | Q(pk__in=partners.values("unit")) | Q(pk__in=clusters.values("year__organiser"))
    )


def visible_people(user: User, on: date):
    """People whom the account may open: outside the procuracy only those of units of its own clusters."""
    rights = standing(user, on)
    if not rights.is_outside or rights.sees_everything:
        return Person.objects.all()
    own = rights.units | rights.works_in
    partners = ClusterMembership.objects.filter(cluster__memberships__unit_id__in=own)
    units = Q(unit_id__in=own) | Q(unit__in=partners.values("unit"))
    return Person.objects.filter(
        Q(pk__in=Assignment.objects.filter(units).values("person"))
        | Q(pk__in=Appointment.objects.filter(units).values("person"))
    )


def check_reads_particulars(user: User, person: Person, on: date) -> None:
    """Birth date and numbers are for the person, for who acts for the present unit, and for the centre."""
    rights = standing(user, on)
    is_central = rights.roles & {Role.CENTRAL_OFFICER, Role.ADMINISTRATOR}
    if is_central or person.pk == user.person_id or rights.units & units_answering_for(person, on):
        return
    raise NotAllowed(_("Only those who act for the person's unit may read this."))


def check_role(user: User, role: Role, on: date) -> None:
    if role not in standing(user, on).roles:
        raise NotAllowed(_("This needs the role “%(role)s”.") % {"role": role.label})


def check_reorganises(user: User, on: date) -> None:
    """An administrator by role, or an account that may change units in the administration."""
    if not user.has_perm("units.change_unit"):
        check_role(user, Role.ADMINISTRATOR, on)


def check_officer_of(user: User, unit: Unit, on: date) -> None:
    """The emulation officer of the unit, or of one that succeeded it when it ended."""
    if unit.pk not in standing(user, on).officer_for:
        raise NotAllowed(_("Only the emulation officer of the unit may do this."))


def check_heads(user: User, unit: Unit, on: date) -> None:
    """The head, or acting head, of the unit on the day, or of one that succeeded it when it ended."""
    if unit.pk not in standing(user, on).head_for:
        raise NotAllowed(_("Only the head of the unit may do this."))


def check_acts_for(user: User, unit: Unit, on: date) -> None:
    """The officer, head or a deputy of the unit, or of one that succeeded it when it ended."""
    if unit.pk not in standing(user, on).units:
        raise NotAllowed(_("Only this unit's own officer or leaders may do this."))


def lead_unit_id(cluster: Cluster, on: date) -> int | None:
    """The unit that leads the cluster on the day."""
    return (
        ClusterLeadership.objects.on(on)
        .filter(cluster=cluster, role=LeadershipRole.TRUONG)
        .values_list("unit_id", flat=True)
        .first()
    )


def check_acts_for_lead_unit(user: User, cluster: Cluster, on: date) -> None:
    """The officer or head of the unit that leads the cluster on the day."""
    rights = standing(user, on)
    if lead_unit_id(cluster, on) not in rights.officer_of | rights.heads:
        raise NotAllowed(_("Only the lead unit of the cluster may do this."))


def check_heads_cluster(user: User, cluster: Cluster, on: date) -> None:
    """The head of the unit that leads the cluster on the day."""
    if lead_unit_id(cluster, on) not in standing(user, on).heads:
        raise NotAllowed(_("Only the head of the lead unit may do this."))
