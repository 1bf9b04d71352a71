"""Sign elsewhere and bring it back: reserve, download, sign with a tool of one's own, upload."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pacts.enums import PartyStatus
from pacts.forms.outside import BringBackForm, ReserveForm
from pacts.models import Pact, PactParty
from pacts.queries.reservations import open_reservation, own_reservation
from pacts.services import outside
from pacts.services.outside_roots import outside_trust
from pacts.views.pacts import visible_pact
from pacts.views.signing import my_party_of, shown, standing


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The steps, and where one stands in them."""
    pact, party = my_party_of(request, pk)
    if party.status == PartyStatus.SIGNED:
        messages.info(request, _("You have signed this pact already."))
        return redirect("pact_board", pact.pk)
    return _page(request, pact, party, BringBackForm(initial=shown(pact)))


@require_POST
def reserve(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the paper for a quarter of an hour."""
    _pact, party = my_party_of(request, pk)
    form = ReserveForm(request.POST)
    if form.is_valid():
        try:
            outside.reserve(party=party, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect(f"{reverse('pact_outside', args=[pk])}?party={party.pk}")


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the paper back before the time is over."""
    pact, now = visible_pact(request, pk), timezone.now()
    reservation = open_reservation(pact, now)
    try:
        if reservation:
            outside.end(reservation=reservation, by=request.user, at=now)
        messages.info(request, _("The paper is free again: everybody whose turn it is can sign."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("pact_board", pk)


@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed file comes back."""
    pact, party = my_party_of(request, pk)
    form = BringBackForm(request.POST, request.FILES)
    if form.is_valid():
        values = form.cleaned_data
        content = values.pop("file").read()
        try:
            outside.bring_back(party=party, content=content, by=request.user, at=timezone.now(), **values)
        except ValidationError as error:
            form.add_error("file" if isinstance(error, outside.FileRefused) else None, error)
        else:
            messages.success(request, _("Your signature is accepted. Thank you."))
            return redirect("pact_board", pk)
    return _page(request, pact, party, form)


def _page(request: HttpRequest, pact: Pact, party: PactParty, form: BringBackForm) -> HttpResponse:
    authority, obstacle = standing(request, pact, party)
    context = {
        "pact": pact,
        "party": party,
        "authority": authority,
        "obstacle": obstacle,
        "has_roots": bool(outside_trust().roots),
        "reservation": own_reservation(party, request.user.person, timezone.now()),
        "shown_sha256": shown(pact)["shown_sha256"],
        "form": form,
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/pact_outside.html", context, status=422 if form.errors else 200)
