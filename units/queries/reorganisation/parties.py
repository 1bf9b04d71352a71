"""The units that an act names, and sentences about what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from units.models import Unit
from units.queries.reorganisation.wanted import Reorganisation

_SHOWN = 5


@dataclass
class Faults:
    """Sentences under the names of fields."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, sentence: str) -> None:
        self.found.setdefault(name, []).append(sentence)

    def raise_any(self) -> None:
        if self.found:
            raise ValidationError({name: list(dict.fromkeys(said)) for name, said in self.found.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The units that the act names, as they are now."""

    predecessors: list[Unit]
    absorbing: Unit | None
    others: dict[int, Unit]  # upper units of new ones, and where people are sent

    @property
    def closing(self) -> set[int]:
        return {unit.pk for unit in self.predecessors}


def named_units(wanted: Reorganisation) -> set[int]:
    """The keys of all units that the act speaks of."""
    named = {*wanted.predecessors, wanted.absorbed_by, *(choice.unit_id for choice in wanted.people)}
    named |= {new.parent_id for new in wanted.new_units}
    return {key for key in named if key is not None}


def load(wanted: Reorganisation) -> dict[int, Unit]:
    units = Unit.objects.select_related("parent__parent").filter(pk__in=named_units(wanted))
    return {unit.pk: unit for unit in units}


def listed(texts: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    shown = "; ".join(texts[:_SHOWN])
    rest = len(texts) - _SHOWN
    return _("%(list)s and %(number)s more") % {"list": shown, "number": rest} if rest > 0 else shown


def stands_below(unit: Unit | None, uppers: Iterable[int]) -> bool:
    """Whether the unit is one of them or stands below one of them."""
    uppers = set(uppers)
    while unit is not None:
        if unit.pk in uppers:
            return True
        unit = unit.parent
    return False
