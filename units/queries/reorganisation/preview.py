"""What a reorganisation would close, open, move and touch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from units.enums import ReorganisationAct as Act
from units.queries import gathering
from units.queries.gathering import Effect
from units.queries.reorganisation import telling
from units.queries.reorganisation.faults import check_parties, check_record
from units.queries.reorganisation.parties import listed
from units.queries.reorganisation.plan import Plan, make_plan
from units.queries.reorganisation.record import read
from units.queries.reorganisation.shown import Preview, WorksThere
from units.queries.reorganisation.wanted import Reorganisation


def preview(wanted: Reorganisation, *, on: date) -> Preview:
    """Everything that the act would do, told before it is done.

    Raises ValidationError with field names for what cannot be: the names of `Reorganisation`, and
    `new_units-0-code` and the like for the fields of a new unit. What is merely not answered yet (a cluster,
    where people go) is no error here: it is in `missing`, and the service refuses to go on without it.
    The number of queries does not grow with what is on record.
    """
    _plan, told = planned(wanted, on=on)
    return told


def planned(wanted: Reorganisation, *, on: date) -> tuple[Plan, Preview]:
    """The same with the plan that does it."""
    wanted = wanted.relevant()
    parties = check_parties(wanted, on)
    record = read(wanted)
    check_record(wanted, parties, record)
    plan = make_plan(wanted, parties, record)
    effects = _effects(plan)
    return plan, _told(plan, effects)


def _effects(plan: Plan) -> list[Effect]:
    """What other apps say; refuses where something has happened that could not have."""
    if plan.wanted.act == Act.RENAME:
        return []
    found = gathering.merge_effects(plan.parties.predecessors, plan.wanted.effective_on)
    refusals = [f"{effect.title}: {effect.consequence}" for effect in found if effect.forbids]
    if refusals:
        raise ValidationError({"effective_on": refusals})
    return found


def _told(plan: Plan, effects: list[Effect]) -> Preview:
    is_rename = plan.wanted.act == Act.RENAME
    return Preview(
        predecessors=tuple(unit.short_name for unit in plan.parties.predecessors),
        successors=plan.successors,
        closes=telling.closes(plan),
        opens=telling.opens(plan),
        moves=() if is_rename else telling.moves(plan),
        touches=tuple(effects),
        warnings=telling.warnings(plan),
        questions=plan.questions,
        people=() if is_rename else tuple(_people(plan)),
        children=tuple(stands for _child, stands in plan.children),
        fingerprint=_fingerprint(plan, effects),
        missing=_missing(plan),
    )


def _people(plan: Plan) -> Iterable[WorksThere]:
    for worker in plan.workers:
        yield WorksThere(
            person_id=worker.person.pk,
            name=worker.person.full_name,
            unit=worker.unit.short_name,
            position_title=worker.position_title,
            successor=worker.successor,
            unit_id=worker.to.pk if worker.to else None,
            leaves=worker.leaves,
        )


def _missing(plan: Plan) -> dict[str, str]:
    missing = {}
    open_questions = [
        _("%(unit)s in %(year)s (%(organiser)s)")
        % {"unit": one.successor_name, "year": one.year, "organiser": one.organiser}
        for one in plan.questions
        if not one.is_answered
    ]
    if open_questions:
        sentence = _("Say which cluster or block is joined, or none: %(list)s.")
        missing["clusters"] = sentence % {"list": listed(open_questions)}
    homeless = [worker.person.full_name for worker in plan.workers if not worker.has_place]
    if homeless and plan.wanted.act != Act.RENAME:
        sentence = ngettext(
            "%(number)d person has no place yet: %(names)s.",
            "%(number)d people have no place yet: %(names)s.",
            len(homeless),
        )
        missing["people"] = sentence % {"number": len(homeless), "names": listed(homeless)}
    return missing


def _fingerprint(plan: Plan, effects: Sequence[Effect]) -> str:
    """Of the act and of all that it touches, but not of the answers, which are given while looking at it."""
    record = plan.record
    facts: dict[str, Any] = {
        "act": asdict(plan.wanted.without_answers()),
        "units": [(unit.pk, unit.name, unit.short_name) for unit in plan.parties.predecessors],
        "rows": [(row._meta.label, row.pk, row.valid_from, row.valid_to) for row in record.ending.all()],
        "children": [child.pk for child in record.children],
        "settled": sorted(record.settled),
        "places": [[one.candidates, one.others] for one in plan.questions],
        "effects": [asdict(effect) for effect in effects],
    }
    text = json.dumps(facts, default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
