"""Units: the list, and one of them through time."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from units.forms.lookup import DayForm, UnitFilterForm
from units.permissions import visible_clusters, visible_people, visible_units
from units.queries import units as questions
from units.queries.gathering import unit_panels
from units.queries.unit_page import day_of, unit_page
from units.views.filters import tags


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    form = UnitFilterForm(request.GET)
    found = questions.filtered(visible_units(request.user, today), form.chosen)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "tags": tags(request, form),
        "page": page,
        "rows": questions.unit_rows(page, today),
    }
    return render(request, "units/units.html", context)


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    shown = get_object_or_404(visible_units(request.user, today).select_related("parent"), pk=pk)
    form = DayForm(request.GET, usual=day_of(shown, today), first=shown.valid_from, last=shown.valid_to)
    page = unit_page(
        shown,
        clusters=visible_clusters(request.user, today),
        people=visible_people(request.user, today),
        day=form.day,
        today=today,
    )
    context = {
        "shown": page,
        "form": form,
        "is_rehearsal": shown.is_rehearsal,
        "panels": [
            render_to_string(panel.template, panel.context, request)
            for panel in unit_panels(shown, request.user, today)
        ],
    }
    return render(request, "units/unit.html", context)
