"""One search over units, people, clusters and pacts."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from units.forms.lookup import SearchForm
from units.queries.gathering import found
from units.text import search_form

SHORTEST = 2


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    text = str(form.chosen.get("q", ""))
    is_long_enough = len(search_form(text).replace(" ", "")) >= SHORTEST
    results = found(text, request.user, timezone.localdate()) if is_long_enough else []
    context = {
        "text": text,
        "is_too_short": bool(text) and not is_long_enough,
        "groups": [(kind, list(rows)) for kind, rows in groupby(results, key=lambda row: row.kind)],
    }
    return render(request, "units/search.html", context)
