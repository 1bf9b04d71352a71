"""Facts for the law and registrations of the rehearsal, for a newcomer to meet every verdict and state."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from awards.enums import RegistrationStatus
from awards.models import AwardType, EarnedTitle, Initiative, PersonYear, Registration
from awards.services import registering
from awards.services.registration_rows import ItemRow
from units import audit
from units.enums import LeadershipRole, Role
from units.models import Person, RoleGrant, Unit, User
from units.services.sample_rehearsal import check_allowed, rehearsal_cluster

_FILE = Path(__file__).parent.parent / "sample_data" / "rehearsal.json"


@transaction.atomic
def load_facts(*, at: datetime) -> int:
    """Yearly records, titles and initiatives, counted back from the rehearsal year; made once, as a whole."""
    check_allowed()
    year, on = rehearsal_cluster().year.year, localdate(at)
    wanted = json.loads(_FILE.read_text(encoding="utf-8"))["facts"]
    people = Person.objects.in_bulk([facts["staff_number"] for facts in wanted], field_name="staff_number")
    if PersonYear.objects.filter(person__in=people.values()).exists():
        return 0
    types = AwardType.objects.in_bulk(field_name="code")
    for facts in wanted:
        _add_facts(people[facts["staff_number"]], facts, types, year, on)
    audit.record(
        kind="sample_loaded",
        actor=None,
        subject=None,
        at=at,
        data={"part": "rehearsal: facts", "rows": len(wanted)},
    )
    return len(wanted)


@transaction.atomic
def load_registrations(*, at: datetime) -> int:
    """One registration that is accepted and one that waits for the lead unit; made once."""
    check_allowed()
    cluster = rehearsal_cluster()
    if Registration.objects.filter(cluster=cluster).exists():
        return 0
    wanted = json.loads(_FILE.read_text(encoding="utf-8"))["registrations"]
    for facts in wanted:
        unit = Unit.objects.get(code=facts["unit"])
        officer, head = _officer(unit, at), _head(unit, at)
        registration = registering.start(cluster=cluster, unit=unit, by=officer, at=at)
        registration = registering.save_items(
            registration=registration,
            rows=_rows(facts["items"]),
            expected_edit_number=registration.edit_number,
            by=officer,
            at=at,
        )
        registration = registering.send_to_head(registration=registration, by=officer, at=at)
        registration = registering.submit(registration=registration, by=head, at=at)
        if facts["until"] == RegistrationStatus.ACCEPTED:
            lead = cluster.leaderships.get(role=LeadershipRole.TRUONG).unit
            registering.accept(registration=registration, by=_officer(lead, at), at=at)
    return len(wanted)


def _add_facts(
    person: Person, facts: dict[str, Any], types: dict[str, AwardType], year: int, on: date
) -> None:
    record = {**facts["record"], "absence_months": Decimal(facts["record"]["absence_months"])}
    PersonYear.objects.create(person=person, year=year, **record)
    for title in facts["titles"]:
        earned_in = year - title["years_before"]
        EarnedTitle.objects.create(
            person=person,
            title=types[title["title"]],
            year=earned_in,
            decision_number=f"{title['title']}-{earned_in}/QĐ-DT",
            decided_on=min(date(earned_in, 12, 20), on),
        )
    for initiative in facts["initiatives"]:
        made_in = year - initiative["years_before"]
        Initiative.objects.create(
            person=person,
            year=made_in,
            name=initiative["name"],
            scope=initiative["scope"],
            decision_number=initiative["decision_number"],
            recognised_on=min(date(made_in, 11, 15), on),
        )


def _rows(items: list[dict[str, Any]]) -> list[ItemRow]:
    types = dict(AwardType.objects.values_list("code", "pk"))
    people = dict(Person.objects.filter(staff_number__isnull=False).values_list("staff_number", "pk"))
    units = dict(Unit.objects.filter(is_rehearsal=True).values_list("code", "pk"))
    return [
        ItemRow(
            kind=item["kind"],
            recipient_id=(people if item["kind"] == "person" else units)[item["recipient"]],
            title_id=types[item["title"]] if item["title"] else None,
            commendation_id=types[item["commendation"]] if item["commendation"] else None,
            initiative=item["initiative"],
            note=item["note"],
        )
        for item in items
    ]


def _officer(unit: Unit, at: datetime) -> User:
    grants = RoleGrant.objects.on(localdate(at)).filter(unit=unit, role=Role.OFFICER, user__is_sample=True)
    return grants.select_related("user").get().user


def _head(unit: Unit, at: datetime) -> User:
    return unit.appointments.heading(localdate(at)).select_related("person__user").get().person.user
