"""One part of a draft on one page: shown, saved by the button or by itself, and what happens when two write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pacts import permissions
from pacts.enums import PactStatus
from pacts.forms.draft import PartForm
from pacts.forms.pact import EditForm
from pacts.models import Pact
from pacts.queries.editors import Editor, others_editing
from pacts.queries.parts import mark
from pacts.services.editing import Removed, StaleEdit
from pacts.views.conflict import Conflict, as_text, conflict
from pacts.views.pacts import visible_pact

AUTOSAVE = "X-Autosave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What of a draft is edited on a page: its values now, and how they are saved."""

    heading: str
    form: type[PartForm]
    # As they are stored; empty for a part that is new.
    values: dict[str, Any]
    save: Callable[..., Any]
    # Where the part is edited from now on, given what `save` returned.
    url: Callable[[Any], str]
    # How the trail names it.
    what: str = ""
    removal: str = ""
    # For a clause: its targets, which are removed with it.
    targets_seen: str = ""
    anchor: str = ""
    sections: tuple[str, ...] = ()
    saves_itself: bool = True


def editable(request: HttpRequest, pk: int) -> Pact:
    """The pact that this person may write, whatever its state."""
    pact = visible_pact(request, pk)
    permissions.check_edits(request.user, pact, timezone.localdate())
    return pact


def edit_part(request: HttpRequest, pact: Pact, part: Part) -> HttpResponse:
    """The page of a part. The script that saves it, or looks who else is there, is answered in JSON."""
    by_itself = AUTOSAVE in request.headers
    if request.method != "POST":
        return _opened(request, pact, part, by_itself=by_itself)
    form = part.form(request.POST)
    conflicting = None
    if form.is_valid():
        try:
            result = part.save(**_given(form), by=request.user, at=timezone.now())
        except StaleEdit as error:
            form.add_error(None, error)
            conflicting = _conflict(pact, part, form)
        except Removed as error:
            form.add_error(None, error)
            part = replace(part, removal="", saves_itself=False)
        except ValidationError as error:
            _refuse(form, error)
        else:
            return _saved(request, pact, part, form, result, by_itself=by_itself)
    if by_itself:
        return _not_saved(part, form, is_conflict=conflicting is not None)
    return _page(request, pact, part, form, conflicting)


def tried(
    request: HttpRequest, service: Callable[..., Any], form_class: type[PartForm] = PartForm, **values: Any
) -> bool:
    """Run a small change, such as a move; a refusal becomes a message."""
    form = form_class(request.POST)
    if not form.is_valid():
        messages.error(request, _("The page was out of date. Look at the draft and try again."))
        return False
    try:
        service(**form.cleaned_data, **values, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    return True


def _opened(request: HttpRequest, pact: Pact, part: Part, *, by_itself: bool) -> HttpResponse:
    if by_itself:
        return JsonResponse({"editors": _editors_told(request, pact, part)})
    if pact.status != PactStatus.DRAFT:
        return redirect(pact)
    form = part.form(initial={**_shown_values(part), **_basis(pact, part)})
    return _page(request, pact, part, form)


def _given(form: EditForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name in form.fields}


def _shown_values(part: Part) -> dict[str, Any]:
    return {name: as_text(value) if isinstance(value, list) else value for name, value in part.values.items()}


def _basis(pact: Pact, part: Part) -> dict[str, Any]:
    return {"edit_number": pact.edit_number, "seen": mark(part.values) if part.what else ""}


def _refuse(form: EditForm, error: ValidationError) -> None:
    """A refusal goes back to the form, at its field where the form has it."""
    known = not hasattr(error, "error_dict") or set(error.error_dict) <= {*form.fields, "__all__"}
    form.add_error(None, error if known else error.messages)


def _conflict(pact: Pact, part: Part, form: PartForm) -> Conflict:
    """From now on the form is based on the other's text: sent once more, it is saved on top of that."""
    data = form.data.copy()
    for name, value in _basis(pact, part).items():
        data[name] = str(value)
    form.data = data
    return conflict(pact, part.what, part.values, form)


def _saved(
    request: HttpRequest, pact: Pact, part: Part, form: PartForm, result: Any, *, by_itself: bool
) -> HttpResponse:
    said = _("Saved at %(time)s.") % {"time": f"{timezone.localtime():%H:%M}"}
    if not by_itself:
        messages.success(request, said)
        return redirect(reverse("pact_edit", args=[pact.pk]) + part.anchor)
    values = {name: value for name, value in _given(form).items() if name not in PartForm.base_fields}
    values.pop("identity", None)
    told = {"said": said, "seen": mark(values), "url": part.url(result)}
    return JsonResponse(told | {"editors": _editors_told(request, pact, part)})


def _not_saved(part: Part, form: EditForm, *, is_conflict: bool) -> JsonResponse:
    """What is to be mended; `stop` says that this page can save nothing more by itself."""
    if is_conflict:
        said = _("Not saved: somebody else changed this part. Press “Save” to see both texts.")
        return JsonResponse({"said": said, "stop": True}, status=409)
    faults = [
        f"{form.fields[name].label}: {error}" if name in form.fields else error
        for name, errors in form.errors.items()
        for error in errors
    ]
    said = _("Not saved yet. %(faults)s") % {"faults": " ".join(str(fault) for fault in faults)}
    return JsonResponse({"said": said, "stop": not part.saves_itself}, status=422)


def _editors(request: HttpRequest, pact: Pact, part: Part) -> list[Editor]:
    return others_editing(pact, request.user, timezone.now(), part.what)


def _editors_told(request: HttpRequest, pact: Pact, part: Part) -> str:
    """The warning as it stands in the page, for who has the page open already."""
    return render_to_string("pacts/_editors.html", {"editors": _editors(request, pact, part)})


def _page(
    request: HttpRequest, pact: Pact, part: Part, form: EditForm, conflicting: Conflict | None = None
) -> HttpResponse:
    context = {
        "pact": pact,
        "part": part,
        "form": form,
        "conflict": conflicting,
        "editors": _editors(request, pact, part),
        "is_rehearsal": pact.cluster.year.is_rehearsal,
    }
    return render(request, "pacts/part_edit.html", context, status=422 if form.errors else 200)
