"""The grid of a registration as posted: text in, rows out. A service decides what may be saved."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from awards.queries.award_types import COMMENDATION, TITLE, Choices
from awards.queries.recipients import COLLECTIVE, PERSON
from awards.services.registering import ItemRow
from units.text import clean

_MOST_ROWS = 1500
Pairs = list[tuple[str, str]]


class CleanCharField(forms.CharField):
    """One spelling of Vietnamese and single spaces, whatever keyboard or document it came from."""

    def to_python(self, value):
        return clean(super().to_python(value))


class ItemForm(forms.Form):
    """One row of the grid."""

    title = forms.TypedChoiceField(label=_("Registered title"), coerce=int, empty_value=None, required=False)
    commendation = forms.TypedChoiceField(
        label=_("Registered commendation"), coerce=int, empty_value=None, required=False
    )
    initiative = CleanCharField(label=_("Planned initiative"), max_length=300, required=False)
    note = CleanCharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args, titles: Pairs, commendations: Pairs, **kwargs):
        super().__init__(*args, **kwargs)
        for name, pairs in (("title", titles), ("commendation", commendations)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type, cannot fail
            field.choices = [("", ""), *pairs]


class GridForm:
    """All rows of one page. Choices are made once for each kind, however many rows there are."""

    def __init__(self, data: QueryDict, choices: Choices):
        self.typed: dict[str, dict[str, str]] = {}
        self.errors: dict[str, list[str]] = {}
        self.rows: list[ItemRow] = []
        self.general: list[str] = []
        number = data.get("edit_number", "")
        self.edit_number = int(number) if number.isdecimal() and len(number) < 10 else -1
        pairs = {
            kind: (choices.pairs(TITLE, kind), choices.pairs(COMMENDATION, kind))
            for kind in (PERSON, COLLECTIVE)
        }
        keys = list(dict.fromkeys(data.getlist("row")))
        if len(keys) > _MOST_ROWS:
            self.general.append(str(_("This page has too many rows; filter it first.")))
            return
        for key in keys:
            self._read(key, data, pairs)

    @property
    def is_valid(self) -> bool:
        return not (self.errors or self.general)

    def refuse(self, by_row: dict[str, list[str]]) -> None:
        """Take over what a service says of rows."""
        for key, texts in by_row.items():
            self.errors.setdefault(key, []).extend(texts)

    def _read(self, key: str, data: QueryDict, pairs: dict) -> None:
        kind, _dash, number = key.partition("-")
        if kind not in pairs or not (number.isdecimal() and len(number) < 19):
            self.general.append(str(_("The page sent a row that does not exist; open it again.")))
            return
        titles, commendations = pairs[kind]
        form = ItemForm(data, prefix=key, titles=titles, commendations=commendations)
        self.typed[key] = {name: data.get(f"{key}-{name}", "") for name in form.fields}
        if not form.is_valid():
            self.errors[key] = [
                f"{form.fields[name].label}: {text}" for name, texts in form.errors.items() for text in texts
            ]
            return
        values = form.cleaned_data
        self.rows.append(
            ItemRow(
                kind=kind,
                recipient_id=int(number),
                title_id=values["title"],
                commendation_id=values["commendation"],
                initiative=values["initiative"],
                note=values["note"],
            )
        )


class ReasonForm(forms.Form):
    """Why something goes back."""

    reason = CleanCharField(
        label=_("What is to be mended"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
