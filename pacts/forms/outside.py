"""Forms of signing elsewhere."""

from __future__ import annotations

import uuid

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _


class ReserveForm(forms.Form):
    shown_sha256 = forms.CharField(widget=forms.HiddenInput, min_length=64, max_length=64)


class BringBackForm(ReserveForm):
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    file = forms.FileField(
        label=_("The file with your signature (PDF)"),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=_(
            "At most 20 MB. Exactly the file that you downloaded, with your signature and nothing else."
        ),
    )

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if upload.size > settings.CHECK_MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        return upload
