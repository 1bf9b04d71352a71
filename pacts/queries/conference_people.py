"""Who can be named at a conference: people with a post in the units that take part in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from units.enums import Capacity, Role, UnitKind
from units.models import Appointment, Assignment, Person, RoleGrant, Unit
from units.queries.names import Names
from units.queries.placement import units_below_on, upper_units_on

_RANK = {Capacity.HEAD: 0, Capacity.ACTING_HEAD: 0, Capacity.DEPUTY: 1}
_LONGEST = 200
_OFFICER, _LEADER_BELOW, _STAFF = 2, 3, 4
# They keep the minutes and read out the papers, or supervise the cluster.
_ROLES = (Role.OFFICER, Role.CENTRAL_OFFICER, Role.COUNCIL_MEMBER)
_DEPARTMENTS = (UnitKind.DEPARTMENT, UnitKind.SUPREME_DEPARTMENT)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person with the post that he or she holds on the day, as minutes say it.

    `unit` is the unit in whose name the person comes; the post may be in one of its departments. Who is on record
    already is offered whatever became of the post, and then comes in no unit's name.
    """

    person: Person
    position: str
    unit: Unit | None = None
    unit_name: str = ""
    department: str = ""
    # The dates of the post are known and it is that of a leader of the unit itself.
    leads: bool = False
    rank: int = _STAFF

    @property
    def post(self) -> str:
        """As said beside the name of the unit."""
        return _said(self.position, self.department)

    @property
    def title(self) -> str:
        return _said(self.position, self.department or self.unit_name)

    @property
    def label(self) -> str:
        return " · ".join(filter(None, [self.person.full_name, self.title]))

    @property
    def short_label(self) -> str:
        """The same under the name of the unit."""
        return " · ".join(filter(None, [self.person.full_name, self.post]))


def _said(*words: str) -> str:
    """No longer than the record holds."""
    return " ".join(filter(None, words))[:_LONGEST]


# A post as read: the key of its unit, who holds it, its title and rank, and whether its dates are known.
_Post = tuple[int, Person, str, int, bool]


def candidates(units: Iterable[Unit], on: date, *, few_below: Unit | None = None) -> list[Candidate]:
    """The people of the units and of their departments on the day (seven queries), in the order of the units.

    In a unit its leaders stand first, then its officers, the leaders of its departments, and all others by name;
    one person may come for two units. Of the departments of `few_below` only those are offered who lead them or
    have a role there: an organiser may employ a thousand.
    """
    wanted = list({unit.pk: unit for unit in units}.values())
    order = {unit.pk: place for place, unit in enumerate(wanted)}
    departments, upper = _departments(order, on)
    names = Names([*wanted, *departments.values()])
    large = {key for key, above in upper.items() if few_below and above == few_below.pk}
    keys = order.keys() | departments.keys()
    rows = []
    for key, person, title, rank, bounds_known in [*_leaders(keys, on), *_others(keys, keys - large, on)]:
        department = departments.get(key)
        unit = wanted[order[upper[key] if department else key]]
        one = Candidate(
            person=person,
            position=title,
            unit=unit,
            unit_name=names.on(unit, on).short_name,
            department=names.on(department, on).short_name if department else "",
            leads=bounds_known and not department,
            rank=_LEADER_BELOW if department and rank < _STAFF else rank,
        )
        rows.append((order[unit.pk], one.rank, person.sort_key if one.rank == _STAFF else "", one))
    made: dict[tuple[int, int], Candidate] = {}
    for place, _rank, _name, one in sorted(rows, key=lambda row: row[:3]):
        made.setdefault((place, one.person.pk), one)
    return list(made.values())


def _departments(above: Iterable[int], on: date) -> tuple[dict[int, Unit], dict[int, int]]:
    """The departments right below these units on the day, as far as they are none of these, and where they stand."""
    keys = set(above)
    found = {
        unit.pk: unit
        for unit in units_below_on(keys, on).filter(kind__in=_DEPARTMENTS)
        if unit.pk not in keys
    }
    upper = upper_units_on(found.values(), on)
    return found, {key: above for key, above in upper.items() if above is not None}


def _leaders(units: Iterable[int], on: date) -> Iterator[_Post]:
    rows = Appointment.objects.on(on).filter(unit__in=set(units)).select_related("person")
    for row in rows.order_by("pk"):
        yield row.unit_id, row.person, row.position_title, _RANK[Capacity(row.capacity)], row.bounds_known


def _others(units: Iterable[int], whole: Iterable[int], on: date) -> Iterator[_Post]:
    """Those with a role in the units on the day, whatever became of their accounts, and all who worked in `whole`."""
    grants = RoleGrant.objects.on(on).filter(unit__in=set(units), role__in=_ROLES, user__person__isnull=False)
    officers = [
        (row.unit_id, row.user.person) for row in grants.select_related("user__person").order_by("pk")
    ]
    whole = set(whole)
    working = Assignment.objects.on(on).filter(
        Q(unit__in=whole) | Q(person__in={person.pk for _unit, person in officers})
    )
    posts = list(working.select_related("person").order_by("-pk"))
    titles = {row.person_id: row.position_title for row in posts}
    for unit, person in officers:
        yield unit, person, titles.get(person.pk, ""), _OFFICER, False
    for row in posts:
        if row.unit_id in whole:
            yield row.unit_id, row.person, row.position_title, _STAFF, False
