"""The board of a round of signing, and what the head of the lead unit does with the round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from pacts import permissions
from pacts.enums import PactStatus
from pacts.forms.pact import ReasonForm
from pacts.forms.rounds import ExtendForm, OpenForm
from pacts.models import Pact
from pacts.queries import pact as queries
from pacts.queries import signatories
from pacts.queries.reservations import open_reservation
from pacts.services import reminding, rounds
from pacts.views.pacts import show_pact, visible_pact
from units.permissions import passes

_FORMS: dict[str, Callable[..., Form]] = {
    "withdraw": ReasonForm,
    "void": ReasonForm,
    "extend": ExtendForm,
}


@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has signed, who has not."""
    return _board(request, visible_pact(request, pk))


@require_POST
def open_signing(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the members sign."""
    pact, form = visible_pact(request, pk), OpenForm(request.POST)
    if form.is_valid():
        try:
            rounds.open_signing(pact=pact, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The pact is open for signature; the member units have been told."))
            return redirect("pact_board", pk)
    return show_pact(request, pact, open_form=form, status=422)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the round while nobody has signed."""
    said = _("The round is stopped; everyone involved has been told. The paper can be opened again.")
    return _act(request, pk, "withdraw", rounds.withdraw, said)


@require_POST
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw the frozen paper with a reason."""
    said = _("This version is void; everyone involved has been told.")
    return _act(request, pk, "void", rounds.void, said)


@require_POST
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the units more time."""
    said = _("The last day for signing has been moved; everyone involved has been told.")
    return _act(request, pk, "extend", rounds.extend, said)


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask those who have not signed once more."""
    pact = visible_pact(request, pk)
    try:
        reminded = reminding.remind(pact=pact, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        sentence = ngettext("%(n)s unit has been reminded.", "%(n)s units have been reminded.", len(reminded))
        nobody = _("Everybody whose turn it is has been reminded today already.")
        messages.success(request, sentence % {"n": len(reminded)} if reminded else nobody)
    return redirect("pact_board", pk)


def _act(request: HttpRequest, pk: int, name: str, act: Callable[..., Pact], said: str) -> HttpResponse:
    """One move with its form; what is refused comes back on the board at the form."""
    pact, form = visible_pact(request, pk), _FORMS[name](request.POST, prefix=name)
    if form.is_valid():
        try:
            act(pact=pact, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said)
            return redirect(pact if name == "void" else "pact_board", *([] if name == "void" else [pk]))
    return _board(request, pact, {name: form}, status=422)


def _board(
    request: HttpRequest, pact: Pact, bound: dict[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    on = timezone.localdate()
    moves = {move.name for move in permissions.possible_moves(request.user, pact, on)}
    found = queries.board(pact, on)
    if found.has_signature:
        moves.discard("withdraw")
    if moves and pact.status == PactStatus.SIGNING:
        moves |= {"extend", "remind"}
    party = signatories.my_party(pact, request.user, on)
    kept = open_reservation(pact, timezone.now())
    context: dict[str, Any] = {
        "pact": pact,
        "pill": queries.status_pill(pact),
        "steps": queries.steps(pact),
        "board": found,
        "moves": moves,
        "is_over": bool(pact.sign_until and pact.sign_until < on and pact.status == PactStatus.SIGNING),
        "may_attest": any(queries.is_open_for(pact, row.party) for row in found.rows)
        and passes(permissions.check_edits, request.user, pact, on),
        "reservation": kept,
        "may_end_reservation": bool(kept) and (bool(moves) or kept.reserved_by_id == request.user.pk),
        "forms": {name: form(prefix=name) for name, form in _FORMS.items()} | (bound or {}),
        "refused": next(iter(bound.values())) if bound else None,
        "may_sign": queries.is_open_for(pact, party),
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/pact_board.html", context, status=status)
