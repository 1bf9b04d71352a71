"""Every instrument and rule that judges, for lawyers to review."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from awards.eligibility.instruments import INSTRUMENTS
from awards.eligibility.rulebook import last_day_of
from awards.eligibility.wording import TITLE_NAMES


@require_safe
def law(request: HttpRequest) -> HttpResponse:
    """Generated from the objects that judge, so that the page cannot say anything else."""
    replaced = {code: other.code for other in INSTRUMENTS for code in other.replaces}
    instruments = [
        {
            "instrument": instrument,
            "last_day": last_day_of(instrument),
            "rules": [
                {
                    "rule": rule,
                    "titles": [TITLE_NAMES.get(code, code) for code in sorted(rule.titles)],
                    "replaced_by": replaced.get(rule.code, ""),
                }
                for rule in instrument.rules
            ],
        }
        for instrument in sorted(INSTRUMENTS, key=lambda one: one.in_force_from, reverse=True)
    ]
    return render(request, "awards/law.html", {"instruments": instruments})
