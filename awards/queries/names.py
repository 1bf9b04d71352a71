"""What units were called in the year of what they registered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from awards.models import Registration
from units.queries.names import Name, Names


def unit_names(registrations: Iterable[Registration], on: date) -> dict[int, Name]:
    """The name of each registration's unit, by the key of the registration (one query).

    It is that of today while the year runs, and later that of the year's last day.
    """
    found = list(registrations)
    names = Names(one.unit for one in found)
    return {one.pk: names.on(one.unit, one.cluster.day_within(on)) for one in found}
