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
from units.queries.periods import says, valid
from units.queries.ranking import all_names, rank
from units.queries.roster import Member, roster
from units.text import clean, search_form

Answer = dict[str, Any]


class Unknown(Exception):
    """Nothing on record fits the question; the text says what is missing."""


def cluster_roster(*, organiser: str, kind: str, number: int | None, on: date) -> Answer:
    """The members of one cluster in the official order, as on the day."""
    cluster = _cluster(_years(organiser, on), kind, number)
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


def _years(organiser: str, on: date) -> list[EmulationYear]:
    """The organiser's years on the day: known periods before calendar years, then the later first."""
    years = list(EmulationYear.objects.filter(organiser__code=organiser).select_related("organiser"))
    containing = [year for year in years if year.first_day <= on <= year.last_day]
    if not containing:
        raise Unknown(
            _("The organiser “%(code)s” has no year on %(day)s.") % {"code": organiser, "day": says(on)}
        )
    return sorted(
        containing, key=lambda year: (bool(year.starts_on and year.ends_on), year.year), reverse=True
    )


def _cluster(years: list[EmulationYear], kind: str, number: int | None) -> Cluster:
    """Of the first year that has such a cluster (one query)."""
    clusters = list(Cluster.objects.filter(year__in=years, kind=kind).order_by("number", "pk"))
    for year in years:
        found = [one for one in clusters if one.year_id == year.pk and one.number == number]
        if len(found) > 1:
            raise Unknown(_("Several groups without a number fit: %(names)s.") % {"names": _names(found)})
        if found:
            found[0].year = year
            return found[0]
    raise Unknown(_none_fits(years, clusters, number))


def _none_fits(years: list[EmulationYear], clusters: list[Cluster], number: int | None) -> str:
    """Whoever left out the number is told those that there are."""
    for year in years:
        numbers = [str(one.number) for one in clusters if one.year_id == year.pk and one.number]
        if number is None and numbers:
            sentence = _(
                "Clusters or blocks of this kind have numbers in %(year)s; give the number: %(numbers)s."
            )
            return sentence % {"year": year.year, "numbers": ", ".join(numbers)}
    return _("The organiser has no such cluster or block in %(year)s.") % {"year": years[0].year}


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
