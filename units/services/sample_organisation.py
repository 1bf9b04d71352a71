"""The clusters that the five source articles tell of. What an article does not say stays empty.

Each unit, year and cluster is made whole when it is missing and never touched again, so that whatever an
administrator corrects or removes stays as it is. No account is made for a real person.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from units import audit
from units.enums import LeadershipRole
from units.models import (
    Appointment,
    Cluster,
    ClusterLeadership,
    ClusterMembership,
    EmulationYear,
    Person,
    Unit,
)
from units.services.organisation import add_units, shipped

_FILE = Path(__file__).parent.parent / "sample_data" / "articles.json"


@transaction.atomic
def load_articles(*, at: datetime) -> int:
    """Make what is missing of the articles' units, years and clusters; the answer is how many were made."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    named = set(data["units"])
    made = [add_units(facts for facts in shipped()["units"] if facts["code"] in named)]
    made += [_add_year(facts) for facts in data["years"]]
    made += [_add_cluster(facts) for facts in data["clusters"]]
    if any(made):
        audit.record(
            kind="sample_loaded",
            actor=None,
            subject=None,
            at=at,
            data={"part": "articles: organisation", "rows": sum(made)},
        )
    return sum(made)


def cluster_of(key: dict[str, Any]) -> Cluster | None:
    """The cluster with this organiser, year, kind and number; its name may have been corrected."""
    return Cluster.objects.filter(
        year__organiser__code=key["organiser"],
        year__year=key["year"],
        kind=key["kind"],
        number=key["number"],
    ).first()


def person_of(full_name: str, unit: Unit) -> Person | None:
    """The person of this name who holds, or held, a post in the unit."""
    return Person.objects.filter(full_name=full_name, appointments__unit=unit).first()


def _add_year(facts: dict[str, Any]) -> bool:
    organiser = Unit.objects.get(code=facts["organiser"])
    _year, made = EmulationYear.objects.get_or_create(
        organiser=organiser,
        year=facts["year"],
        defaults={"theme": facts["theme"], "motto": facts["motto"]},
    )
    return made


def _add_cluster(facts: dict[str, Any]) -> bool:
    if cluster_of(facts):
        return False
    cluster = Cluster.objects.create(
        year=EmulationYear.objects.get(organiser__code=facts["organiser"], year=facts["year"]),
        kind=facts["kind"],
        number=facts["number"],
        name=facts["name"],
        theme=facts["theme"],
        motto=facts["motto"],
        member_count=facts["member_count"],
        source=facts["source"],
    )
    add_members(cluster, facts["members"])
    for role in LeadershipRole:
        if facts[role]:
            ClusterLeadership.objects.create(
                cluster=cluster, unit=Unit.objects.get(code=facts[role]), role=role
            )
    for post in facts["posts"]:
        _add_post(post, facts["year"])
    return True


def add_members(cluster: Cluster, codes: list[str]) -> None:
    """The members in the order given."""
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
    ClusterMembership.objects.bulk_create(
        ClusterMembership(cluster=cluster, unit=units[code], position=place)
        for place, code in enumerate(codes, start=1)
    )


def _add_post(facts: dict[str, Any], year: int) -> None:
    """The article names the holder in that year; when the post began or ended it does not say."""
    unit = Unit.objects.get(code=facts["unit"])
    person = person_of(facts["person"], unit) or Person.objects.create(full_name=facts["person"])
    Appointment.objects.create(
        person=person,
        unit=unit,
        capacity=facts["capacity"],
        position_title=facts["position_title"],
        valid_from=date(year, 1, 1),
        valid_to=date(year, 12, 31),
        bounds_known=False,
    )
