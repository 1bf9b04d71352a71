"""The record of a conference as its secretary keeps it: agenda, attendance, further attendees."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from pacts.enums import FREE_ROLES
from pacts.forms.conferences import AgendaForm, AttendanceForm, AttendeeForm
from pacts.models import Conference
from pacts.queries import conferences as queries
from pacts.queries.parts import mark
from pacts.services import agenda as agenda_services
from pacts.services import attendance as services
from pacts.services.editing import StaleEdit
from pacts.views.conference_forms import differences, refuse, saved
from pacts.views.conferences import form_page, kept_conference


@form_page
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The points in their order, and a box for a further one."""
    conference = kept_conference(request, pk)
    if conference.is_closed and request.method != "POST":
        return redirect(conference)
    form = AgendaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("subject", "outcome")}
        try:
            agenda_services.add_item(conference=conference, by=request.user, at=timezone.now(), **given)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, saved())
            return redirect("conference_agenda", pk)
    rows = queries.agenda_rows(conference, request.GET.get("moved", ""))
    context = _context(conference, form) | {
        "rows": [(row, mark(queries.item_values(row.item))) for row in rows],
        "seen": mark([row.item.pk for row in rows]),
    }
    return render(request, "pacts/conference_agenda.html", context, status=422 if form.errors else 200)


@form_page
def agenda_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """One point with what came of it."""
    conference = kept_conference(request, pk)
    if conference.is_closed and request.method != "POST":
        return redirect(conference)
    item = get_object_or_404(conference.agenda.select_related("conference__cluster"), pk=item_pk)
    values = queries.item_values(item)
    seen = mark(values)
    form = AgendaForm(request.POST if request.method == "POST" else None, initial=values | {"seen": seen})
    stored: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            agenda_services.save_item(item=item, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            stale = isinstance(error, StaleEdit)
            stored = differences(form) if stale else []
            refuse(form, error, seen=seen if stale else None)
        else:
            messages.success(request, saved())
            return redirect("conference_agenda", pk)
    context = _context(conference, form) | {"item": item, "stored": stored}
    return render(request, "pacts/conference_agenda_item.html", context, status=422 if form.errors else 200)


@require_POST
def move_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """One place up or down, or out of the agenda."""
    conference = kept_conference(request, pk)
    item = get_object_or_404(conference.agenda.select_related("conference__cluster"), pk=item_pk)
    act = request.POST.get("direction", "")
    given: dict[str, Any] = {"item": item, "by": request.user, "at": timezone.now()}
    try:
        if act == "remove":
            agenda_services.remove_item(seen=request.POST.get("item_seen", ""), **given)
        else:
            agenda_services.move_item(up=act == "up", seen=request.POST.get("seen", ""), **given)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    moved = "" if act == "remove" else f"?moved={'up' if act == 'up' else 'down'}-{item_pk}"
    return redirect(reverse("conference_agenda", args=[pk]) + moved)


@form_page
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """How each member unit took part, through whom."""
    conference = kept_conference(request, pk)
    if conference.is_closed and request.method != "POST":
        return redirect(conference)
    seen = mark(queries.attendance_values(conference))
    form = AttendanceForm(
        request.POST if request.method == "POST" else None,
        initial={"seen": seen},
        rows=queries.attendance_choices(conference),
        is_online=conference.is_online,
    )
    stored: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"lines": form.lines(), "seen": form.cleaned_data["seen"]}
        try:
            services.save_attendance(conference=conference, by=request.user, at=timezone.now(), **given)
        except services.AttendanceRefused as error:
            for unit, fault in error.faults.items():
                form.add_error(f"person-{unit}", fault)
        except ValidationError as error:
            stale = isinstance(error, StaleEdit)
            stored = differences(form) if stale else []
            refuse(form, error, seen=seen if stale else None)
        else:
            messages.success(request, saved())
            return redirect(conference)
    context = _context(conference, form) | {"stored": stored}
    return render(request, "pacts/conference_attendance.html", context, status=422 if form.errors else 200)


@form_page
def attendees(request: HttpRequest, pk: int) -> HttpResponse:
    """Those named besides, and a box for a further one."""
    conference = kept_conference(request, pk)
    if conference.is_closed and request.method != "POST":
        return redirect(conference)
    people = queries.people_for(conference.cluster, queries.day_of(conference), conference.host_unit)
    form = AttendeeForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        given = {name: values[name] for name in ("role", "name", "title")} | {"candidate": values["person"]}
        try:
            services.add_attendee(conference=conference, by=request.user, at=timezone.now(), **given)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, saved())
            return redirect("conference_attendees", pk)
    context = _context(conference, form) | {"rows": queries.attendee_rows(conference)}
    return render(request, "pacts/conference_attendees.html", context, status=422 if form.errors else 200)


@require_POST
def remove_attendee(request: HttpRequest, pk: int, attendee_pk: int) -> HttpResponse:
    """Take a name off the list."""
    conference = kept_conference(request, pk)
    row = get_object_or_404(conference.attendees.select_related("conference__cluster"), pk=attendee_pk)
    try:
        services.remove_attendee(attendee=row, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("conference_attendees", pk)


def _context(conference: Conference, form: Any) -> dict[str, Any]:
    return {
        "conference": conference,
        "form": form,
        "free_roles": FREE_ROLES,
        "is_rehearsal": conference.cluster.year.is_rehearsal,
    }
