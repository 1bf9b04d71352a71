"""Somebody who writes a draft in front of a browser, a colleague who writes it too, and what may go wrong.

The clock of the page is moved on by hand, so that nobody waits for the pauses of the script.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from playwright.sync_api import Dialog, Locator, Route, expect

from pacts.models import Pact, PactClause
from pacts.services import clauses
from tests.browser.visitor import Visitor, vi
from units.models import User

# Longer than the script waits after the last key, before it tries again, and before it looks for others.
QUIET, AGAIN, LOOK = 3_000, 16_000, 21_000
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
WORDS = "Nhiều chữ của tôi"


@dataclass
class Desk:
    """An officer of the lead unit at a clause of the draft, and a colleague who writes the same draft."""

    officer: Visitor
    pact: Pact
    clause: PactClause
    colleague: User

    @property
    def page(self):
        return self.officer.page

    def open(self, address: str) -> None:
        self.officer.go(f"/pacts/{self.pact.pk}/edit/{address}")

    def open_clause(self) -> None:
        self.open(f"clauses/{self.clause.pk}/")

    def field(self, name: str) -> Locator:
        return self.page.locator(f"[name={name}]").first

    def passes(self, time: int) -> None:
        self.page.clock.fast_forward(time)

    def said(self) -> Locator:
        return self.page.locator("[data-said]")

    def says(self, text: str) -> None:
        expect(self.said()).to_have_text(vi(text))

    def is_saved(self) -> None:
        expect(self.said()).to_contain_text(vi("Saved at %(time)s.", time="").rstrip(". "))

    def by_colleague(self, **values: object) -> dict:
        self.pact.refresh_from_db()
        base = {"pact": self.pact, "edit_number": self.pact.edit_number, "by": self.colleague}
        return {**base, "at": timezone.now(), **values}

    def stored(self) -> PactClause:
        return PactClause.objects.get(pk=self.clause.pk)

    def write_over(self, body: str) -> None:
        row = self.stored()
        clauses.save_clause(**self.by_colleague(clause=row, heading=row.heading, body=body))


def warnings(desk: Desk) -> list[str]:
    """What the browser asks before it leaves a page."""
    asked: list[str] = []

    def note(dialog: Dialog) -> None:
        asked.append(dialog.type)

    desk.page.on("dialog", note)
    return asked


def answer_with(desk: Desk, status: int) -> None:
    """What comes between says something of its own instead of the application."""

    def fulfil(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=status, content_type="text/html", body="<h1>Bad gateway</h1>")
        else:
            route.continue_()

    desk.page.route("**/edit/**", fulfil)


def swallow_first_answer(desk: Desk) -> None:
    """The server gets what was sent; its answer never arrives."""
    swallowed: list[int] = []

    def swallow(route: Route) -> None:
        if route.request.method == "POST" and not swallowed:
            swallowed.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.continue_()

    desk.page.route("**/edit/**", swallow)


def end_session(visitor: Visitor) -> None:
    visitor.context.clear_cookies(name="sessionid")


def log_in_again(visitor: Visitor) -> None:
    visitor.page.get_by_label(vi("User name")).fill(visitor.account.username)
    visitor.page.locator("input[name=password]").fill(visitor.account.password)
    visitor.press("Log in", within="main")
