"""The text of a pact as it holds on a day: the pact and its amendments in one, each change with where it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pacts.documents.content import opening, section_headings
from pacts.enums import DraftOccasion, PactStatus, PartyKind, PartyStatus
from pacts.models import Pact, PactDraft, PactParty
from pacts.queries.amendments import amendments_in_force
from pacts.queries.texts import text_from, text_of
from pacts.redline import (
    ClauseChange,
    ClauseText,
    Redline,
    TargetChange,
    TargetText,
    Text,
    compare,
    is_same,
)
from units.models import ClusterMembership

OPENING = ("theme", "motto", "preamble")


@dataclass(frozen=True, slots=True)
class Origin:
    """The amendment that brought a part of the text, or gave it its words."""

    amendment: Pact
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Words of the text beside its clauses, and where they come from."""

    text: str
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class TargetPart:
    target: TargetText
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class ClausePart:
    """A clause with its number of that day; `section` is the heading above it where a section begins."""

    number: int
    section: str
    clause: ClauseText
    origins: tuple[Origin, ...]
    targets: tuple[TargetPart, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """What does not hold any more, in the words that it had."""

    words: str
    amendment: Pact


@dataclass(frozen=True, slots=True)
class Signed:
    """A paper of the day with its parties; `in_force_on` is the day from which it holds."""

    pact: Pact
    in_force_on: date
    parties: tuple[PactParty, ...]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of the pact: since which paper it is bound, until which; one that has signed nothing has no paper."""

    name: str
    since: Signed | None
    until: Signed | None = None
    member_since: date | None = None

    @property
    def came_later(self) -> bool:
        return self.since is not None and self.since.pact.amends_id is not None


@dataclass(frozen=True, slots=True)
class Consolidated:
    papers: tuple[Signed, ...]
    legal_bases: Part
    opening: Part
    clauses: tuple[ClausePart, ...]
    movements: Part
    closing: Part
    gone: tuple[Gone, ...]
    units: tuple[UnitRow, ...]


def consolidated(pact: Pact, on: date) -> Consolidated | None:
    """What holds on the day; None where the pact was not in force (as many queries for many amendments as for one)."""
    chain = [
        one
        for one in (pact, *amendments_in_force(pact))
        if one.in_force_on is not None and one.in_force_on <= on
    ]
    if pact.status != PactStatus.IN_FORCE or pact not in chain:
        return None
    texts = _texts(chain)
    papers = _papers(chain)
    history = _History()
    for (_before, older), (amendment, newer) in pairwise(zip(chain, texts, strict=True)):
        history.take(compare(older, newer), amendment)
    return _told(texts[-1], history, papers, tuple(_units(pact, papers, on)))


def _texts(chain: Sequence[Pact]) -> list[Text]:
    """As they were kept at the freeze; rows of a frozen pact do not change either."""
    kept = PactDraft.objects.filter(pact__in=chain, occasion=DraftOccasion.FROZEN).order_by("number")
    frozen = dict(kept.values_list("pact_id", "content"))
    return [text_from(frozen[one.pk]) if one.pk in frozen else text_of(one) for one in chain]


class _History:
    """Which amendment changed what, by the identity of a clause or target or by the name of a part."""

    def __init__(self) -> None:
        self._origins: dict[str, list[Origin]] = defaultdict(list)
        self.gone: list[Gone] = []

    def take(self, redline: Redline, amendment: Pact) -> None:
        for field in redline.fields:
            if not field.is_same:
                self._origins[field.name].append(Origin(amendment))
        for change in redline.clauses:
            self._take_clause(change, amendment)
            # The targets of a clause that came or went are part of it.
            if change.old and change.new:
                for target in change.targets:
                    self._take_target(target, amendment)

    def _take_clause(self, change: ClauseChange, amendment: Pact) -> None:
        if change.new is None:
            if change.old:
                self.gone.append(Gone(f"Điều {change.number}. {change.old.heading}", amendment))
        elif change.old is None:
            self._origins[change.new.identity].append(Origin(amendment, is_new=True))
        elif not is_same([*change.section, *change.heading, *change.body]):
            self._origins[change.new.identity].append(Origin(amendment))

    def _take_target(self, target: TargetChange, amendment: Pact) -> None:
        if target.new is None:
            if target.old:
                words = f"{target.code} {target.old.text}: {target.old.requirement}"
                self.gone.append(Gone(words, amendment))
        elif not target.is_same:
            origin = Origin(amendment, is_new=target.old is None)
            self._origins[target.new.identity].append(origin)

    def of(self, *names: str) -> tuple[Origin, ...]:
        return tuple(origin for name in names for origin in self._origins.get(name, ()))


def _told(
    text: Text, history: _History, papers: tuple[Signed, ...], units: tuple[UnitRow, ...]
) -> Consolidated:
    fields = dict(text.fields)
    headings = section_headings([clause.section for clause in text.clauses])
    return Consolidated(
        papers=papers,
        legal_bases=Part(fields.get("legal_bases", ""), history.of("legal_bases")),
        opening=Part(opening(*(fields.get(name, "") for name in ("preamble", "theme", "motto"))), history.of(*OPENING)),
        clauses=tuple(
            ClausePart(
                number=number,
                section=heading,
                clause=clause,
                origins=history.of(clause.identity),
                targets=tuple(TargetPart(target, history.of(target.identity)) for target in clause.targets),
            )
            for number, (clause, heading) in enumerate(zip(text.clauses, headings, strict=True), start=1)
        ),
        movements=Part(fields.get("movements", ""), history.of("movements")),
        closing=Part(fields.get("closing", ""), history.of("closing")),
        gone=tuple(history.gone),
        units=units,
    )  # fmt: skip


def _papers(chain: Sequence[Pact]) -> tuple[Signed, ...]:
    parties = PactParty.objects.filter(pact__in=chain, status=PartyStatus.SIGNED)
    related = parties.select_related("signer", "signature__scan").defer("signature__scan__content")
    found: dict[int, list[PactParty]] = defaultdict(list)
    for party in related.order_by("position", "pk"):
        found[party.pact_id].append(party)
    return tuple(
        Signed(one, one.in_force_on, tuple(found[one.pk])) for one in chain if one.in_force_on is not None
    )


def _units(pact: Pact, papers: tuple[Signed, ...], on: date) -> Iterator[UnitRow]:
    """Every unit that has signed, in the order of coming, then the members of the day that have not."""
    since: dict[int, Signed] = {}
    last: dict[int, tuple[int, PactParty]] = {}
    for place, paper in enumerate(papers):
        for party in paper.parties:
            if party.kind == PartyKind.PARTY:
                since.setdefault(party.unit_id, paper)
                last[party.unit_id] = place, party
    for unit, (place, party) in last.items():
        until = papers[place + 1] if place + 1 < len(papers) else None
        yield UnitRow(party.unit_text, since[unit], until)
    members = ClusterMembership.objects.on(on).filter(cluster=pact.cluster_id).exclude(unit__in=since)
    for member in members.in_official_order().select_related("unit"):
        yield UnitRow(member.unit.short_name, None, member_since=member.valid_from)
