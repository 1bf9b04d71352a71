"""Where a person goes, and from which day."""

from __future__ import annotations

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _

from units.forms.unit_choice import UnitField


class MoveForm(forms.Form):
    to = UnitField(label=_("New unit"))
    position_title = forms.CharField(
        label=_("Position in the new unit"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_(
            "Whoever is to head the new unit, or be a deputy there, is appointed on the page of the person."
        ),
    )
    on = forms.DateField(
        label=_("From"), widget=AdminDateWidget, help_text=_("The first day in the new unit, as decided.")
    )


class ReturnForm(MoveForm):
    on = forms.DateField(
        label=_("From"), widget=AdminDateWidget, help_text=_("The first day of the new time in the sector.")
    )


class LeavingForm(forms.Form):
    on = forms.DateField(
        label=_("Last day"),
        widget=AdminDateWidget,
        help_text=_("The last working day. The account is closed from the next day; signatures stay."),
    )
