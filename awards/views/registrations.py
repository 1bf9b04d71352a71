"""The registrations of my units, and those of a cluster together."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from awards import permissions
from awards.models import Registration
from awards.queries import states, windows
from awards.queries.names import unit_names
from awards.queries.rollup import rollup as assemble
from awards.services import registering
from units.models import ClusterMembership
from units.queries.names import names_on

_PER_PAGE = 50


@require_safe
def registrations(request: HttpRequest) -> HttpResponse:
    """What my units register this year, what they registered before, and the clusters I read together."""
    on = timezone.localdate()
    rights = permissions.standing(request.user, on)
    memberships = windows.open_memberships(rights.own_units, on, ended=rights.ended)
    own = Registration.objects.filter(unit_id__in=rights.units).select_related("cluster__year", "unit")
    current = {
        (one.cluster_id, one.unit_id): one
        for one in own.filter(cluster_id__in={membership.cluster_id for membership in memberships})
    }
    due = windows.deadlines(membership.cluster.year_id for membership in memberships)
    past = own.exclude(pk__in={one.pk for one in current.values()})
    past = past.order_by("-cluster__year__year", "unit__sort_key", "pk")
    led = permissions.clusters_with_rollup(request.user, on).filter(_running(on)).for_list()
    led = Paginator(led, _PER_PAGE).get_page(request.GET.get("cluster_page"))
    past = Paginator(past, _PER_PAGE).get_page(request.GET.get("page"))
    past_names = unit_names(past, on)
    units = [membership.unit for membership in memberships]
    names = names_on([*units, *(cluster.year.organiser for cluster in led)], on)
    return render(
        request,
        "awards/registrations.html",
        {
            "cards": [
                _card(membership, current, due, rights, on) | {"unit": names[membership.unit_id]}
                for membership in memberships
            ],
            "past": past,
            "past_rows": [(one, past_names[one.pk]) for one in past],
            "led": led,
            "led_rows": [(cluster, names[cluster.year.organiser_id]) for cluster in led],
            "works_for_a_unit": bool(rights.units),
        },
    )


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Open the registration of a unit in a cluster; a second click finds the first one's."""
    at = timezone.now()
    rights = permissions.standing(request.user, timezone.localdate(at))
    number = request.POST.get("membership", "")
    if not (number.isdecimal() and len(number) < 19):
        raise Http404
    membership = get_object_or_404(
        ClusterMembership.objects.select_related("unit", "cluster__year"),
        pk=int(number),
        unit_id__in=rights.units,
    )
    try:
        registration = registering.start(
            cluster=membership.cluster, unit=membership.unit, by=request.user, at=at
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("registrations")
    return redirect(registration)


@require_safe
def rollup(request: HttpRequest, pk: int) -> HttpResponse:
    """Form F2 of a cluster, for its lead unit and those who see everything."""
    on = timezone.localdate()
    clusters = permissions.clusters_with_rollup(request.user, on)
    cluster = get_object_or_404(clusters.select_related("year__organiser"), pk=pk)
    shown = Registration.objects.filter(cluster=cluster, status__in=permissions.SHOWN_TO_OTHERS)
    return render(
        request,
        "awards/registration_rollup.html",
        {
            "cluster": cluster,
            "rollup": assemble(cluster, shown, on),
            "is_rehearsal": cluster.year.is_rehearsal,
        },
    )


def _card(membership, current, due, rights, on) -> dict:
    registration = current.get((membership.cluster_id, membership.unit_id))
    due_on = due.get(membership.cluster.year_id)
    return {
        "membership": membership,
        "registration": registration,
        "due_on": due_on,
        "state": states.own_pill(registration) if registration else None,
        "late": states.late_pill(registration, due_on, on)
        if registration
        else states.overdue_pill(due_on, on),
        "may_start": registration is None and membership.unit_id in rights.officer_of,
    }


def _running(on) -> Q:
    started = Q(year__starts_on__lte=on) | Q(year__starts_on__isnull=True, year__year__lte=on.year)
    not_over = Q(year__ends_on__gte=on) | Q(year__ends_on__isnull=True, year__year__gte=on.year)
    return started & not_over
