"""Movements, conferences and the illustrated pact of the five source articles. Nothing here is signed.

A list of movements, a conference or a pact is made whole when the cluster has none, and never touched again.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from pacts.models import (
    ClusterMovement,
    Conference,
    ConferenceAttendee,
    LegalBasis,
    Movement,
    Pact,
    PactClause,
    Target,
)
from units import audit
from units.models import Person, Unit
from units.services.sample_organisation import cluster_of, person_of

_FOLDER = Path(__file__).parent.parent / "sample_data"


@transaction.atomic
def load_articles(*, at: datetime) -> int:
    """Make what is missing; the answer is how many lists, conferences and pacts were made."""
    data = json.loads((_FOLDER / "articles.json").read_text(encoding="utf-8"))
    pact = json.loads((_FOLDER / "illustrated_pact.json").read_text(encoding="utf-8"))
    known = {facts["name"]: facts for facts in data["movements"]}
    made = [_add_movements(facts, known) for facts in data["cluster_movements"]]
    made += [_add_conference(facts) for facts in data["conferences"]]
    made.append(_add_pact(pact))
    if any(made):
        audit.record(
            kind="sample_loaded",
            actor=None,
            subject=None,
            at=at,
            data={"part": "articles: pacts", "rows": sum(made)},
        )
    return sum(made)


def add_targets(clause: PactClause, targets: list[dict[str, Any]], *, is_illustration: bool = False) -> None:
    """The targets of a clause in the order given."""
    Target.objects.bulk_create(
        Target(
            clause=clause,
            position=place,
            code=facts["code"],
            text=facts["text"],
            comparator=facts["comparator"],
            value=Decimal(facts["value"]),
            unit_of_measure=facts["unit"],
            is_illustration=is_illustration,
        )
        for place, facts in enumerate(targets, start=1)
    )


def _add_movements(facts: dict[str, Any], known: dict[str, dict[str, Any]]) -> bool:
    cluster = cluster_of(facts["cluster"])
    if cluster is None or cluster.cluster_movements.exists():
        return False
    for place, name in enumerate(facts["movements"], start=1):
        movement, _made = Movement.objects.get_or_create(name=name, defaults=known[name])
        ClusterMovement.objects.create(cluster=cluster, movement=movement, position=place)
    return True


def _add_conference(facts: dict[str, Any]) -> bool:
    cluster = cluster_of(facts["cluster"])
    if cluster is None or cluster.conferences.filter(kind=facts["kind"]).exists():
        return False
    conference = Conference.objects.create(
        cluster=cluster,
        kind=facts["kind"],
        held_on=date.fromisoformat(facts["held_on"]) if facts["held_on"] else None,
        date_text=facts["date_text"],
        host_unit=Unit.objects.get(code=facts["host"]) if facts["host"] else None,
        place=facts["place"],
        is_planned=facts["is_planned"],
        summary=facts["summary"],
    )
    for place, attendee in enumerate(facts["attendees"], start=1):
        unit = Unit.objects.get(code=attendee["unit"])
        ConferenceAttendee.objects.create(
            conference=conference,
            person=person_of(attendee["person"], unit) or Person.objects.create(full_name=attendee["person"]),
            role=attendee["role"],
            title=attendee["title"],
            position=place,
        )
    return True


def _add_pact(facts: dict[str, Any]) -> bool:
    """A complete text that stays a draft: whatever the article does not say is marked as illustration."""
    cluster = cluster_of(facts["cluster"])
    if cluster is None or cluster.pacts.exists():
        return False
    pact = Pact.objects.create(
        cluster=cluster,
        theme=facts["theme"],
        motto=facts["motto"],
        preamble=facts["preamble"],
        closing=facts["closing"],
        place=facts["place"],
        dated_on=date.fromisoformat(facts["dated_on"]),
        is_illustration=True,
    )
    LegalBasis.objects.bulk_create(
        LegalBasis(pact=pact, position=place, citation=citation)
        for place, citation in enumerate(facts["legal_bases"], start=1)
    )
    for place, said in enumerate(facts["clauses"], start=1):
        clause = PactClause.objects.create(
            pact=pact,
            position=place,
            heading=said["heading"],
            body=said["body"],
            is_illustration=said["is_illustration"],
        )
        add_targets(clause, said["targets"], is_illustration=True)
    return True
