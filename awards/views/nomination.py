"""One nomination: what the law finds, and the facts it asks for beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from awards import dossier, permissions
from awards.enums import NominationStatus
from awards.forms.nominations import EarnedTitleForm, FactsForm, InitiativeForm
from awards.models import Nomination, PersonYear
from awards.queries.names import unit_names
from awards.queries.nominations import recorded_by_unit, verdict_pill
from awards.services import nominating
from units.permissions import check_officer_of, passes


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    on = timezone.localdate()
    nomination = _visible(request, pk, on)
    return render(request, "awards/nomination.html", _context(request, nomination, on))


@require_POST
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    def save(nomination: Nomination, form: Any, at) -> None:
        nominating.record_facts(
            nomination=nomination,
            year=form.year(),
            case=form.case(),
            recruited_on=form.cleaned_data.get("recruited_on"),
            by=request.user,
            at=at,
        )

    def make(nomination: Nomination) -> forms.Form:
        return FactsForm(request.POST, nomination=nomination, record=None)

    return _take(request, pk, "facts_form", make, save)


@require_POST
def initiative(request: HttpRequest, pk: int) -> HttpResponse:
    def save(nomination: Nomination, form: Any, at) -> None:
        nominating.add_initiative(nomination=nomination, by=request.user, at=at, **form.cleaned_data)

    return _take(request, pk, "initiative_form", lambda _one: InitiativeForm(request.POST, prefix="i"), save)


@require_POST
def title(request: HttpRequest, pk: int) -> HttpResponse:
    def save(nomination: Nomination, form: Any, at) -> None:
        values = dict(form.cleaned_data)
        title_id = values.pop("title").pk
        nominating.add_earned_title(
            nomination=nomination, title_id=title_id, by=request.user, at=at, **values
        )

    return _take(request, pk, "title_form", lambda _one: EarnedTitleForm(request.POST, prefix="t"), save)


@require_POST
def remove(request: HttpRequest, pk: int, row_pk: int, kind: str) -> HttpResponse:
    """Take back what was recorded by mistake, and judge anew without it."""
    at = timezone.now()
    on = timezone.localdate(at)
    given: dict[str, Any] = {"nomination": _visible(request, pk, on), "by": request.user, "at": at}
    try:
        if kind == "initiative":
            nominating.remove_initiative(initiative_id=row_pk, **given)
        else:
            nominating.remove_earned_title(earned_id=row_pk, **given)
        nominating.screen(on=on, **given)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Removed and judged again."))
    return redirect(given["nomination"])


@require_POST
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    on = timezone.localdate(at)
    nomination = _visible(request, pk, on)
    try:
        nominating.screen(nomination=nomination, on=on, by=request.user, at=at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(nomination)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    nomination = _visible(request, pk, timezone.localdate(at))
    try:
        nominating.withdraw(nomination=nomination, by=request.user, at=at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(nomination)
    messages.success(request, _("The nomination is withdrawn."))
    return redirect("nominations")


def _take(
    request: HttpRequest,
    pk: int,
    name: str,
    make: Callable[[Nomination], forms.Form],
    save: Callable[[Nomination, Any, Any], None],
) -> HttpResponse:
    """Save a form, judge at once with what is new, or show the page again with what was typed."""
    at = timezone.now()
    on = timezone.localdate(at)
    nomination = _visible(request, pk, on)
    form = make(nomination)
    if form.is_valid():
        try:
            save(nomination, form, at)
            nominating.screen(nomination=nomination, on=on, by=request.user, at=at)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("Saved and judged again."))
            return redirect(nomination)
    context = _context(request, nomination, on) | {name: form, "form": form}
    return render(request, "awards/nomination.html", context)


def _visible(request: HttpRequest, pk: int, on: date) -> Nomination:
    found = permissions.visible_nominations(request.user, on).select_related(
        "item__person",
        "item__title",
        "item__year",
        "item__registration__unit",
        "item__registration__cluster__year",
        "submission__paper",
    )
    return get_object_or_404(found, pk=pk)


def _context(request: HttpRequest, nomination: Nomination, on: date) -> dict[str, Any]:
    item = nomination.item
    newest = nomination.screenings.order_by("-judged_at", "-pk").first()
    record = PersonYear.objects.filter(person=item.person, year=item.year.year).first()
    known = dossier.facts_of_nominations([nomination], on).get(nomination.pk)
    is_fresh = bool(newest and known and newest.judged_on == on and newest.facts == dossier.inputs(known))
    is_officer = passes(check_officer_of, request.user, item.registration.unit, on)
    may_edit = nomination.status == NominationStatus.DRAFT and is_officer
    context: dict[str, Any] = {
        "nomination": nomination,
        "item": item,
        "unit": unit_names([item.registration], on)[item.registration_id],
        "screening": newest,
        "verdict": verdict_pill(newest.verdict) if newest else None,
        "is_fresh": is_fresh,
        "may_edit": may_edit,
        "initiatives": item.person.initiatives.order_by("-year", "pk") if item.person else [],
        "titles": item.person.earned_titles.select_related("title").order_by("-year", "pk")
        if item.person
        else [],
        "is_rehearsal": item.year.is_rehearsal,
    }
    if may_edit:
        unit = item.registration.unit
        context |= {
            "own_initiatives": recorded_by_unit(context["initiatives"], "initiative_recorded", unit),
            "own_titles": recorded_by_unit(context["titles"], "earned_title_recorded", unit),
            "facts_form": FactsForm(nomination=nomination, record=record),
            "initiative_form": InitiativeForm(prefix="i", initial={"year": item.year.year}),
            "title_form": EarnedTitleForm(prefix="t"),
        }
    return context
