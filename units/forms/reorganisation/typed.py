"""Everything typed for one act so far, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import QueryDict

from units.enums import ReorganisationAct
from units.forms.reorganisation import choices
from units.forms.reorganisation.acts import ACT_FORMS, ActForm, NewUnitForm, proposal
from units.forms.unit_choice import CODE
from units.queries.reorganisation import Reorganisation

UNITS, NEW, CHOICES, PREVIEW = "units", "new", "choices", "preview"
_ANSWERS = ("clusters", "people", "children")


class Typed:
    """The forms of the act. Nothing is kept between pages but what they carry with them."""

    def __init__(self, act: str, data: QueryDict | None = None, initial: dict[str, Any] | None = None):
        self.act, self.data = ReorganisationAct(act), data
        self.units: ActForm = ACT_FORMS[act](data, initial=initial)
        self.new: list[NewUnitForm] = []
        self.refusals: dict[str, list[str]] = {}
        if data is not None and self.units.is_valid():
            self.new = [self._new_form(place) for place in range(self._count())]

    def _count(self) -> int:
        if self.act == ReorganisationAct.MERGE:
            return 1
        return self.units.cleaned_data.get("count") or 0

    def _new_form(self, place: int) -> NewUnitForm:
        """As typed; where its page has not been seen, as proposed."""
        prefix = f"new_units-{place}"
        if self.data is not None and f"{prefix}-code" in self.data:
            return NewUnitForm(self.data, prefix=prefix)
        ending = self.units.ending()
        day = self.units.cleaned_data.get("effective_on")
        likely = proposal(self.act, ending[0] if ending else None, day)
        return NewUnitForm(prefix=prefix, initial=likely)

    @property
    def pages(self) -> list[str]:
        """The pages of the act in order; whether there is something to choose is known after a preview."""
        has_new = self.act in (ReorganisationAct.MERGE, ReorganisationAct.SPLIT)
        has_choices = self.act != ReorganisationAct.RENAME
        return [UNITS, *([NEW] if has_new else []), *([CHOICES] if has_choices else []), PREVIEW]

    @property
    def asks_people(self) -> bool:
        """Whether the act leaves open where people go; in a merger they all go to the successor."""
        return self.act in (ReorganisationAct.SPLIT, ReorganisationAct.ABOLISH)

    def unfinished(self) -> str:
        """The first page that is not filled in, or has a refusal; empty when a preview can be made."""
        if not self.units.is_valid():
            return UNITS
        # Every form is asked, so that all of them say what is wrong.
        faulty = [form for form in self.new if not form.is_valid()]
        return NEW if faulty else ""

    def wanted(self) -> Reorganisation:
        """The act as plain data. Every form must be valid."""
        return Reorganisation(
            act=self.act.value,
            **self.units.as_wanted(),
            new_units=tuple(form.as_wanted() for form in self.new),
            **choices.chosen(self.data or QueryDict()),
        ).relevant()

    def refuse(self, error: ValidationError) -> str:
        """Put the sentences at their fields; the answer is the page on which they stand."""
        pages = set()
        for name, sentences in self._by_name(error):
            form, field = self._place_of(name)
            if form is None:
                self.refusals.setdefault(name, []).extend(sentences)
                pages.add(CHOICES)
                continue
            form.add_error(field, sentences)
            pages.add(UNITS if form is self.units else NEW)
        return next(page for page in (UNITS, NEW, CHOICES) if page in pages)

    @staticmethod
    def _by_name(error: ValidationError) -> Iterator[tuple[str, list[str]]]:
        if hasattr(error, "error_dict"):
            yield from error.message_dict.items()
        else:
            yield NON_FIELD_ERRORS, error.messages

    def _place_of(self, name: str) -> tuple[Any, str | None]:
        if name in _ANSWERS:
            return None, None
        for form in self.new:
            field = name.removeprefix(f"{form.prefix}-")
            if name.startswith(f"{form.prefix}-") and field in form.fields:
                return form, field
        return self.units, name if name in self.units.fields else None

    def carried(self, page: str) -> list[tuple[str, str]]:
        """What the other pages hold, for hidden fields on this one."""
        names = {field + end for field in self.units.fields for end in ("", CODE)}
        return [
            (name, value)
            for name, values in (self.data.lists() if self.data else ())
            for value in values
            if page != UNITS
            and name in names
            or page != NEW
            and name.startswith("new_units-")
            or page not in (CHOICES, PREVIEW)
            and choices.is_answer(name)
        ]
