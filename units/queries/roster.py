"""The members of a cluster as they were on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from units.enums import LeadershipRole
from units.models import Appointment, Cluster, ClusterLeadership, ClusterMembership, Unit, UnitName


@dataclass(frozen=True, slots=True)
class Member:
    unit: Unit
    full_name: str
    short_name: str
    role: str
    head: Appointment | None
    membership: ClusterMembership


def roster(cluster: Cluster, on: date) -> list[Member]:
    """Members in the official order with the names, leaders and heads of the day (four queries)."""
    memberships = list(
        ClusterMembership.objects.filter(cluster=cluster)
        .on(on)
        .in_official_order()
        .select_related("unit__parent")
    )
    ids = [membership.unit_id for membership in memberships]
    names = {name.unit_id: name for name in UnitName.objects.on(on).filter(unit_id__in=ids).in_time()}
    roles = dict(ClusterLeadership.objects.on(on).filter(cluster=cluster).values_list("unit_id", "role"))
    heads = {
        post.unit_id: post
        for post in Appointment.objects.heading(on)
        .filter(unit_id__in=ids)
        .select_related("person")
        .order_by("-pk")
    }
    return [
        Member(
            unit=unit,
            full_name=names[unit.pk].full_name if unit.pk in names else unit.name,
            short_name=names[unit.pk].short_name if unit.pk in names else unit.short_name,
            role=roles.get(unit.pk, "member"),
            head=heads.get(unit.pk),
            membership=membership,
        )
        for membership in memberships
        for unit in (membership.unit,)
    ]


def leaders(members: list[Member]) -> tuple[Member | None, Member | None]:
    """The lead unit and its deputy, where they are known."""

    def first(role: str) -> Member | None:
        return next((member for member in members if member.role == role), None)

    return first(LeadershipRole.TRUONG), first(LeadershipRole.PHO)
