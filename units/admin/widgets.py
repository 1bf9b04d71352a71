"""Widgets of the admin."""

from django.contrib.admin.widgets import AutocompleteSelect


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
