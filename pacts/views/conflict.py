"""Two texts of one part of a draft: what the page shows of them when the second one is sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from pacts.forms.draft import PartForm
from pacts.models import Pact
from pacts.models.clause import number_text
from pacts.queries.editors import Editor, last_editor
from pacts.redline import Piece, words


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else's version of the part beside one's own."""

    editor: Editor | None
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    pieces: tuple[Piece, ...]


def conflict(pact: Pact, what: str, stored: dict[str, Any], form: PartForm) -> Conflict:
    """The form as it was typed beside what is stored."""
    differences = [
        Difference(str(form.fields[name].label), words(as_text(value), as_text(form.cleaned_data[name])))
        for name, value in stored.items()
        if name in form.cleaned_data and value != form.cleaned_data[name]
    ]
    return Conflict(last_editor(pact, what), differences)


def as_text(value: Any) -> str:
    """A value as one reads it."""
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
