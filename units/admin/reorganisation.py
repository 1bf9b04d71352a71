"""To merge, absorb, split, abolish or rename units: asked page by page, shown before it is done, done once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.enums import ReorganisationAct as Act
from units.forms.reorganisation import (
    CHOICES,
    NEW,
    PREVIEW,
    UNITS,
    Typed,
    asked,
    encoded,
    with_rest,
)
from units.models import Unit
from units.permissions import check_reorganises
from units.queries.periods import says
from units.queries.reorganisation import Preview, Reorganisation, preview
from units.queries.reorganised import already_done
from units.services.reorganising import StalePreview, reorganise

EXECUTE = "execute"
WHAT_IT_DOES = {
    Act.MERGE: gettext_lazy(
        "Several units end and one new unit begins. It is a new unit also where it keeps an old name."
    ),
    Act.ABSORB: gettext_lazy("Units end, and a unit that exists takes over their people and tasks."),
    Act.SPLIT: gettext_lazy("One unit ends and several new units begin. Each person is told where to go."),
    Act.ABOLISH: gettext_lazy("A unit ends and nothing follows it. Each person is told where to go."),
    Act.RENAME: gettext_lazy("The unit stays the same and bears another name from a day on."),
}
_STEPS = {
    UNITS: gettext_lazy("Units, day, basis"),
    NEW: gettext_lazy("New units"),
    CHOICES: gettext_lazy("Clusters and blocks"),
    PREVIEW: gettext_lazy("Preview"),
}
_CHOICES = {Act.SPLIT: gettext_lazy("Clusters and people"), Act.ABOLISH: gettext_lazy("People")}
_NEW_UNIT: list[Any] = [("code", "kind"), "parent", "name", "short_name", ("place", "head_title")]


class Reorganising:
    """The pages of the acts, for the administration of units."""

    admin_site: Any
    opts: Any

    def get_urls(self):
        return [
            path("reorganise/", self.admin_site.admin_view(self.choose_act), name="units_unit_reorganise"),
            path(
                "reorganise/<str:act>/",
                self.admin_site.admin_view(self.reorganise),
                name="units_unit_reorganise_act",
            ),
            *super().get_urls(),
        ]

    def choose_act(self, request) -> HttpResponse:
        """Step 1: five acts, each with a sentence."""
        check_reorganises(request.user, timezone.localdate())
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        acts = [(act, WHAT_IT_DOES[act]) for act in Act]
        context = {"title": _("Merge, split, abolish, rename"), "acts": acts, "unit": _named(request)}
        return self._render(request, "reorganise", context)

    def reorganise(self, request, act: str) -> HttpResponse:
        """The pages of one act. `go` names the page that is wanted; an earlier one comes first if it must."""
        check_reorganises(request.user, timezone.localdate())
        if act not in Act.values:
            raise Http404
        if request.method != "POST":
            unit = _named(request)
            typed = Typed(act, initial={"predecessors": [unit.pk]} if unit else {})
            return self._page(request, typed, UNITS)
        return self._answer(request, Typed(act, request.POST), request.POST.get("go", ""))

    def _answer(self, request, typed: Typed, go: str) -> HttpResponse:
        unfinished = typed.unfinished()
        if go == UNITS or unfinished == UNITS:
            return self._page(request, typed, UNITS)
        if unfinished or go == NEW and typed.new:
            return self._page(request, typed, NEW)
        wanted = typed.wanted()
        if go == EXECUTE and (done := already_done(wanted)):
            return self._done(request, typed, wanted, done)
        try:
            wanted, shown = _looked_at(typed, wanted, timezone.localdate())
        except ValidationError as refusal:
            return self._page(request, typed, typed.refuse(refusal))
        is_answered, questions = go in (PREVIEW, EXECUTE), asked(typed, shown)
        if questions and (shown.missing or typed.refusals or not is_answered):
            for name, sentence in shown.missing.items() if is_answered else ():
                typed.refusals.setdefault(name, []).append(sentence)
            return self._page(request, typed, CHOICES, asked=questions)
        # Answers to what is not asked any more have been left out, and nobody needs to mend them.
        typed.refusals.clear()
        if go == EXECUTE:
            return self._execute(request, typed, wanted, shown)
        return self._preview(request, typed, wanted, shown)

    def _execute(self, request, typed: Typed, wanted: Reorganisation, shown: Preview) -> HttpResponse:
        try:
            units = reorganise(
                wanted=wanted,
                fingerprint=request.POST.get("fingerprint", ""),
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as refusal:
            if done := already_done(wanted):
                return self._done(request, typed, wanted, done)
            if isinstance(refusal, StalePreview):
                return self._preview(request, typed, wanted, shown, stale=refusal.messages)
            return self._page(request, typed, typed.refuse(refusal))
        return self._done(request, typed, wanted, units or typed.units.ending())

    def _done(self, request, typed: Typed, wanted: Reorganisation, units: list[Unit]) -> HttpResponse:
        ended = ", ".join(unit.short_name for unit in typed.units.ending())
        begun = ", ".join(unit.short_name for unit in units)
        words = {"act": typed.act.label, "day": says(wanted.effective_on)}
        words["units"] = ended if typed.act == Act.ABOLISH else f"{ended} → {begun}"
        messages.success(request, _("%(act)s, done: %(units)s, from %(day)s.") % words)
        return redirect("admin:units_unit_change", units[0].pk)

    def _preview(self, request, typed: Typed, wanted: Reorganisation, shown: Preview, stale=()):
        touches = groupby(shown.touches, key=lambda effect: effect.group)
        context = {
            "shown": shown,
            "wanted": wanted,
            "touches": [(group, list(effects)) for group, effects in touches],
            "stale": stale,
        }
        back = typed.pages[-2] if typed.pages[-2] != CHOICES or asked(typed, shown) else typed.pages[-3]
        return self._page(request, typed, PREVIEW, answers=encoded(wanted), back=back, **context)

    def _page(self, request, typed: Typed, page: str, *, answers=(), **more: Any) -> HttpResponse:
        forms = {UNITS: [typed.units], NEW: typed.new}.get(page, [])
        labels = {**_STEPS, CHOICES: _CHOICES.get(typed.act, _STEPS[CHOICES])}
        steps = [(name, labels[name], name == page) for name in typed.pages]
        context = {
            "title": typed.act.label,
            "typed": typed,
            "steps": steps,
            "forms": forms,
            "adminforms": _fieldsets(typed, page),
            "carried": [*typed.carried(page), *answers],
            "has_errors": bool(typed.refusals or more.get("stale")) or any(form.errors for form in forms),
            "next": typed.pages[min(typed.pages.index(page) + 1, len(typed.pages) - 1)],
            "back": "" if page == UNITS else typed.pages[typed.pages.index(page) - 1],
            "media": typed.units.media,
            **more,
        }
        return self._render(request, f"reorganise_{page}", context)

    def _render(self, request, template: str, context: dict[str, Any]) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, f"admin/units/unit/{template}.html", shared | context)


def _named(request) -> Unit | None:
    """The unit from whose page one comes."""
    key = request.GET.get("unit", "")
    return (
        Unit.objects.filter(pk=key).first() if key.isascii() and key.isdecimal() and len(key) < 19 else None
    )


def _looked_at(typed: Typed, wanted: Reorganisation, on: date) -> tuple[Reorganisation, Preview]:
    """The preview. Answers that do not fit (any more) are refused, left out, and asked for again."""
    try:
        shown = preview(wanted, on=on)
    except ValidationError as refusal:
        names = getattr(refusal, "error_dict", {}).keys()
        given = {name for name in ("clusters", "people", "children") if getattr(wanted, name)}
        if not names or not names <= given:
            raise
        typed.refuse(refusal)
        return _looked_at(typed, replace(wanted, **dict.fromkeys(names, ())), on)
    filled = with_rest(wanted, shown, typed.data, typed.units.receivers)
    return (wanted, shown) if filled is wanted else _looked_at(typed, filled, on)


def _fieldsets(typed: Typed, page: str) -> list[AdminForm]:
    if page == UNITS:
        return [AdminForm(typed.units, [(None, {"fields": list(typed.units.fields)})], {})]
    if page == NEW:
        numbers = [f" {number + 1}" for number in range(len(typed.new))] if len(typed.new) > 1 else [""]
        return [
            AdminForm(form, [(_("New unit") + number, {"fields": _NEW_UNIT})], {})
            for number, form in zip(numbers, typed.new, strict=False)
        ]
    return []
