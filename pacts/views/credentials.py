"""The set-up step of a signer: choose a PIN, get the certificate."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pacts import setup as steps
from pacts.forms.pact import PinForm
from pacts.services import credentials
from units.queries.authority import units_signed_for
from units.queries.names import names_on


@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """Choose a PIN; the certificate is issued for the unit that the person heads or signs for."""
    now = timezone.now()
    if steps.missing_step(request.user, timezone.localdate(now)) is None:
        return redirect("home")
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        today = timezone.localdate(now)
        unit = units_signed_for(request.user.person_id, today)[0]
        try:
            credentials.issue(
                person=request.user.person,
                unit_name=names_on([unit], today)[unit.pk].short_name,
                pin=form.cleaned_data["pin"],
                by=request.user,
                at=now,
            )
        except ValidationError as error:
            form.add_error("pin", error)
        else:
            messages.success(request, _("Your signing certificate is issued. Keep the PIN to yourself."))
            return redirect("home")
    return render(request, "pacts/credential_setup.html", {"form": form}, status=422 if form.errors else 200)
