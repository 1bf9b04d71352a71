"""Steps of the journey: what people do to register titles."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visitor import Visitor, vi

PEOPLE = {
    "Lê Mẫu Phúc": "Chiến sĩ thi đua cơ sở",
    "Trần Thị Mẫu Linh": "Lao động tiên tiến",
}
COLLECTIVE = "Phòng 1 - VKSND tỉnh Lộc Hải (diễn tập)"
COLLECTIVE_TITLE = "Tập thể lao động tiên tiến"


def take_up(visitor: Visitor, task: str) -> None:
    """Open the first task of the home page whose title begins so."""
    visitor.go("/")
    visitor.page.locator(".tasks a.title").filter(has_text=task).first.click()


def register_titles(officer: Visitor) -> None:
    """Titles for people and a collective, saved, looked at, sent to the head."""
    page = officer.page
    officer.inspect()
    take_up(officer, vi("Complete the registration of titles for %(year)s").split("%")[0])
    officer.inspect()
    officer.press("Start the registration")
    for name, title in {**PEOPLE, COLLECTIVE: COLLECTIVE_TITLE}.items():
        choose_title(officer, name, title)
    row_of(officer, "Lê Mẫu Phúc").locator("input[name$=initiative]").fill("Sổ tay nghiệp vụ   điện tử")
    officer.press("Save", within=".page-head")
    expect(page.locator("p.message.success")).to_be_visible()
    assert row_of(officer, "Lê Mẫu Phúc").locator("input[name$=initiative]").input_value() == (
        "Sổ tay nghiệp vụ điện tử"
    )
    officer.inspect()
    send_to_head(officer)


def send_to_head(officer: Visitor) -> None:
    officer.press("Submit to %(head)s", within=".page-head", head="Viện trưởng")
    officer.sees("The registration is with the head of the unit.")


def choose_title(officer: Visitor, name: str, title: str) -> None:
    row_of(officer, name).locator("select[name$=-title]").select_option(label=title)


def row_of(officer: Visitor, name: str):
    return officer.page.locator("tr").filter(has=officer.page.get_by_text(name, exact=True)).first


def submit(head: Visitor) -> None:
    """On a phone: one question, one button."""
    take_up(head, vi("Submit the registration of titles for %(year)s").split("%")[0])
    head.inspect()
    head.press("Submit to the lead unit")
    head.sees("The registration is submitted to the lead unit.")


def return_for_correction(leader: Visitor, reason: str) -> None:
    take_up(leader, vi("Review the registration of %(unit)s", unit="VKSND tỉnh Lộc Hải (diễn tập)"))
    leader.inspect()
    leader.page.locator("summary").filter(has_text=vi("Return to the unit")).click()
    leader.page.get_by_label(vi("What is to be mended")).fill(reason)
    leader.press("Return")
    leader.sees("The registration went back to the unit.")


def mend(officer: Visitor, reason: str) -> None:
    take_up(officer, vi("Correct the registration of titles for %(year)s").split("%")[0])
    expect(officer.page.locator("main")).to_contain_text(reason)
    choose_title(officer, "Hoàng Mẫu Quang", "Lao động tiên tiến")
    send_to_head(officer)


def accept(leader: Visitor, unit: str) -> None:
    take_up(leader, vi("Review the registration of %(unit)s", unit=unit))
    leader.press("Accept")
    leader.sees("The registration is accepted.")
