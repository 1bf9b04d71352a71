"""What a transfer, or leaving the sector, means for what is registered of a person, told beforehand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from awards.enums import NominationStatus, RegistrationStatus
from awards.models import Nomination, RegistrationItem
from units.models import Person
from units.queries.gathering import Effect


def person_effects(person: Person, units: Collection[int], on: date) -> list[Effect]:
    """Rows of registrations that nobody has accepted, and nominations in no letter (two queries)."""
    items = (
        RegistrationItem.objects.filter(person=person, registration__unit__in=units)
        .exclude(registration__status=RegistrationStatus.ACCEPTED)
        .select_related("registration__unit", "registration__cluster__year")
        .order_by("pk")
    )
    drafts = (
        Nomination.objects.filter(
            item__person=person, item__registration__unit__in=units, status=NominationStatus.DRAFT
        )
        .select_related("item__registration__unit", "item__registration__cluster__year")
        .order_by("pk")
    )
    return [*map(_registered, items), *map(_nominated, drafts)]


def _registered(item: RegistrationItem) -> Effect:
    registration = item.registration
    sentence = _(
        "The row stays with %(unit)s, which submits it or takes it out: a person is registered once a year."
    )
    return Effect(
        _("Registrations of titles"),
        f"{registration.unit.short_name} · {registration.cluster} · {registration.get_status_display()}",
        sentence % {"unit": registration.unit.short_name},
        registration.get_absolute_url(),
    )


def _nominated(nomination: Nomination) -> Effect:
    registration = nomination.item.registration
    sentence = _("It stays with %(unit)s, which puts it into a letter or withdraws it.")
    return Effect(
        _("Nominations in draft"),
        f"{registration.unit.short_name} · {registration.cluster}",
        sentence % {"unit": registration.unit.short_name},
        nomination.get_absolute_url(),
    )
