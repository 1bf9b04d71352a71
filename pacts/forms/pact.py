"""Forms around the signature: a reason, a PIN, a file to check."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class EditForm(forms.Form):
    """Every change of a draft says which edit it is based on."""

    edit_number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class SignForm(forms.Form):
    shown_sha256 = forms.CharField(widget=forms.HiddenInput, min_length=64, max_length=64)
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    pin = forms.CharField(
        label=_("PIN of your signature"),
        min_length=6,  # a shorter one is a slip and costs no try
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
