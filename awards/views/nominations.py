"""What my units can nominate and have nominated, and the letter."""

from __future__ import annotations

import uuid
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from awards import dossier, permissions
from awards.models import Nomination, RegistrationItem
from awards.queries import nominations as queries
from awards.queries.names import unit_names
from awards.services import nominating, submitting

_PER_PAGE = 50


@require_safe
def nominations(request: HttpRequest) -> HttpResponse:
    """Accepted titles of my units with their nominations; for the centre, what came in letters."""
    on = timezone.localdate()
    rights = permissions.standing(request.user, on)
    page = Paginator(queries.accepted_items(rights.units, dossier.JUDGED_TITLES), _PER_PAGE).get_page(
        request.GET.get("page")
    )
    lines = queries.lines(page.object_list)
    names = unit_names((one.item.registration for one in lines), on)
    groups = [
        {
            "registration": registration,
            "unit": names[registration.pk],
            "lines": list(found),
            "may_nominate": registration.unit_id in rights.officer_for,
            "request_key": uuid.uuid4(),
        }
        for registration, found in groupby(lines, lambda one: one.item.registration)
    ]
    received = permissions.visible_nominations(request.user, on).exclude(
        item__registration__unit_id__in=rights.units
    )
    received = received.select_related("submission__paper").for_list()
    received = Paginator(received, _PER_PAGE).get_page(request.GET.get("received"))
    names = unit_names((one.item.registration for one in received), on)
    return render(
        request,
        "awards/nominations.html",
        {
            "page": page,
            "groups": groups,
            "received": received,
            "received_rows": [(one, names[one.item.registration_id]) for one in received],
        },
    )


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    rights = permissions.standing(request.user, timezone.localdate(at))
    item = get_object_or_404(
        RegistrationItem.objects.select_related("person", "title"),
        pk=_number(request.POST.get("item", "")),
        registration__unit_id__in=rights.units,
    )
    try:
        nomination = nominating.nominate(item=item, by=request.user, at=at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("nominations")
    return redirect(nomination)


@require_POST
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue the letter for the chosen nominations of one registration."""
    at = timezone.now()
    on = timezone.localdate(at)
    visible = permissions.visible_registrations(request.user, on)
    registration = get_object_or_404(
        visible.select_related("unit__parent", "cluster__year__organiser"), pk=pk
    )
    try:
        key = uuid.UUID(request.POST.get("request_key", ""))
    except ValueError:
        raise Http404 from None
    chosen = [_number(value) for value in request.POST.getlist("nomination")]
    nominations = Nomination.objects.filter(pk__in=chosen, item__registration=registration)
    try:
        submission = submitting.issue_submission(
            unit=registration.unit,
            year=registration.cluster.year,
            nominations=nominations,
            request_key=key,
            by=request.user,
            at=at,
        )
    except ValidationError as refusal:
        for text in refusal.messages:
            messages.error(request, text)
        return redirect("nominations")
    messages.success(request, _("The letter is issued."))
    return redirect(submission.paper)


def _number(text: str) -> int:
    if not (text.isdecimal() and len(text) < 19):
        raise Http404
    return int(text)
