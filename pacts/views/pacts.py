"""The pact as its members see it, and the moves of the lead unit."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pacts import papers, permissions
from pacts.enums import PactStatus
from pacts.forms.rounds import FreezeForm, OpenForm
from pacts.models import Pact
from pacts.queries import amendments, comments, conferences, redlines, signatories
from pacts.queries import pact as queries
from pacts.services import freezing
from pacts.services.editing import StaleEdit
from units.models import Appointment
from units.permissions import passes

PAGE_SIZE = 50


def visible_pact(request: HttpRequest, pk: int) -> Pact:
    """The pact, or 404 where it does not exist for this person."""
    pacts = permissions.visible_pacts(request.user, timezone.localdate())
    return get_object_or_404(
        pacts.select_related("cluster__year__organiser", "paper", "amends__cluster__year"), pk=pk
    )


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
    return show_pact(request, visible_pact(request, pk))


def show_pact(
    request: HttpRequest,
    pact: Pact,
    form: FreezeForm | None = None,
    open_form: OpenForm | None = None,
    status: int = 200,
) -> HttpResponse:
    on = timezone.localdate()
    moves = {move.name for move in permissions.possible_moves(request.user, pact, on)}
    if "freeze" in moves and form is None:
        form = FreezeForm(
            posts=_witness_posts(pact),
            initial={
                "edit_number": pact.edit_number,
                "place": pact.place or queries.lead_place(pact),
                "dated_on": pact.dated_on or on,
            },
        )
    context = {
        "pact": pact,
        "pill": queries.status_pill(pact),
        "steps": queries.steps(pact),
        "text": (text := papers.pact_text(pact, on)),
        "board": queries.board(pact, on),
        "consultation": comments.consultation(pact, on),
        "news": redlines.news(pact, request.user),
        "moves": moves,
        "may_edit": pact.status == PactStatus.DRAFT
        and passes(permissions.check_edits, request.user, pact, on),
        "may_sign": queries.is_open_for(pact, signatories.my_party(pact, request.user, on)),
        "may_start_again": pact.status == PactStatus.VOID
        and passes(permissions.check_moves, request.user, pact, on)
        and amendments.followed_by(pact) is None,
        **_amending(pact, text),
        **_amendments(request, pact, on),
        "form": form,
        "open_form": open_form or OpenForm(),
        "conferences": _conferences(request, pact),
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/pact.html", context, status=status)


def _amending(pact: Pact, text: papers.PactText) -> dict[str, Any]:
    """Of the draft of an amendment: the whole text as it will read. The last article says that the rest stays."""
    if not pact.amends_id or pact.status != PactStatus.DRAFT:
        return {}
    return {"whole": papers.whole_text(pact), "amends_nothing": len(text.clauses) == 1}


def _amendments(request: HttpRequest, pact: Pact, on: date) -> dict[str, Any]:
    """Of a pact in force: what was amended, and whether the person may begin an amendment now."""
    if pact.status != PactStatus.IN_FORCE or pact.amends_id:
        return {}
    rows = amendments.amendment_rows(pact)
    is_free = all(row.is_settled for row in rows)
    return {
        "amendments": rows,
        "is_amended": any(row.in_force_on for row in rows),
        "may_amend": is_free and passes(permissions.check_edits, request.user, pact, on),
    }


def _conferences(request: HttpRequest, pact: Pact) -> dict[str, Any]:
    """The conferences of the pact's year, and whether this person plans one."""
    on = timezone.localdate()
    found = permissions.visible_conferences(request.user, on).filter(cluster=pact.cluster_id)
    return {
        "rows": conferences.conference_rows(found, on),
        "may_plan": passes(permissions.check_conference_lead, request.user, pact.cluster, on),
    }


@require_POST
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the text and make the paper."""
    pact = visible_pact(request, pk)
    form = FreezeForm(request.POST, posts=_witness_posts(pact))
    if form.is_valid():
        values = form.cleaned_data
        post = values.pop("witness")
        witness = freezing.Witness(post.person, post.position_title, post.unit) if post else None
        try:
            freezing.freeze(pact=pact, by=request.user, at=timezone.now(), witness=witness, **values)
        except ValidationError as error:
            form.add_error(None, error)
            if isinstance(error, StaleEdit):
                # The page that comes back shows the text of now: what is frozen next is that one.
                pact = visible_pact(request, pk)
                form.data = request.POST.dict() | {"edit_number": str(pact.edit_number)}
        else:
            messages.success(request, _("The text is frozen. Look at the paper, then open signing."))
            return redirect(pact)
    return show_pact(request, pact, form, status=422)


def _witness_posts(pact: Pact) -> QuerySet[Appointment]:
    """Who may be named as the witness: the leaders of the organiser today."""
    posts = Appointment.objects.on(timezone.localdate()).filter(unit=pact.cluster.year.organiser_id)
    return posts.filter(bounds_known=True).select_related("person", "unit").order_by("capacity", "pk")
