"""Forms of the freeze and of the round of signing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pacts.enums import SigningOrder
from pacts.forms.pact import EditForm
from units.models import Appointment


class WitnessField(forms.ModelChoiceField):
    """Somebody who holds a post of the organiser on the day."""

    def label_from_instance(self, obj: Appointment) -> str:
        return f"{obj.person} · {obj.position_title}"


class FreezeForm(EditForm):
    place = forms.CharField(label=_("Place"), max_length=100, help_text=_("Printed before the date."))
    dated_on = forms.DateField(
        label=_("Date of the paper"),
        help_text=_("Day/month/year. It is printed; after the freeze it cannot be changed."),
    )
    witness = WitnessField(
        label=_("Witness"),
        queryset=Appointment.objects.none(),
        required=False,
        empty_label=_("No witness"),
        help_text=_(
            "Signs too, below the parties, and is counted among nobody: the pact is in force without."
        ),
    )

    def __init__(self, *args: Any, posts: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["witness"].queryset = posts


class OpenForm(forms.Form):
    order = forms.ChoiceField(
        label=_("Order of signing"),
        choices=SigningOrder.choices,
        initial=SigningOrder.PARALLEL,
        required=False,
        widget=forms.RadioSelect,
    )
    sign_until = forms.DateField(
        label=_("Last day for signing"),
        required=False,
        help_text=_("Day/month/year; may stay empty. The whole day counts."),
    )

    def clean_order(self) -> SigningOrder:
        return SigningOrder(self.cleaned_data["order"] or SigningOrder.PARALLEL)


class ExtendForm(forms.Form):
    sign_until = forms.DateField(
        label=_("Last day for signing"),
        required=False,
        help_text=_("Day/month/year. Leave it empty where no last day shall hold."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
