"""What the end of units means for registrations and nominations, told before anything is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.enums import NominationStatus, RegistrationStatus
from awards.models import Nomination, Registration
from units.enums import LeadershipRole
from units.models import ClusterLeadership, Unit
from units.queries.gathering import Effect
from units.queries.periods import says

_UNFINISHED = (RegistrationStatus.DRAFT, RegistrationStatus.RETURNED, RegistrationStatus.FOR_APPROVAL)


def merge_effects(units: Sequence[Unit], on: date) -> list[Effect]:
    """Registrations that nobody has accepted, nominations in no letter (three queries)."""
    ids = [unit.pk for unit in units]
    return [*_registrations(ids, on), *_nominations(ids, on), *_to_review(ids, on)]


def _registrations(ids: list[int], on: date) -> Iterator[Effect]:
    found = Registration.objects.filter(unit__in=ids).exclude(status=RegistrationStatus.ACCEPTED)
    for one in found.annotate(rows=Count("items")).for_list():
        rows = ngettext("%(count)d row", "%(count)d rows", one.rows) % {"count": one.rows}
        yield Effect(
            _("Registrations of titles"),
            f"{one.unit.short_name} · {one.cluster} · {one.get_status_display()} ({rows})",
            _consequence(one, on),
            one.get_absolute_url(),
        )


def _consequence(registration: Registration, on: date) -> str:
    if registration.status in _UNFINISHED:
        return _(
            "From %(day)s the officer and the head of the successor finish and submit it; "
            "where nothing succeeds the unit, it must be submitted before."
        ) % {"day": says(on)}
    return _("It waits for the lead unit, which accepts or returns it as before.")


def _nominations(ids: list[int], on: date) -> Iterator[Effect]:
    """One line for each unit and year."""
    drafts = (
        Nomination.objects.filter(status=NominationStatus.DRAFT, item__registration__unit__in=ids)
        .values_list("item__registration__unit__short_name", "item__registration__cluster__year__year")
        .annotate(count=Count("pk"))
        .order_by("item__registration__cluster__year__year", "item__registration__unit__short_name")
    )
    for name, year, count in drafts:
        people = ngettext("%(count)d person", "%(count)d people", count) % {"count": count}
        yield Effect(
            _("Nominations in draft"),
            _("%(unit)s, year %(year)s: %(people)s") % {"unit": name, "year": year, "people": people},
            _(
                "From %(day)s the officer of the successor puts them into a letter or withdraws them; "
                "where nothing succeeds the unit, this must be done before."
            )
            % {"day": says(on)},
        )


def _to_review(ids: list[int], on: date) -> Iterator[Effect]:
    """Registrations of other units that wait for a lead unit which ends."""
    led = ClusterLeadership.objects.filter(unit__in=ids, role=LeadershipRole.TRUONG).exclude(valid_to__lt=on)
    waiting = (
        Registration.objects.filter(cluster__in=led.values("cluster"), status=RegistrationStatus.SUBMITTED)
        .exclude(unit__in=ids)
        .values_list("cluster__name", "cluster__year__year")
        .annotate(count=Count("pk"))
        .order_by("cluster__year__year", "cluster__name")
    )
    for cluster, year, count in waiting:
        units = ngettext("%(count)d registration", "%(count)d registrations", count) % {"count": count}
        yield Effect(
            _("Registrations of titles"),
            _("%(cluster)s (%(year)s): %(registrations)s of other units")
            % {"cluster": cluster, "year": year, "registrations": units},
            _(
                "They wait for the lead unit that ends: name a new one from %(day)s, so that it can accept them."
            )
            % {"day": says(on)},
        )
