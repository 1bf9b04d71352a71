"""What a search finds in the organisation: units, people, clusters."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from units.models import Cluster, Person, Unit, User
from units.permissions import visible_clusters, visible_units
from units.queries.gathering import Found
from units.queries.periods import says, valid

SHORTEST = 2
MOST = 10


def found(text: str, user: User, on: date) -> list[Found]:
    """Units, people and clusters that hold every word of the text, diacritics optional."""
    units = visible_units(user, on)
    return [
        *_units(units.matching(text), on),
        *_people(Person.objects.matching(text), units, on),
        *_clusters(visible_clusters(user, on).matching(text)),
    ]
