"""What a person was registered and nominated for, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from awards.enums import NominationStatus
from awards.models import Nomination, RegistrationItem
from awards.queries.names import unit_names
from awards.queries.states import nomination_pill, own_pill
from awards.querysets import NominationQuerySet, RegistrationQuerySet
from units.models import Person
from units.queries.gathering import Pill
from units.queries.names import Name


@dataclass(frozen=True, slots=True)
class Aim:
    """One year's row: for which unit, under its name of that year, and how far it came."""

    item: RegistrationItem
    unit: Name
    state: Pill
    nomination: Nomination | None
    nominated: Pill | None


def aims(
    person: Person, registrations: RegistrationQuerySet, nominations: NominationQuerySet, on: date
) -> list[Aim]:
    """The newest year first, out of what may be read (three queries)."""
    live = nominations.exclude(status=NominationStatus.WITHDRAWN)
    items = list(
        RegistrationItem.objects.filter(person=person, registration__in=registrations.values("pk"))
        .select_related("title", "commendation", "registration__unit", "registration__cluster__year")
        .prefetch_related(Prefetch("nominations", queryset=live, to_attr="live"))
        .order_by("-registration__cluster__year__year", "pk")
    )
    names = unit_names((item.registration for item in items), on)
    return [_aim(item, names[item.registration_id]) for item in items]


def _aim(item: RegistrationItem, unit: Name) -> Aim:
    nomination = next(iter(item.live), None)  # type: ignore[attr-defined]
    pill = nomination_pill(nomination) if nomination else None
    return Aim(item, unit, own_pill(item.registration), nomination, pill)
