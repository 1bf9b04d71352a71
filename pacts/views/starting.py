"""Beginning the draft of a cluster."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pacts import permissions
from pacts.forms.draft import BeginningForm
from pacts.models import Pact, Target
from pacts.queries.beginnings import last_years_pact
from pacts.services import starting
from pacts.views.pacts import visible_pact
from units.models import Cluster
from units.permissions import check_acts_for_lead_unit, visible_clusters


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """What there is to begin with; and the beginning."""
    now = timezone.now()
    on = timezone.localdate(now)
    cluster = get_object_or_404(visible_clusters(request.user, on).select_related("year__organiser"), pk=pk)
    check_acts_for_lead_unit(request.user, cluster, on)
    source = last_years_pact(cluster, permissions.visible_pacts(request.user, on))
    form = BeginningForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        wanted = form.cleaned_data["source"]
        try:
            if wanted and (source is None or source.pk != wanted):
                raise ValidationError(_("This is not the pact of the same cluster in the year before."))
            pact = starting.start(cluster=cluster, by=request.user, at=now, source=source if wanted else None)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("pact_edit", pact.pk)
    elif request.method != "POST":
        live = Pact.objects.live().filter(cluster=cluster, amends=None).first()
        if live:
            return redirect(live)
    return _page(request, cluster, form, source)


def _page(request: HttpRequest, cluster: Cluster, form: BeginningForm, source: Pact | None) -> HttpResponse:
    context = {
        "cluster": cluster,
        "form": form,
        "source": source,
        "clause_count": source.clauses.count() if source else 0,
        "target_count": Target.objects.filter(clause__pact=source).count() if source else 0,
        "is_rehearsal": cluster.year.is_rehearsal,
    }
    return render(request, "pacts/pact_start.html", context, status=422 if form.errors else 200)


@require_POST
def start_again(request: HttpRequest, pk: int) -> HttpResponse:
    """A new draft after a void version."""
    before = visible_pact(request, pk)
    try:
        pact = starting.start_again(pact=before, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(before)
    messages.success(request, _("A new draft holds the text of the void version."))
    return redirect("pact_edit", pact.pk)
