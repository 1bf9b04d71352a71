"""Widgets of the admin."""

from django.contrib.admin.widgets import AutocompleteSelect
from django.forms import CheckboxInput
from django.utils.html import format_html


class KnownChoice(AutocompleteSelect):
    """An autocomplete whose chosen row came with its form: a table of rows needs no query for each."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {}

    def optgroups(self, name, value, attrs=None):
        chosen = [str(key) for key in value]
        if not chosen or any(key not in self.known for key in chosen):
            return super().optgroups(name, value, attrs)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        for key in chosen:
            label = self.choices.field.label_from_instance(self.known[key])
            options.append(self.create_option(name, key, label, True, len(options), attrs=attrs))
        return [(None, options, 0)]


class WordedCheckbox(CheckboxInput):
    """A tick in a table of rows: where the columns stand below one another its words stand beside it."""

    def render(self, name, value, attrs=None, renderer=None):
        box = super().render(name, value, attrs, renderer)
        words = self.attrs.get("aria-label", "")
        return format_html('{}<span class="beside" aria-hidden="true">{}</span>', box, words)
