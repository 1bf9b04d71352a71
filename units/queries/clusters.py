"""The list of clusters and blocks, and the words for those who lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from units.enums import Capacity, ClusterKind, LeadershipRole
from units.models import Appointment, Cluster, ClusterLeadership, EmulationYear, Unit
from units.queries.names import Names
from units.queries.namesakes import in_list_order, listed_name
from units.queries.periods import valid

LEADER_WORDS: dict[tuple[str, str], Any] = {
    (ClusterKind.CUM, LeadershipRole.TRUONG): _("Cluster leader"),
    (ClusterKind.CUM, LeadershipRole.PHO): _("Deputy cluster leader"),
    (ClusterKind.KHOI, LeadershipRole.TRUONG): _("Block leader"),
    (ClusterKind.KHOI, LeadershipRole.PHO): _("Deputy block leader"),
}


@dataclass(frozen=True, slots=True)
class ClusterRow:
    number: int
    cluster: Cluster
    leader: str
    members: int | None


def filtered(clusters: QuerySet[Cluster], chosen: dict[str, Any], own_units: frozenset[int]):
    """The clusters that the filters leave, in the order of the list."""
    found = clusters
    if "year" in chosen:
        found = found.filter(year__year=chosen["year"])
    if "organiser" in chosen:
        found = found.filter(year__organiser=chosen["organiser"])
    if "kind" in chosen:
        found = found.filter(kind=chosen["kind"])
    if chosen.get("mine"):
        found = found.filter(memberships__unit_id__in=with_upper_units(own_units))
    # By key, so that the counting below cannot multiply rows.
    return Cluster.objects.filter(pk__in=found.values("pk")).for_list()


def with_upper_units(ids: frozenset[int]) -> set[int]:
    """A department competes in the cluster of the unit above it."""
    uppers = Unit.objects.filter(pk__in=ids, parent__isnull=False).values_list("parent_id", flat=True)
    return {*ids, *uppers}


def years_of(clusters: QuerySet[Cluster]) -> list[int]:
    years = EmulationYear.objects.filter(clusters__in=clusters.values("pk"))
    return list(years.order_by("-year").values_list("year", flat=True).distinct())


def organisers_of(clusters: QuerySet[Cluster]) -> QuerySet[Unit]:
    years = EmulationYear.objects.filter(clusters__in=clusters.values("pk"))
    return in_list_order(Unit.objects.filter(pk__in=years.values("organiser")))


def by_year(page, today: date) -> list[tuple[str, list[ClusterRow]]]:
    """The rows of one page under their years (three queries beside the page's own)."""
    clusters = list(page.object_list)
    ids = [cluster.pk for cluster in clusters]
    counts = dict(
        Cluster.objects.filter(pk__in=ids)
        .annotate(known=Count("memberships"))
        .values_list("pk", "known")
        .order_by()
    )
    leading = _leading_units(clusters, today)
    first = page.start_index()
    rows = [
        ClusterRow(
            number=first + place,
            cluster=cluster,
            leader=leading.get(cluster.pk, ""),
            members=counts[cluster.pk] or cluster.member_count,
        )
        for place, cluster in enumerate(clusters)
    ]
    return [
        (str(year), list(rows_of_year))
        for year, rows_of_year in groupby(rows, key=lambda row: row.cluster.year.year)
    ]


def _leading_units(clusters: list[Cluster], today: date) -> dict[int, str]:
    days = {cluster.pk: cluster.day_within(today) for cluster in clusters}
    held = ClusterLeadership.objects.filter(cluster__in=days, role=LeadershipRole.TRUONG)
    leading = [
        row for row in held.select_related("unit__parent").in_time() if valid(row, days[row.cluster_id])
    ]
    names = Names(row.unit for row in leading)
    return {
        row.cluster_id: listed_name(row.unit, names.on(row.unit, days[row.cluster_id]).short_name)
        for row in leading
    }


def leader_word(cluster: Cluster, role: str) -> Any:
    """What the leader, or its deputy, is called in a cluster or in a block."""
    return LEADER_WORDS.get((cluster.kind, role))


def head_text(post: Appointment) -> str:
    """The head in words: "Viện trưởng: …", an acting one says so."""
    acting = post.capacity == Capacity.ACTING_HEAD and not post.position_title.lower().startswith("quyền")
    title = _("Acting %(title)s") % {"title": post.position_title} if acting else post.position_title
    return f"{title}: {post.person.full_name}"


def head_note(post: Appointment) -> str:
    """What is not known of the appointment."""
    if post.bounds_known:
        return ""
    day = post.valid_from or post.valid_to
    if day is None:
        return str(_("term not known"))
    return _("by a source of %(year)s, term not known") % {"year": day.year}


def siblings(cluster: Cluster, visible: QuerySet[Cluster]) -> list[Cluster]:
    """The same cluster in every year: same organiser, kind and number, or name where it has no number."""
    same = visible.filter(year__organiser=cluster.year.organiser_id, kind=cluster.kind)
    same = same.filter(name=cluster.name) if cluster.number is None else same.filter(number=cluster.number)
    return list(same.select_related("year").order_by("year__year", "pk"))
