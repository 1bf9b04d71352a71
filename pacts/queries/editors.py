"""Who is writing a draft just now, by what the trail says: an editor saves itself within seconds of typing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localtime

from pacts.models import Pact
from units.audit import label
from units.models import AuditEntry, User

LATELY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who changed the draft lately: who, when last, and whether it was the part asked about."""

    name: str
    at: datetime
    is_here: bool

    @property
    def time(self) -> str:
        return f"{localtime(self.at):%H:%M}"


def others_editing(pact: Pact, user: User, at: datetime, what: str = "") -> list[Editor]:
    """Others who saved something in the last minutes, the latest first, each once (one query)."""
    entries = (
        AuditEntry.objects.filter(kind="pact_edited", subject=label(pact), at__gt=at - LATELY, at__lte=at)
        .exclude(actor=user)
        .select_related("actor__person")
        .order_by("-seq")[:200]
    )
    found: dict[int | None, Editor] = {}
    for entry in entries:
        is_here = bool(what) and json.loads(entry.body)["data"].get("what") == what
        known = found.get(entry.actor_id)
        if known is None:
            found[entry.actor_id] = Editor(str(entry.actor or ""), entry.at, is_here)
        elif is_here and not known.is_here:
            found[entry.actor_id] = Editor(known.name, known.at, is_here=True)
    return list(found.values())


def last_editor(pact: Pact, what: str) -> Editor | None:
    """Who changed this part last, whenever that was."""
    entry = _edits(pact, what).select_related("actor__person").first()
    return Editor(str(entry.actor or ""), entry.at, is_here=True) if entry else None


def last_mark(pact: Pact, what: str, user: User) -> str:
    """The mark of what this person wrote last in the part, or nothing."""
    entry = _edits(pact, what).filter(actor=user).first()
    return json.loads(entry.body)["data"].get("mark", "") if entry else ""


def was_removed(pact: Pact, what: str) -> bool:
    """Whether the draft ever had this part, "clause:5", and somebody took it out."""
    return _edits(pact, f"removed:{what}").exists()


def _edits(pact: Pact, what: str) -> QuerySet[AuditEntry]:
    """The edits of one part, the latest first. The trail has one way to write a value, so text finds them."""
    entries = AuditEntry.objects.filter(kind="pact_edited", subject=label(pact))
    return entries.filter(body__contains=f'"what":"{what}"').order_by("-seq")
