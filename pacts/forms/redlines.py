"""Forms about the texts of a pact: keeping one, having read one."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from units.text import clean


class KeepForm(forms.Form):
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def clean_note(self) -> str:
        return clean(self.cleaned_data["note"])


class ReadForm(forms.Form):
    edit_number = forms.IntegerField(min_value=0)
