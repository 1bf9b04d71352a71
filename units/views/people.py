"""A person: posts through time, and what other apps know of him or her."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from units.enums import Role
from units.permissions import (
    check_reads_particulars,
    check_role,
    passes,
    visible_people,
    visible_units,
)
from units.queries.gathering import person_panels
from units.queries.people import person_page


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    shown = get_object_or_404(visible_people(request.user, today).select_related("user"), pk=pk)
    context = {
        "shown": person_page(shown, visible_units(request.user, today), today),
        "reads_particulars": passes(check_reads_particulars, request.user, shown, today),
        "administers": passes(check_role, request.user, Role.ADMINISTRATOR, today),
        "panels": [
            render_to_string(panel.template, panel.context, request)
            for panel in person_panels(shown, request.user, today)
        ],
    }
    return render(request, "units/person.html", context)
