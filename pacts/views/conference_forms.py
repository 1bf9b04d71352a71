"""How the forms about a conference are filled in, and what they say when something was refused."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BooleanField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _

from pacts import permissions
from pacts.enums import AttendeeRole, ConferenceKind
from pacts.forms.conferences import FrameForm
from pacts.models import Conference
from pacts.queries import conferences as queries
from units.models import Cluster
from units.queries.names import Names


def frame_form(
    request: HttpRequest, cluster: Cluster, conference: Conference | None, initial: dict[str, Any]
) -> FrameForm:
    on = timezone.localdate()
    day = (conference and conference.held_on) or cluster.day_within(on)
    units = [*queries.member_units(cluster, day), cluster.year.organiser]
    if conference and conference.host_unit:
        units.append(conference.host_unit)
    names = Names(units)
    form = FrameForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        units=[(unit, names.on(unit, day).short_name) for unit in units],
        people=queries.people_of(conference) if conference else queries.people_for(cluster, day),
        organiser=cluster.year.organiser,
        joinable=_joinable(request, cluster, conference),
    )
    if conference and conference.together_with_id:
        for name in ("held_on", "host_unit", "place", "is_online"):
            form.fields[name].disabled = True
    return form


def _joinable(request: HttpRequest, cluster: Cluster, conference: Conference | None) -> list[Conference]:
    if conference and conference.together_with:
        return [conference.together_with]
    if conference and queries.partner(conference):
        return []
    visible = permissions.visible_conferences(request.user, timezone.localdate())
    return list(queries.can_be_joined(cluster, visible))


def proposed(cluster: Cluster, on: date) -> dict[str, Any]:
    """The lead unit hosts and its head takes the chair, unless something else is chosen."""
    lead = queries.leading_unit_id(cluster, on)
    people = queries.people_for(cluster, cluster.day_within(on))
    chair = next((one.person.pk for one in people if one.unit and one.unit.pk == lead and one.leads), None)
    kinds = list(cluster.conferences.values_list("kind", flat=True))
    kind = next((kind for kind in ConferenceKind.values if kind not in kinds), None)
    return {"kind": kind, "host_unit": lead, str(AttendeeRole.CHAIR.value): chair}


def saved() -> str:
    return _("Saved at %(time)s.") % {"time": f"{timezone.localtime():%H:%M}"}


def refuse(form: Any, error: ValidationError, seen: str | None = None) -> None:
    """What the service refused stands at its field; after a stale edit the form knows what is there now."""
    known = not hasattr(error, "error_dict") or set(error.error_dict) <= {*form.fields}
    form.add_error(None, error if known else error.messages)
    if seen is not None:
        form.data = form.data.copy()
        form.data["seen"] = seen


def differences(form: Any) -> list[tuple[str, str]]:
    """Of a stale form: what is on record now where it is not what was typed, in words."""
    found = []
    for bound in form.visible_fields():
        stored, typed = (_words_of(bound, value) for value in (bound.initial, bound.value()))
        if stored != typed:
            found.append((str(bound.label), stored or "–"))
    return found


def _words_of(bound: Any, value: Any) -> str:
    """A value as the field shows it."""
    choices = {str(key): str(label) for key, label in flatten_choices(getattr(bound.field, "choices", ()))}
    if choices:
        return choices.get(str(value or ""), "")
    if isinstance(bound.field, BooleanField):
        return str(_("yes") if value else _("no"))
    return str(bound.field.widget.format_value(value) or "")
