"""Forms of a consultation: sent out, commented on, answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pacts.enums import CommentAnswer
from pacts.models import PactComment
from units.models import Unit
from units.text import tidy

MAX_LENGTH = 2000


class SendOutForm(forms.Form):
    until = forms.DateField(
        label=_("Last day for comments"), help_text=_("Day/month/year. The whole day counts.")
    )


class CommentForm(forms.Form):
    """What a unit says; which unit is asked only of those who may speak for several."""

    clause = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int)
    text = forms.CharField(
        label=_("Comment"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Say what to change and how: the lead unit answers each comment."),
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(unit.pk, unit.short_name) for unit in units]
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].initial = units[0].pk

    def clean_clause(self) -> str:
        return str(self.cleaned_data["clause"] or "")

    def clean_text(self) -> str:
        return tidy(self.cleaned_data["text"])


class AnswerForm(forms.Form):
    """The answer to one comment. Where nothing is chosen, the comment stays open."""

    answer = forms.ChoiceField(label=_("Answer"), required=False, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Reason or note"),
        max_length=MAX_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, comment: PactComment, may_overrule: bool, **kwargs: Any):
        super().__init__(*args, prefix=f"c{comment.pk}", **kwargs)
        self.fields["answer"].choices = answers(may_overrule)

    def clean_text(self) -> str:
        return tidy(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        given, text = values.get("answer"), values.get("text")
        if text and not given and "answer" not in self.errors:
            self.add_error("answer", _("Choose what the answer is."))
        if given in (CommentAnswer.EXPLAINED, CommentAnswer.OVERRULED) and not text:
            self.add_error("text", _("Give the reason."))
        return values


class OverruleForm(forms.Form):
    """One reason for every comment that has no answer."""

    seen = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"), max_length=MAX_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )


def answers(may_overrule: bool) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [
        (CommentAnswer.ACCEPTED, CommentAnswer.ACCEPTED.label),
        (CommentAnswer.EXPLAINED, _("Explained: the text stays, with the reason")),
    ]
    if may_overrule:
        found.append((CommentAnswer.OVERRULED, _("Overruled by the head of the lead unit, with the reason")))
    return found
