"""Clusters and blocks: the list, and one of them as on a day of its year."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from units.enums import LeadershipRole
from units.forms.lookup import ClusterFilterForm, DayForm
from units.permissions import standing, visible_clusters
from units.queries import cluster_page
from units.queries import clusters as questions
from units.queries.gathering import cluster_columns, cluster_panels
from units.queries.roster import leaders, roster
from units.views.filters import tags


@require_safe
def clusters(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    visible = visible_clusters(request.user, today)
    form = ClusterFilterForm(
        request.GET, years=questions.years_of(visible), organisers=questions.organisers_of(visible)
    )
    rights = standing(request.user, today)
    found = questions.filtered(visible, form.chosen, rights.units | rights.works_in)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "tags": tags(request, form),
        "page": page,
        "years": questions.by_year(page, today),
    }
    return render(request, "units/clusters.html", context)


@require_safe
def cluster(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    visible = visible_clusters(request.user, today)
    shown = get_object_or_404(visible.select_related("year__organiser"), pk=pk)
    usual = shown.day_within(today)
    form = DayForm(request.GET, usual=usual, first=shown.year.first_day, last=shown.year.last_day)
    members = roster(shown, form.day)
    # How far each member is says something about now, and nothing about another day.
    columns = cluster_columns(shown, request.user, today) if form.day == usual else []
    away, led = cluster_page.changes(shown, form.day)
    lead, deputy = leaders(members)
    context = {
        "cluster": shown,
        "year": str(shown.year.year),
        "is_rehearsal": shown.year.is_rehearsal,
        "form": form,
        "lead": lead,
        "deputy": deputy,
        "lead_word": questions.leader_word(shown, LeadershipRole.TRUONG),
        "deputy_word": questions.leader_word(shown, LeadershipRole.PHO),
        "columns": columns,
        "member_rows": cluster_page.member_rows(shown, members, columns),
        "away": away,
        "led": led,
        "panels": [
            render_to_string(panel.template, panel.context, request)
            for panel in cluster_panels(shown, request.user, today)
        ],
        "siblings": questions.siblings(shown, visible),
    }
    return render(request, "units/cluster.html", context)
