"""The page on which a head signs: one paper, one question, one button."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pacts import papers
from pacts.enums import PactStatus, PartyStatus
from pacts.forms.pact import ReasonForm, SignForm
from pacts.models import Pact, PactParty
from pacts.queries import pact as queries
from pacts.queries import signatories
from pacts.services import credentials, declining, reading, recording, signing
from pacts.views.pacts import visible_pact
from units.queries.authority import Authority


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Read exactly what is signed, enter the PIN, sign."""
    pact, party = my_party_of(request, pk)
    if party.status == PartyStatus.SIGNED:
        messages.info(request, _("You have signed this pact already."))
        return redirect("pact_board", pact.pk)
    if pact.status != PactStatus.SIGNING and not queries.is_open_for(pact, party):
        messages.info(request, _("This pact is not open for signature now."))
        return redirect(pact)
    form = SignForm(request.POST) if request.method == "POST" else SignForm(initial=shown(pact))
    if request.method == "POST" and form.is_valid():
        try:
            given = {"shown_capacity": request.GET.get("capacity", ""), **form.cleaned_data}
            signing.sign(party=party, by=request.user, at=timezone.now(), **given)
        except ValidationError as error:
            form.add_error("pin" if isinstance(error, credentials.PinRefused) else None, error)
        else:
            reading.mark_read(pact=pact, by=request.user, at=timezone.now())
            messages.success(request, _("Signed. Thank you."))
            return redirect("pact_board", pk)
    return _page(request, pact, party, form, ReasonForm(prefix="decline"))


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse to sign, with the reason."""
    pact, party = my_party_of(request, pk)
    form = ReasonForm(request.POST, prefix="decline")
    if form.is_valid():
        try:
            declining.decline(party=party, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.info(request, _("Your refusal and its reason have been sent to everyone involved."))
            return redirect("pact_board", pk)
    return _page(request, pact, party, SignForm(initial=shown(pact)), form)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit may sign after all."""
    _pact, party = my_party_of(request, pk)
    try:
        declining.take_back(party=party, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The refusal is taken back; everyone involved has been told."))
    return redirect(f"{reverse('pact_sign', args=[pk])}?party={party.pk}")


def my_party_of(request: HttpRequest, pk: int) -> tuple[Pact, PactParty]:
    """Whoever signs for two parties acts on the one whose page is open: the address of each form names it."""
    pact = visible_pact(request, pk)
    wanted = request.GET.get("party", "")
    party = signatories.my_party(pact, request.user, timezone.localdate(), wanted)
    if party is None:
        raise Http404
    return pact, party


def shown(pact: Pact) -> dict[str, str]:
    return {"shown_sha256": pact.frozen_paper.frozen.sha256}


def standing(request: HttpRequest, pact: Pact, party: PactParty) -> tuple[Authority | None, str]:
    """In which capacity the person would sign, and why not now, said before the PIN is typed."""
    now = timezone.now()
    held = signatories.may_sign(party, request.user.person, timezone.localdate(now))
    try:
        recording.check_ready(party, request.user.person, shown(pact)["shown_sha256"], now)
    except ValidationError as error:
        return (held if isinstance(held, Authority) else None), " ".join(error.messages)
    return (held if isinstance(held, Authority) else None), ""


def _page(
    request: HttpRequest, pact: Pact, party: PactParty, form: SignForm, decline_form: ReasonForm
) -> HttpResponse:
    refused = bool(form.errors or decline_form.errors)
    authority, obstacle = standing(request, pact, party)
    context = {
        "pact": pact,
        "party": party,
        "person": request.user.person,
        "authority": authority,
        "obstacle": obstacle,
        "board": queries.board(pact, timezone.localdate()),
        "frozen": pact.frozen_paper.frozen,
        "pages": range(1, pact.frozen_paper.page_count + 1),
        "text": papers.pact_text(pact, timezone.localdate()),
        "credential": credentials.live_credential(request.user.person),
        "form": form,
        "decline_form": decline_form,
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/pact_sign.html", context, status=422 if refused else 200)
