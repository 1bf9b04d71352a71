"""What registrations, nominations and titles add to the pages of the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Exists, OuterRef, Q

from awards.models import EarnedTitle, Initiative
from awards.permissions import visible_nominations, visible_registrations
from awards.queries.person import aims
from awards.queries.states import nomination_pill, own_pill
from units.models import Appointment, Assignment, Person, Unit, User
from units.permissions import check_reads_particulars, passes, visible_people
from units.queries.gathering import Panel

MOST = 200


@dataclass(frozen=True, slots=True)
class TitleGroup:
    """Who earned a title in a year."""

    year: int
    title: str
    rows: list[EarnedTitle]


def unit_panels(unit: Unit, user: User, on: date) -> list[Panel]:
    """What the unit registered, nominated and earned, as far as the account may see it (three queries)."""
    registrations = (
        visible_registrations(user, on)
        .filter(unit=unit)
        .select_related("cluster__year__organiser")
        .annotate(recipients=Count("items"))
        .order_by("-cluster__year__year", "pk")
    )
    nominations = list(
        visible_nominations(user, on)
        .filter(item__registration__unit=unit)
        .select_related("item__person", "item__collective", "item__title", "item__commendation")
        .select_related("item__registration__cluster__year")
        .order_by("-item__registration__cluster__year__year", "item__person__sort_key", "pk")[: MOST + 1]
    )
    earned = list(_earned_in(unit, user, on)[: MOST + 1])
    context = {
        "registrations": [(one, own_pill(one)) for one in registrations],
        "nominations": [(one, nomination_pill(one)) for one in nominations[:MOST]],
        "earned": _grouped(earned[:MOST]),
        "most": MOST,
        "more_nominations": len(nominations) > MOST,
        "more_earned": len(earned) > MOST,
    }
    return [Panel("awards/_unit_panel.html", context)]


def person_panels(person: Person, user: User, on: date) -> list[Panel]:
    """Titles given are public; the rest as far as the account may read it."""
    titles = EarnedTitle.objects.filter(person=person).select_related("title")
    titles = titles.order_by("-year", "title__position", "pk")
    found = aims(person, visible_registrations(user, on), visible_nominations(user, on), on)
    panels = [Panel("awards/_person_titles.html", {"titles": titles})]
    if found:
        panels.append(Panel("awards/_person_aims.html", {"aims": found}))
    if passes(check_reads_particulars, user, person, on):
        initiatives = Initiative.objects.filter(person=person).order_by("-year", "pk")
        panels.append(Panel("awards/_person_initiatives.html", {"initiatives": initiatives}))
    return panels


def _earned_in(unit: Unit, user: User, on: date):
    """Titles of the years in which their holders worked in the unit or in a department of it."""
    here = Q(unit=unit) | Q(unit__parent=unit, unit__kind="department")
    begun = Q(valid_from__isnull=True) | Q(valid_from__year__lte=OuterRef("year"))
    not_over = Q(valid_to__isnull=True) | Q(valid_to__year__gte=OuterRef("year"))
    worked, led = (
        Exists(model.objects.filter(here, begun, not_over, person=OuterRef("person")))
        for model in (Assignment, Appointment)
    )
    return (
        EarnedTitle.objects.filter(worked | led, person__in=visible_people(user, on).values("pk"))
        .select_related("person", "title")
        .order_by("-year", "title__position", "title", "person__sort_key", "pk")
    )


def _grouped(rows: list[EarnedTitle]) -> list[TitleGroup]:
    return [
        TitleGroup(year, str(title), list(group))
        for (year, title), group in groupby(rows, key=lambda row: (row.year, row.title))
    ]
