"""What changed between two texts of a pact: as a page, as a PDF, as a Word file; keeping and reading a text."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pacts import permissions
from pacts.documents.rendering import PaperTooLong
from pacts.enums import PactStatus
from pacts.exports import redline_paper, redline_word
from pacts.forms.redlines import KeepForm, ReadForm
from pacts.models import Pact
from pacts.queries import redlines as queries
from pacts.services import keeping, reading
from pacts.views.pacts import visible_pact
from units.permissions import passes
from units.views.files import download

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The comparison of the two versions that the address names, or of the usual ones."""
    pact = visible_pact(request, pk)
    offered = _offered(request, pact)
    compared = _comparison(request, pact, offered)
    pair = {"from": compared.older.key, "to": compared.newer.key}
    context = {
        "pact": pact,
        "versions": offered,
        "compared": compared,
        "guessed": compared.guessed,
        "query": urlencode(pair),
        # What was not on the screen is not taken for read.
        "shows_now": compared.newer.key == queries.NOW,
        "news": queries.news(pact, request.user),
        "may_keep": _may_keep(request, pact),
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/redline.html", context)


@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a PDF to hand round; not a paper, kept nowhere."""
    pact = visible_pact(request, pk)
    try:
        content = redline_paper.pdf(_for_others(request, pact), on=timezone.localdate())
    except PaperTooLong:
        messages.error(request, _("The comparison is too long for a PDF. Use the Word file."))
        return redirect(f"{reverse('pact_compare', args=[pk])}?{request.GET.urlencode()}")
    return download(content, f"So sanh - {pact}.pdf", "application/pdf")


@require_safe
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a Word file whose tracked changes can be accepted or rejected one by one."""
    pact = visible_pact(request, pk)
    compared = _for_others(request, pact)
    return download(redline_word.docx(compared, at=timezone.now()), f"So sanh - {pact}.docx", WORD)


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the text of now under the next number."""
    pact = visible_pact(request, pk)
    before = pact.drafts.count()
    form = KeepForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        draft = keeping.keep(pact=pact, by=request.user, at=timezone.now(), **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("pact_compare", pact.pk)
    if draft.number > before:
        messages.success(request, _("The text is kept as draft no. %(number)s.") % {"number": draft.number})
    else:
        messages.info(
            request, _("Nothing has changed since draft no. %(number)s.") % {"number": draft.number}
        )
    return redirect("pact_compare", pact.pk)


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The account has read the text that the page showed."""
    pact = visible_pact(request, pk)
    form = ReadForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        reading.mark_read(pact=pact, by=request.user, at=timezone.now(), **form.cleaned_data)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Noted. When the text changes, you are shown what is new."))
    return redirect(pact)


def _offered(request: HttpRequest, pact: Pact) -> list[queries.Version]:
    readable = permissions.visible_pacts(request.user, timezone.localdate())
    return queries.versions(pact, request.user, readable)


def _comparison(request: HttpRequest, pact: Pact, offered: list[queries.Version]) -> queries.Comparison:
    """Of the two versions in the address; one that is not offered does not exist."""
    known = {version.key: version for version in offered}
    older, newer = queries.usual_pair(pact, offered)
    keys = request.GET.get("from") or older, request.GET.get("to") or newer
    if not set(keys) <= set(known):
        raise Http404
    return queries.comparison(pact, known[keys[0]], known[keys[1]], request.user)


def _for_others(request: HttpRequest, pact: Pact) -> queries.Comparison:
    """In Vietnamese, whatever the language of the reader: the file is handed to others."""
    with translation.override("vi"):
        return _comparison(request, pact, _offered(request, pact))


def _may_keep(request: HttpRequest, pact: Pact) -> bool:
    may = passes(permissions.check_edits, request.user, pact, timezone.localdate())
    return may and pact.status == PactStatus.DRAFT
