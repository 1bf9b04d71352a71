"""Units chosen in a form of the administration: by searching, or, where no script runs, by their codes."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from units.models import Unit, UnitSuccession
from units.queries.periods import says

# What the name of the field for codes ends in.
CODE = "-code"
# What stands before a code that no unit has, so that it cannot be taken for a key.
_UNKNOWN = "?"
_KEY = re.compile(r"[1-9]\d{0,17}")


def unit_label(unit: Unit) -> str:
    """Two units may bear one name: the upper unit and the last day tell them apart."""
    details = [unit.parent.short_name] if unit.parent else []
    if unit.valid_to:
        details.append(_("until %(day)s") % {"day": says(unit.valid_to)})
    elif unit.valid_from:
        details.append(_("since %(day)s") % {"day": says(unit.valid_from)})
    return " · ".join([unit.short_name, *map(str, details)])


class _Search(AutocompleteMixin):
    """A search box; beside it, without scripts, a field for codes. The value is a list of keys."""

    template_name = "admin/units/unit/_unit_choice.html"

    def __init__(self, attrs=None):
        # Any field that points to a unit tells the site of the administration what is searched.
        super().__init__(UnitSuccession._meta.get_field("predecessor"), admin.site, attrs)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        unknown = [key.removeprefix(_UNKNOWN) for key in value or () if str(key).startswith(_UNKNOWN)]
        context["widget"]["codes_name"] = f"{name}{CODE}"
        context["widget"]["codes"] = ", ".join(unknown)
        return context

    def value_from_datadict(self, data, files, name) -> list[str]:
        keys = [key for key in data.getlist(name) if key] if hasattr(data, "getlist") else []
        codes = [code for code in re.split(r"[\s,;]+", data.get(f"{name}{CODE}", "")) if code]
        known = Unit.objects.in_bulk(codes, field_name="code") if codes else {}
        typed = [str(known[code].pk) if code in known else f"{_UNKNOWN}{code}" for code in codes]
        # Where one unit is meant, the code that was typed is meant.
        return [*keys, *typed] if self.allow_multiple_selected else (typed or keys)[:1]

    def format_value(self, value):
        return [str(key) for key in value or ()]

    def optgroups(self, name, value, attrs=None):
        """The chosen units, in the order in which they were chosen."""
        found = Unit.objects.select_related("parent").in_bulk([key for key in value if _KEY.fullmatch(key)])
        chosen = [(str(key), found[int(key)]) for key in value if _KEY.fullmatch(key) and int(key) in found]
        blank = [] if self.allow_multiple_selected else [("", "")]
        options = [*blank, *((key, unit_label(unit)) for key, unit in chosen)]
        made = [
            self.create_option(name, key, label, bool(key), place)
            for place, (key, label) in enumerate(options)
        ]
        return [(None, made, 0)]

    def use_required_attribute(self, initial) -> bool:
        return False


class UnitSearch(_Search, forms.Select):
    pass


class UnitsSearch(_Search, forms.SelectMultiple):
    pass


class UnitsField(forms.Field):
    """Several units, in the order in which they were chosen."""

    widget: Any = UnitsSearch

    def to_python(self, value: Any) -> list[Unit]:
        keys = [str(key) for key in value or ()]
        found = Unit.objects.in_bulk([key for key in keys if _KEY.fullmatch(key)])
        unknown = [key for key in keys if not (_KEY.fullmatch(key) and int(key) in found)]
        if unknown:
            error = _("There is no unit with the code “%(code)s”.")
            raise ValidationError(
                [ValidationError(error, params={"code": key.removeprefix(_UNKNOWN)}) for key in unknown]
            )
        return [found[int(key)] for key in keys]


class UnitField(UnitsField):
    """One unit, or none."""

    widget: Any = UnitSearch

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return found[0] if found else None
