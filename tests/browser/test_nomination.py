"""From an accepted registration to a letter: what an officer does at the desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.nominating import nominate, state, tick
from tests.browser.visitor import vi

pytestmark = pytest.mark.browser

CHAMPION, BARRED = "Lý Thị Mẫu Giang", "Phạm Thị Mẫu Hạnh"
ADVANCED = "Ngô Thị Mẫu Đào"


def test_a_title_is_nominated_judged_with_articles_and_printed_as_a_letter(visit):
    officer = visit("canbo.minhgiang")

    nominate(officer, BARRED)
    officer.press("Judge by the law of today")
    barred = officer.page.locator("tr").filter(has_text=vi("Not met")).first
    expect(barred).to_contain_text("Điều")
    officer.inspect()
    nominate(officer, ADVANCED)
    state(officer, absence_counts_as_work="yes")
    officer.inspect()

    tick(officer, BARRED)
    officer.press("Issue the submission letter")
    expect(officer.page.locator("p.message.error")).to_contain_text(BARRED)
    officer.inspect()
    tick(officer, ADVANCED)
    officer.press("Issue the submission letter")
    officer.sees("The letter is issued.")
    officer.inspect()
    with officer.page.expect_download() as waiting:
        officer.follow("Download (PDF)")
    assert waiting.value.failure() is None

    head = visit("vientruong.minhgiang", phone=True)
    head.go("/nominations/")
    head.inspect()
    head.page.get_by_role("link", name=vi("In a submission letter")).first.click()
    head.inspect()
    head.go("/law/")
    head.inspect()
