"""Comments on a draft: read by all of the cluster, made by the members and the supervisor."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pacts import permissions
from pacts.enums import CommentAnswer, PactStatus
from pacts.forms.comments import CommentForm, OverruleForm, SendOutForm
from pacts.forms.pact import ReasonForm
from pacts.models import Pact, PactComment
from pacts.queries import comments as queries
from pacts.queries.pact import status_pill, steps
from pacts.services import commenting
from pacts.views.pacts import visible_pact
from units.enums import DeadlineKind
from units.models import Unit
from units.permissions import NotAllowed, passes

_form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft clause by clause with everything that was said, openly, as at a meeting."""
    return show(request, visible_pact(request, pk))


def show(
    request: HttpRequest, pact: Pact, bound: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page, with a form that was refused where there is one."""
    on = timezone.localdate()
    units = permissions.commenting_units(request.user, pact, on)
    is_draft = pact.status == PactStatus.DRAFT
    waiting = queries.unanswered(pact)
    may_edit = is_draft and passes(permissions.check_edits, request.user, pact, on)
    forms = {
        "send_out": SendOutForm(initial={"until": _proposed(pact)}, prefix="send_out"),
        "end": ReasonForm(prefix="end"),
        "overrule": OverruleForm(initial={"seen": queries.mark_of(*waiting)}, prefix="overrule"),
    } | (bound or {})
    context = {
        "pact": pact,
        "pill": status_pill(pact),
        "steps": steps(pact),
        "consultation": queries.consultation(pact, on),
        "places": queries.places(pact, [unit.pk for unit in units]),
        "has_changed": is_draft and queries.has_changed_since_sent(pact),
        "may_comment": bool(units) and queries.is_open(pact, on),
        "may_take_back": bool(units) and is_draft,
        "units": units,
        "may_edit": may_edit,
        "may_move": is_draft and passes(permissions.check_moves, request.user, pact, on),
        "forms": forms,
        "form": next(iter(bound.values())) if bound else None,
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/comments.html", context, status=status)


@_form_page
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """One clause, one box."""
    pact = visible_pact(request, pk)
    units = _units(request, pact)
    place = queries.place_of(pact, _identity(request.POST.get("clause") or request.GET.get("clause", "")))
    if place is None:
        raise Http404
    form = CommentForm(request.POST or None, units=units, initial={"clause": place.identity})
    if request.method == "POST" and form.is_valid():
        unit = next(unit for unit in units if unit.pk == form.cleaned_data["unit"])
        values = {"clause": form.cleaned_data["clause"], "text": form.cleaned_data["text"]}
        try:
            commenting.comment(pact=pact, unit=unit, by=request.user, at=timezone.now(), **values)
        except ValidationError as error:
            _refuse(form, error)
        else:
            messages.success(request, _("Your comment has been put on record; all units can read it."))
            return _back(pact, place.identity)
    return _page(request, pact, form, place)


@_form_page
def change(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Word one's own comment anew."""
    pact, row = visible_comment(request, pk, comment_pk)
    permissions.check_comments(request.user, pact, row.unit, timezone.localdate())
    identity = str(row.clause_identity or "")
    initial = {"text": row.text, "clause": identity, "seen": queries.mark_of(row)}
    form = CommentForm(request.POST or None, units=[row.unit], initial=initial)
    if request.method == "POST" and form.is_valid():
        text, seen = form.cleaned_data["text"], form.cleaned_data["seen"]
        try:
            commenting.change(comment=row, text=text, seen=seen, by=request.user, at=timezone.now())
        except ValidationError as error:
            _refuse(form, error)
            row.refresh_from_db()
            form.data = request.POST.dict() | {"seen": queries.mark_of(row)}
        else:
            messages.success(request, _("Your comment has been changed."))
            return _back(pact, identity)
    place = queries.place_of(pact, identity) or queries.Place(identity, row.clause_text, None, None)
    return _page(request, pact, form, place, row)


@require_POST
def take_back(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """The unit no longer holds to its comment."""
    pact, row = visible_comment(request, pk, comment_pk)
    _tried(request, _("Taken back. It stays readable as such."), commenting.take_back, comment=row)
    return _back(pact, str(row.clause_identity or ""))


@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit has nothing to add."""
    pact = visible_pact(request, pk)
    units = _units(request, pact)
    unit = next((unit for unit in units if str(unit.pk) == request.POST.get("unit")), units[0])
    said = _("It is on record that %(unit)s agrees to the draft.") % {"unit": unit.short_name}
    _tried(request, said, commenting.agree, pact=pact, unit=unit)
    return _back(pact)


def visible_comment(request: HttpRequest, pk: int, comment_pk: int) -> tuple[Pact, PactComment]:
    """The comment of a pact that the person may read, or 404."""
    pact = visible_pact(request, pk)
    row = get_object_or_404(PactComment.objects.select_related("unit"), pk=comment_pk, pact=pact)
    row.pact = pact
    return pact, row


def _units(request: HttpRequest, pact: Pact) -> list[Unit]:
    units = permissions.commenting_units(request.user, pact, timezone.localdate())
    if not units:
        raise NotAllowed(_("Only the member units and the supervisor comment on the draft of a pact."))
    return units


def _identity(text: str) -> str:
    try:
        return str(uuid.UUID(text)) if text else ""
    except ValueError:
        raise Http404 from None


def _proposed(pact: Pact) -> Any:
    """The last day on record; at first the deadline of the year."""
    due = pact.cluster.year.deadlines.filter(kind=DeadlineKind.COMMENTS).values_list("due_on", flat=True)
    return pact.comments_until or due.first()


def _back(pact: Pact, identity: str = "") -> HttpResponse:
    return redirect(reverse("pact_comments", args=[pact.pk]) + (f"#c-{identity}" if identity else ""))


def _tried(request: HttpRequest, said: str, service: Any, **values: Any) -> None:
    try:
        service(by=request.user, at=timezone.now(), **values)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)


def _refuse(form: CommentForm, error: ValidationError) -> None:
    known = not hasattr(error, "error_dict") or set(error.error_dict) <= {*form.fields}
    form.add_error(None, error if known else error.messages)


def _page(
    request: HttpRequest, pact: Pact, form: CommentForm, place: Any, row: PactComment | None = None
) -> HttpResponse:
    stored = row if row and form.errors and row.text != form.data.get("text") else None
    context = {
        "pact": pact,
        "form": form,
        "place": place,
        "comment": row,
        "stored": stored,
        "takes": row is None or row.answer == CommentAnswer.OPEN,
        "is_open": queries.is_open(pact, timezone.localdate()),
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/comment.html", context, status=422 if form.errors else 200)
