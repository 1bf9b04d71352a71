"""What an officer states of a person whom the unit nominates."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from awards.enums import AwardCategory, DisciplineLevel, InitiativeScope, QualityGrade
from awards.forms.registrations import CleanCharField
from awards.models import AwardType, Nomination, PersonYear
from awards.services.nominating import CaseFacts, YearFacts

_UNKNOWN = ("", _("not known"))
_DATE = forms.DateInput(attrs={"placeholder": "dd/mm/yyyy"})


class StatementField(forms.TypedChoiceField):
    """Yes, no, or not known: three answers, not two."""

    def __init__(self, **kwargs):
        choices = [_UNKNOWN, ("yes", _("Yes")), ("no", _("No"))]
        super().__init__(
            choices=choices, coerce=lambda value: value == "yes", empty_value=None, required=False, **kwargs
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no", None: ""}.get(value, value)


class FactsForm(forms.Form):
    """The year of the person, and what this one case asks for."""

    recruited_on = forms.DateField(label=_("Recruited on"), required=False, widget=_DATE)
    quality_grade = forms.ChoiceField(
        label=_("Quality grade"), choices=[_UNKNOWN, *QualityGrade.choices], required=False
    )
    absence_months = forms.DecimalField(
        label=_("Months off work"), min_value=0, max_value=12, max_digits=4, decimal_places=1, required=False,
        localize=True,
    )  # fmt: skip
    absence_counts_as_work = StatementField(label=_("The absence counts as work"))
    discipline = forms.ChoiceField(
        label=_("Discipline decided in the year"),
        choices=[_UNKNOWN, *DisciplineLevel.choices],
        required=False,
    )
    violation_already_counted = forms.BooleanField(
        label=_("The violation has already cost the title of an earlier year"), required=False
    )
    open_case = StatementField(label=_("Under discipline proceedings, investigation or inspection"))
    unit_grade_excellent = StatementField(
        label=_("The unit is graded excellent or is an outstanding collective")
    )
    repeat_count_confirmed = StatementField(
        label=_("Years before an earlier sector title may be counted again")
    )
    council_members = forms.IntegerField(
        label=_("Council members"), min_value=1, max_value=200, required=False
    )
    council_in_favour = forms.IntegerField(
        label=_("Votes in favour"), min_value=0, max_value=200, required=False
    )

    def __init__(self, data: QueryDict | None = None, *, nomination: Nomination, record: PersonYear | None):
        initial = {name: getattr(nomination, name) for name in CaseFacts.__dataclass_fields__}
        if record is not None:
            initial |= {name: getattr(record, name) for name in YearFacts.__dataclass_fields__}
        super().__init__(data, initial=initial)
        if nomination.item.person and nomination.item.person.recruited_on:
            del self.fields["recruited_on"]

    def year(self) -> YearFacts:
        return YearFacts(**{name: self.cleaned_data[name] for name in YearFacts.__dataclass_fields__})

    def case(self) -> CaseFacts:
        return CaseFacts(**{name: self.cleaned_data[name] for name in CaseFacts.__dataclass_fields__})


class InitiativeForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=1960, max_value=2200)
    name = CleanCharField(label=_("Name of the initiative or project"), max_length=300)
    scope = forms.ChoiceField(label=_("Recognised at"), choices=InitiativeScope.choices)
    decision_number = CleanCharField(label=_("Decision number"), max_length=60)
    recognised_on = forms.DateField(label=_("Recognised on"), widget=_DATE)


class EarnedTitleForm(forms.Form):
    title = forms.ModelChoiceField(
        label=_("Title given"),
        queryset=AwardType.objects.filter(category=AwardCategory.TITLE, recipient="person").order_by(
            "position"
        ),
    )
    year = forms.IntegerField(label=_("Year"), min_value=1960, max_value=2200)
    decision_number = CleanCharField(label=_("Decision number"), max_length=60)
    decided_on = forms.DateField(label=_("Decided on"), required=False, widget=_DATE)
