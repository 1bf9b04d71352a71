"""Who still holds rights on the day on which he or she is about to go elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from units.models import Appointment, Authorisation, RoleGrant


def posts_held(moves: Mapping[int, date]) -> dict[int, str]:
    """Of people (by key, with their first day elsewhere): the unit in which somebody holds something then.

    Posts, authorisations to sign and roles of the account, in whatever unit; three queries for all of them.
    """
    people = list(moves)
    columns = ("unit__short_name", "valid_to")
    rows = [
        *Appointment.objects.filter(person__in=people).values_list("person_id", *columns),
        *Authorisation.objects.filter(person__in=people).values_list("person_id", *columns),
        *RoleGrant.objects.filter(user__person__in=people).values_list("user__person_id", *columns),
    ]
    return {person: unit for person, unit, valid_to in rows if valid_to is None or valid_to >= moves[person]}
