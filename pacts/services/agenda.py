"""The agenda of a conference: what is discussed, in which order, and what came of it."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pacts.models import AgendaItem, Conference
from pacts.queries.conferences import agenda_order, item_values
from pacts.queries.parts import mark
from pacts.services.conferences import held
from pacts.services.editing import StaleEdit
from units import audit
from units.models import User

MOST_ITEMS = 60


@transaction.atomic
def add_item(*, conference: Conference, subject: str, outcome: str, by: User, at: datetime) -> AgendaItem:
    """A further point at the end; the same words again are the same point (a second click)."""
    conference = held(conference, by=by, at=at)
    order = agenda_order(conference)
    last = conference.agenda.filter(pk=order[-1]).first() if order else None
    if last and item_values(last) == {"subject": subject, "outcome": outcome}:
        return last
    if len(order) >= MOST_ITEMS:
        raise ValidationError(_("The agenda is full: at most %(n)s points.") % {"n": MOST_ITEMS})
    item = AgendaItem.objects.create(
        conference=conference, position=len(order) + 1, subject=subject, outcome=outcome
    )
    _changed(conference, "agenda_added", item, by, at)
    return item


@transaction.atomic
def save_item(
    *, item: AgendaItem, subject: str, outcome: str, seen: str, by: User, at: datetime
) -> AgendaItem:
    """Change the point as it was seen."""
    conference = held(item.conference, by=by, at=at)
    now = conference.agenda.filter(pk=item.pk).first()
    if now is None:
        raise ValidationError(_("Somebody else removed this point. Copy your text and add it anew."))
    if seen != mark(item_values(now)):
        raise StaleEdit(
            _(
                "Somebody else changed this point after you opened it. Nothing of yours was saved; "
                "look at the change, then save again."
            )
        )
    now.subject, now.outcome = subject, outcome
    now.save(update_fields=["subject", "outcome"])
    _changed(conference, "agenda_changed", now, by, at)
    return now


@transaction.atomic
def move_item(*, item: AgendaItem, up: bool, seen: str, by: User, at: datetime) -> None:
    """Change places with the neighbour, in the order that was seen; at the end of the list nothing happens."""
    conference = held(item.conference, by=by, at=at)
    order = agenda_order(conference)
    if seen != mark(order) or item.pk not in order:
        raise StaleEdit(_("Somebody else changed the order meanwhile. Look at it, then move again."))
    here = order.index(item.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
        _renumber(conference, order)
        _changed(conference, "agenda_moved", item, by, at)


@transaction.atomic
def remove_item(*, item: AgendaItem, seen: str, by: User, at: datetime) -> None:
    """Drop the point as it was seen; one that is gone already stays gone."""
    conference = held(item.conference, by=by, at=at)
    now = conference.agenda.filter(pk=item.pk).first()
    if now is None:
        return
    if seen != mark(item_values(now)):
        raise StaleEdit(_("Somebody else changed this point meanwhile. Look at it, then remove it."))
    _changed(conference, "agenda_removed", now, by, at)
    now.delete()
    _renumber(conference, agenda_order(conference))


def _renumber(conference: Conference, order: list[int]) -> None:
    rows = list(conference.agenda.all())
    for row in rows:
        row.position = order.index(row.pk) + 1
    AgendaItem.objects.bulk_update(rows, ["position"])


def _changed(conference: Conference, what: str, item: AgendaItem, by: User, at: datetime) -> None:
    data = {"what": what, "item": item.pk, **item_values(item)}
    audit.record(kind="conference_edited", actor=by, subject=conference, at=at, data=data)
