"""The fields of each act: which units, from which day, on which basis; and of a unit that begins."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextInputWidget
from django.utils.translation import gettext_lazy as _

from units.enums import ReorganisationAct
from units.forms.unit_choice import UnitField, UnitsField
from units.models import Unit
from units.queries.reorganisation import NewUnit

MOST_NEW_UNITS = 20


class ActForm(forms.Form):
    """What every act needs."""

    # The server answers with a sentence at the field, in one language and one place.
    use_required_attribute = False
    effective_on = forms.DateField(
        label=_("Effective from"),
        widget=AdminDateWidget,
        help_text=_("The first day of the new state; what ends has its last day on the day before."),
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=250,
        required=False,
        widget=AdminTextInputWidget,
        help_text=_("Kind, number, date and issuer of the document that decides it."),
    )
    field_order = ["predecessors", "absorbed_by", "count", "new_name", "new_short_name"]

    def ending(self) -> list[Unit]:
        """The chosen units in order; those of a form with errors too, as far as they are known."""
        chosen = getattr(self, "cleaned_data", {}).get("predecessors") or []
        return chosen if isinstance(chosen, list) else [chosen]

    @property
    def receivers(self) -> list[Unit]:
        """Other units to which people may go."""
        return self.cleaned_data.get("receivers") or []

    def as_wanted(self) -> dict[str, Any]:
        """The values under their names in `Reorganisation`."""
        cleaned = self.cleaned_data
        absorbed_by = cleaned.get("absorbed_by")
        return {
            "effective_on": cleaned["effective_on"],
            "legal_basis": cleaned["legal_basis"],
            "predecessors": tuple(unit.pk for unit in self.ending()),
            "absorbed_by": absorbed_by.pk if absorbed_by else None,
            "new_name": cleaned.get("new_name", ""),
            "new_short_name": cleaned.get("new_short_name", ""),
        }


class MergeForm(ActForm):
    predecessors = UnitsField(
        label=_("Units that merge"),
        help_text=_("Two or more. All of them end; a new unit begins, also where it keeps an old name."),
    )


class AbsorbForm(ActForm):
    predecessors = UnitsField(label=_("Units that are absorbed"), help_text=_("One or more; they end."))
    absorbed_by = UnitField(
        label=_("Unit that takes them over"), help_text=_("It goes on as it is, under its own name.")
    )


class SplitForm(ActForm):
    predecessors = UnitField(label=_("Unit that is split"), help_text=_("It ends; new units begin."))
    count = forms.IntegerField(
        label=_("Number of new units"), min_value=2, max_value=MOST_NEW_UNITS, initial=2
    )
    receivers = UnitsField(
        label=_("Other units that take people"),
        required=False,
        help_text=_("Only where somebody goes to none of the new units."),
    )


class AbolishForm(ActForm):
    predecessors = UnitsField(
        label=_("Units that are abolished"), help_text=_("They end, and nothing follows them.")
    )
    receivers = UnitsField(
        label=_("Units that take their people"),
        required=False,
        help_text=_(
            "On the next page each person is told where to go: to one of these, or out of the sector."
        ),
    )


class RenameForm(ActForm):
    predecessors = UnitField(label=_("Unit that is renamed"), help_text=_("It stays the same unit."))
    new_name = forms.CharField(label=_("New official name"), max_length=250, widget=AdminTextInputWidget)
    new_short_name = forms.CharField(label=_("New short name"), max_length=150, widget=AdminTextInputWidget)


ACT_FORMS: dict[str, type[ActForm]] = {
    ReorganisationAct.MERGE: MergeForm,
    ReorganisationAct.ABSORB: AbsorbForm,
    ReorganisationAct.SPLIT: SplitForm,
    ReorganisationAct.ABOLISH: AbolishForm,
    ReorganisationAct.RENAME: RenameForm,
}


class NewUnitForm(forms.ModelForm):
    """A unit that begins. It is only described here; the service makes it."""

    use_required_attribute = False
    parent = UnitField(label=_("Upper unit"), required=False)
    field_order = ["code", "kind", "parent", "name", "short_name", "place", "head_title"]

    class Meta:
        model = Unit
        fields = ["code", "kind", "name", "short_name", "place", "head_title"]
        widgets = dict.fromkeys(("code", "name", "short_name", "place", "head_title"), AdminTextInputWidget)

    def validate_unique(self) -> None:
        """A code that is taken is a matter of the preview: after the act, it is taken by this very unit."""

    def as_wanted(self) -> NewUnit:
        parent = self.cleaned_data["parent"]
        described = {name: self.cleaned_data[name] for name in self._meta.fields or ()}
        return NewUnit(parent_id=parent.pk if parent else None, **described)


def proposal(act: str, predecessor: Unit | None, effective_on: date | None) -> dict[str, Any]:
    """What a new unit most likely is, taken from the first that ends; to be corrected by whoever reads it."""
    if predecessor is None:
        return {}
    likely = {
        "kind": predecessor.kind,
        "parent": [predecessor.parent_id] if predecessor.parent_id else [],
        "head_title": predecessor.head_title,
    }
    if act == ReorganisationAct.MERGE:
        year = f"-{effective_on.year}" if effective_on else "-2"
        likely |= {
            "code": f"{predecessor.code[: 30 - len(year)]}{year}",
            "name": predecessor.name,
            "short_name": predecessor.short_name,
            "place": predecessor.place,
        }
    return likely
