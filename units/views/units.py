"""Units: the list, and one of them through time."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from units.forms.lookup import UnitFilterForm
from units.permissions import visible_clusters, visible_units
from units.queries import units as questions
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
    page = questions.unit_page(shown, visible_clusters(request.user, today), today)
    return render(request, "units/unit.html", {"shown": page, "is_rehearsal": shown.is_rehearsal})
