"""What the editor of a draft shows: the clauses under their sections, the movements, where a second look is due."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from pacts.documents.content import laws_cited_with_number
from pacts.models import Movement, Pact, PactClause, Target
from pacts.queries.parts import TEXT_FIELDS, clause_order, mark


@dataclass(frozen=True, slots=True)
class MoveButtons:
    """Which way a row can go, and which of its buttons has the focus after a move."""

    can_up: bool
    can_down: bool
    focus: str = ""


@dataclass(frozen=True, slots=True)
class TargetRow:
    target: Target
    moves: MoveButtons


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause with its number; `section` is the heading above it where a section begins."""

    number: int
    clause: PactClause
    section: str
    moves: MoveButtons
    targets: list[TargetRow]
    targets_seen: str


@dataclass(frozen=True, slots=True)
class MovementRow:
    movement: Movement
    moves: MoveButtons


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in the draft to look at again, in words, and where it is changed."""

    where: str
    words: str
    url: str


def clause_rows(pact: Pact, focus: str = "") -> list[ClauseRow]:
    """The clauses in order (two queries). `focus` names what was moved last: "up-clause-5"."""
    clauses = _clauses(pact)
    found = []
    section = ""
    for place, clause in enumerate(clauses):
        begins = clause.section != section
        section = clause.section
        targets = list(clause.targets.all())
        rows = [
            TargetRow(target, move_buttons(at, len(targets), f"target-{target.pk}", focus))
            for at, target in enumerate(targets)
        ]
        moves = MoveButtons(
            can_up=place > 0, can_down=place < len(clauses) - 1, focus=_focus(focus, f"clause-{clause.pk}")
        )
        seen = mark([target.pk for target in targets])
        found.append(ClauseRow(place + 1, clause, section if begins else "", _usable(moves), rows, seen))
    return found


def sections_mark(pact: Pact) -> str:
    """What the editor has seen of the order of the clauses."""
    return mark(clause_order(list(pact.clauses.order_by("position", "pk"))))


def sections(pact: Pact) -> list[str]:
    """The headings of the sections, in the order of the draft."""
    names = pact.clauses.order_by("position", "pk").values_list("section", flat=True)
    return list(dict.fromkeys(name for name in names if name))


def movement_rows(pact: Pact, focus: str = "") -> list[MovementRow]:
    rows = list(pact.movements.select_related("movement").order_by("position", "pk"))
    return [
        MovementRow(row.movement, move_buttons(place, len(rows), str(row.movement_id), focus))
        for place, row in enumerate(rows)
    ]


def movements_offered(pact: Pact) -> QuerySet[Movement]:
    """Of the catalogue what runs in the year of the pact and is not taken up yet."""
    year = pact.cluster.year.year
    running = Movement.objects.filter(
        Q(first_year=None) | Q(first_year__lte=year), Q(last_year=None) | Q(last_year__gte=year)
    )
    return running.exclude(pk__in=pact.movements.values("movement")).order_by("name", "pk")


def remarks(pact: Pact) -> list[Remark]:
    """Where the draft is unfinished or needs a second look; nothing of it is changed by itself."""
    clauses = _clauses(pact)
    return [
        *_clause_remarks(pact, clauses),
        *_code_remarks(pact, clauses),
        *_law_remarks(pact),
        *_year_remarks(pact, clauses),
        *_movement_remarks(pact),
    ]


def _clauses(pact: Pact) -> list[PactClause]:
    targets = Prefetch("targets", Target.objects.order_by("position", "pk"))
    return list(pact.clauses.order_by("position", "pk").prefetch_related(targets))


def move_buttons(place: int, count: int, name: str, focus: str) -> MoveButtons:
    """Of the row at this place. `focus` names what was moved last: "up-5"."""
    return _usable(MoveButtons(place > 0, place < count - 1, _focus(focus, name)))


def _focus(focus: str, name: str) -> str:
    return next((way for way in ("up", "down") if focus == f"{way}-{name}"), "")


def _usable(moves: MoveButtons) -> MoveButtons:
    """At the end of the way the other button gets the focus."""
    focus = moves.focus
    if focus == "up" and not moves.can_up:
        focus = "down"
    elif focus == "down" and not moves.can_down:
        focus = "up"
    return MoveButtons(moves.can_up, moves.can_down, focus)


def _clause_remarks(pact: Pact, clauses: list[PactClause]) -> Iterator[Remark]:
    if not pact.closing.strip():
        yield Remark(
            _("Closing"), _("The pact has no closing sentence."), reverse("pact_text", args=[pact.pk])
        )
    before: list[str] = []
    for number, clause in enumerate(clauses, start=1):
        where, url = f"Điều {number}", reverse("clause", args=[pact.pk, clause.pk])
        if not clause.body.strip() and not clause.targets.all():
            yield Remark(where, _("It has neither text nor targets."), url)
        if before and before[-1] and not clause.section:
            words = _("It has no section, but stands below the section “%(name)s”.")
            yield Remark(where, words % {"name": before[-1]}, url)
        elif clause.section in before and clause.section != before[-1]:
            words = _("The section “%(name)s” is torn in two: this clause stands apart from it.")
            yield Remark(where, words % {"name": clause.section}, url)
        before.append(clause.section)


def _code_remarks(pact: Pact, clauses: list[PactClause]) -> Iterator[Remark]:
    """Of drafts that were begun from an older text: saving a target refuses a code that is taken."""
    rows = [(clause, target) for clause in clauses for target in clause.targets.all()]
    counted = Counter(target.code.casefold() for _clause, target in rows)
    for clause, target in rows:
        if counted[target.code.casefold()] > 1:
            url = reverse("target", args=[pact.pk, clause.pk, target.pk])
            yield Remark(target.code, _("Several targets have this code."), url)


def _law_remarks(pact: Pact) -> Iterator[Remark]:
    citations = tuple(pact.legal_bases.order_by("position", "pk").values_list("citation", flat=True))
    for citation in laws_cited_with_number(citations):
        words = _("A law or ordinance is cited by its name only: “%(line)s”.") % {"line": citation}
        yield Remark(_("Legal bases"), words, reverse("pact_legal_bases", args=[pact.pk]))


def _year_remarks(pact: Pact, clauses: list[PactClause]) -> Iterator[Remark]:
    """What was taken over from last year's pact and still names that year."""
    source = pact.based_on
    if source is None or source.cluster_id == pact.cluster_id:
        return
    year = source.cluster.year.year
    words = _("It still names the year %(year)s.") % {"year": year}
    if _names(year, [getattr(pact, name) for name in TEXT_FIELDS]):
        yield Remark(_("Theme, preamble and closing"), words, reverse("pact_text", args=[pact.pk]))
    for number, clause in enumerate(clauses, start=1):
        if _names(year, [clause.section, clause.heading, clause.body]):
            yield Remark(f"Điều {number}", words, reverse("clause", args=[pact.pk, clause.pk]))
        for target in clause.targets.all():
            if _names(year, [target.text, target.numerator, target.denominator, target.source]):
                yield Remark(target.code, words, reverse("target", args=[pact.pk, clause.pk, target.pk]))


def _names(year: int, texts: Iterable[str]) -> bool:
    return any(re.search(rf"(?<!\d){year}(?!\d)", text) for text in texts)


def _movement_remarks(pact: Pact) -> Iterator[Remark]:
    year = pact.cluster.year.year
    ended = pact.movements.filter(movement__last_year__lt=year).select_related("movement")
    for row in ended.order_by("position", "pk"):
        words = _("The movement ended with the year %(year)s.") % {"year": row.movement.last_year}
        yield Remark(row.movement.name, words, reverse("pact_movements", args=[pact.pk]))
