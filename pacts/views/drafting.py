"""The editor of a draft as a whole, and the parts beside its clauses."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pacts.enums import PactStatus
from pacts.forms.draft import LegalBasesForm, MovementForm, TextForm
from pacts.models import Movement, Pact
from pacts.queries import pact as queries
from pacts.queries.editor import clause_rows, movement_rows, movements_offered, remarks, sections_mark
from pacts.queries.editors import others_editing
from pacts.queries.parts import TEXT_FIELDS, legal_basis_values, mark, movement_order, text_values
from pacts.services import drafting, movements
from pacts.views.editing import Part, edit_part, editable, tried

_form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole draft with its parts to change."""
    pact = editable(request, pk)
    if pact.status != PactStatus.DRAFT:
        return redirect(pact)
    context = {
        "pact": pact,
        "pill": queries.status_pill(pact),
        "steps": queries.steps(pact),
        "legal_bases": legal_basis_values(pact)["citations"],
        "movements": [row.movement for row in movement_rows(pact)],
        "clauses": clause_rows(pact, focus=request.GET.get("moved", "")),
        "order_seen": sections_mark(pact),
        "remarks": remarks(pact),
        "editors": others_editing(pact, request.user, timezone.now()),
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/pact_edit.html", context)


@_form_page
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """Theme, motto, preamble, closing, place."""
    pact = editable(request, pk)

    def save(**values):
        words = {name: values.pop(name) for name in TEXT_FIELDS}
        return drafting.save_text(pact=pact, text=words, **values)

    part = Part(
        heading=_("Theme, preamble and closing"),
        form=TextForm,
        values=text_values(pact),
        save=save,
        url=lambda _saved: reverse("pact_text", args=[pk]),
        what="text",
    )
    return edit_part(request, pact, part)


@_form_page
def legal_bases(request: HttpRequest, pk: int) -> HttpResponse:
    """The acts that the pact rests on."""
    pact = editable(request, pk)
    part = Part(
        heading=_("Legal bases"),
        form=LegalBasesForm,
        values=legal_basis_values(pact),
        save=partial(drafting.save_legal_bases, pact=pact),
        url=lambda _saved: reverse("pact_legal_bases", args=[pk]),
        what="legal_bases",
    )
    return edit_part(request, pact, part)


@_form_page
def movement_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The movements that the pact takes up: in which order, which more there are."""
    pact = editable(request, pk)
    if pact.status != PactStatus.DRAFT and request.method != "POST":
        return redirect(pact)
    offered = movements_offered(pact)
    form = MovementForm(request.POST if request.method == "POST" else None, movements=offered)
    if form.is_valid():
        added = form.cleaned_data["movement"]
        try:
            movements.add_movement(pact=pact, movement=added, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved at %(time)s.") % {"time": f"{timezone.localtime():%H:%M}"})
            return redirect("pact_movements", pk)
    context = {
        "pact": pact,
        "form": form,
        "rows": movement_rows(pact, focus=request.GET.get("moved", "")),
        "seen": mark(movement_order(pact)),
        "offered": offered,
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/movements_edit.html", context, status=422 if form.errors else 200)


@require_POST
def move_movement(request: HttpRequest, pk: int, movement_pk: int) -> HttpResponse:
    """One place up or down, or out of the draft."""
    pact = editable(request, pk)
    row, act = _movement(pact, movement_pk), request.POST.get("direction")
    if act == "remove":
        tried(request, _remove, pact=pact, movement=row)
        return redirect("pact_movements", pk)
    tried(request, movements.move_movement, pact=pact, movement=row, up=act == "up")
    moved = f"?moved={'up' if act == 'up' else 'down'}-{movement_pk}"
    return redirect(reverse("pact_movements", args=[pk]) + moved)


def _remove(*, edit_number, seen, **values):
    """What is gone is gone, whatever else was changed meanwhile."""
    return movements.remove_movement(**values)


def _movement(pact: Pact, pk: int) -> Movement:
    return get_object_or_404(Movement, pk=pk, pact_movements__pact=pact)
