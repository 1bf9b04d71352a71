"""The page of one registration, and its moves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from awards import dossier, permissions, workflow
from awards.enums import RegistrationRole
from awards.forms.registrations import GridForm, ReasonForm
from awards.models import Registration
from awards.queries import award_types, registration_page, states, windows
from awards.queries.history import history
from awards.queries.names import unit_names
from awards.queries.recipients import COLLECTIVE, PERSON
from awards.services import registering

_DONE = {
    "send_to_head": _("The registration is with the head of the unit."),
    "send_back": _("The registration went back to the officer."),
    "submit": _("The registration is submitted to the lead unit."),
    "return": _("The registration went back to the unit."),
    "accept": _("The registration is accepted."),
}


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    on = timezone.localdate()
    registration = _visible(request, pk, on)
    return render(request, "awards/registration.html", _context(request, registration, on))


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed, and send it on to the head where that button was pressed."""
    at = timezone.now()
    on = timezone.localdate(at)
    registration = _visible(request, pk, on)
    items = registration_page.items_of(registration)
    grid = GridForm(request.POST, _choices(items))
    if grid.is_valid:
        try:
            registering.save_items(
                registration=registration,
                rows=grid.rows,
                expected_edit_number=grid.edit_number,
                by=request.user,
                at=at,
            )
        except registering.RowsRefused as refusal:
            grid.refuse(refusal.by_row)
        except ValidationError as refusal:
            grid.general += refusal.messages
    if not grid.is_valid:
        registration.refresh_from_db(fields=["edit_number", "status"])
        return render(request, "awards/registration.html", _context(request, registration, on, grid))
    if request.POST.get("then") == "send_to_head":
        return move(request, pk, "send_to_head")
    messages.success(request, _("Saved at %(time)s.") % {"time": f"{timezone.localtime(at):%H:%M}"})
    return redirect(_address(request, registration))


@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One move of the table; what stands in the way is said on the page."""
    at = timezone.now()
    on = timezone.localdate(at)
    movable = permissions.movable_registrations(request.user, on) | permissions.visible_registrations(
        request.user, on
    )
    registration = get_object_or_404(movable.for_list(), pk=pk)
    given: dict[str, Any] = {"registration": registration, "by": request.user, "at": at}
    if name in ("send_back", "return"):
        form = ReasonForm(request.POST)
        given["reason"] = form.cleaned_data["reason"] if form.is_valid() else ""
    number = request.POST.get("edit_number", "")
    if name in ("submit", "accept") and number.isdecimal() and len(number) < 10:
        given["expected_edit_number"] = int(number)
    try:
        _service(name)(**given)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _DONE[name])
    if permissions.visible_registrations(request.user, on).filter(pk=pk).exists():
        return redirect(registration)
    return redirect("registration_rollup", registration.cluster_id)


def _service(name: str):
    return {
        "send_to_head": registering.send_to_head,
        "send_back": registering.send_back,
        "submit": registering.submit,
        "return": registering.return_,
        "accept": registering.accept,
    }[name]


def _visible(request: HttpRequest, pk: int, on: date) -> Registration:
    found = permissions.visible_registrations(request.user, on).for_list()
    return get_object_or_404(found, pk=pk)


def _choices(items) -> award_types.Choices:
    return award_types.choices(pk for item in items for pk in (item.title_id, item.commendation_id))


def _address(request: HttpRequest, registration: Registration) -> str:
    query = request.GET.urlencode()
    return reverse("registration", args=[registration.pk]) + (f"?{query}" if query else "")


def _context(
    request: HttpRequest, registration: Registration, on: date, grid: GridForm | None = None
) -> dict[str, Any]:
    roles = permissions.roles_of(request.user, registration, on)
    moves = {
        one.name: one
        for one in workflow.moves_from(workflow.REGISTRATION_MOVES, registration.status)
        if one.role in roles
    }
    may_edit = RegistrationRole.OFFICER in roles and registering.is_editable(registration)
    filters = registration_page.Filters.of(request.GET)
    items = registration_page.items_of(registration)
    due_on = windows.deadline(registration.cluster)
    choices = _choices(items)
    page = registration_page.page(
        registration,
        items,
        dossier.check_items(items, registration.cluster.year, on),
        on=on,
        filters=filters,
        is_editable=may_edit or grid is not None,
        typed=grid.typed if grid else None,
        errors=grid.errors if grid else None,
    )
    return {
        "registration": registration,
        "unit": unit_names([registration], on)[registration.pk],
        "page": page,
        "form": {"errors": not grid.is_valid} if grid else None,
        "grid": grid,
        "moves": moves,
        "may_edit": may_edit,
        "shows_fields": may_edit or grid is not None,
        "is_own": permissions.is_own(request.user, registration, on),
        "sees_rollup": "lead_unit" in roles,
        "state": states.own_pill(registration),
        "late": states.late_pill(registration, due_on, on),
        "due_on": due_on,
        "filters": filters,
        "filter_title": next((t.name for t in choices.types if str(t.pk) == filters.title), ""),
        "reason_form": ReasonForm(),
        "history": history(registration, is_own=permissions.is_own(request.user, registration, on)),
        "parts": _parts(page, choices),
        "choices": choices,
        "is_rehearsal": registration.cluster.year.is_rehearsal,
        "address": _address(request, registration),
        "query": request.GET.urlencode(),
    }


def _parts(page: registration_page.Page, choices: award_types.Choices) -> list[dict[str, Any]]:
    """The two tables of the page with their choices."""
    return [
        {
            "kind": kind,
            "heading": heading,
            "rows": rows,
            "titles": choices.pairs(award_types.TITLE, kind),
            "commendations": choices.pairs(award_types.COMMENDATION, kind),
        }
        for kind, heading, rows in (
            (PERSON, _("Individuals"), page.people),
            (COLLECTIVE, _("Collectives"), page.collectives),
        )
    ]
