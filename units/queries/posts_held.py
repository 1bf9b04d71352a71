"""Who still holds rights in a unit that he or she is about to leave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from units.models import Appointment, Authorisation, RoleGrant


def holding_posts(wanted: Mapping[int, tuple[int, date]]) -> set[int]:
    """Of people (by key, with the unit left and the first day elsewhere): who holds something there then.

    Posts, authorisations to sign and roles of the account; three queries, however many people.
    """
    found = set()
    rows = [
        Appointment.objects.filter(person__in=wanted).values_list("person_id", "unit_id", "valid_to"),
        Authorisation.objects.filter(person__in=wanted).values_list("person_id", "unit_id", "valid_to"),
        RoleGrant.objects.filter(user__person__in=wanted).values_list(
            "user__person_id", "unit_id", "valid_to"
        ),
    ]
    for person, unit, valid_to in (row for query in rows for row in query):
        left, day = wanted[person]
        if unit == left and (valid_to is None or valid_to >= day):
            found.add(person)
    return found
