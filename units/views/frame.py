"""What every page shows around its content: who I am, where I can go, what is unread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.models import EmulationYear
from units.queries.identity import Identity, identity

# (label, short label for the bottom bar, icon, route, query, routes that belong to it)
TASKS = (
    (_("To do"), pgettext_lazy("short", "To do"), "check2-square", "home", "", {"home", "inbox"}),
    (
        _("My clusters"), pgettext_lazy("short", "Clusters"), "people", "clusters", "?mine=1",
        {"cluster", "clusters?mine"},
    ),
    (
        _("Pacts"), _("Pacts"), "file-earmark-text", "pacts", "",
        {"pacts", "pact", "pact_edit", "pact_sign", "pact_board", "pact_consolidated", "paper"},
    ),
    (
        _("Registrations"), pgettext_lazy("short", "Registrations"), "list-check", "registrations", "",
        {"registrations", "registration", "registration_rollup"},
    ),
    (_("Nominations"), _("Nominations"), "award", "nominations", "", {"nominations", "nomination"}),
)  # fmt: skip
LOOK_UP = (
    (_("Units"), "", "building", "units", "", {"units", "unit"}),
    (_("Clusters and blocks"), "", "list", "clusters", "", {"clusters"}),
    (_("Rules and standards"), "", "book", "law", "", {"law"}),
    (_("Check a paper"), "", "patch-check", "check", "", {"check"}),
)
ADMINISTRATION = ((_("Administration"), "", "gear", "admin:index", "", set()),)
IN_BOTTOM_BAR = 4


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str
    short: str
    icon: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class NavGroup:
    title: str | Promise
    items: list[NavItem]


class Frame:
    """Answers lazily: a page that shows no frame asks the database nothing."""

    def __init__(self, request: HttpRequest):
        self._request = request
        self._user: Any = getattr(request, "user", None)

    @cached_property
    def is_open(self) -> bool:
        """Whether the account has passed everything that stands before the pages."""
        if self._user is None or not self._user.is_authenticated:
            return False
        missing = getattr(self._request, "missing_step", None)
        return missing is None or not missing()

    @property
    def name(self) -> str:
        return self._identity.name

    @property
    def role_line(self) -> str:
        return self._identity.role_line

    @property
    def unread(self) -> int:
        return self._identity.unread

    @property
    def allows_samples(self) -> bool:
        """An installation for rehearsing: whoever is not logged in cannot know otherwise."""
        return settings.ALLOW_SAMPLE_ACCOUNTS

    @property
    def is_rehearsal(self) -> bool:
        """A sample account says so by itself, without a query."""
        user = self._user
        if user is None or not user.is_authenticated:
            return self.allows_samples
        return user.is_sample or self._identity.is_rehearsal

    @cached_property
    def _identity(self) -> Identity:
        return identity(self._user, timezone.localdate())

    @cached_property
    def years(self) -> list[int]:
        return list(EmulationYear.objects.order_by("-year").values_list("year", flat=True).distinct())

    @property
    def year(self) -> int:
        """The year that the address names, else this one."""
        asked = self._request.GET.get("year", "")
        return int(asked) if asked.isdecimal() and len(asked) == 4 else timezone.localdate().year

    @cached_property
    def navigation(self) -> list[NavGroup]:
        groups = [NavGroup("", self._items(TASKS)), NavGroup(_("Look up"), self._items(LOOK_UP))]
        if self._identity.administers:
            groups.append(NavGroup("", self._items(ADMINISTRATION)))
        return groups

    @property
    def phone_items(self) -> list[NavItem]:
        return self.navigation[0].items[:IN_BOTTOM_BAR]

    @property
    def phone_groups(self) -> list[NavGroup]:
        first, *others = self.navigation
        return [NavGroup("", first.items[IN_BOTTOM_BAR:]), *others]

    @property
    def session_age(self) -> int:
        return settings.SESSION_COOKIE_AGE

    @property
    def session_seconds(self) -> int:
        """How long the session still lasts at least."""
        now = int(timezone.now().timestamp())
        return max(self.session_age - (now - self._request.session.get("kept_at", now)), 0)

    def _items(self, entries) -> list[NavItem]:
        match = self._request.resolver_match
        route = match.view_name if match else ""
        if route == "clusters" and self._request.GET.get("mine"):
            route = "clusters?mine"
        items = []
        for label, short, icon, target, query, routes in entries:
            try:
                url = reverse(target) + query
            except NoReverseMatch:
                continue
            items.append(NavItem(label, short, icon, url, route in routes))
        return items


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    return {"frame": Frame(request)}
