"""A conference: its page, planning it, and its frame."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pacts import permissions
from pacts.enums import FREE_ROLES, SINGLE_ROLES
from pacts.forms.conferences import FrameForm
from pacts.forms.pact import ReasonForm
from pacts.models import Conference, Pact
from pacts.queries import conferences as queries
from pacts.queries.parts import mark
from pacts.services import conferences as services
from pacts.services.editing import StaleEdit
from pacts.views.conference_forms import differences, frame_form, proposed, refuse, saved
from units.models import Cluster
from units.permissions import passes, visible_clusters, visible_people

form_page = require_http_methods(["GET", "HEAD", "POST"])


def visible_conference(request: HttpRequest, pk: int) -> Conference:
    """The conference, or 404 where it does not exist for this person."""
    found = permissions.visible_conferences(request.user, timezone.localdate())
    return get_object_or_404(queries.for_page(found).select_related("witnessed_by__person"), pk=pk)


def kept_conference(request: HttpRequest, pk: int) -> Conference:
    """The same for who keeps its record; all others are refused."""
    conference = visible_conference(request, pk)
    permissions.check_keeps(request.user, conference, timezone.localdate())
    return conference


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole record as it stands."""
    return _show(request, visible_conference(request, pk))


@require_POST
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """The conference does not take place."""
    conference, form = visible_conference(request, pk), ReasonForm(request.POST)
    permissions.check_keeps(request.user, conference, timezone.localdate())
    if form.is_valid():
        try:
            services.call_off(conference=conference, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The conference is called off; everyone concerned has been told."))
            return redirect(conference)
    return _show(request, conference, form, status=422)


def _show(
    request: HttpRequest, conference: Conference, call_off_form: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    on = timezone.localdate()
    people, launched = queries.attendee_rows(conference), queries.pact_of(conference)
    visible = permissions.visible_pacts(request.user, on)
    pact = launched if launched and visible.filter(pk=launched.pk).exists() else None
    may_keep = not conference.is_closed and passes(permissions.check_keeps, request.user, conference, on)
    context = {
        "conference": conference,
        "pill": queries.state_pill(conference, on),
        "host": queries.host_name(conference),
        "partner": _visible_partner(request, conference, on),
        "single": [one for one in people if one.role in SINGLE_ROLES],
        "others": [one for one in people if one.role in FREE_ROLES],
        "known": set(
            visible_people(request.user, on)
            .filter(conferences__conference=conference)
            .values_list("pk", flat=True)
        ),
        "attendance": queries.attendance_rows(conference) if conference.planned_at else [],
        "agenda": queries.agenda_rows(conference),
        "pact": pact,
        "may_keep": may_keep,
        "call_off_form": (call_off_form or ReasonForm())
        if may_keep and not conference.witnessed_at
        else None,
        "may_witness": _may_witness(request, conference, launched),
        "is_rehearsal": conference.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/conference.html", context, status=status)


def _visible_partner(request: HttpRequest, conference: Conference, on: date) -> Conference | None:
    other = queries.partner(conference)
    visible = permissions.visible_conferences(request.user, on)
    return other if other and visible.filter(pk=other.pk).exists() else None


def _may_witness(request: HttpRequest, conference: Conference, launched: Pact | None) -> bool:
    is_open = conference.witnessed_at is None and not conference.is_closed
    return is_open and launched is not None and passes(permissions.check_witnesses, request.user, conference)


@form_page
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """A new conference of the cluster."""
    on = timezone.localdate()
    clusters = visible_clusters(request.user, on).select_related("year__organiser")
    cluster = get_object_or_404(clusters, pk=pk)
    permissions.check_conference_lead(request.user, cluster, on)
    form = frame_form(request, cluster, None, proposed(cluster, on))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.plan(cluster=cluster, frame=form.frame(), by=request.user, at=timezone.now())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The conference is planned; the member units have been told."))
            return redirect(made)
    return _page(request, cluster, form, None)


@form_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The frame of a conference that is not closed yet."""
    conference = kept_conference(request, pk)
    if conference.is_closed and request.method != "POST":
        return redirect(conference)
    initial = queries.frame_values(conference) | {
        name: getattr(conference, name) for name in ("held_on", "starts_at", "ends_at")
    }
    seen = mark(queries.frame_values(conference))
    form = frame_form(request, conference.cluster, conference, initial | {"seen": seen})
    stale = False
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"frame": form.frame(), "seen": form.cleaned_data["seen"]}
        try:
            services.save_frame(conference=conference, by=request.user, at=timezone.now(), **given)
        except ValidationError as error:
            stale = isinstance(error, StaleEdit)
            refuse(form, error, seen=seen if stale else None)
        else:
            messages.success(request, saved())
            return redirect(conference)
    return _page(request, conference.cluster, form, conference, stale=stale)


def _page(
    request: HttpRequest,
    cluster: Cluster,
    form: FrameForm,
    conference: Conference | None,
    *,
    stale: bool = False,
) -> HttpResponse:
    context = {
        "cluster": cluster,
        "conference": conference,
        "form": form,
        "stored": differences(form) if stale else [],
        "is_rehearsal": cluster.year.is_rehearsal,
    }
    return render(request, "pacts/conference_edit.html", context, status=422 if form.errors else 200)
