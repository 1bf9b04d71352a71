"""A form on a page as a browser without scripts would send it."""

from __future__ import annotations

from html.parser import HTMLParser


class Form(HTMLParser):
    """The fields of the form that posts to an address of the administration, with what is in them."""

    def __init__(self, response):
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.buttons: list[str] = []
        self._is_inside, self._select, self._has_choice = False, "", False
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self._is_inside = "/admin/" in (given.get("action") or "")
        elif self._is_inside and tag in ("input", "select", "option", "button"):
            getattr(self, f"_take_{tag}")(given)

    def handle_endtag(self, tag):
        if tag == "form":
            self._is_inside = False

    def _take_input(self, given):
        kind, name = given.get("type", "text"), given.get("name")
        if name and name != "csrfmiddlewaretoken" and (kind != "radio" or "checked" in given):
            self.fields.setdefault(name, []).append(given.get("value", ""))

    def _take_select(self, given):
        self._select, self._has_choice = given["name"], "multiple" in given

    def _take_option(self, given):
        """The first option of a single choice counts until another is selected."""
        if "selected" in given:
            kept = self.fields.get(self._select, []) if self._has_choice else []
            self.fields[self._select], self._has_choice = [*kept, given["value"]], True
        elif not self._has_choice:
            self.fields.setdefault(self._select, [given["value"]])

    def _take_button(self, given):
        self.buttons.append(given.get("value", ""))

    def filled(self, go: str, **values) -> dict[str, list[str]]:
        """The fields with these values, sent by the button; a dot in a name is written as two lines below."""
        return {**self.fields, **{name.replace("__", "-"): value for name, value in values.items()}, "go": go}
