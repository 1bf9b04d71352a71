"""The text of a pact as one value, and the same as data that can be kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from pacts.enums import DraftOccasion, PactStatus
from pacts.models import Pact, PactClause, Target
from pacts.redline import ClauseText, TargetText, Text


def text_of(pact: Pact) -> Text:
    """What the pact says now, in the order of the paper; legal bases and movements are one a line.

    Read from the rows each time (as many queries for a long text as for a short one).
    """
    bases = pact.legal_bases.order_by("position", "pk").values_list("citation", flat=True)
    movements = pact.movements.order_by("position", "pk").values_list("movement__name", flat=True)
    targets = Prefetch("targets", Target.objects.order_by("position", "pk"))
    clauses = pact.clauses.order_by("position", "pk").prefetch_related(targets)
    return Text(
        fields=(
            ("legal_bases", "\n".join(bases)),
            ("theme", pact.theme),
            ("motto", pact.motto),
            ("preamble", pact.preamble),
            ("movements", "\n".join(movements)),
            ("closing", pact.closing),
        ),
        clauses=tuple(_clause(clause) for clause in clauses),
    )


def settled_text(pact: Pact) -> Text:
    """Of a frozen pact the text as it was kept at the freeze, of a draft the text of now."""
    if pact.status != PactStatus.DRAFT:
        kept = pact.drafts.filter(occasion=DraftOccasion.FROZEN).order_by("-number").first()
        if kept:
            return text_from(kept.content)
    return text_of(pact)


def content_of(text: Text) -> dict[str, Any]:
    """The text as JSON: numbers as text, so that nothing is rounded."""
    return {
        "fields": [[name, words] for name, words in text.fields],
        "clauses": [
            {
                "identity": clause.identity,
                "section": clause.section,
                "heading": clause.heading,
                "body": clause.body,
                "targets": [_target_content(target) for target in clause.targets],
            }
            for clause in text.clauses
        ],
    }


def text_from(content: dict[str, Any]) -> Text:
    """The text that was kept: `text_from(content_of(text)) == text`, to the last digit."""
    return Text(
        fields=tuple((name, words) for name, words in content["fields"]),
        clauses=tuple(
            ClauseText(
                identity=clause["identity"],
                section=clause["section"],
                heading=clause["heading"],
                body=clause["body"],
                targets=tuple(_target_from(target) for target in clause["targets"]),
            )
            for clause in content["clauses"]
        ),
    )


def _clause(clause: PactClause) -> ClauseText:
    return ClauseText(
        identity=str(clause.identity),
        section=clause.section,
        heading=clause.heading,
        body=clause.body,
        targets=tuple(_target(target) for target in clause.targets.all()),
    )


def _target(target: Target) -> TargetText:
    return TargetText(
        identity=str(target.identity),
        code=target.code,
        text=target.text,
        requirement=target.requirement,
        value=target.value,
        measure=target.unit_of_measure,
        details="\n".join(target.details),
    )


def _target_content(target: TargetText) -> dict[str, Any]:
    return {
        "identity": target.identity,
        "code": target.code,
        "text": target.text,
        "requirement": target.requirement,
        "value": None if target.value is None else str(target.value),
        "measure": target.measure,
        "details": target.details,
    }


def _target_from(content: dict[str, Any]) -> TargetText:
    value = content["value"]
    return TargetText(**{**content, "value": None if value is None else Decimal(value)})
