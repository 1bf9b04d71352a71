"""Which text an amendment amends and who comes in by it; what of a pact may still be followed by a new version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pacts.enums import PactStatus, PartyKind
from pacts.models import Pact
from pacts.queries.pact import status_pill
from pacts.queries.texts import settled_text
from pacts.querysets import PactQuerySet
from pacts.redline import Redline, compare
from units.queries.gathering import Pill
from units.queries.roster import Member


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """An amendment with its state, and the day since which it holds."""

    amendment: Pact
    pill: Pill

    @property
    def in_force_on(self) -> date | None:
        return self.amendment.in_force_on

    @property
    def is_settled(self) -> bool:
        return self.amendment.status in (PactStatus.IN_FORCE, PactStatus.VOID)


@dataclass(frozen=True, slots=True)
class Turnover:
    """The units that come in by an amendment, and those of the amended text that sign no more."""

    joining: tuple[Member, ...]
    leaving: tuple[str, ...]


def amendments_in_force(pact: Pact) -> PactQuerySet:
    """The amendments of a pact that hold, the oldest first: one is begun only when the one before is settled."""
    return pact.amendments.filter(status=PactStatus.IN_FORCE).order_by("version")


def original_of(amendment: Pact) -> Pact:
    if amendment.amends is None:
        raise ValueError("This pact amends nothing.")
    return amendment.amends


def amended_by(amendment: Pact) -> Pact:
    """The text that the amendment amends: the pact, or the last amendment that came into force before."""
    original = original_of(amendment)
    return amendments_in_force(original).filter(version__lt=amendment.version).last() or original


def difference(amendment: Pact) -> Redline:
    """What the amendment changes in the text that holds."""
    return compare(settled_text(amended_by(amendment)), settled_text(amendment))


def turnover(amendment: Pact, members: list[Member]) -> Turnover:
    """Who of the members is no party yet, and which parties are no members any more."""
    parties = amended_by(amendment).parties.filter(kind=PartyKind.PARTY).order_by("position")
    names = dict(parties.values_list("unit_id", "unit_text"))
    present = {member.unit.pk for member in members}
    return Turnover(
        joining=tuple(member for member in members if member.unit.pk not in names),
        leaving=tuple(name for unit, name in names.items() if unit not in present),
    )


def amends_something(amendment: Pact, members: list[Member]) -> bool:
    return not difference(amendment).is_same or bool(turnover(amendment, members).joining)


def amendment_rows(pact: Pact) -> list[AmendmentRow]:
    """Every amendment that was begun, the newest first (one query)."""
    return [AmendmentRow(one, status_pill(one)) for one in pact.amendments.order_by("-version")]


def open_amendment(pact: Pact) -> Pact | None:
    """The amendment that is being prepared, of which there is one at most."""
    return pact.amendments.live().exclude(status=PactStatus.IN_FORCE).first()


def followed_by(pact: Pact) -> Pact | None:
    """What stands in the place of a void version: another pact of the cluster or, for an amendment, one that is
    being prepared or has come into force since, on whose text the void one does not rest."""
    live = Pact.objects.live().filter(cluster=pact.cluster_id, amends=pact.amends_id)
    if pact.amends_id:
        live = live.exclude(status=PactStatus.IN_FORCE, version__lt=pact.version)
    return live.order_by("-version").first()
