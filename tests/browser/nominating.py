"""Steps of the journey: what an officer does to nominate."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visitor import Visitor, vi


def nominate(officer: Visitor, name: str) -> None:
    officer.go("/nominations/")
    row = officer.page.locator("tr").filter(has_text=name)
    row.get_by_role("button", name=vi("Nominate")).click()
    expect(officer.page.get_by_role("heading", level=1)).to_contain_text(name)


def state(officer: Visitor, **facts: str) -> None:
    """What the law still asks for of this one; then it finds the title eligible."""
    for name, value in facts.items():
        field = officer.page.locator(f"[name={name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    officer.press("Save and judge")
    officer.sees("Saved and judged again.")
    expect(officer.page.locator(".page-head")).to_contain_text(vi("Eligible"))


def tick(officer: Visitor, name: str) -> None:
    officer.go("/nominations/")
    officer.page.locator("tr").filter(has_text=name).get_by_role("checkbox").check()
