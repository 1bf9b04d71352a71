"""Forms of a conference: its frame, its agenda, who attends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pacts.enums import FREE_ROLES, SINGLE_ROLES, AttendanceKind, AttendeeRole, ConferenceKind
from pacts.models import Conference
from pacts.queries.conference_people import Candidate
from pacts.queries.conferences import AttendanceRow
from pacts.services.attendance import Attendance
from pacts.services.conferences import Frame
from units.models import Unit
from units.text import clean, tidy

_WITNESS = _(
    "A leader of the organiser. After the last signature he or she confirms the ceremony on a phone."
)


class ChoiceOf(forms.ChoiceField):
    """One of the objects that this page offers; nothing else can be sent. Nothing chosen is None."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.objects: dict[str, Any] = {}

    def clean(self, value: Any) -> Any:
        return self.objects.get(super().clean(value))

    def offer(self, objects: dict[Any, tuple[Any, str]], empty: Any = "") -> None:
        self.objects = {str(key): one for key, (one, _label) in objects.items()}
        first = [("", empty or "—")]
        self.choices = first + [(str(key), label) for key, (_one, label) in objects.items()]

    def offer_people(self, people: Iterable[Candidate], empty: Any = "") -> None:
        """Under the units in whose names they come: there may be hundreds."""
        groups = [(name, list(those)) for name, those in groupby(people, key=lambda one: one.unit_name)]
        self.objects = {str(one.person.pk): one for _name, those in groups for one in those}
        self.choices = [("", empty or "—")] + [
            (name or _("On record already"), [(str(one.person.pk), one.label) for one in those])
            for name, those in groups
        ]


class HourField(forms.TimeField):
    """An hour as offices write it: 8h, 8h30, 08:30."""

    default_error_messages = {"invalid": _("Write the time like 08:30 or 8h30.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh"], **kwargs)


class FrameForm(forms.Form):
    """What a conference is. Where it is joined to another one, day, host and place are that one's."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind of conference"), choices=ConferenceKind.choices)
    together_with = ChoiceOf(
        label=_("Together with"),
        required=False,
        help_text=_(
            "One meeting may close a year and open the next: each part has its own agenda and minutes, "
            "day, host and place are those of the conference chosen here."
        ),
    )
    held_on = forms.DateField(
        label=_("Day of the conference"), required=False, help_text=_("Day/month/year.")
    )
    starts_at = HourField(label=_("Begins at"), required=False, help_text=_("For example 08:00."))
    ends_at = HourField(
        label=_("Ended at"), required=False, help_text=_("Recorded when it is over; the minutes state it.")
    )
    host_unit = ChoiceOf(
        label=_("Host unit"), required=False, help_text=_("It may be another unit than the lead unit.")
    )
    place = forms.CharField(
        label=_("Room or address"),
        max_length=200,
        required=False,
        help_text=_("Empty: the seat of the host unit."),
    )
    is_online = forms.BooleanField(
        label=_("Online"), required=False, help_text=_("The host is then the main point of the connection.")
    )
    chair = ChoiceOf(label=_("Chair"), required=False)
    secretary = ChoiceOf(
        label=_("Secretary"), required=False, help_text=_("Signs the minutes together with the chair.")
    )
    witness = ChoiceOf(label=_("Witness"), required=False, help_text=_WITNESS)

    def __init__(
        self,
        *args: Any,
        units: Sequence[tuple[Unit, str]],
        people: Sequence[Candidate],
        organiser: Unit,
        joinable: Sequence[Conference],
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self._choice("host_unit").offer({unit.pk: (unit, name) for unit, name in units})
        named = self.initial.get(AttendeeRole.WITNESS.value)
        witnesses = [one for one in people if one.leads and one.unit == organiser or one.person.pk == named]
        for role in SINGLE_ROLES:
            self._choice(role.value).offer_people(witnesses if role == AttendeeRole.WITNESS else people)
        if joinable:
            alone = _("No other conference")
            self._choice("together_with").offer({one.pk: (one, _named(one)) for one in joinable}, alone)
        else:
            del self.fields["together_with"]

    def _choice(self, name: str) -> ChoiceOf:
        return cast(ChoiceOf, self.fields[name])

    def clean_place(self) -> str:
        return clean(self.cleaned_data["place"])

    def frame(self) -> Frame:
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return Frame(**values)


def _named(conference: Conference) -> str:
    day = f"{conference.held_on:%d/%m/%Y} · " if conference.held_on else ""
    return f"{day}{conference}"


class AgendaForm(forms.Form):
    """One point."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    subject = forms.CharField(label=_("Point of the agenda"), max_length=300)
    outcome = forms.CharField(
        label=_("What came of it"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Recorded at the conference, one paragraph a line; printed in the minutes."),
    )

    def clean_subject(self) -> str:
        return clean(self.cleaned_data["subject"])

    def clean_outcome(self) -> str:
        return tidy(self.cleaned_data["outcome"])


class AttendeeForm(forms.Form):
    """Somebody besides those who represent the units."""

    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in FREE_ROLES])
    person = ChoiceOf(label=pgettext_lazy("attendance", "Person"), required=False)
    name = forms.CharField(
        label=_("Or somebody else, by name"),
        max_length=200,
        required=False,
        help_text=_("With the form of address, as the minutes are to print it: Đồng chí, Ông, Bà."),
    )
    title = forms.CharField(
        label=_("Position"), max_length=200, required=False, help_text=_("Empty: the post on record.")
    )

    def __init__(self, *args: Any, people: Sequence[Candidate], **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast(ChoiceOf, self.fields["person"]).offer_people(people, _("Choose…"))

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])

    def clean_title(self) -> str:
        return clean(self.cleaned_data["title"])


class AttendanceForm(forms.Form):
    """The member units, a line for each, filled in with their heads."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, rows: Sequence[AttendanceRow], is_online: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.rows = rows
        usual = AttendanceKind.ONLINE if is_online else AttendanceKind.PRESENT
        for row in rows:
            self._add_line(row, usual)

    def _add_line(self, row: AttendanceRow, usual: str) -> None:
        key, known, proposed = row.unit.pk, row.row, row.proposed
        unit = {"unit": row.name}
        self.fields[f"kind-{key}"] = forms.ChoiceField(
            label=_("Attendance of %(unit)s") % unit,
            choices=AttendanceKind.choices,
            initial=known.kind if known else usual,
            widget=forms.Select(attrs={"class": "form-select"}),
        )
        person = ChoiceOf(
            label=_("Who took part for %(unit)s") % unit,
            required=False,
            initial=(known.person_id if known else proposed and proposed.person.pk),
            widget=forms.Select(attrs={"class": "form-select"}),
        )
        person.offer({one.person.pk: (one, one.short_label) for one in row.people})
        self.fields[f"person-{key}"] = person
        self.fields[f"title-{key}"] = forms.CharField(
            label=_("Position of who took part for %(unit)s") % unit,
            max_length=200,
            required=False,
            initial=_own_title(row),
            widget=forms.TextInput(attrs={"class": "form-control"}),
        )

    def table(self) -> Iterator[tuple[AttendanceRow, Any, Any, Any]]:
        for row in self.rows:
            yield row, *(self[f"{name}-{row.unit.pk}"] for name in ("kind", "person", "title"))

    def lines(self) -> list[Attendance]:
        return [self._line(row) for row in self.rows]

    def _line(self, row: AttendanceRow) -> Attendance:
        values = {name: self.cleaned_data[f"{name}-{row.unit.pk}"] for name in ("kind", "person", "title")}
        chosen: Candidate | None = values["person"]
        typed, before = clean(values["title"]), row.recorded
        if before and chosen and chosen.person != before.person and typed == _own_title(row):
            typed = ""  # it was the other one's
        title = typed or (chosen.post if chosen else "")
        return Attendance(row.unit, values["kind"], chosen.person if chosen else None, title)


def _own_title(row: AttendanceRow) -> str:
    """The title on record, where it says something else than the post of who is on record."""
    recorded = row.recorded
    return row.row.title if row.row and recorded and row.row.title != recorded.post else ""
