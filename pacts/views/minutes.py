"""The minutes of a conference: what they will say, and issuing them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pacts.exports.minutes import minutes_paper
from pacts.models import Conference
from pacts.queries.minutes import missing
from pacts.services import minutes as services
from pacts.views.conferences import form_page, kept_conference, visible_conference
from pacts.views.previews import file_of, picture_of


@form_page
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what the minutes say, then issue them once."""
    conference = kept_conference(request, pk)
    if conference.is_closed and request.method != "POST":
        return redirect(conference.minutes or conference)
    faults: list[str] = []
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            issued = services.issue(conference=conference, seen=seen, by=request.user, at=timezone.now())
        except ValidationError as error:
            faults = error.messages
        else:
            messages.success(request, _("The minutes are issued; the record of the conference is closed."))
            return redirect(issued)
    context = {
        "conference": conference,
        "missing": missing(conference, timezone.now()),
        "faults": faults,
        "seen": services.mark_of(services.drafted(conference)),
        "is_rehearsal": conference.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/conference_minutes.html", context, status=422 if faults else 200)


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """How the minutes would print now; not a paper, kept nowhere."""
    conference = _planned(request, pk)
    name = f"Du thao bien ban - {conference}.pdf"
    return file_of(request, minutes_paper(conference), name, conference.get_absolute_url())


@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as one picture."""
    return picture_of(minutes_paper(_planned(request, pk)))


def _planned(request: HttpRequest, pk: int) -> Conference:
    conference = visible_conference(request, pk)
    if conference.planned_at is None or conference.is_closed:
        raise Http404
    return conference
