"""What the lead unit does with a consultation: it sends the draft out and answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from pacts import permissions
from pacts.enums import CommentAnswer, PactStatus
from pacts.forms.comments import AnswerForm, OverruleForm, SendOutForm
from pacts.forms.pact import ReasonForm
from pacts.models import Pact
from pacts.queries import comments as queries
from pacts.services import answering, consulting
from pacts.services.answering import RepliesRefused, Reply
from pacts.views.comments import show
from pacts.views.pacts import visible_pact
from units.permissions import passes

# How many are answered on one page; what is saved makes room for the next.
AT_ONCE = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A comment with its box; up to thirty stand on the page, so each field says whose comment it answers."""

    row: queries.CommentRow
    form: AnswerForm

    def __post_init__(self) -> None:
        comment = self.row.comment
        about = f"{self.row.unit.short_name}, {comment.clause_text or _('The whole draft')}"
        for field in self.form.fields.values():
            field.label = format_html('{}<span class="visually-hidden"> – {}</span>', field.label, about)


@require_POST
def send_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the units for their comments."""
    said = _("The draft is out for comments; the member units and the supervisor have been told.")
    return _act(request, pk, "send_out", SendOutForm, consulting.send_out, lambda _pact: said)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no more comments."""
    said = _("No more comments are taken; everyone has been told.")
    return _act(request, pk, "end", ReasonForm, consulting.end, lambda _pact: said)


@require_POST
def overrule(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle all open comments with one reason."""
    return _act(request, pk, "overrule", OverruleForm, answering.overrule_all, _told)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The comments without an answer, or the one that is named, with a box for each."""
    pact = visible_pact(request, pk)
    permissions.check_edits(request.user, pact, timezone.localdate())
    if pact.status != PactStatus.DRAFT and request.method != "POST":
        return redirect("pact_comments", pk)
    lines = _lines(request, pact)
    faults: list[Any] = []
    is_valid = [
        line.form.is_valid() for line in lines
    ]  # every form is asked, so that all faults show at once
    if request.method == "POST" and all(is_valid):
        try:
            replies = _replies(lines)
            answered = answering.answer(pact=pact, replies=replies, by=request.user, at=timezone.now())
        except RepliesRefused as error:
            for line in lines:
                line.form.add_error(None, error.faults.get(line.row.comment.pk, []))
        except ValidationError as error:
            faults = error.messages
        else:
            messages.success(request, _told(answered))
            if gone := _taken_back(request, pact):
                sentence = ngettext(
                    "%(n)s comment was taken back meanwhile; it got no answer.",
                    "%(n)s comments were taken back meanwhile; they got no answer.",
                    gone,
                )
                messages.warning(request, sentence % {"n": gone})
            return redirect("pact_comments", pk)
    return _answer_page(request, pact, lines, faults)


def _act(
    request: HttpRequest, pk: int, name: str, form_class: Callable[..., Form], service: Any, said: Any
) -> HttpResponse:
    """One act with its form; what is refused comes back at the form."""
    pact, form = visible_pact(request, pk), form_class(request.POST, prefix=name)
    if form.is_valid():
        try:
            done = service(pact=pact, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said(done))
            return redirect("pact_comments", pk)
    return show(request, pact, {name: form}, status=422)


def _told(answered: list[Any]) -> str:
    sentence = ngettext(
        "%(n)s comment has been answered; its author has been told.",
        "%(n)s comments have been answered; their authors have been told.",
        len(answered),
    )
    return sentence % {"n": len(answered)} if answered else _("No answer was chosen, so nothing was saved.")


def _lines(request: HttpRequest, pact: Pact) -> list[Line]:
    """Those that the page showed, else the named one, else the oldest that wait."""
    keys = _named(request)
    found = pact.comments.exclude(answer__in=[CommentAnswer.AGREED, CommentAnswer.TAKEN_BACK])
    found = found.filter(pk__in=keys) if keys is not None else found.filter(answer=CommentAnswer.OPEN)
    may_overrule = passes(permissions.check_moves, request.user, pact, timezone.localdate())
    return [
        Line(
            row,
            AnswerForm(
                request.POST or None,
                comment=row.comment,
                may_overrule=may_overrule,
                initial=_given(row.comment),
            ),
        )
        for row in queries.comment_rows(found)[:AT_ONCE]
    ]


def _named(request: HttpRequest) -> list[int] | None:
    """The comments that the page showed or the address names; None where it names none."""
    names = request.POST.getlist("comment") or request.GET.getlist("comment")
    return [int(name) for name in names[:AT_ONCE] if name.isdecimal() and len(name) < 19] if names else None


def _taken_back(request: HttpRequest, pact: Pact) -> int:
    """How many of those that the page showed were taken back since."""
    return pact.comments.filter(pk__in=_named(request) or [], answer=CommentAnswer.TAKEN_BACK).count()


def _replies(lines: list[Line]) -> list[Reply]:
    given = [(line.row.comment.pk, line.form.cleaned_data) for line in lines]
    return [Reply(pk, said["answer"], said["text"], said["seen"]) for pk, said in given if said["answer"]]


def _given(comment: Any) -> dict[str, str]:
    """The answer that stands, so that it can be mended."""
    is_answered = comment.answer != CommentAnswer.OPEN
    return {"answer": comment.answer, "text": comment.answer_text} if is_answered else {}


def _answer_page(request: HttpRequest, pact: Pact, lines: list[Line], faults: list[Any]) -> HttpResponse:
    wrong = [line for line in lines if line.form.is_bound and line.form.errors]
    context = {
        "pact": pact,
        "lines": lines,
        "wrong": wrong,
        "faults": faults,
        "more": max(0, len(queries.unanswered(pact)) - len(lines)),
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/comment_answers.html", context, status=422 if wrong or faults else 200)
