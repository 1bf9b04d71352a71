"""A number as Vietnamese officers type it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pacts.models.clause import number_text

_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
# "1.234" is one thousand and some to one reader, and one and a bit to another.
_DOUBTFUL = re.compile(r"-?\d{1,3}[.,]\d{3}")


class NumberField(forms.DecimalField):
    """“92,5” and “92.5” are the same number, “1.234,5” is read the Vietnamese way, “1.234” is asked back.

    The same in every language of the interface: the paper is Vietnamese.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if not isinstance(value, str):
            return super().to_python(value)
        text = re.sub(r"\s", "", value)
        if _DOUBTFUL.fullmatch(text):
            bare = re.sub(r"[.,]", "", text)
            words = _(
                "“%(text)s” can be read in two ways. Write %(whole)s without a point, or fewer decimals."
            )
            raise forms.ValidationError(words % {"text": text, "whole": bare})
        if _GROUPED.fullmatch(text):
            text = text.replace(".", "")
        elif text and not _PLAIN.fullmatch(text):
            raise forms.ValidationError(_("Enter a number, for example 92,5."))
        return super().to_python(text.replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        return number_text(value).replace(".", "") if isinstance(value, Decimal) else value
