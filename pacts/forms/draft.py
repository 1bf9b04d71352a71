"""Forms of the editor: one small form for each part of a draft."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pacts.documents.content import laws_cited_with_number, without_other_numbers
from pacts.enums import Comparator
from pacts.forms.numbers import NumberField
from pacts.forms.pact import EditForm
from pacts.models import Movement
from units.text import clean, tidy

# "số 06/2022/QH15", "06/2022/QH15 ngày 15 tháng 6 năm 2022": what a law is not cited with.
_NUMBER_OF_LAW = re.compile(
    r",?\s*(?:số\s+)?\d+/\d{4}/[A-ZĐ]+\d*(?:\s+(?:ngày\s+\d[\w/ ]*?năm\s+\d{4}|ngày\s+[\d/]+))?",
    re.IGNORECASE,
)
_LAW_BY_CODE = re.compile(
    r"^(?:Căn cứ\s+)?(?:Bộ luật|Luật|Pháp lệnh)\b.*\d+/\d{4}/(?:QH|UBTVQH|PL-)", re.IGNORECASE
)
_CITATION_LENGTH = 400


class TidyField(forms.CharField):
    """Text of several lines, each of them cleaned."""

    def clean(self, value: Any) -> str:
        return tidy(super().clean(value))


class CleanField(forms.CharField):
    """One line, cleaned."""

    def clean(self, value: Any) -> str:
        return clean(super().clean(value))


class PartForm(EditForm):
    """A part of a draft carries the mark of what was seen of it, so that two who write other parts never meet."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


class RemovalForm(PartForm):
    """A clause goes with its targets, which are seen apart from it."""

    targets_seen = forms.CharField(max_length=64, required=False)


class NewPartForm(PartForm):
    """A part that may be new: its identity is chosen before it is sent, so that sent twice it is one."""

    identity = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)


class TextForm(PartForm):
    theme = CleanField(label=_("Theme"), max_length=300, required=False)
    motto = CleanField(label=_("Motto"), max_length=300, required=False)
    preamble = TidyField(
        label=_("Preamble"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The theme and the motto are added behind it by themselves."),
    )
    closing = TidyField(
        label=_("Closing"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    place = CleanField(
        label=_("Place"),
        max_length=100,
        required=False,
        help_text=_("Printed before the date, for example Bình Định."),
    )


class LegalBasesForm(PartForm):
    citations = forms.CharField(
        label=_("Legal bases"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One on each line. A law is cited by its name only, without number."),
    )

    def clean_citations(self) -> list[str]:
        lines = [clean(line).rstrip(" ;.") for line in self.cleaned_data["citations"].splitlines()]
        lines = [line for line in lines if line]
        if any(len(line) > _CITATION_LENGTH for line in lines):
            raise forms.ValidationError(_("A legal basis has at most 400 characters."))
        wrong = {
            *laws_cited_with_number(tuple(lines)),
            *(line for line in lines if _LAW_BY_CODE.search(without_other_numbers(line))),
        }
        if wrong:
            raise forms.ValidationError([_law_without_number(line) for line in lines if line in wrong])
        return lines


def _law_without_number(line: str) -> str:
    name = clean(_NUMBER_OF_LAW.sub("", line)).rstrip(" ;.,")
    if name == line or laws_cited_with_number((name,)):
        return str(_("A law or ordinance is cited by its name only: “%(line)s”.") % {"line": line})
    words = _("A law or ordinance is cited by its name only. Write “%(name)s” instead of “%(line)s”.")
    return str(words % {"name": name, "line": line})


class ClauseForm(NewPartForm):
    section = CleanField(
        label=_("Section"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "sections", "autocomplete": "off", "data-by-button": ""}),
        help_text=_("Clauses of the same section stand together under its heading. Empty: no section."),
    )
    heading = CleanField(label=_("Heading"), max_length=200)
    body = TidyField(
        label=_("Text"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Each line becomes a paragraph."),
    )

    def clean_heading(self) -> str:
        """The full stop behind a heading is printed by itself."""
        return self.cleaned_data["heading"].rstrip(" .:;")


class SectionForm(PartForm):
    name = CleanField(
        label=_("Heading of the section"),
        max_length=200,
        required=False,
        help_text=_("Empty: its clauses stand without a section."),
    )


class TargetForm(NewPartForm):
    code = CleanField(label=_("Code"), max_length=20)
    text = CleanField(label=_("Target"), max_length=300)
    comparator = forms.ChoiceField(label=_("Comparison"), choices=Comparator.choices)
    value = NumberField(
        label=_("Value"), max_digits=12, decimal_places=2, min_value=0, help_text=_("For example 92,5.")
    )
    unit_of_measure = CleanField(
        label=_("Unit of measure"), max_length=30, required=False, help_text=_("For example %.")
    )
    numerator = CleanField(
        label=_("Numerator"),
        max_length=300,
        required=False,
        help_text=_("What is counted, for example: số vụ án đã giải quyết."),
    )
    denominator = CleanField(
        label=_("Denominator"),
        max_length=300,
        required=False,
        help_text=_("Out of what, for example: số vụ án phải giải quyết."),
    )
    source = CleanField(
        label=_("Source"),
        max_length=300,
        required=False,
        help_text=_("The act that sets it, or where the number is read."),
    )
    may_not_arise = forms.BooleanField(
        label=_("may not arise"),
        required=False,
        help_text=_("A year without any such case is not a failure: “không phát sinh”."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("denominator") and not values.get("numerator") and "numerator" not in self.errors:
            self.add_error("numerator", _("What is divided by the denominator?"))
        return values


class MovementForm(forms.Form):
    """A movement of the catalogue; `movements` are those that may be chosen."""

    movement = forms.ModelChoiceField(label=_("Movement"), queryset=Movement.objects.none())

    def __init__(self, *args: Any, movements: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        field = self.fields["movement"]
        field.queryset = movements


class BeginningForm(forms.Form):
    """What a new pact begins with: the usual articles, or last year's pact by its key."""

    source = forms.IntegerField(required=False, min_value=1)
