"""What happened to a registration, in words, read off the audit chain."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from awards.models import Registration
from units import audit
from units.models import AuditEntry

_TEXTS = {
    "registration_started": _("Started"),
    "registration_saved": _("Saved"),
    "registration_sent_to_head": _("Sent to the head"),
    "registration_sent_back": _("Sent back by the head"),
    "registration_submitted": _("Submitted to the lead unit"),
    "registration_returned": _("Returned by the lead unit"),
    "registration_accepted": _("Accepted by the lead unit"),
}
# How a unit came to its registration is its own affair.
_BETWEEN_UNITS = ("registration_submitted", "registration_returned", "registration_accepted")
_MOST = 50


@dataclass(frozen=True, slots=True)
class Event:
    text: str
    at: datetime
    by: str
    reason: str
    is_late: bool


def history(registration: Registration, *, is_own: bool) -> list[Event]:
    """The newest events first (one query)."""
    entries = AuditEntry.objects.filter(
        subject=audit.label(registration), kind__in=_TEXTS if is_own else _BETWEEN_UNITS
    )
    return [_event(entry) for entry in entries.select_related("actor__person").order_by("-seq")[:_MOST]]


def _event(entry: AuditEntry) -> Event:
    data = json.loads(entry.body)["data"]
    return Event(
        text=str(_TEXTS[entry.kind]),
        at=entry.at,
        by=str(entry.actor or ""),
        reason=data.get("reason", ""),
        is_late=bool(data.get("late")),
    )
