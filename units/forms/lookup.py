"""What a person looks up: filters live in the address, and what makes no sense there is passed over."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from units.enums import ClusterKind, UnitKind
from units.models import Unit
from units.queries.namesakes import dated_name
from units.queries.periods import says


class LookupForm(forms.Form):
    """A form of an address: `chosen` holds what was understood."""

    @property
    def chosen(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", False)}


class OrganiserField(forms.ModelChoiceField):
    """Two organisers may bear one name: their days tell them apart."""

    def label_from_instance(self, unit):
        return dated_name(unit)


class ClusterFilterForm(LookupForm):
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    organiser = OrganiserField(label=_("Organiser"), required=False, queryset=Unit.objects.none())
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    mine = forms.BooleanField(label=_("Only clusters of my unit"), required=False)

    def __init__(self, data, *, years, organisers):
        super().__init__(data, auto_id="filter_%s")
        self.fields["year"].choices = [("", _("All years")), *((year, str(year)) for year in years)]
        self.fields["organiser"].queryset = organisers
        self.fields["organiser"].empty_label = _("All organisers")
        self.fields["kind"].choices = [("", _("Clusters and blocks")), *ClusterKind.choices]


class UnitFilterForm(LookupForm):
    q = forms.CharField(label=_("Name"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("All levels")), *UnitKind.choices]
    )

    def __init__(self, data):
        super().__init__(data, auto_id="filter_%s")


class SearchForm(LookupForm):
    q = forms.CharField(label=_("Search"), required=False, max_length=200)


class DayForm(LookupForm):
    """The day that a page shows: one within the bounds given, or the usual one."""

    on = forms.DateField(
        label=_("On the day"),
        required=False,
        widget=forms.DateInput(attrs={"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "size": 10}),
        error_messages={"invalid": _("Write the day as dd/mm/yyyy; the usual day is shown instead.")},
    )

    def __init__(self, data, *, usual: date, first: date | None, last: date | None):
        super().__init__(data, auto_id="day_%s")
        self.usual, self.first, self.last = usual, first, last

    @property
    def day(self) -> date:
        return self.chosen.get("on", self.usual)

    def clean_on(self) -> date | None:
        day = self.cleaned_data["on"]
        if day and self.first and day < self.first:
            raise forms.ValidationError(
                _("Nothing is shown before %(first)s; the usual day is shown instead.")
                % {"first": says(self.first)}
            )
        if day and self.last and day > self.last:
            raise forms.ValidationError(
                _("Nothing is shown after %(last)s; the usual day is shown instead.")
                % {"last": says(self.last)}
            )
        return day
