"""How the people of a report are called, so that namesakes are told apart."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from units.imports.telling import Described
from units.models import Person
from units.queries.periods import says, valid


def people(keys: set[int], on: date) -> dict[int, Described]:
    """Name, date of birth, unit of the day, staff number and end of the citizen ID (three queries)."""
    found = Person.objects.filter(pk__in=keys).prefetch_related("assignments__unit")
    return {person.pk: _described(person, on) for person in found}


def _described(person: Person, on: date) -> Described:
    works_in = [it.unit.short_name for it in person.assignments.all() if valid(it, on)]
    tail = f"CCCD …{person.citizen_id_tail}" if person.citizen_id_tail else ""
    born = says(person.birth_date) if person.birth_date else ""
    label = " · ".join(filter(None, [person.full_name, born, *works_in, person.staff_number, tail]))
    return Described(label, reverse("admin:units_person_change", args=[person.pk]))
