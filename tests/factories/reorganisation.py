"""Acts on units, in the fewest words: what is not said is left to the defaults of the form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

from tests.factories.units import grant, make_unit, make_user
from units.models import Cluster, Person, Unit, User
from units.queries.reorganisation import (
    ClusterChoice,
    NewUnit,
    PersonChoice,
    Preview,
    Reorganisation,
    preview,
)
from units.services.reorganising import reorganise

FIRST_DAY = date(2025, 7, 1)
EVE = date(2025, 6, 30)
AT = datetime(2025, 6, 20, 2, tzinfo=UTC)
TODAY = date(2025, 6, 20)
_number = count(1)


def make_administrator() -> User:
    user = make_user()
    grant(user, "administrator", make_unit("VKSND tối cao", kind="supreme"))
    return user


def begins(name: str = "", *, kind: str = "province", parent: Unit | None = None, **values) -> NewUnit:
    number = next(_number)
    name = name or f"VKSND tỉnh Mới {number}"
    values = {"code": f"MOI{number}", "name": name, "short_name": name, **values}
    return NewUnit(kind=kind, parent_id=parent.pk if parent else None, **values)


def act(kind: str, units: Iterable[Unit], *new_units: NewUnit, **values) -> Reorganisation:
    values = {"effective_on": FIRST_DAY, "legal_basis": "Nghị quyết số 202/2025/QH15", **values}
    predecessors = tuple(unit.pk for unit in units)
    return Reorganisation(act=kind, predecessors=predecessors, new_units=new_units, **values)


def merge(*units: Unit, into: NewUnit | None = None, **values) -> Reorganisation:
    return act("merge", units, into or begins(), **values)


def absorb(*units: Unit, by: Unit, **values) -> Reorganisation:
    return act("absorb", units, absorbed_by=by.pk, **values)


def split(unit: Unit, *new_units: NewUnit, **values) -> Reorganisation:
    return act("split", [unit], *(new_units or (begins(), begins())), **values)


def abolish(*units: Unit, **values) -> Reorganisation:
    return act("abolish", units, **values)


def rename(unit: Unit, name: str, **values) -> Reorganisation:
    return act("rename", [unit], new_name=name, new_short_name=name, **values)


def joins(cluster: Cluster | None, *, year_id: int = 0, successor: int = 0) -> ClusterChoice:
    year_id = cluster.year_id if cluster else year_id
    return ClusterChoice(successor=successor, year_id=year_id, cluster_id=cluster.pk if cluster else None)


def goes(person: Person, **where) -> PersonChoice:
    """`successor=`, `unit_id=` or `leaves=True`."""
    return PersonChoice(person_id=person.pk, **where)


def preview_of(wanted: Reorganisation, on: date = TODAY) -> Preview:
    return preview(wanted, on=on)


def do(wanted: Reorganisation, *, by: User | None = None, at: datetime = AT) -> list[Unit]:
    """Looked at, and done as shown; the first candidate is joined where nothing is said of a cluster."""
    told = preview(wanted, on=at.date())
    answers = [
        ClusterChoice(successor=one.successor, year_id=one.year_id, cluster_id=one.candidates[0].cluster_id)
        for one in told.questions
        if not one.is_answered
    ]
    wanted = replace(wanted, clusters=(*wanted.clusters, *answers))
    return reorganise(wanted=wanted, fingerprint=told.fingerprint, by=by or make_administrator(), at=at)
