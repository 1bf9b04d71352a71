"""What the organisation adds to pages that gather from several apps: its results of a search."""

from __future__ import annotations

from datetime import date

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from units.enums import UnitKind
from units.models import Person, Unit, User
from units.permissions import visible_clusters, visible_people, visible_units
from units.queries.gathering import Found
from units.queries.namesakes import in_list_order, listed_name
from units.queries.people import has_left, last_posts
from units.queries.periods import says
from units.queries.ranking import rank
from units.queries.units import found_by, succession_text
from units.querysets import PersonQuerySet

MOST = 10


def found(text: str, user: User, on: date) -> list[Found]:
    """Units, people and clusters that hold every word of the text, diacritics optional."""
    units = visible_units(user, on)
    return [
        *_units(found_by(units, text), text, on),
        *_people(visible_people(user, on).matching(text), units, on),
        *_clusters(visible_clusters(user, on).matching(text)),
    ]


def _units(matching, text: str, on: date) -> list[Found]:
    """The likeliest first, and of these those that exist; a closed one says so, and what followed it."""
    units = in_list_order(matching).prefetch_related("names")
    rows = sorted(units, key=lambda unit: (rank(unit, text), not unit.exists_on(on)))[:MOST]
    prefetch_related_objects(rows, "successions__successor__parent")
    return [
        Found(_("Units"), listed_name(unit), unit.get_absolute_url(), _unit_detail(unit, on)) for unit in rows
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


def _people(matching: PersonQuerySet, units, on: date) -> list[Found]:
    """A person with the post held on the day, or held last; whoever has left says so."""
    people = list(matching.order_by("sort_key", "pk")[:MOST])
    posts = last_posts(people, units, on)
    return [
        Found(_("People"), person.full_name, person.get_absolute_url(), _person_detail(person, posts, on))
        for person in people
    ]


def _person_detail(person: Person, posts: dict[int, str], on: date) -> str:
    left = _("Left the sector; last day %(day)s") % {"day": says(person.left_on)}
    return " · ".join(filter(None, [posts.get(person.pk, ""), left if has_left(person, on) else ""]))


def _clusters(matching) -> list[Found]:
    rows = matching.select_related("year__organiser").order_by("-year__year", "kind", "number", "pk")[:MOST]
    return [
        Found(_("Clusters and blocks"), str(row), row.get_absolute_url(), row.year.organiser.short_name)
        for row in rows
    ]
