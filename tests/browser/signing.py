"""Steps of the journey: what people do to make, sign and check a pact."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Download, expect

from tests.browser.visitor import Visitor, vi

CLAUSE = "Chuyển đổi số trong mọi khâu công tác"
_PICTURES_DRAWN = """async () => {
  const pictures = [...document.querySelectorAll("img.page-image")];
  for (const one of pictures) { one.loading = "eager"; await one.decode(); }
  return pictures.map(one => one.naturalWidth > 0 && one.clientWidth > 200);
}"""


def edit_draft(leader: Visitor) -> None:
    """Another clause and a higher target."""
    page = leader.page
    leader.go("/")
    page.locator(".tasks a.title").filter(has_text=vi("Finish the draft of the pact")).click()
    leader.inspect()
    leader.follow("Add clause")
    page.get_by_label(vi("Heading")).fill(CLAUSE)
    page.get_by_label(vi("Text")).fill("100% hồ sơ vụ án được số hóa.\nMỗi đơn vị có một sáng kiến.")
    leader.inspect()
    leader.press("Save")
    expect(page.locator(".clause").filter(has_text=CLAUSE)).to_be_visible()
    page.locator("tr").filter(has_text="NV01").get_by_role("link").click()
    page.get_by_label(vi("Value"), exact=False).fill("92,5")
    leader.inspect()
    leader.press("Save")
    expect(page.locator("tr").filter(has_text="NV01")).to_contain_text("92,5")
    leader.inspect()


def preview(leader: Visitor) -> None:
    download = _downloaded(leader, vi("Preview (PDF)"))
    assert _text(download).read_bytes().startswith(b"%PDF-")


def freeze_and_open(leader: Visitor) -> int:
    """The text is closed, looked at, and the members may sign."""
    leader.follow("Done: read as a whole")
    leader.inspect()
    leader.press("Freeze the text")
    leader.sees("The text is frozen. Look at the paper, then open signing.")
    leader.inspect()
    leader.follow("The paper")
    pictures_are_drawn(leader)
    leader.inspect()
    leader.page.go_back()
    leader.press("Open signing")
    leader.sees("The pact is open for signature; the member units have been told.")
    leader.inspect()
    return leader.number_in_address()


def open_sign_page(head: Visitor) -> None:
    head.page.locator(".tasks a.title").filter(has_text=vi("Sign: %(pact)s", pact="")).first.click()
    expect(head.page.locator("input[name=pin]")).to_be_visible()


def pictures_are_drawn(visitor: Visitor) -> None:
    expect(visitor.page.locator("img.page-image").first).to_be_attached()
    assert set(visitor.page.evaluate(_PICTURES_DRAWN)) == {True}


def read(head: Visitor) -> None:
    """The pictures are drawn, and the same text can be read large."""
    pictures_are_drawn(head)
    text = head.page.locator(".paper-text")
    expect(text).to_be_hidden()
    head.page.locator("summary").filter(has_text=vi("The same text in large type")).click()
    expect(text).to_be_visible()
    expect(text).to_contain_text(CLAUSE)


def enter_pin(head: Visitor, pin: str) -> None:
    head.page.locator("input[name=pin]").fill(pin)
    head.press("Sign the pact", within="#sign")


def signed(visitor: Visitor, done: int, of: int) -> None:
    expect(visitor.page.locator("main")).to_contain_text(f"{done}/{of}")


def download_paper(leader: Visitor, folder: Path) -> Path:
    leader.follow("The paper")
    download = _downloaded(leader, vi("Download (PDF)"))
    target = folder / "pact.pdf"
    target.write_bytes(_text(download).read_bytes())
    return target


def check_file(stranger: Visitor, file: Path) -> str:
    """The verdict that the public page gives."""
    stranger.go("/check/")
    stranger.inspect()
    stranger.page.locator("input[type=file]").set_input_files(file)
    stranger.press("Check")
    verdict = stranger.page.locator("h2.verdict")
    expect(verdict).to_be_visible()
    stranger.inspect()
    return re.sub(r"\s+", " ", verdict.inner_text()).strip()


def _downloaded(visitor: Visitor, link: str) -> Download:
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("link", name=link, exact=True).first.click()
    return waiting.value


def _text(download: Download) -> Path:
    assert download.failure() is None
    return Path(download.path())
