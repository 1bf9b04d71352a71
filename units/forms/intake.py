"""Forms around imported lists."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from units.enums import IntakeKind, RowOutcome
from units.imports.archive import Refused
from units.imports.rows import Agreement
from units.services import intake as lists


class UploadForm(forms.Form):
    """A file of one kind of list."""

    kind = forms.ChoiceField(label=_("What the rows are"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("Excel file"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("Kind .xlsx, at most 10 MB and 5,000 rows."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, IntakeKind(kind).label) for kind in lists.KINDS]

    def receive(self, *, by, at):
        """The report of the list, or None where the file cannot be taken; then the field says why."""
        file = self.cleaned_data["file"]
        try:
            return lists.receive(kind=self.cleaned_data["kind"], file=file.file, name=file.name, by=by, at=at)
        except Refused as refusal:
            self.add_error("file", refusal)
            return None


class ApplyForm(forms.Form):
    """What is agreed to. A box is there only where there are rows that it speaks of."""

    fingerprint = forms.CharField(widget=forms.HiddenInput)
    leave_out_errors = forms.BooleanField(label=_("Leave out the rows with errors"), required=False)
    transfers = forms.BooleanField(
        label=_("Transfer the people who work elsewhere; without the tick these rows are left out"),
        required=False,
    )
    replacing = forms.BooleanField(
        label=_("Replace what is on record by what the file says; without the tick it stays"),
        required=False,
    )

    def __init__(self, *args, reports, **kwargs):
        super().__init__(*args, **kwargs)
        asked = {
            "leave_out_errors": any(it.outcome == RowOutcome.ERROR for it in reports),
            "transfers": any(it.outcome == RowOutcome.TRANSFER for it in reports),
            "replacing": any(change.replaces for it in reports for change in it.changes),
        }
        for name, is_asked in asked.items():
            if not is_asked:
                del self.fields[name]

    def apply(self, intake, *, by, at):
        """The applied list, or None where a box is missing; then the box says why."""
        agreed = dict(self.cleaned_data)
        fingerprint = agreed.pop("fingerprint")
        try:
            return lists.apply(
                intake=intake, fingerprint=fingerprint, agreed=Agreement(**agreed), by=by, at=at
            )
        except ValidationError as refusal:
            if not hasattr(refusal, "error_dict"):
                raise
            self.add_error(None, refusal)
            return None
