"""The page on which a new year is opened: one form for the year, one for each step, cluster and member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from units.enums import LeadershipBasis, LeadershipRole
from units.queries.clusters import leader_word
from units.queries.next_year import OfferedCluster, OfferedMember, OfferedYear
from units.services.opening import ClusterPlan, Misfit, YearPlan

_LARGEST_NUMBER = 999
_UNFOLDED = 12


class NewYearForm(forms.Form):
    year = forms.IntegerField(label=_("Year"))
    starts_on = forms.DateField(label=_("First day"), required=False, widget=AdminDateWidget)
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=AdminDateWidget)
    theme = forms.CharField(label=_("Theme"), required=False, max_length=300)
    motto = forms.CharField(label=_("Motto"), required=False, max_length=300)

    def clean_year(self):
        year = self.cleaned_data["year"]
        if not 1945 <= year <= 2200:
            raise ValidationError(_("Write the year with four digits, for example 2026."))
        return year

    def clean(self):
        cleaned = super().clean()
        year, first, last = (cleaned.get(name) for name in ("year", "starts_on", "ends_on"))
        # The working year may begin in the year before, and end in the year after.
        if year and first and first.year not in (year - 1, year):
            error = _("The first day lies in the year itself or in the one before it.")
            self.add_error("starts_on", ValidationError(error))
        if year and last and last.year not in (year, year + 1):
            error = _("The last day lies in the year itself or in the one after it.")
            self.add_error("ends_on", ValidationError(error))
        elif first and last and last < first:
            self.add_error("ends_on", ValidationError(_("The last day is before the first.")))
        return cleaned


class StepForm(forms.Form):
    """A deadline of the last year, a year later: proposed, and a fact only where it is ticked."""

    take = forms.BooleanField(required=False)
    due_on = forms.DateField(label=_("Last day"), required=False, widget=AdminDateWidget)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("take") and "due_on" in cleaned and not cleaned["due_on"]:
            self.add_error("due_on", ValidationError(_("A ticked step needs its day.")))
        return cleaned


class SeatForm(forms.Form):
    """One unit: ticked where it goes on."""

    take = forms.BooleanField(required=False)
    position = forms.IntegerField(label=_("Order"), min_value=1, max_value=_LARGEST_NUMBER, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("take") and "position" in cleaned and cleaned["position"] is None:
            self.add_error("position", ValidationError(_("A ticked unit needs its place in the order.")))
        return cleaned


class ClusterPlanForm(forms.Form):
    take = forms.BooleanField(label=_("Goes on in the new year"), required=False)
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=_LARGEST_NUMBER, required=False)
    name = forms.CharField(label=_("Name"), max_length=200)
    lead = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    deputy = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    basis = forms.ChoiceField(
        label=_("Basis"), required=False, choices=[("", _("no data yet")), *LeadershipBasis.choices]
    )
    handed_over_on = forms.DateField(label=_("Hand-over on"), required=False, widget=AdminDateWidget)

    def __init__(self, *args, offered: OfferedCluster, **kwargs):
        super().__init__(*args, **kwargs)
        units = [(member.unit.pk, member.unit.short_name) for member in offered.members]
        for name, role in (("lead", LeadershipRole.TRUONG), ("deputy", LeadershipRole.PHO)):
            self.fields[name].choices = [("", _("no data yet")), *units]
            self.fields[name].label = leader_word(offered.cluster, role)


class SeatRow:
    """A member as it is offered, and its form."""

    def __init__(self, offered: OfferedMember, form: SeatForm):
        self.offered, self.form = offered, form


class ClusterPart:
    """A cluster as it is offered, its form and those of its members."""

    def __init__(self, offered: OfferedCluster, data: Mapping[str, Any] | None):
        key, turn = f"c{offered.cluster.pk}", offered.turn
        self.offered = offered
        self.form = ClusterPlanForm(
            data,
            prefix=key,
            offered=offered,
            initial={
                "take": True,
                "number": offered.cluster.number,
                "name": offered.name,
                "lead": turn.lead.pk if turn.lead else None,
                "deputy": turn.deputy.pk if turn.deputy else None,
                "basis": LeadershipBasis.ROTATION if turn.lead else "",
            },
        )
        self.seats = [
            SeatRow(
                member,
                SeatForm(
                    data,
                    prefix=f"{key}u{member.unit.pk}",
                    initial={"take": True, "position": member.position},
                ),
            )
            for member in offered.members
        ]

    @property
    def forms(self) -> list[forms.Form]:
        return [self.form, *(seat.form for seat in self.seats)]

    def is_taken(self) -> bool:
        """Whether it goes on; what is written in a cluster that does not is not looked at."""
        self.form.is_valid()
        return bool(self.form.cleaned_data.get("take"))

    def is_valid(self) -> bool:
        return not self.is_taken() or (all(form.is_valid() for form in self.forms) and self._is_in_order())

    def _is_in_order(self) -> bool:
        """Whether each ticked member has a place of its own; the papers list them by it."""
        taken: dict[int, SeatRow] = {}
        for seat in self._ticked():
            first = taken.setdefault(seat.form.cleaned_data["position"], seat)
            if first is not seat:
                error = _("%(unit)s has this place in the order already.")
                params = {"unit": first.offered.unit.short_name}
                seat.form.add_error("position", ValidationError(error, params=params))
        return all(seat.form.is_valid() for seat in self.seats)

    def _ticked(self) -> list[SeatRow]:
        return [seat for seat in self.seats if seat.form.cleaned_data["take"]]

    def has_errors(self) -> bool:
        return self.form.is_bound and self.is_taken() and any(form.errors for form in self.forms)

    def plan(self) -> ClusterPlan:
        values = self.form.cleaned_data
        ticked = sorted(self._ticked(), key=lambda seat: seat.form.cleaned_data["position"])
        units = {seat.offered.unit.pk: seat.offered.unit for seat in self.seats}
        return ClusterPlan(
            source=self.offered.cluster,
            number=values["number"],
            name=values["name"],
            members=tuple(seat.offered.unit for seat in ticked),
            lead=units.get(values["lead"]),
            deputy=units.get(values["deputy"]),
            basis=values["basis"],
            handed_over_on=values["handed_over_on"],
        )


class OpeningPage:
    """Everything on the page, judged together."""

    def __init__(self, offered: OfferedYear, data: Mapping[str, Any] | None = None):
        self.offered, self.is_bound = offered, data is not None
        self.is_stale = data is not None and data.get("fingerprint") != offered.fingerprint
        initial = {"year": offered.year, "starts_on": offered.starts_on, "ends_on": offered.ends_on}
        self.form = NewYearForm(data, initial=initial)
        self.steps = [
            (deadline, StepForm(data, prefix=f"d{deadline.kind}", initial={"due_on": due_on}))
            for deadline, due_on in offered.deadlines
        ]
        self.clusters = [ClusterPart(one, data) for one in offered.clusters]

    @property
    def media(self) -> forms.Media:
        # What the calendar beside a date is drawn with comes from the framework's own pages.
        return forms.Media(js=["admin/js/core.js"]) + self.form.media

    @property
    def is_short(self) -> bool:
        """Few enough clusters to show all of them unfolded."""
        return len(self.clusters) <= _UNFOLDED

    @property
    def steps_have_errors(self) -> bool:
        return any(form.errors for _deadline, form in self.steps)

    def is_valid(self) -> bool:
        parts = [self.form.is_valid(), *(form.is_valid() for _deadline, form in self.steps)]
        return all([*parts, *(part.is_valid() for part in self.clusters)]) and not self.is_stale

    def has_errors(self) -> bool:
        in_parts = any(part.has_errors() for part in self.clusters)
        return self.is_bound and (bool(self.form.errors) or self.steps_have_errors or in_parts)

    def plan(self) -> YearPlan:
        steps = [(deadline.kind, form.cleaned_data) for deadline, form in self.steps]
        return YearPlan(
            **{name: self.form.cleaned_data[name] for name in self.form.fields},
            deadlines=tuple((kind, values["due_on"]) for kind, values in steps if values["take"]),
            clusters=tuple(part.plan() for part in self.clusters if part.is_taken()),
        )

    def show(self, misfits: Sequence[Misfit]) -> None:
        """Each refusal at its place, once."""
        places: dict[tuple[int | None, int | None], forms.Form] = {(None, None): self.form}
        for part in self.clusters:
            places[part.offered.cluster.pk, None] = part.form
            for seat in part.seats:
                places[part.offered.cluster.pk, seat.offered.unit.pk] = seat.form
        for misfit in misfits:
            form = places[misfit.cluster_id, misfit.unit_id]
            if misfit.error.messages[0] not in form.errors.get(misfit.field, []):
                form.add_error(misfit.field, misfit.error)
