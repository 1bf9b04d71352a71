"""What every change of a draft has in common: who, the lock, the state, the stale tab, the trail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts import permissions
from pacts.enums import PactStatus
from pacts.models import Pact
from pacts.queries.editors import last_mark
from pacts.queries.parts import mark
from units import audit
from units.models import User


class StaleEdit(ValidationError):
    """Somebody changed the same part after this page was opened; what was typed is not lost, only not saved."""


class Removed(ValidationError):
    """Somebody removed what was being written; it is not brought back by the way."""


class _Row(Protocol):
    pk: Any
    identity: UUID


RowType = TypeVar("RowType", bound=_Row)


def held(pact: Pact, *, by: User, at: datetime) -> Pact:
    """The pact, locked and still a draft that this person may write."""
    permissions.check_edits(by, pact, localdate(at))
    pact = Pact.objects.select_for_update().get(pk=pact.pk)
    if pact.status != PactStatus.DRAFT:
        raise ValidationError(_("The text is frozen and can no longer be changed."))
    return pact


def check_fresh(pact: Pact, *, edit_number: int, seen: str, now: Callable[[], Any]) -> None:
    """Refuses who has not seen the part as it is `now`.

    `seen` is the mark of what the editor saw, so that two who write different parts never meet. Without one the
    whole draft must be as it was.
    """
    stale = seen != mark(now()) if seen else pact.edit_number != edit_number
    if stale:
        raise StaleEdit(
            _(
                "Somebody else changed the draft after you opened it. Nothing of yours was saved; "
                "look at the change, then save again."
            )
        )


def is_own(pact: Pact, what: str, values: dict[str, Any], *, by: User) -> bool:
    """Whether the part says what this very person wrote there last.

    Who added a row and never heard of it, because the answer was lost, has no mark of it. One's own words are no
    conflict; those of anybody else are.
    """
    return mark(values) == last_mark(pact, what, by)


def rewritten(
    pact: Pact, what: str, *, before: dict[str, Any], after: dict[str, Any], by: User, at: datetime
) -> None:
    """Other words stand in the part: the trail keeps those that they replaced, and the mark of the new ones."""
    replaced = {name: value for name, value in before.items() if value != after[name]}
    changed(pact, what, by=by, at=at, data={"before": replaced, "mark": mark(after)})


def changed(pact: Pact, what: str, *, by: User, at: datetime, data: dict[str, Any] | None = None) -> None:
    """Count the edit and write it to the trail."""
    pact.edit_number += 1
    pact.save(update_fields=["edit_number"])
    audit.record(kind="pact_edited", actor=by, subject=pact, at=at, data={"what": what, **(data or {})})


def found(rows: list[RowType], row: RowType | None, identity: UUID | None) -> RowType | None:
    """The row to change out of those held: the given one, or one that this very request added before."""
    if row is None:
        return next((it for it in rows if it.identity == identity), None)
    return still_there(rows, row)


def still_there(rows: list[RowType], row: RowType) -> RowType:
    """The row as it is among those held."""
    known = next((it for it in rows if it.pk == row.pk), None)
    if known is None:
        raise Removed(_("Somebody else removed this from the draft. Copy your text and add it anew."))
    return known
