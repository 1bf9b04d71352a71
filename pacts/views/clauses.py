"""The clauses of a draft and their targets: one page each, and the small moves."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pacts.forms.draft import ClauseForm, NewPartForm, RemovalForm, SectionForm, TargetForm
from pacts.models import Pact, PactClause, Target
from pacts.queries.editor import sections
from pacts.queries.editors import was_removed
from pacts.queries.parts import clause_values, mark, target_values, targets_values
from pacts.services import clauses, targets
from pacts.views.editing import Part, edit_part, editable, tried

_form_page = require_http_methods(["GET", "HEAD", "POST"])


@_form_page
def clause(request: HttpRequest, pk: int, clause_pk: int | None = None) -> HttpResponse:
    """One clause, or a new one."""
    pact = editable(request, pk)
    given = _clause(request, pact, clause_pk) if clause_pk else None
    row = given or _added_before(request, pact.clauses)
    known = sections(pact)
    part = Part(
        heading=_("Clause") if row else _("New clause"),
        form=ClauseForm,
        values=clause_values(row) if row else {"section": known[-1] if known else ""},
        save=partial(clauses.save_clause, pact=pact, clause=given),
        url=lambda saved: reverse("clause", args=[pk, saved.pk]),
        what=f"clause:{row.pk}" if row else "",
        removal=reverse("clause_remove", args=[pk, row.pk]) if row else "",
        targets_seen=mark(targets_values(row)) if row else "",
        anchor=f"#clause-{row.pk}" if row else "#clauses",
        sections=tuple(known),
    )
    return edit_part(request, pact, part)


@_form_page
def target(request: HttpRequest, pk: int, clause_pk: int, target_pk: int | None = None) -> HttpResponse:
    """One target of a clause, or a new one."""
    pact = editable(request, pk)
    parent = _clause(request, pact, clause_pk)
    given = _target(request, parent, target_pk) if target_pk else None
    row = given or _added_before(request, parent.targets)
    part = Part(
        heading=_("Target") if row else _("New target"),
        form=TargetForm,
        values=target_values(row) if row else {},
        save=partial(targets.save_target, pact=pact, clause=parent, target=given),
        url=lambda saved: reverse("target", args=[pk, clause_pk, saved.pk]),
        what=f"target:{row.pk}" if row else "",
        removal=reverse("target_remove", args=[pk, clause_pk, row.pk]) if row else "",
        anchor=f"#clause-{clause_pk}",
    )
    return edit_part(request, pact, part)


@_form_page
def section(request: HttpRequest, pk: int, clause_pk: int) -> HttpResponse:
    """The heading of the section that the clause stands under, with all others there."""
    pact = editable(request, pk)
    name = get_object_or_404(pact.clauses, pk=clause_pk).section
    part = Part(
        heading=_("Section"),
        form=SectionForm,
        values={"name": name},
        save=partial(clauses.rename_section, pact=pact, section=name),
        url=lambda _saved: "",
        anchor=f"#clause-{clause_pk}",
        saves_itself=False,
    )
    return edit_part(request, pact, part)


@require_POST
def move_clause(request: HttpRequest, pk: int, clause_pk: int) -> HttpResponse:
    """One place up or down."""
    pact = editable(request, pk)
    row, up = _clause(request, pact, clause_pk), request.POST.get("direction") == "up"
    tried(request, clauses.move_clause, pact=pact, clause=row, up=up)
    return _back(pk, f"{'up' if up else 'down'}-clause-{clause_pk}")


@require_POST
def remove_clause(request: HttpRequest, pk: int, clause_pk: int) -> HttpResponse:
    """Take a clause out."""
    pact = editable(request, pk)
    row = _clause(request, pact, clause_pk)
    tried(request, clauses.remove_clause, RemovalForm, pact=pact, clause=row)
    return redirect("pact_edit", pk)


@require_POST
def move_target(request: HttpRequest, pk: int, clause_pk: int, target_pk: int) -> HttpResponse:
    """One place up or down in its clause."""
    pact = editable(request, pk)
    row = _target(request, _clause(request, pact, clause_pk), target_pk)
    up = request.POST.get("direction") == "up"
    tried(request, targets.move_target, pact=pact, target=row, up=up)
    return _back(pk, f"{'up' if up else 'down'}-target-{target_pk}")


@require_POST
def remove_target(request: HttpRequest, pk: int, clause_pk: int, target_pk: int) -> HttpResponse:
    """Take a target out."""
    pact = editable(request, pk)
    row = _target(request, _clause(request, pact, clause_pk), target_pk)
    tried(request, targets.remove_target, pact=pact, target=row)
    return redirect("pact_edit", pk)


def _back(pk: int, moved: str) -> HttpResponse:
    """To the draft, where the button that was pressed has the focus again: an address with # would forbid it."""
    return redirect(reverse("pact_edit", args=[pk]) + f"?moved={moved}")


def _clause(request: HttpRequest, pact: Pact, pk: int) -> PactClause:
    """The clause of the draft, or 404.

    What is sent for one that somebody removed meanwhile goes to the service all the same, with the key alone: it
    refuses in words and the page keeps what was typed, which 404 would swallow.
    """
    row = pact.clauses.filter(pk=pk).first()
    return row or PactClause(pk=_removed(request, pact, "clause", pk), pact=pact)


def _target(request: HttpRequest, parent: PactClause, pk: int) -> Target:
    """The same for a target; it went with its clause where that is gone."""
    row = parent.targets.filter(pk=pk).first()
    is_gone = row is None and parent._state.adding
    return row or Target(pk=pk if is_gone else _removed(request, parent.pact, "target", pk), clause=parent)


def _removed(request: HttpRequest, pact: Pact, kind: str, pk: int) -> int:
    if request.method != "POST" or not was_removed(pact, f"{kind}:{pk}"):
        raise Http404
    return pk


def _added_before(request: HttpRequest, rows: Any) -> Any:
    """The row that this very page added, where the answer to that never arrived."""
    form = NewPartForm(request.POST)
    form.is_valid()
    identity = form.cleaned_data.get("identity")
    return rows.filter(identity=identity).first() if identity else None
