"""What the rows of a registration may say: whom, which title, and nobody twice in a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from awards.models import Registration, RegistrationItem
from awards.queries.award_types import COMMENDATION, TITLE, Choices, choices
from awards.queries.recipients import PERSON, Recipient, recipients
from units.queries.names import names_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One row as posted; without title and commendation it says that the recipient is not registered."""

    kind: str
    recipient_id: int
    title_id: int | None = None
    commendation_id: int | None = None
    initiative: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.recipient_id}"

    @property
    def aims_at_something(self) -> bool:
        return bool(self.title_id or self.commendation_id)

    @property
    def values(self) -> dict[str, object]:
        return {
            "title_id": self.title_id,
            "commendation_id": self.commendation_id,
            "initiative": self.initiative,
            "note": self.note,
        }


class RowsRefused(ValidationError):
    """Some rows cannot be saved, so none is; `by_row` has the sentences under the key of each row."""

    def __init__(self, by_row: dict[str, list[str]]):
        self.by_row = by_row
        super().__init__([text for texts in by_row.values() for text in texts], code="rows")


def key_of(item: RegistrationItem) -> str:
    return f"person-{item.person_id}" if item.person_id else f"collective-{item.collective_id}"


def differs(item: RegistrationItem | None, row: ItemRow) -> bool:
    """Whether the row asks for anything else than what is stored."""
    if item is None:
        return row.aims_at_something or bool(row.initiative or row.note)
    return any(getattr(item, name) != value for name, value in row.values.items())


def changes(rows: Iterable[ItemRow], stored: dict[str, RegistrationItem]) -> list[ItemRow]:
    """The rows that ask for something new; a recipient counts once, as posted last."""
    posted = {row.key: row for row in rows}
    return [row for row in posted.values() if differs(stored.get(row.key), row)]


def check_rows(
    registration: Registration, rows: list[ItemRow], stored: dict[str, RegistrationItem], on: date
) -> dict[str, Recipient]:
    """Raise for every row that cannot be saved, or give the recipients of the unit on the day."""
    known = recipients(registration.unit, on)
    types = choices()
    refused = {row.key: faults for row in rows if (faults := _faults(row, known, stored.get(row.key), types))}
    for key, text in _registered_elsewhere(registration, rows, on).items():
        refused.setdefault(key, []).append(text)
    if refused:
        raise RowsRefused(refused)
    return known


def write_rows(
    registration: Registration,
    changed: list[ItemRow],
    stored: dict[str, RegistrationItem],
    known: dict[str, Recipient],
    on: date,
) -> dict[str, int]:
    """Store the rows that were checked; how many were added, changed and removed."""
    removed = [stored[row.key].pk for row in changed if row.key in stored and not row.aims_at_something]
    kept = [row for row in changed if row.aims_at_something]
    new = [_new_item(registration, row, known[row.key]) for row in kept if row.key not in stored]
    old = [_with(stored[row.key], row) for row in kept if row.key in stored]
    try:
        with transaction.atomic():
            RegistrationItem.objects.filter(pk__in=removed).delete()
            RegistrationItem.objects.bulk_update(old, ["title", "commendation", "initiative", "note"])
            RegistrationItem.objects.bulk_create(new)
    except IntegrityError:
        # Another unit registered the same person in this very moment: now it can be named.
        check_rows(registration, changed, stored, on)
        raise
    return {"added": len(new), "changed": len(old), "removed": len(removed)}


def _faults(
    row: ItemRow, known: dict[str, Recipient], item: RegistrationItem | None, types: Choices
) -> list[str]:
    if row.key not in known and item is None:
        if row.kind == PERSON:
            return [_("This person does not work in the unit today.")]
        return [_("This collective does not belong to the unit today.")]
    if not row.aims_at_something:
        if row.initiative or row.note:
            return [_("Choose a title or a commendation.")]
        return []
    chosen = ((TITLE, row.title_id, "title_id"), (COMMENDATION, row.commendation_id, "commendation_id"))
    return [
        _("This title or commendation cannot be registered here.")
        for category, pk, column in chosen
        if pk and pk != getattr(item, column, None) and not types.fits(pk, category, row.kind)
    ]


def _registered_elsewhere(registration: Registration, rows: list[ItemRow], on: date) -> dict[str, str]:
    """Once a person or collective a year, whichever unit comes first (two queries)."""
    wanted = {row.key: row for row in rows if row.aims_at_something}
    people = [row.recipient_id for row in wanted.values() if row.kind == PERSON]
    collectives = [row.recipient_id for row in wanted.values() if row.kind != PERSON]
    others = RegistrationItem.objects.filter(year_id=registration.cluster.year_id).exclude(
        registration=registration
    )
    found = others.filter(person_id__in=people) | others.filter(collective_id__in=collectives)
    items = list(found.select_related("registration__unit", "person", "collective").order_by("pk"))
    names = names_on((item.registration.unit for item in items), registration.cluster.day_within(on))
    return {
        key_of(item): _("%(name)s is registered for %(year)s by %(unit)s already.")
        % {
            "name": item,
            "year": registration.cluster.year.year,
            "unit": names[item.registration.unit_id].short_name,
        }
        for item in items
    }


def _new_item(registration: Registration, row: ItemRow, recipient: Recipient) -> RegistrationItem:
    return RegistrationItem(
        registration=registration,
        year_id=registration.cluster.year_id,
        person_id=row.recipient_id if row.kind == PERSON else None,
        collective_id=None if row.kind == PERSON else row.recipient_id,
        position_text=recipient.position,
        **row.values,
    )


def _with(item: RegistrationItem, row: ItemRow) -> RegistrationItem:
    for name, value in row.values.items():
        setattr(item, name, value)
    return item
