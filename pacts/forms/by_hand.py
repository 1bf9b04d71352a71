"""The attestation of a paper signed by hand: one line for each party that has not signed yet."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pacts.documents.scans import MAX_BYTES
from pacts.queries.by_hand import Proposal


class ByHandForm(forms.Form):
    """`lines()` of a valid form are those marked: proposal, person, capacity."""

    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    file = forms.FileField(
        label=_("Scan of the signed paper"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text=_("PDF, JPEG or PNG; at most 20 MB and 60 pages."),
    )
    signed_on = forms.DateField(label=_("Day of signing"), help_text=_("Day/month/year, as on the paper."))
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    password = forms.CharField(
        label=_("Your password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("You attest with it that the scan shows the signatures of those marked."),
    )

    def __init__(
        self, *args: Any, proposals: Sequence[Proposal], request: HttpRequest, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposals, self.request = proposals, request
        for one in proposals:
            self._add_line(one)

    def _add_line(self, one: Proposal) -> None:
        choices = [(str(person.pk), str(person)) for person in one.people]
        unit = one.party.unit_text
        self.fields[f"signed-{one.party.pk}"] = forms.BooleanField(
            label=unit, required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
        )
        self.fields[f"person-{one.party.pk}"] = forms.ChoiceField(
            label=_("Signer of %(unit)s") % {"unit": unit},
            choices=choices,
            required=False,
            widget=forms.Select(attrs={"class": "form-select"}),
        )
        self.fields[f"capacity-{one.party.pk}"] = forms.CharField(
            label=_("Capacity of %(unit)s") % {"unit": unit},
            max_length=200,
            required=False,
            initial=one.capacity,
            widget=forms.TextInput(attrs={"class": "form-control"}),
        )

    def rows(self) -> Iterator[tuple[Proposal, Any, Any, Any]]:
        """Each party with its three fields."""
        for one in self.proposals:
            yield one, *(self[f"{name}-{one.party.pk}"] for name in ("signed", "person", "capacity"))

    def plain_fields(self) -> list[Any]:
        return [self[name] for name in ("file", "signed_on", "note", "password")]

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        return upload

    def clean_password(self) -> str:
        # Through the backends, so that guessing is slowed down as at the door.
        password = self.cleaned_data["password"]
        if authenticate(self.request, username=self.request.user.get_username(), password=password) is None:
            raise forms.ValidationError(_("The password is wrong."))
        return password

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        offered = {f"signed-{one.party.pk}" for one in self.proposals}
        if any(name.startswith("signed-") and name not in offered for name in self.data):
            self.add_error(None, _("A unit that you marked has answered meanwhile: look at the list again."))
        for one in self.proposals:
            pk = one.party.pk
            if not values.get(f"signed-{pk}"):
                continue
            if not values.get(f"person-{pk}"):
                self.add_error(f"person-{pk}", _("Choose who signed."))
            if not values.get(f"capacity-{pk}"):
                self.add_error(f"capacity-{pk}", _("State the capacity as it stands on the paper."))
        return values

    def lines(self) -> list[tuple[Proposal, int, str]]:
        values = self.cleaned_data
        marked = [one for one in self.proposals if values[f"signed-{one.party.pk}"]]
        return [
            (one, int(values[f"person-{one.party.pk}"]), values[f"capacity-{one.party.pk}"]) for one in marked
        ]
