"""To transfer a person, to record that one leaves the sector or comes back: shown before it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.forms.staffing import LeavingForm, MoveForm, ReturnForm
from units.models import Person
from units.queries import staffing as plans
from units.queries.staffing import Plan
from units.services import staffing

EXECUTE = "execute"


@dataclass(frozen=True, slots=True)
class Act:
    """One of the three: what is asked, what it would do, what does it."""

    form: type[forms.Form]
    plan: Callable[..., Plan]
    do: Callable[..., Any]
    title: Any
    explanation: Any
    done: Any


ACTS = {
    "transfer": Act(
        MoveForm, plans.transfer, staffing.transfer,
        _("Transfer to another unit"),
        _(
            "The person works in the new unit from a day on. What he or she holds in the old unit ends the "
            "day before; nothing of the past is changed."
        ),
        _("The transfer of %(person)s is recorded."),
    ),
    "leave": Act(
        LeavingForm, plans.leaving, staffing.leave,
        _("Leaves the sector"),
        _(
            "Everything that the person holds ends on the last day, and the account is closed from the next "
            "day on. Signatures, votes and titles stay."
        ),
        _("It is recorded that %(person)s leaves the sector."),
    ),
    "return": Act(
        ReturnForm, plans.coming_back, staffing.return_,
        _("Returns to the sector"),
        _(
            "The person works in the sector again and the account opens. Posts and roles of the time before "
            "do not come back: they are given anew."
        ),
        _("The return of %(person)s is recorded."),
    ),
}  # fmt: skip


class Staffing:
    """The pages of the acts, for the administration of people."""

    admin_site: Any
    opts: Any

    def get_urls(self):
        view = self.admin_site.admin_view(self.staff)
        return [
            path(f"<int:pk>/{act}/", view, {"name": act}, name=f"units_person_{act}") for act in ACTS
        ] + super().get_urls()

    def staff(self, request, pk: int, name: str) -> HttpResponse:
        """Ask, show what would happen, do it: each answer comes back to this page until it is done."""
        act = ACTS[name]
        person = get_object_or_404(Person, pk=pk)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        form = act.form(request.POST or None)
        plan, stale = None, ()
        if form.is_valid():
            try:
                if request.POST.get("go") == EXECUTE:
                    return self._execute(request, act, person, form)
                plan = _planned(act, person, form)
            except staffing.StalePreview as refusal:
                plan, stale = _planned(act, person, form), refusal.messages
            except ValidationError as refusal:
                form.add_error(None, refusal)
        return self._page(request, act, person, form, plan, stale)

    def _execute(self, request, act: Act, person: Person, form: forms.Form) -> HttpResponse:
        if not _is_done(person, act, form.cleaned_data):
            shown = request.POST.get("fingerprint") or "-"
            act.do(person=person, by=request.user, at=timezone.now(), shown=shown, **form.cleaned_data)
        messages.success(request, act.done % {"person": person.full_name})
        return redirect("admin:units_person_change", person.pk)

    def _page(self, request, act: Act, person: Person, form, plan: Plan | None, stale) -> HttpResponse:
        touches = groupby(plan.touches, key=lambda effect: effect.group) if plan else ()
        context = {
            **self.admin_site.each_context(request),
            "title": act.title,
            "subtitle": person.full_name,
            "opts": self.opts,
            "original": person,
            "act": act,
            "form": form,
            "fieldsets": AdminForm(form, [(None, {"fields": list(form.fields)})], {}),
            "plan": plan,
            "touches": [(group, list(effects)) for group, effects in touches],
            "stale": stale,
            "has_errors": bool(form.errors or stale),
            "media": form.media,
        }
        return TemplateResponse(request, "admin/units/person/staffing.html", context)


def _planned(act: Act, person: Person, form: forms.Form) -> Plan:
    """What the act would do now."""
    asked = {name: value for name, value in form.cleaned_data.items() if name in ("to", "on")}
    return act.plan(person=person, today=timezone.localdate(), **asked)


def _is_done(person: Person, act: Act, values: dict[str, Any]) -> bool:
    """Whether a second click finds what the first one did."""
    if "to" not in values:
        return person.left_on == values["on"]
    begun = person.assignments.filter(unit=values["to"], valid_from=values["on"])
    return person.left_on is None and begun.exists()
