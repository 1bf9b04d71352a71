"""The rehearsal: an organiser, six invented procuratorates, their people, and a year whose windows are open.

The year is that of the first loading and stays. Deadlines that have passed are set anew from the day of a
later loading, so that a newcomer can always do the whole job.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.timezone import localdate

from units import audit
from units.enums import LeadershipRole
from units.models import (
    Appointment,
    Assignment,
    Cluster,
    ClusterLeadership,
    Deadline,
    EmulationYear,
    Guidance,
    Person,
    Unit,
)
from units.services.organisation import add_units
from units.services.sample_organisation import add_members

ORGANISER = "DIENTAP"
_FILE = Path(__file__).parent.parent / "sample_data" / "rehearsal.json"


def facts_of_rehearsal() -> dict[str, Any]:
    """What the rehearsal consists of, as shipped."""
    return json.loads(_FILE.read_text(encoding="utf-8"))


def check_allowed() -> None:
    """A rehearsal with its sample accounts never enters a production installation."""
    if not settings.ALLOW_SAMPLE_ACCOUNTS:
        raise ImproperlyConfigured("Sample accounts are not allowed with these settings.")


def rehearsal_year() -> EmulationYear | None:
    """The year in which the newcomer works; the one before it holds the signed pact.

    They were made together and first; whatever year an administrator opens comes after them.
    """
    found = EmulationYear.objects.filter(organiser__code=ORGANISER, is_rehearsal=True)
    pair = list(found.select_related("organiser").order_by("year")[:2])
    return pair[-1] if pair else None


def rehearsal_cluster(*, years_before: int = 0) -> Cluster:
    """The cluster of the rehearsal year, or of a year before it."""
    year = rehearsal_year()
    if year is None:
        raise ImproperlyConfigured("The rehearsal is not loaded: run load_sample_data first.")
    return Cluster.objects.select_related("year__organiser").get(
        year__organiser=year.organiser, year__year=year.year - years_before, number=1
    )


@transaction.atomic
def load_organisation(*, at: datetime) -> int:
    """Make what is missing of the units, people and years, and keep the deadlines ahead."""
    check_allowed()
    facts, on = facts_of_rehearsal(), localdate(at)
    made = add_units(facts["units"], is_rehearsal=True)
    made += _add_people(facts["people"], since=date(on.year - 2, 1, 1))
    year = rehearsal_year()
    if year is None:
        _add_year(facts["year"], on.year - 1)
        year = _add_year(facts["year"], on.year)
        made += 2
    made += _keep_open(year, facts["year"]["deadlines"], on)
    if made:
        audit.record(
            kind="sample_loaded",
            actor=None,
            subject=None,
            at=at,
            data={"part": "rehearsal: organisation", "rows": made},
        )
    return made


def _add_people(people: list[dict[str, Any]], *, since: date) -> int:
    """Everybody has a staff number, works in one unit and may hold a post there."""
    units = {unit.code: unit for unit in Unit.objects.filter(is_rehearsal=True)}
    numbers = [facts["staff_number"] for facts in people]
    known = set(Person.objects.filter(staff_number__in=numbers).values_list("staff_number", flat=True))
    missing = [facts for facts in people if facts["staff_number"] not in known]
    for facts in missing:
        unit = units[facts["unit"]]
        person = Person.objects.create(
            full_name=facts["full_name"],
            gender=facts["gender"],
            birth_date=date.fromisoformat(facts["birth_date"]),
            recruited_on=date.fromisoformat(facts["recruited_on"]) if facts["recruited_on"] else None,
            staff_number=facts["staff_number"],
        )
        Assignment.objects.create(
            person=person, unit=unit, position_title=facts["position_title"], valid_from=since
        )
        if facts["capacity"]:
            Appointment.objects.create(
                person=person,
                unit=unit,
                capacity=facts["capacity"],
                position_title=facts["position_title"],
                valid_from=since,
            )
    return len(missing)


def _add_year(facts: dict[str, Any], number: int) -> EmulationYear:
    year = EmulationYear.objects.create(
        organiser=Unit.objects.get(code=facts["organiser"]),
        year=number,
        starts_on=date(number, 1, 1),
        ends_on=date(number, 12, 31),
        theme=facts["theme"].format(year=number),
        motto=facts["motto"],
        registration_required=facts["registration_required"],
        is_rehearsal=True,
    )
    Guidance.objects.bulk_create(
        Guidance(year=year, position=place, citation=citation.format(year=number))
        for place, citation in enumerate(facts["guidance"], start=1)
    )
    cluster = Cluster.objects.create(year=year, **facts["cluster"])
    add_members(cluster, facts["members"])
    for role in LeadershipRole:
        ClusterLeadership.objects.create(cluster=cluster, unit=Unit.objects.get(code=facts[role]), role=role)
    return year


def _keep_open(year: EmulationYear, offsets: dict[str, int], on: date) -> int:
    """Deadlines that are missing or over lie ahead again, and the year lasts as long as they do."""
    known = {deadline.kind: deadline for deadline in year.deadlines.all()}
    due = {kind: on + timedelta(days=days) for kind, days in offsets.items()}
    moved = [kind for kind in due if kind not in known or known[kind].due_on < on]
    for kind in moved:
        Deadline.objects.update_or_create(year=year, kind=kind, defaults={"due_on": due[kind]})
    if moved:
        year.ends_on = max(year.ends_on or on, *due.values())
        year.save(update_fields=["ends_on"])
    return len(moved)
