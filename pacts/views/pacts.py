"""The pact as its members see it, and the moves of the lead unit."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pacts import papers, permissions
from pacts.enums import PactStatus
from pacts.forms.pact import FreezeForm, ReasonForm
from pacts.models import Pact
from pacts.queries import pact as queries
from pacts.services import drafting, freezing
from units.permissions import passes, visible_clusters

PAGE_SIZE = 50


def visible_pact(request: HttpRequest, pk: int) -> Pact:
    """The pact, or 404 where it does not exist for this person."""
    pacts = permissions.visible_pacts(request.user, timezone.localdate())
    return get_object_or_404(pacts.select_related("cluster__year__organiser", "paper"), pk=pk)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All pacts that the person may read, newest year first."""
    pacts = permissions.visible_pacts(request.user, timezone.localdate()).for_list()
    page = Paginator(pacts, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = queries.pact_rows(page, timezone.localdate())
    return render(request, "pacts/pact_list.html", {"page": page, "rows": rows})


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of the pact with what may be done now."""
    return _show(request, pk)


def _show(request: HttpRequest, pk: int, form: FreezeForm | None = None, status: int = 200) -> HttpResponse:
    pact, on = visible_pact(request, pk), timezone.localdate()
    moves = {move.name for move in permissions.possible_moves(request.user, pact, on)}
    if "freeze" in moves and form is None:
        form = FreezeForm(
            initial={
                "edit_number": pact.edit_number,
                "place": pact.place or _lead_place(pact),
                "dated_on": pact.dated_on or on,
            }
        )
    party = queries.my_party(pact, request.user)
    context = {
        "pact": pact,
        "pill": queries.status_pill(pact),
        "steps": queries.steps(pact),
        "text": papers.pact_text(pact),
        "board": queries.board(pact),
        "moves": moves,
        "may_edit": pact.status == PactStatus.DRAFT
        and passes(permissions.check_edits, request.user, pact, on),
        "may_sign": party is not None and party.status == "waiting" and pact.status == PactStatus.SIGNING,
        "may_start_again": pact.status == PactStatus.VOID
        and passes(permissions.check_moves, request.user, pact, on)
        and not Pact.objects.live().filter(cluster=pact.cluster).exists(),
        "form": form,
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/pact.html", context, status=status)


@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has signed, who has not."""
    return _board(request, pk)


def _board(request: HttpRequest, pk: int, form: ReasonForm | None = None, status: int = 200) -> HttpResponse:
    pact = visible_pact(request, pk)
    moves = {move.name for move in permissions.possible_moves(request.user, pact, timezone.localdate())}
    context = {
        "pact": pact,
        "pill": queries.status_pill(pact),
        "steps": queries.steps(pact),
        "board": queries.board(pact),
        "moves": moves,
        "form": form or ReasonForm(),
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/pact_board.html", context, status=status)


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the draft of a cluster."""
    now = timezone.now()
    cluster = get_object_or_404(visible_clusters(request.user, timezone.localdate(now)), pk=pk)
    pact = drafting.start(cluster=cluster, by=request.user, at=now)
    return redirect("pact_edit", pact.pk)


@require_POST
def start_again(request: HttpRequest, pk: int) -> HttpResponse:
    """A new draft after a void version."""
    pact = drafting.start_again(pact=visible_pact(request, pk), by=request.user, at=timezone.now())
    messages.success(request, _("A new draft holds the text of the void version."))
    return redirect("pact_edit", pact.pk)


@require_POST
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the text and make the paper."""
    pact, form = visible_pact(request, pk), FreezeForm(request.POST)
    if form.is_valid():
        try:
            freezing.freeze(pact=pact, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The text is frozen. Look at the paper, then open signing."))
            return redirect(pact)
    return _show(request, pk, form, status=422)


@require_POST
def open_signing(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the members sign."""
    pact = visible_pact(request, pk)
    try:
        freezing.open_signing(pact=pact, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(pact)
    messages.success(request, _("The pact is open for signature; the member units have been told."))
    return redirect("pact_board", pk)


@require_POST
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw the frozen paper with a reason."""
    pact, form = visible_pact(request, pk), ReasonForm(request.POST)
    if form.is_valid():
        try:
            freezing.void(pact=pact, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("This version is void; everyone involved has been told."))
            return redirect(pact)
    return _board(request, pk, form, status=422)


def _lead_place(pact: Pact) -> str:
    leader = pact.cluster.leaderships.filter(role="truong").select_related("unit").order_by("-pk").first()
    return leader.unit.place if leader else ""
