"""A small organisation to be reorganised at random, and everything one may ask of it about a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from tests.factories.reorganisation import make_administrator
from tests.factories.units import (
    appoint,
    assign,
    authorise,
    grant,
    make_cluster,
    make_person,
    make_unit,
    make_user,
    make_year,
)
from units.models import (
    Appointment,
    Assignment,
    Authorisation,
    Cluster,
    ClusterLeadership,
    ClusterMembership,
    RoleGrant,
    Unit,
    UnitName,
    User,
)
from units.notices import people_of_units
from units.permissions import standing
from units.queries.answers import unit_history
from units.queries.authority import Authority, signing_authorities
from units.queries.names import names_on
from units.queries.periods import overlap
from units.queries.placement import upper_units_on
from units.queries.roster import roster


@dataclass
class World:
    """Five units in two clusters of two organisers and two years, with all that is dated in them."""

    clusters: list[Cluster]
    users: list[User]
    administrator: User
    original: list[Unit]

    @classmethod
    def make(cls) -> World:
        units = [make_unit(f"VKSND tỉnh {name}") for name in ("Một", "Hai", "Ba", "Bốn", "Năm")]
        department = make_unit("Phòng 1", kind="department", parent=units[0])
        users = []
        for number, unit in enumerate([*units, department]):
            user = make_user(make_person())
            assign(user.person, unit, "Kiểm sát viên", valid_from=date(2023, 1, number + 1))
            users.append(user)
        appoint(users[0].person, units[0])
        appoint(users[1].person, units[1], "acting_head", valid_to=date(2025, 9, 30))
        appoint(users[2].person, units[2], "deputy", position_title="Phó Viện trưởng")
        authorise(users[2].person, units[2], form="KT", valid_from=date(2024, 1, 1))
        grant(users[5], "officer", units[0], valid_from=date(2024, 1, 1))
        grant(users[1], "officer", units[1], valid_from=date(2024, 1, 1), valid_to=date(2025, 10, 31))
        grant(users[1], "officer", units[2], valid_from=date(2024, 1, 1))
        first, second = make_year(2024), make_year(2025)
        other = make_year(2025, make_unit("Khối nội chính", kind="organiser"))
        clusters = [
            make_cluster(first, units[:3], leader=units[1], number=8),
            make_cluster(second, units[:3], leader=units[0], deputy=units[2], number=8),
            make_cluster(second, units[3:], leader=units[3], number=7),
            make_cluster(other, [units[4], units[1]], leader=units[1], number=1),
        ]
        return cls(clusters, users, make_administrator(), [*units, department])

    def answers(self, day: date) -> dict[str, Any]:
        """What is said about a day by everything that answers for a day."""
        units = list(Unit.objects.on(day).order_by("pk"))
        signing = signing_authorities(units, day)
        return {
            "units": [unit.pk for unit in units],
            "names": {pk: str(name) for pk, name in names_on(units, day).items()},
            "upper units": upper_units_on(units, day),
            "rosters": [
                [
                    (it.unit.pk, it.full_name, it.role, it.head and it.head.person_id)
                    for it in roster(one, day)
                ]
                for one in self.clusters
            ],
            "signing": {
                pk: (found.person.pk, found.capacity_lines) if isinstance(found, Authority) else found.reason
                for pk, found in signing.items()
            },
            "standing": [standing(user, day) for user in self.users[:4]],
            "working": list(
                Assignment.objects.on(day)
                .order_by("person", "pk")
                .values_list("person", "unit", "position_title")
            ),
            "told": [user.pk for user in people_of_units([unit.pk for unit in self.original], day)],
        }

    def histories(self) -> list[tuple[str, list, list]]:
        """What a unit was called, came from and took part in is not changed by what becomes of it."""
        found = {history["name"]: history for history in unit_history("VKSND")}
        return [(name, one["predecessors"], one["clusters"]) for name, one in sorted(found.items())]


DATED = (
    UnitName,
    ClusterMembership,
    ClusterLeadership,
    Appointment,
    Assignment,
    Authorisation,
    RoleGrant,
)


def outside_their_unit() -> list[str]:
    """Rows that speak of days on which their unit did not exist."""
    return [f"{row._meta.label} {row}" for row in _rows() if not _within(row, row.unit)]


def twice_at_once() -> list[str]:
    """Rows of which there may be one at a time, and are two."""
    single = {
        UnitName: ["unit_id"],
        Assignment: ["person_id"],
        RoleGrant: ["user_id", "role", "unit_id"],
        Appointment: ["person_id", "unit_id"],
    }
    found = [
        f"{model.__name__} {one} | {other}"
        for model, columns in single.items()
        for one, other in combinations(model.objects.all(), 2)
        if all(getattr(one, name) == getattr(other, name) for name in columns) and overlap(one, other)
    ]
    memberships = list(ClusterMembership.objects.select_related("cluster"))
    return found + [
        f"{one} | {other}"
        for one, other in combinations(memberships, 2)
        if (one.unit_id, one.cluster.year_id) == (other.unit_id, other.cluster.year_id)
        and overlap(one, other)
    ]


def orphans(day: date) -> list[str]:
    """Units that exist below one that does not."""
    units = list(Unit.objects.on(day))
    living = {unit.pk for unit in units}
    upper = upper_units_on(units, day)
    return [str(unit) for unit in units if upper[unit.pk] and upper[unit.pk] not in living]


def workplaces(day: date) -> dict[int, list[int]]:
    """For each person the units that he or she works in on the day."""
    found: dict[int, list[int]] = {}
    for person, unit in Assignment.objects.on(day).order_by("pk").values_list("person", "unit"):
        found.setdefault(person, []).append(unit)
    return found


def _rows() -> Iterator[Any]:
    for model in DATED:
        more: Iterable[str] = ("cluster__year",) if hasattr(model, "cluster") else ()
        yield from model.objects.select_related("unit", *more)


def _within(row: Any, unit: Unit) -> bool:
    first, last = row.valid_from, row.valid_to
    if hasattr(row, "cluster"):
        first = first or row.cluster.year.first_day
        last = min(last or row.cluster.year.last_day, row.cluster.year.last_day)
    begins = unit.valid_from is None or (first is not None and first >= unit.valid_from)
    ends = unit.valid_to is None or (last is not None and last <= unit.valid_to)
    return begins and ends
