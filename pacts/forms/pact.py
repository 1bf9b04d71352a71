"""Forms of the pact editor, the freeze and the signature."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pacts.enums import Comparator
from units.text import clean


def _tidy(text: str) -> str:
    """Each line cleaned, empty lines at the ends dropped."""
    return "\n".join(clean(line) for line in text.splitlines()).strip()


class EditForm(forms.Form):
    """Every change of a draft says which edit it is based on."""

    edit_number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class TextForm(EditForm):
    theme = forms.CharField(label=_("Theme"), max_length=300, required=False)
    motto = forms.CharField(label=_("Motto"), max_length=300, required=False)
    preamble = forms.CharField(
        label=_("Preamble"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The theme and the motto are added behind it by themselves."),
    )
    closing = forms.CharField(
        label=_("Closing"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=100,
        required=False,
        help_text=_("Printed before the date, for example Bình Định."),
    )

    def clean_preamble(self) -> str:
        return _tidy(self.cleaned_data["preamble"])

    def clean_closing(self) -> str:
        return _tidy(self.cleaned_data["closing"])


class LegalBasesForm(EditForm):
    citations = forms.CharField(
        label=_("Legal bases"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One on each line. A law is cited by its name only, without number."),
    )

    def clean_citations(self) -> list[str]:
        lines = [clean(line).rstrip(" ;.") for line in self.cleaned_data["citations"].splitlines()]
        lines = [line for line in lines if line]
        if any(len(line) > 400 for line in lines):
            raise forms.ValidationError(_("A legal basis has at most 400 characters."))
        return lines


class ClauseForm(EditForm):
    heading = forms.CharField(label=_("Heading"), max_length=200)
    body = forms.CharField(
        label=_("Text"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Each line becomes a paragraph."),
    )

    def clean_body(self) -> str:
        return _tidy(self.cleaned_data["body"])


class TargetForm(EditForm):
    code = forms.CharField(label=_("Code"), max_length=20)
    text = forms.CharField(label=_("Target"), max_length=300)
    comparator = forms.ChoiceField(label=_("Comparison"), choices=Comparator.choices)
    value = forms.DecimalField(
        label=_("Value"), max_digits=12, decimal_places=2, localize=True, help_text=_("For example 92,5.")
    )
    unit_of_measure = forms.CharField(
        label=_("Unit of measure"), max_length=30, required=False, help_text=_("For example %.")
    )


class FreezeForm(EditForm):
    place = forms.CharField(label=_("Place"), max_length=100, help_text=_("Printed before the date."))
    dated_on = forms.DateField(
        label=_("Date of the paper"),
        help_text=_("Day/month/year. It is printed and cannot be changed after the first signature."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class SignForm(forms.Form):
    shown_sha256 = forms.CharField(widget=forms.HiddenInput, min_length=64, max_length=64)
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    pin = forms.CharField(
        label=_("PIN of your signature"),
        max_length=12,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_(
            "The signature belongs to exactly the paper shown. If the paper changes, it does not count."
        ),
    )


class PinForm(forms.Form):
    pin = forms.CharField(
        label=_("PIN"),
        max_length=12,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "new-password"}),
        help_text=_("6 to 12 digits that only you know. Nobody can look it up for you."),
    )
    again = forms.CharField(
        label=_("PIN once more"),
        max_length=12,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("pin") and values.get("again") and values["pin"] != values["again"]:
            self.add_error("again", _("The two PINs differ."))
        return values


class CheckForm(forms.Form):
    file = forms.FileField(
        label=_("PDF file"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=_("At most 20 MB. The file is checked and then forgotten."),
    )
