"""The public page that answers whether a paper is real and unchanged."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pacts.forms.pact import CheckForm
from pacts.queries.check import check_paper
from pacts.services.authority import root_certificates


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Upload a PDF, learn: unchanged or not, who signed when in which capacity, which issuer."""
    form, found = CheckForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        if upload.size > settings.CHECK_MAX_BYTES:
            form.add_error("file", _("The file is larger than 20 MB."))
        else:
            found = check_paper(upload.read(), roots=root_certificates(), at=timezone.now())
    context = {"form": form, "check": found, "name": form.cleaned_data["file"].name if found else ""}
    return render(request, "pacts/check.html", context, status=422 if form.errors else 200)
