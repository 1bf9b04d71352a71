"""The organisation of the procuracy as shipped: its units, their names, and what followed which.

A unit is made whole when its code is missing and never touched again, so that whatever an administrator
corrects stays as it is. A succession is made together with its successor, for the same reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from units import audit
from units.models import Unit, UnitName, UnitSuccession

Facts = dict[str, Any]
_FILE = Path(__file__).parent.parent / "reference_data" / "organisation.json"


def shipped() -> dict[str, list[Facts]]:
    """The units, upper ones first, and the successions."""
    return json.loads(_FILE.read_text(encoding="utf-8"))


@transaction.atomic
def load_organisation(*, at: datetime) -> int:
    """Make what is missing; the answer is how many units and successions were made."""
    facts = shipped()
    known = _known(facts["units"])
    made = add_units(facts["units"])
    made += _add_successions([act for act in facts["successions"] if act["successor"] not in known])
    if made:
        audit.record(kind="organisation_loaded", actor=None, subject=None, at=at, data={"rows": made})
    return made


def add_units(units: Iterable[Facts], *, is_rehearsal: bool = False) -> int:
    """Units with their names and upper units; those whose code is there already are left alone."""
    units = list(units)
    known = _known(units)
    missing = [facts for facts in units if facts["code"] not in known]
    for facts in missing:
        _add_unit(facts, is_rehearsal)
    return len(missing)


def _known(units: list[Facts]) -> set[str]:
    codes = [facts["code"] for facts in units]
    return set(Unit.objects.filter(code__in=codes).values_list("code", flat=True))


def _add_unit(facts: Facts, is_rehearsal: bool) -> None:
    unit = Unit.objects.create(
        code=facts["code"],
        kind=facts["kind"],
        parent=Unit.objects.get(code=facts["parent"]) if facts["parent"] else None,
        name=facts["full_name"],
        short_name=facts["short_name"],
        place=facts["place"],
        head_title=facts["head_title"],
        valid_from=_day(facts.get("valid_from")),
        valid_to=_day(facts.get("valid_to")),
        is_verified=facts.get("verified", True),
        is_rehearsal=is_rehearsal,
    )
    # Without names of its own a unit bore the one name all the time.
    for name in facts.get("names", [facts]):
        UnitName.objects.create(
            unit=unit,
            full_name=name["full_name"],
            short_name=name["short_name"],
            valid_from=_day(name.get("valid_from")),
            valid_to=_day(name.get("valid_to")),
            is_verified=name.get("verified", True),
        )


def _add_successions(acts: list[Facts]) -> int:
    codes = {act[side] for act in acts for side in ("predecessor", "successor")}
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
    UnitSuccession.objects.bulk_create(
        UnitSuccession(
            predecessor=units[act["predecessor"]],
            successor=units[act["successor"]],
            kind=act["kind"],
            effective_on=date.fromisoformat(act["effective_on"]),
            legal_basis=act["legal_basis"],
            is_verified=act["verified"],
        )
        for act in acts
    )
    return len(acts)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
