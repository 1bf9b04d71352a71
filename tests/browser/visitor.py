"""A person in front of a browser, who notices whatever a page does wrong."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext, override
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response, expect

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8") + "\n//# sourceURL=axe"
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}

# What sticks out, the innermost last: an element, or text that its element cannot hold.
_TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll("body *")].filter(
    one => one.getBoundingClientRect().right > width + 1 || one.scrollWidth > width);
  return [`${document.documentElement.scrollWidth} px`,
    ...wide.map(one => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`)];
}"""
_SERIOUS = """axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations
  .filter(one => ["serious", "critical"].includes(one.impact))
  .flatMap(one => one.nodes.map(node => `${one.id} (${one.impact}): ${node.html.slice(0, 160)}`)))"""


def vi(text: str, **values: object) -> str:
    """What a Vietnamese page shows for a source text."""
    with override("vi"):
        return gettext(text) % values if values else gettext(text)


class Visitor:
    """One account in one browser of its own."""

    def __init__(self, context: BrowserContext, origin: str, account):
        self.context, self.origin, self.account = context, origin, account
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.is_phone = (self.page.viewport_size or DESK)["width"] == PHONE["width"]
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("response", self._received)

    def _heard(self, message: ConsoleMessage) -> None:
        """A refused form answers 422, which the console reports too; `_received` judges answers.
        What axe tries in the page is not the page's fault."""
        is_answer = message.text.startswith("Failed to load resource")
        if message.type == "error" and not is_answer and message.location["url"] != "axe":
            self.faults.append(f"{self.page.url}: {message.text} at {message.location}")

    def _received(self, response: Response) -> None:
        if response.status >= 500 or (
            response.status >= 400 and response.request.resource_type != "document"
        ):
            self.faults.append(f"{response.status} {response.url}")
        if urlsplit(response.url).netloc != urlsplit(self.origin).netloc:
            self.faults.append(f"from elsewhere: {response.url}")

    def go(self, address: str) -> None:
        self.page.goto(self.origin + address if address.startswith("/") else address)

    def log_in(self) -> Visitor:
        """Password, and the one-time code where the account has a second factor."""
        self.go("/log-in/" if self.page.url == "about:blank" else "/")
        self.page.get_by_label(vi("User name")).fill(self.account.username)
        self.page.locator("input[name=password]").fill(self.account.password)
        self.press("Log in", within="main")
        if self.account.totp_secret:
            code = self.page.locator("#sample-code").inner_text()
            self.page.get_by_label(vi("Code of six digits")).fill(code)
            self.press("Continue")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(vi("To do"))
        return self

    def button(self, text: str, within: str = "body", **values: object) -> Locator:
        name = vi(text, **values)
        return self.page.locator(within).get_by_role("button", name=name, exact=True)

    def press(self, text: str, within: str = "body", **values: object) -> None:
        self.button(text, within, **values).first.click()

    def follow(self, text: str, within: str = "main", **values: object) -> None:
        link = self.page.locator(within).get_by_role("link", name=vi(text, **values), exact=True)
        link.first.click()

    def sees(self, text: str, **values: object) -> None:
        expect(self.page.locator("main")).to_contain_text(vi(text, **values))

    def inspect(self) -> None:
        """The page as it stands: nothing serious for axe, nothing to scroll sideways."""
        expect(self.page.locator("h1")).to_have_count(1)
        assert self._axe() == []
        if self.is_phone:
            for size in (PHONE, NARROW):
                self.page.set_viewport_size(size)  # type: ignore[arg-type]
                assert self.page.evaluate(_TOO_WIDE) == [], f"{self.page.url} at {size['width']}"
            self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]

    def _axe(self) -> list[str]:
        """Through the debugger's protocol, which the page's own security policy does not concern."""
        session = self.context.new_cdp_session(self.page)
        session.send("Runtime.evaluate", {"expression": AXE})
        answer = session.send(
            "Runtime.evaluate", {"expression": _SERIOUS, "awaitPromise": True, "returnByValue": True}
        )
        session.detach()
        assert "exceptionDetails" not in answer, answer
        return [f"{self.page.url}: {fault}" for fault in answer["result"]["value"]]

    def number_in_address(self) -> int:
        found = re.search(r"/(\d+)/", self.page.url)
        assert found, self.page.url
        return int(found.group(1))
