"""Where a unit came from and what became of it, through every merger, split and rename."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import Q
from django.utils.translation import gettext as _

from units.models import Unit, UnitSuccession
from units.queries.lineage_chart import Bar, Chart, Link, Part, draw
from units.queries.names import Names
from units.queries.namesakes import listed_name
from units.queries.periods import period, says

# The nearest of each side: a country is not a page.
MOST_A_SIDE = 25


@dataclass(frozen=True, slots=True)
class Act:
    """One act that ended a unit, with what followed it; nothing followed an abolished one."""

    kind: str
    successor: Unit | None
    name: str
    day: str
    legal_basis: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Ancestor:
    """A unit that another in the line continues too, although it is not in the line itself."""

    unit: Unit
    name: str


@dataclass(frozen=True, slots=True)
class Kin:
    """One unit of the line: its names, its days, its end."""

    unit: Unit
    is_self: bool
    names: list[tuple[str, str]]
    days: str
    acts: list[Act]
    also_continues: list[Ancestor]


@dataclass(frozen=True, slots=True)
class Lineage:
    """The line through time; `chart` is empty where there is one unit with one name."""

    rows: list[Kin]
    chart: Chart | None
    is_cut: bool


def lineage(unit: Unit, on: date) -> Lineage:
    """Ancestors, the unit, and what followed, transitively both ways (three queries, however many there are)."""
    # The keys of all acts of the country are a few thousand numbers: read once, they are walked in memory.
    pairs = list(
        UnitSuccession.objects.filter(successor__isnull=False).values_list("predecessor_id", "successor_id")
    )
    before, is_cut_before = _walk(unit.pk, [(new, old) for old, new in pairs])
    after, is_cut_after = _walk(unit.pk, pairs)
    # Of a unit that is on both sides, which only an error makes, the nearer place counts.
    place = {unit.pk: 0}
    for pk, steps in chain(before.items(), after.items()):
        place.setdefault(pk, -steps if pk in before else steps)
    acts = list(
        UnitSuccession.objects.filter(Q(predecessor__in=place) | Q(successor__in=place))
        .select_related("predecessor__parent", "successor__parent")
        .order_by("effective_on", "pk")
    )
    line = _in_order(unit, acts, place)
    names = Names(line)
    rows = [_kin(one, unit, names, acts, set(place)) for one in line]
    is_plain = len(rows) == 1 and len(rows[0].names) == 1 and not rows[0].acts
    return Lineage(
        rows=rows,
        chart=None if is_plain else draw(*_bars(line, unit, names, acts), on),
        is_cut=is_cut_before or is_cut_after,
    )


def _walk(start: int, pairs: list[tuple[int, int]]) -> tuple[dict[int, int], bool]:
    """Everything that the pairs lead to from the start, with its distance; the nearest only, and each once."""
    onward: dict[int, list[int]] = defaultdict(list)
    for one, other in sorted(pairs):
        onward[one].append(other)
    reached: dict[int, int] = {}
    edge, steps = [start], 0
    while edge:
        steps += 1
        fresh = dict.fromkeys(pk for one in edge for pk in onward[one] if pk != start and pk not in reached)
        edge = list(fresh)[: MOST_A_SIDE - len(reached)]
        reached.update(dict.fromkeys(edge, steps))
        if len(edge) < len(fresh):
            return reached, True
    return reached, False


def _in_order(unit: Unit, acts: list[UnitSuccession], place: dict[int, int]) -> list[Unit]:
    """The farthest ancestors first, then the unit, then what followed."""
    met = {one.pk: one for act in acts for one in (act.predecessor, act.successor) if one is not None}
    met[unit.pk] = unit
    kin = [met[pk] for pk in place]
    return sorted(kin, key=lambda one: (place[one.pk], one.valid_from or date.min, one.sort_key, one.pk))


def _kin(one: Unit, unit: Unit, names: Names, acts: list[UnitSuccession], line: set[int]) -> Kin:
    spoken = [(name.short_name, period(name)) for name in names.during(one, one)]
    return Kin(
        unit=one,
        is_self=one.pk == unit.pk,
        names=[(listed_name(one, name), days) for name, days in spoken] or [(listed_name(one), "")],
        days=period(one),
        acts=[_act(act) for act in acts if act.predecessor_id == one.pk],
        also_continues=[
            Ancestor(act.predecessor, listed_name(act.predecessor))
            for act in acts
            if act.successor_id == one.pk and act.predecessor_id not in line
        ],
    )


def _act(act: UnitSuccession) -> Act:
    return Act(
        kind=str(act.get_kind_display()),
        successor=act.successor,
        name=listed_name(act.successor) if act.successor else "",
        day=says(act.effective_on),
        legal_basis=act.legal_basis,
        is_verified=act.is_verified,
    )


def _bars(
    line: list[Unit], unit: Unit, names: Names, acts: list[UnitSuccession]
) -> tuple[list[Bar], list[Link]]:
    """What the chart draws of the line."""
    at = {one.pk: number for number, one in enumerate(line)}
    bars = [
        Bar(
            parts=[
                Part(listed_name(one, name.short_name), name.valid_from, name.valid_to, period(name))
                for name in names.during(one, one)
            ]
            or [Part(listed_name(one), None, None, "")],
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            is_self=one.pk == unit.pk,
            is_abolished=any(act.predecessor_id == one.pk and act.successor is None for act in acts),
            notes=_notes(one, acts),
        )
        for one in line
    ]
    links = [
        Link(at[act.predecessor_id], at[act.successor_id], act.effective_on)
        for act in acts
        if act.predecessor_id in at and act.successor_id in at
    ]
    return bars, links


def _notes(one: Unit, acts: list[UnitSuccession]) -> list[str]:
    """The days of the unit, its end without a successor, and what nobody has compared with a source."""
    notes = [period(one) or _("dates: no data yet")]
    own = [act for act in acts if act.predecessor_id == one.pk]
    notes += [_("abolished, no successor") for act in own if act.successor is None]
    if not one.is_verified or any(not act.is_verified for act in own):
        notes.append(_("not verified"))
    return notes
