"""The questions of a preview as fields of a page: clusters to choose, places for people and for units below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from units.forms.reorganisation.choices import LEAVES, NO_CLUSTER, REST, place_of
from units.forms.reorganisation.typed import Typed
from units.forms.unit_choice import unit_label
from units.models import Person
from units.queries.periods import says
from units.queries.reorganisation import ClusterQuestion, Place, Preview, WorksThere


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class ClusterField:
    """One of the options is to be chosen; `others` are folded away."""

    name: str
    question: str
    candidates: list[Option]
    others: list[Option]

    @property
    def is_elsewhere(self) -> bool:
        return any(option.is_chosen for option in self.others)


@dataclass(frozen=True, slots=True)
class PlaceField:
    """Where one person, or one unit below, goes."""

    name: str
    label: str
    details: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Asked:
    clusters: list[ClusterField]
    people: list[PlaceField]
    children: list[PlaceField]
    rest: PlaceField | None

    def __bool__(self) -> bool:
        return bool(self.clusters or self.people or self.children)


def asked(typed: Typed, shown: Preview) -> Asked:
    """What there is to choose; a merger leaves nothing open about people, they go to the successor."""
    new = [(f"new-{place}", name) for place, name in enumerate(shown.successors)]
    others = [(f"unit-{unit.pk}", unit_label(unit)) for unit in typed.units.receivers]
    places = [*new, *others, (LEAVES, _("Leaves the sector"))]
    people = shown.people if typed.asks_people else ()
    return Asked(
        clusters=[_cluster(question) for question in shown.questions],
        people=[
            PlaceField(
                f"person-{row.person_id}",
                row.name,
                details,
                _options(places, place_of(row), may_be_open=len(new) != 1),
            )
            for row, details in zip(people, _details(people), strict=True)
        ],
        children=[
            PlaceField(f"child-{row.unit_id}", row.name, "", _options(new, f"new-{row.successor}"))
            for row in shown.children
            if len(new) > 1
        ],
        rest=None if len(new) == 1 else PlaceField(REST, "", "", _options(places, "", may_be_open=True)),
    )


def _details(people: Sequence[WorksThere]) -> list[str]:
    """The position, the unit where several end, and what tells namesakes apart (one query)."""
    names = Counter(row.name for row in people)
    same = Person.objects.in_bulk([row.person_id for row in people if names[row.name] > 1])
    several = len({row.unit for row in people}) > 1
    found = []
    for row in people:
        parts = [row.position_title, row.unit if several else ""]
        if row.person_id in same:
            person = same[row.person_id]
            born = _("born %(day)s") % {"day": says(person.birth_date)} if person.birth_date else ""
            parts += [born, person.staff_number or ""]
        found.append(" · ".join(part for part in parts if part))
    return found


def _options(places: Sequence[tuple[str, str]], chosen: str, *, may_be_open: bool = False) -> list[Option]:
    blank = [("", _("– choose –"))] if may_be_open else []
    return [Option(value, label, value == chosen) for value, label in [*blank, *places]]


def _cluster(question: ClusterQuestion) -> ClusterField:
    words = {
        "unit": question.successor_name,
        "year": str(question.year),
        "organiser": question.organiser,
    }
    is_none = question.is_answered and question.chosen is None
    return ClusterField(
        name=f"cluster-{question.successor}-{question.year_id}",
        question=_("Which cluster does %(unit)s join for the rest of %(year)s (%(organiser)s)?") % words,
        candidates=[
            *(_place(place, question.chosen) for place in question.candidates),
            Option(NO_CLUSTER, _("No cluster for the rest of this year"), is_none),
        ],
        others=[_place(place, question.chosen) for place in question.others],
    )


def _place(place: Place, chosen: int | None) -> Option:
    members = ", ".join(place.members)
    label = _("%(cluster)s, place of %(units)s") % {"cluster": place.name, "units": members}
    return Option(str(place.cluster_id), label if members else place.name, place.cluster_id == chosen)
