"""What the organisation adds to pages that gather from several apps: its results of a search."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from units.enums import UnitKind
from units.models import Appointment, Assignment, Person, Unit, User
from units.permissions import visible_clusters, visible_units
from units.queries.gathering import Found
from units.queries.namesakes import in_list_order, listed_name
from units.queries.periods import says, valid
from units.queries.units import succession_text

MOST = 10


def found(text: str, user: User, on: date) -> list[Found]:
    """Units, people and clusters that hold every word of the text, diacritics optional."""
    units = visible_units(user, on)
    return [
        *_units(units.matching(text), on),
        *_people(text, units, on),
        *_clusters(visible_clusters(user, on).matching(text)),
    ]


def _units(matching, on: date) -> list[Found]:
    """Those that exist come first; a closed one says so, and what followed it."""
    rows = in_list_order(matching).prefetch_related("successions__successor__parent")[: MOST * 5]
    rows = sorted(rows, key=lambda unit: not unit.exists_on(on))
    return [
        Found(_("Units"), listed_name(unit), unit.get_absolute_url(), _unit_detail(unit, on))
        for unit in rows[:MOST]
    ]


def _unit_detail(unit: Unit, on: date) -> str:
    """What tells a unit from its namesakes: the unit above a department, its days, what followed it."""
    details = [unit.name] if unit.name != unit.short_name else []
    if unit.kind == UnitKind.DEPARTMENT and unit.parent:
        details.append(unit.parent.short_name)
    if unit.valid_to and unit.valid_to < on:
        details.append(_("Ended %(day)s") % {"day": says(unit.valid_to)})
    elif unit.valid_from:
        details.append(_("From %(day)s") % {"day": says(unit.valid_from)})
    details += [succession_text(act) for act in unit.successions.all()]
    return " · ".join(details)


def _people(text: str, units, on: date) -> list[Found]:
    """A person leads to the unit; whoever belongs to no unit that the account may see is not found."""
    ids = units.values("pk")
    working = Assignment.objects.filter(unit__in=ids).values("person")
    leading = Appointment.objects.filter(unit__in=ids).values("person")
    people = Person.objects.matching(text).filter(Q(pk__in=working) | Q(pk__in=leading))
    shown = [
        Prefetch(name, model.objects.filter(unit__in=ids).select_related("unit").order_by("pk"))
        for name, model in (("appointments", Appointment), ("assignments", Assignment))
    ]
    results = []
    for person in people.order_by("sort_key", "pk").prefetch_related(*shown)[:MOST]:
        posts = [*person.appointments.all(), *person.assignments.all()]
        post = next((it for it in posts if valid(it, on)), posts[-1])
        detail = " · ".join(filter(None, [post.position_title, post.unit.short_name]))
        results.append(Found(_("People"), person.full_name, post.unit.get_absolute_url(), detail))
    return results


def _clusters(matching) -> list[Found]:
    rows = matching.select_related("year__organiser").order_by("-year__year", "kind", "number", "pk")[:MOST]
    return [
        Found(_("Clusters and blocks"), str(row), row.get_absolute_url(), row.year.organiser.short_name)
        for row in rows
    ]
