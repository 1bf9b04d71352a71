"""Signatures by hand: the page on which the lead unit records them, and the scans themselves."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pacts import permissions
from pacts.documents.scans import kind_of
from pacts.forms.by_hand import ByHandForm
from pacts.models import Pact, PaperScan
from pacts.queries.by_hand import proposals
from pacts.queries.pact import is_open_for
from pacts.services import scans
from pacts.views.pacts import visible_pact
from units.views.files import download

ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


@require_http_methods(["GET", "HEAD", "POST"])
def by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload the scan, mark who signed in which capacity, attest."""
    pact, on = visible_pact(request, pk), timezone.localdate()
    permissions.check_edits(request.user, pact, on)
    offered = [one for one in proposals(pact, on) if is_open_for(pact, one.party)]
    if not offered:
        messages.info(request, _("This pact is not open for signature now."))
        return redirect(pact)
    form = ByHandForm(
        request.POST or None,
        request.FILES or None,
        proposals=offered,
        request=request,
        initial={"signed_on": on},
    )
    if request.method == "POST" and form.is_valid() and _recorded(request, pact, form):
        messages.success(request, _("The signatures by hand are recorded."))
        return redirect("pact_board", pk)
    context = {"pact": pact, "form": form, "is_rehearsal": pact.cluster.year.is_rehearsal}
    return render(request, "pacts/pact_by_hand.html", context, status=422 if form.errors else 200)


def _recorded(request: HttpRequest, pact: Pact, form: ByHandForm) -> bool:
    values, upload = form.cleaned_data, form.cleaned_data["file"]
    lines = [
        scans.ByHand(one.party, next(person for person in one.people if person.pk == chosen), capacity)
        for one, chosen, capacity in form.lines()
    ]
    try:
        scans.record_by_hand(
            pact=pact,
            attestation=scans.Attestation(lines=lines, signed_on=values["signed_on"], note=values["note"]),
            file_name=upload.name,
            content=upload.read(),
            request_key=values["request_key"],
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as error:
        form.add_error("file" if isinstance(error, scans.FileRefused) else None, error)
        return False
    return True


@require_safe
def scan(request: HttpRequest, pk: object, number: int) -> HttpResponse:
    """One scan of a paper, as it was uploaded; never shown inside a page."""
    papers = permissions.visible_papers(request.user, timezone.localdate())
    row = get_object_or_404(
        PaperScan.objects.select_related("paper"), pk=number, paper__in=papers, paper_id=pk
    )
    kind = kind_of(bytes(row.content)) or "application/octet-stream"
    return download(bytes(row.content), f"{row.paper.title} - bản giấy{ENDINGS.get(kind, '')}", kind)
