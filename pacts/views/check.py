"""The public pages that answer whether a paper is real and unchanged."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pacts.documents.offline import offline_verifier
from pacts.forms.pact import CheckForm
from pacts.queries.check import check_paper
from pacts.queries.claims import check_code
from pacts.services.outside_roots import trusted_roots
from pacts.services.proof import PARAMETER, check_address, proof_keys
from units.views.files import HARMLESS


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Upload a PDF, learn: unchanged or not, who signed when in which capacity, which issuer.

    A phone that scans the code on a paper lands here too, and learns what the register says of it.
    """
    form, found = CheckForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        if upload.size > settings.CHECK_MAX_BYTES:
            form.add_error("file", _("The file is larger than 20 MB."))
        else:
            found = check_paper(upload.read(), roots=trusted_roots(), at=timezone.now())
    keys, token = proof_keys(), request.GET.get(PARAMETER)
    context = {
        "form": form,
        "check": found,
        "code": check_code(token, keys=keys) if token is not None and request.method != "POST" else None,
        "keys": sorted(keys),
        "name": form.cleaned_data["file"].name if found else "",
    }
    return render(request, "pacts/check.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The one file that checks papers with the network off, to be kept."""
    html = offline_verifier(
        keys=proof_keys(),
        organisation=settings.AUTHORITY_ORGANISATION,
        check_url=check_address(),
        language=get_language(),
        made_on=timezone.localdate(),
    )
    headers = {"Content-Disposition": 'attachment; filename="kiem-tra-van-ban.html"', **HARMLESS}
    return HttpResponse(html, content_type="text/html; charset=utf-8", headers=headers)
