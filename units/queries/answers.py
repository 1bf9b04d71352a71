"""What the commands answer: a roster on a day, a unit through time, who signs today."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Prefetch
from django.utils.translation import gettext as _

from units.models import (
    Cluster,
    ClusterLeadership,
    ClusterMembership,
    EmulationYear,
    Unit,
    UnitName,
    UnitSuccession,
)
from units.queries.authority import Authority, signing_authority
from units.queries.periods import valid
from units.queries.ranking import all_names, rank
from units.queries.roster import Member, roster
from units.text import clean, search_form

Answer = dict[str, Any]


class Unknown(Exception):
    """Nothing on record fits the question; the text says what is missing."""


def cluster_roster(*, organiser: str, kind: str, number: int | None, on: date) -> Answer:
    """The members of one cluster in the official order, as on the day."""
    cluster = _cluster(_year(organiser, on), kind, number)
    return {
        "cluster": _cluster_facts(cluster),
        "on": on.isoformat(),
        "members": [_member(member) for member in roster(cluster, on)],
    }


def unit_history(text: str) -> list[Answer]:
    """Every unit one of whose names holds all words of the text, the likeliest first (five queries)."""
    words = search_form(text).split()
    if not words:
        raise Unknown(_("Give a part of the unit's name."))
    acts = UnitSuccession.objects.order_by("effective_on", "pk")
    leading = ClusterLeadership.objects.in_time()
    found = (
        Unit.objects.matching(text)
        .order_by("sort_key", F("valid_from").asc(nulls_first=True), "pk")
        .prefetch_related(
            Prefetch("names", UnitName.objects.in_time()),
            Prefetch("successions", acts.select_related("successor")),
            Prefetch("preceded_by", acts.select_related("predecessor")),
            Prefetch("leaderships", leading),
            Prefetch(
                "memberships",
                ClusterMembership.objects.select_related("cluster__year__organiser").order_by(
                    "cluster__year__year", "pk"
                ),
            ),
        )
    )
    bearing = [unit for unit in found if _bears(unit, words)]
    return [_history(unit) for unit in sorted(bearing, key=lambda unit: rank(unit, text))]


def who_signs(text: str, on: date) -> Answer:
    """The person who signs for the unit on the day, or why nobody does."""
    found = signing_authority(_unit(text, on), on)
    if not isinstance(found, Authority):
        return {"person": None, "reason": found.reason}
    return {
        "person": found.person.full_name,
        "capacity": found.capacity_text,
        "title": found.title,
        "basis": found.basis or None,
        "until": _iso(found.until),
    }


def _year(organiser: str, on: date) -> EmulationYear:
    """The organiser's year on the day; a known period goes before a calendar year."""
    years = list(EmulationYear.objects.filter(organiser__code=organiser).select_related("organiser"))
    containing = [year for year in years if _first_day(year) <= on <= _last_day(year)]
    if not containing:
        raise Unknown(
            _("The organiser “%(code)s” has no year on %(day)s.")
            % {"code": organiser, "day": f"{on:%d/%m/%Y}"}
        )
    return max(containing, key=lambda year: (bool(year.starts_on and year.ends_on), year.year))


def _first_day(year: EmulationYear) -> date:
    return year.starts_on or date(year.year, 1, 1)


def _last_day(year: EmulationYear) -> date:
    return year.ends_on or date(year.year, 12, 31)


def _cluster(year: EmulationYear, kind: str, number: int | None) -> Cluster:
    found = list(Cluster.objects.filter(year=year, kind=kind, number=number).order_by("pk")[:2])
    if not found:
        raise Unknown(_("The organiser has no such cluster or block in %(year)s.") % {"year": year.year})
    if len(found) > 1:
        raise Unknown(_("Several groups without a number fit: %(names)s.") % {"names": _names(found)})
    found[0].year = year
    return found[0]


def _names(clusters: list[Cluster]) -> str:
    return "; ".join(cluster.name for cluster in clusters)


def _cluster_facts(cluster: Cluster) -> Answer:
    return {
        "name": cluster.name,
        "kind": cluster.kind,
        "number": cluster.number,
        "organiser": cluster.year.organiser.code,
        "year": cluster.year.year,
    }


def _member(member: Member) -> Answer:
    head = member.head.person.full_name if member.head else None
    return {"unit": member.full_name, "role": member.role, "head": head}


def _bears(unit: Unit, words: list[str]) -> bool:
    """Whether one name holds all the words; the search column joins all names of the unit."""
    known = [search_form(name) for name in all_names(unit)]
    return any(all(word in name for word in words) for name in known)


def _history(unit: Unit) -> Answer:
    return {
        "name": unit.name,
        "names": list(dict.fromkeys(name.full_name for name in unit.names.all())) or [unit.name],
        "valid_from": _iso(unit.valid_from),
        "valid_to": _iso(unit.valid_to),
        "predecessors": [act.predecessor.name for act in unit.preceded_by.all()],
        "successors": [act.successor.name for act in unit.successions.all() if act.successor],
        "clusters": [_place(unit, membership) for membership in unit.memberships.all()],
    }


def _place(unit: Unit, membership: ClusterMembership) -> Answer:
    cluster = membership.cluster
    roles = [held.role for held in unit.leaderships.all() if held.cluster_id == cluster.pk]
    return {**_cluster_facts(cluster), "role": roles[-1] if roles else "member"}


def _unit(text: str, on: date) -> Unit:
    """The unit with this code, or with this name on the day; of namesakes the one that exists then."""
    if coded := Unit.objects.filter(code=text).first():
        return coded
    wanted = clean(text).casefold()
    found = Unit.objects.matching(text).order_by("pk").prefetch_related("names")
    units = [unit for unit in found if wanted in map(str.casefold, all_names(unit))]
    if not units:
        raise Unknown(_("There is no unit “%(text)s”.") % {"text": text})
    living = [unit for unit in units if valid(unit, on)] or units
    if len(living) > 1:
        codes = ", ".join(unit.code for unit in living)
        raise Unknown(_("Several units bear this name; give the code: %(codes)s.") % {"codes": codes})
    return living[0]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
