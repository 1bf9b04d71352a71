"""Which clusters take registrations on a day, until when, and what is late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from awards.models import Registration
from units.enums import DeadlineKind
from units.models import Cluster, ClusterMembership, Deadline
from units.querysets import valid_on


def is_open(cluster: Cluster, on: date) -> bool:
    """The emulation year is running. A missed deadline does not close it: late comes in marked as late."""
    return cluster.day_within(on) == on


def open_memberships(
    unit_ids: Iterable[int], on: date, *, ended: Iterable[int] = ()
) -> list[ClusterMembership]:
    """The places of the units in clusters whose year is running (one query).

    Of the ended units that they succeeded those are with them in which a registration was begun.
    """
    begun = Registration.objects.filter(cluster=OuterRef("cluster"), unit=OuterRef("unit"))
    left = Q(unit_id__in=list(ended)) & Exists(begun)
    found = (
        ClusterMembership.objects.filter(valid_on(on) & Q(unit_id__in=list(unit_ids)) | left)
        .select_related("unit", "cluster__year__organiser")
        .order_by("-cluster__year__year", "cluster_id", "position", "pk")
    )
    return [membership for membership in found if is_open(membership.cluster, on)]


def deadlines(year_ids: Iterable[int], kind: DeadlineKind = DeadlineKind.REGISTRATION) -> dict[int, date]:
    """The last day for the step by year (one query); a year without one is absent."""
    found = Deadline.objects.filter(year_id__in=set(year_ids), kind=kind)
    return dict(found.values_list("year_id", "due_on"))


def deadline(cluster: Cluster) -> date | None:
    return deadlines([cluster.year_id]).get(cluster.year_id)


def is_late(registration: Registration, due_on: date | None, on: date) -> bool:
    """Submitted, or on the day still not submitted, after the last day; the whole last day counts."""
    if due_on is None:
        return False
    moment = registration.submitted_at
    return (timezone.localdate(moment) if moment else on) > due_on
