"""The editor of a draft: one small form a page part, each safe against a stale tab."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pacts import permissions
from pacts.enums import PactStatus
from pacts.forms.pact import ClauseForm, EditForm, LegalBasesForm, TargetForm, TextForm
from pacts.models import Pact, PactClause, Target
from pacts.queries import pact as queries
from pacts.services import drafting
from pacts.views.pacts import visible_pact

_form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole draft with its parts to change."""
    pact = _editable(request, pk)
    if pact.status != PactStatus.DRAFT:
        return redirect(pact)
    context = {
        "pact": pact,
        "pill": queries.status_pill(pact),
        "steps": queries.steps(pact),
        "legal_bases": pact.legal_bases.order_by("position", "pk"),
        "clauses": queries.clauses(pact),
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/pact_edit.html", context)


@_form_page
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """Theme, motto, preamble, closing, place."""
    pact = _editable(request, pk)
    initial = {name: getattr(pact, name) for name in drafting.TEXT_FIELDS}
    form = _form(TextForm, request, pact, initial)
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in drafting.TEXT_FIELDS}
        if _saved(form, request, drafting.save_text, pact=pact, text=words):
            return redirect("pact_edit", pk)
    return _page(request, pact, form, _("Theme, preamble and closing"))


@_form_page
def legal_bases(request: HttpRequest, pk: int) -> HttpResponse:
    """The acts that the pact rests on."""
    pact = _editable(request, pk)
    lines = pact.legal_bases.order_by("position", "pk").values_list("citation", flat=True)
    form = _form(LegalBasesForm, request, pact, {"citations": "\n".join(lines)})
    if request.method == "POST" and form.is_valid():
        citations = form.cleaned_data["citations"]
        if _saved(form, request, drafting.save_legal_bases, pact=pact, citations=citations):
            return redirect("pact_edit", pk)
    return _page(request, pact, form, _("Legal bases"))


@_form_page
def clause(request: HttpRequest, pk: int, clause_pk: int | None = None) -> HttpResponse:
    """One clause, or a new one."""
    pact = _editable(request, pk)
    row = _clause(pact, clause_pk) if clause_pk else None
    initial = {"heading": row.heading, "body": row.body} if row else {}
    form = _form(ClauseForm, request, pact, initial)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("heading", "body")}
        if _saved(form, request, drafting.save_clause, pact=pact, clause=row, **values):
            return redirect("pact_edit", pk)
    removal = reverse("clause_remove", args=[pk, clause_pk]) if row else ""
    return _page(request, pact, form, _("Clause") if row else _("New clause"), removal)


@_form_page
def target(request: HttpRequest, pk: int, clause_pk: int, target_pk: int | None = None) -> HttpResponse:
    """One target of a clause, or a new one."""
    pact = _editable(request, pk)
    parent = _clause(pact, clause_pk)
    row = get_object_or_404(Target, pk=target_pk, clause=parent) if target_pk else None
    names = ("code", "text", "comparator", "value", "unit_of_measure")
    form = _form(TargetForm, request, pact, {name: getattr(row, name) for name in names} if row else {})
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in names}
        if _saved(form, request, drafting.save_target, pact=pact, clause=parent, target=row, **values):
            return redirect("pact_edit", pk)
    removal = reverse("target_remove", args=[pk, clause_pk, target_pk]) if row else ""
    return _page(request, pact, form, _("Target") if row else _("New target"), removal)


@require_POST
def move_clause(request: HttpRequest, pk: int, clause_pk: int) -> HttpResponse:
    """One place up or down."""
    pact = _editable(request, pk)
    row, up = _clause(pact, clause_pk), request.POST.get("direction") == "up"
    _tried(request, drafting.move_clause, pact=pact, clause=row, up=up)
    return redirect(reverse("pact_edit", args=[pk]) + f"#clause-{clause_pk}")


@require_POST
def remove_clause(request: HttpRequest, pk: int, clause_pk: int) -> HttpResponse:
    """Take a clause out."""
    pact = _editable(request, pk)
    _tried(request, drafting.remove_clause, pact=pact, clause=_clause(pact, clause_pk))
    return redirect("pact_edit", pk)


@require_POST
def remove_target(request: HttpRequest, pk: int, clause_pk: int, target_pk: int) -> HttpResponse:
    """Take a target out."""
    pact = _editable(request, pk)
    row = get_object_or_404(Target, pk=target_pk, clause=_clause(pact, clause_pk))
    _tried(request, drafting.remove_target, pact=pact, target=row)
    return redirect("pact_edit", pk)


def _editable(request: HttpRequest, pk: int) -> Pact:
    pact = visible_pact(request, pk)
    permissions.check_edits(request.user, pact, timezone.localdate())
    return pact


def _clause(pact: Pact, pk: int) -> PactClause:
    return get_object_or_404(PactClause, pk=pk, pact=pact)


def _form(form_class: type[EditForm], request: HttpRequest, pact: Pact, initial: dict[str, Any]) -> Any:
    if request.method == "POST":
        return form_class(request.POST)
    return form_class(initial={"edit_number": pact.edit_number, **initial})


def _saved(form: EditForm, request: HttpRequest, service: Any, **values: Any) -> bool:
    """Whether the service took it; a refusal goes back to the form with everything typed still in it."""
    try:
        service(edit_number=form.cleaned_data["edit_number"], by=request.user, at=timezone.now(), **values)
    except ValidationError as error:
        known = not hasattr(error, "error_dict") or set(error.error_dict) <= {*form.fields, "__all__"}
        form.add_error(None, error if known else error.messages)
        return False
    messages.success(request, _("Saved at %(time)s.") % {"time": f"{timezone.localtime():%H:%M}"})
    return True


def _tried(request: HttpRequest, service: Any, **values: Any) -> None:
    """Run a small change; a refusal becomes a message."""
    form = EditForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The page was out of date. Look at the draft and try again."))
        return
    try:
        service(edit_number=form.cleaned_data["edit_number"], by=request.user, at=timezone.now(), **values)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


def _page(request: HttpRequest, pact: Pact, form: EditForm, heading: str, removal: str = "") -> HttpResponse:
    context = {
        "pact": pact,
        "form": form,
        "heading": heading,
        "removal": removal,
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/part_edit.html", context, status=422 if form.errors else 200)
