"""The parts of a draft that are edited one by one, as values, and a mark that tells whether one has changed."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from pacts.models import Pact, PactClause, Target

TEXT_FIELDS = ("theme", "motto", "preamble", "closing", "place")
CLAUSE_FIELDS = ("section", "heading", "body")
TARGET_FIELDS = (
    "code",
    "text",
    "comparator",
    "value",
    "unit_of_measure",
    "numerator",
    "denominator",
    "source",
    "may_not_arise",
)


def mark(values: Any) -> str:
    """One word for these values: an editor carries it and so proves what was seen before the change."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def text_values(pact: Pact) -> dict[str, str]:
    return {name: getattr(pact, name) for name in TEXT_FIELDS}


def legal_basis_values(pact: Pact) -> dict[str, list[str]]:
    return {"citations": list(pact.legal_bases.order_by("position", "pk").values_list("citation", flat=True))}


def clause_values(clause: PactClause) -> dict[str, str]:
    return {name: getattr(clause, name) for name in CLAUSE_FIELDS}


def target_values(target: Target) -> dict[str, Any]:
    return {name: getattr(target, name) for name in TARGET_FIELDS}


def targets_values(clause: PactClause) -> list[dict[str, Any]]:
    """The targets of the clause in order: what goes with it when it is removed."""
    targets = sorted(clause.targets.all(), key=lambda target: (target.position, target.pk))
    return [target_values(target) for target in targets]


def clause_order(clauses: list[PactClause]) -> list[Any]:
    """Which clause stands where, and under which section."""
    return [[clause.pk, clause.section] for clause in clauses]


def movement_order(pact: Pact) -> list[int]:
    return list(pact.movements.order_by("position", "pk").values_list("movement_id", flat=True))


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    raise TypeError(f"{type(value).__name__} is no value of a draft.")
