"""Filters in the address, and each as a tag that takes it away again."""

from dataclasses import dataclass

from django.http import HttpRequest

from units.forms.lookup import LookupForm


@dataclass(frozen=True, slots=True)
class Tag:
    label: str
    url: str


def tags(request: HttpRequest, form: LookupForm) -> list[Tag]:
    """What is chosen, in words, with the address without it."""
    return [
        Tag(_words(form, name, value), _address_without(request, name)) for name, value in form.chosen.items()
    ]


def _words(form: LookupForm, name: str, value: object) -> str:
    field = form.fields[name]
    if value is True:
        return str(field.label)
    choices = getattr(field, "choices", None)
    known = dict(choices) if isinstance(choices, list) else {}
    return f"{field.label}: {known.get(value, value)}"


def _address_without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    for gone in (name, "page"):
        query.pop(gone, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path
