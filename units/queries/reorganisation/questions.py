"""Which cluster does a successor join for the rest of each year in which a predecessor was a member?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from units.models import Cluster, ClusterMembership, EmulationYear
from units.queries.periods import overlap
from units.queries.reorganisation.parties import Faults, Parties
from units.queries.reorganisation.record import Record
from units.queries.reorganisation.shown import ClusterQuestion, Place
from units.queries.reorganisation.wanted import ClusterChoice, Reorganisation

Places = dict[int, list[Place]]


def cluster_questions(
    wanted: Reorganisation, parties: Parties, record: Record, successors: tuple[str, ...]
) -> tuple[ClusterQuestion, ...]:
    """One for every successor and year of an organiser (two queries). Raises what is wrong with an answer."""
    faults = Faults()
    years = {row.cluster.year_id: row.cluster.year for row in record.ending.memberships}
    places = _places(years, record)
    taken, bound = _memberships_of_absorbing(wanted, parties, years)
    found = []
    for successor, name in enumerate(successors):
        for key, year in sorted(years.items(), key=lambda one: (one[1].year, one[0])):
            if key in bound:
                continue
            free = [place for place in places[key] if place.cluster_id not in taken]
            choice = _answer(wanted, successor, year, faults)
            if choice and choice.cluster_id is not None:
                _check_choice(choice, name, year, places[key], free, faults)
            found.append(_question(successor, name, year, free, choice))
    asked = {(question.successor, question.year_id) for question in found}
    for choice in wanted.clusters:
        if (choice.successor, choice.year_id) not in asked:
            faults.add("clusters", _("A cluster was chosen for a year that is not asked for."))
    faults.raise_any()
    return tuple(found)


def _places(years: dict[int, EmulationYear], record: Record) -> Places:
    """All clusters of the years, with the predecessors that are members on the eve and their first place."""
    members: dict[int, list[ClusterMembership]] = {}
    for row in record.ending.memberships:
        members.setdefault(row.cluster_id, []).append(row)
    places: Places = {key: [] for key in years}
    for cluster in Cluster.objects.filter(year__in=years).order_by("kind", "number", "pk"):
        rows = members.get(cluster.pk, [])
        position = min((row.position for row in rows), default=None)
        names = tuple(row.unit.short_name for row in rows)
        place = Place(cluster_id=cluster.pk, name=cluster.name, position=position, members=names)
        places[cluster.year_id].append(place)
    return places


def _memberships_of_absorbing(
    wanted: Reorganisation, parties: Parties, years: dict[int, EmulationYear]
) -> tuple[set[int], set[int]]:
    """Clusters that already have a row of the unit that absorbs, and years in which it has a place anyway."""
    if parties.absorbing is None:
        return set(), set()
    rows = ClusterMembership.objects.filter(unit=parties.absorbing, cluster__year__in=years)
    rest = ClusterMembership(valid_from=wanted.effective_on)
    taken, bound = set(), set()
    for row in rows.select_related("cluster"):
        taken.add(row.cluster_id)
        if overlap(row, rest):
            bound.add(row.cluster.year_id)
    return taken, bound


def _answer(
    wanted: Reorganisation, successor: int, year: EmulationYear, faults: Faults
) -> ClusterChoice | None:
    answers = [it for it in wanted.clusters if (it.successor, it.year_id) == (successor, year.pk)]
    if len(answers) > 1:
        faults.add("clusters", _("Two clusters were chosen for one unit in %(year)s.") % {"year": year.year})
    return answers[0] if answers else None


def _check_choice(
    choice: ClusterChoice,
    name: str,
    year: EmulationYear,
    places: list[Place],
    free: list[Place],
    faults: Faults,
) -> None:
    words = {"unit": name, "year": year.year, "organiser": year.organiser.short_name}
    if choice.cluster_id not in {place.cluster_id for place in places}:
        sentence = _("The cluster chosen for %(unit)s belongs to another year or organiser.")
        faults.add("clusters", sentence % words)
    elif choice.cluster_id not in {place.cluster_id for place in free}:
        sentence = _("%(unit)s was a member of the chosen cluster in %(year)s already.")
        faults.add("clusters", sentence % words)


def _question(
    successor: int, name: str, year: EmulationYear, free: list[Place], choice: ClusterChoice | None
) -> ClusterQuestion:
    return ClusterQuestion(
        successor=successor,
        successor_name=name,
        year_id=year.pk,
        year=year.year,
        organiser=year.organiser.short_name,
        candidates=tuple(place for place in free if place.members),
        others=tuple(place for place in free if not place.members),
        is_answered=choice is not None,
        chosen=choice.cluster_id if choice else None,
    )
