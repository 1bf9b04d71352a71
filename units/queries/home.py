"""The first page after log-in: what waits, where my clusters stand, what comes next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from units.models import Cluster, Deadline, User
from units.queries.gathering import ClusterColumn, Task, cluster_columns, tasks

SHOWN_CLUSTERS = 3


@dataclass(frozen=True, slots=True)
class ClusterSummary:
    cluster: Cluster
    total: int
    columns: list[ClusterColumn]


@dataclass(frozen=True, slots=True)
class Day:
    due_on: date
    label: str
    is_past: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """The deadlines of one year of one organiser."""

    year: int
    organiser: str
    days: list[Day]


@dataclass(frozen=True, slots=True)
class Home:
    waiting: list[Task]
    sent: list[Task]
    clusters: list[ClusterSummary]
    calendars: list[Calendar]


def home(user: User, my_units: Collection[int], on: date) -> Home:
    """Everything that the page shows, for the day and the units that the person works in or acts for."""
    found = tasks(user, on)
    clusters = list(my_clusters(user, my_units, on)[:SHOWN_CLUSTERS])
    return Home(
        waiting=[task for task in found if not task.is_sent],
        sent=[task for task in found if task.is_sent],
        clusters=[
            ClusterSummary(cluster, cluster.total, cluster_columns(cluster, user, on)) for cluster in clusters
        ],
        calendars=_calendars(clusters, on),
    )


def my_clusters(user: User, my_units: Collection[int], on: date):
    """Clusters of the running year in which one of my units is a member, or which it organises."""
    organised = user.role_grants.on(on).values("unit_id")
    running = Q(year__starts_on__lte=on, year__ends_on__gte=on) | Q(year__year=on.year)
    belongs = Q(pk__in=Cluster.objects.filter(memberships__unit_id__in=my_units).values("pk"))
    return (
        Cluster.objects.filter(running)
        .filter(belongs | Q(year__organiser_id__in=organised))
        .annotate(total=Count("memberships"))
        .select_related("year__organiser")
        .order_by("-year__year", "kind", "number", "pk")
    )


def _calendars(clusters: list[Cluster], on: date) -> list[Calendar]:
    years = {cluster.year_id: cluster.year for cluster in clusters}
    days: dict[int, list[Day]] = {pk: [] for pk in years}
    for deadline in Deadline.objects.filter(year__in=years).order_by("due_on", "pk"):
        day = Day(deadline.due_on, deadline.get_kind_display(), deadline.due_on < on)
        days[deadline.year_id].append(day)
    return [
        Calendar(year.year, year.organiser.short_name, days[pk]) for pk, year in years.items() if days[pk]
    ]
