"""The page on which a head signs: one paper, one question, one button."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pacts import papers
from pacts.enums import PactStatus, PartyStatus
from pacts.forms.pact import ReasonForm, SignForm
from pacts.models import Pact, PactParty
from pacts.queries import pact as queries
from pacts.services import credentials, signing
from pacts.views.pacts import visible_pact


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Read exactly what is signed, enter the PIN, sign."""
    pact, party = _mine(request, pk)
    if party.status == PartyStatus.SIGNED:
        return _after(request, pact)
    if pact.status != PactStatus.SIGNING:
        messages.info(request, _("This pact is not open for signature now."))
        return redirect(pact)
    form = SignForm(request.POST) if request.method == "POST" else SignForm(initial=_shown(pact))
    if request.method == "POST" and form.is_valid():
        try:
            signing.sign(party=party, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error("pin" if isinstance(error, credentials.PinRefused) else None, error)
        else:
            messages.success(request, _("Signed. Thank you."))
            return redirect("pact_board", pk)
    return _page(request, pact, party, form, ReasonForm(prefix="decline"))


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse to sign, with the reason."""
    pact, party = _mine(request, pk)
    form = ReasonForm(request.POST, prefix="decline")
    if form.is_valid():
        try:
            signing.decline(party=party, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.info(request, _("Your refusal and its reason have been sent to everyone involved."))
            return redirect("pact_board", pk)
    return _page(request, pact, party, SignForm(initial=_shown(pact)), form)


def _mine(request: HttpRequest, pk: int) -> tuple[Pact, PactParty]:
    pact = visible_pact(request, pk)
    party = queries.my_party(pact, request.user)
    if party is None:
        raise Http404
    return pact, party


def _obstacle(pact: Pact, party: PactParty) -> str:
    """Why the person cannot sign now, said before the PIN is typed; empty where nothing stands in the way."""
    try:
        signing.check_open(pact)
        signing.check_capacity(party, timezone.localdate())
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _shown(pact: Pact) -> dict[str, str]:
    return {"shown_sha256": pact.frozen_paper.frozen.sha256}


def _after(request: HttpRequest, pact: Pact) -> HttpResponse:
    messages.info(request, _("You have signed this pact already."))
    return redirect("pact_board", pact.pk)


def _page(
    request: HttpRequest, pact: Pact, party: PactParty, form: SignForm, decline_form: ReasonForm
) -> HttpResponse:
    refused = bool(form.errors or decline_form.errors)
    context = {
        "pact": pact,
        "party": party,
        "obstacle": _obstacle(pact, party),
        "board": queries.board(pact),
        "frozen": pact.frozen_paper.frozen,
        "pages": range(1, pact.frozen_paper.page_count + 1),
        "text": papers.pact_text(pact),
        "credential": credentials.live_credential(party.signer),
        "form": form,
        "decline_form": decline_form,
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/pact_sign.html", context, status=422 if refused else 200)
