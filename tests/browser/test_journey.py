"""The main job as real people do it: officers at a desk, heads on a phone, in headless Chromium."""

from __future__ import annotations

import subprocess

import pytest
from playwright.sync_api import expect

from tests.browser import nominating, registering, signing
from tests.browser.visitor import vi

pytestmark = pytest.mark.browser

HEADS = ("thanhbinh", "minhgiang", "anphong", "lochai", "dongthinh", "vankhe")
REASON = "Bổ sung đồng chí Hoàng Mẫu Quang theo danh sách đã thống nhất."


def test_titles_are_registered_returned_mended_accepted_and_nominated(visit):
    officer = visit("canbo.lochai")
    head = visit("vientruong.lochai", phone=True)
    leader = visit("canbo.thanhbinh")

    registering.register_titles(officer)
    registering.submit(head)
    registering.return_for_correction(leader, REASON)
    registering.mend(officer, REASON)
    registering.submit(head)
    registering.accept(leader, "VKSND tỉnh Lộc Hải (diễn tập)")
    registering.accept(leader, "VKSND tỉnh An Phong (diễn tập)")

    leader.go("/registrations/")
    leader.inspect()
    leader.page.locator("a[href*='/registrations/cluster/']").first.click()
    row = leader.page.locator("tr").filter(has_text="Lộc Hải")
    expect(row).to_contain_text(vi("Accepted"))
    expect(row).to_contain_text("2")
    leader.inspect()

    nominating.nominate(officer, "Trần Thị Mẫu Linh")
    nominating.state(officer, quality_grade="good", discipline="none", open_case="no", absence_months="0")
    nominating.tick(officer, "Trần Thị Mẫu Linh")
    officer.press("Issue the submission letter")
    officer.sees("The letter is issued.")


def test_a_pact_is_edited_frozen_signed_by_six_heads_and_proves_itself(visit, accounts, tmp_path):
    leader = visit("vientruong.thanhbinh")
    signing.edit_draft(leader)
    signing.preview(leader)
    signing.freeze_and_open(leader)

    for number, unit in enumerate(HEADS, start=1):
        account = accounts[f"vientruong.{unit}"]
        head = visit(account.username, phone=True)
        signing.open_sign_page(head)
        if number == 2:
            head.inspect()
            signing.read(head)
            head.inspect()
            signing.enter_pin(head, "000000" if account.pin != "000000" else "000001")
            expect(head.page.locator(".error-summary")).to_be_focused()
            expect(head.page).to_have_title(vi("Error:") + " " + head.page.title().split(": ", 1)[1])
            head.inspect()
        signing.enter_pin(head, account.pin)
        head.sees("Signed. Thank you.")
        signing.signed(head, number, len(HEADS))
        head.page.reload()
        leader.page.reload()
        if number == 5:
            waiting = leader.page.locator(".panel.wait")
            expect(waiting).to_contain_text("Vân Khê")
            expect(waiting).not_to_contain_text("Minh Giang")
            leader.inspect()
            head.inspect()
        head.context.close()

    expect(leader.page.locator(".panel.ok")).to_be_visible()
    leader.inspect()
    file = signing.download_paper(leader, tmp_path)
    leader.inspect()
    paper_is_what_the_screen_says(file)
    stranger = visit(phone=True)
    whole = signing.check_file(stranger, file)
    data = bytearray(file.read_bytes())
    data[len(data) // 20] ^= 1
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(data)
    flipped = signing.check_file(stranger, changed)

    assert whole == vi("Unchanged and complete: %(signed)s/%(required)s signatures", signed=6, required=6)
    assert flipped == vi("Not valid: the file was changed or damaged")


def paper_is_what_the_screen_says(file) -> None:
    text = output_of("pdftotext", "-layout", file, "-")
    assert signing.CLAUSE in text
    assert "92,5" in text
    assert output_of("pdfsig", file).count("Signature is Valid") == len(HEADS)


def output_of(*command) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_a_head_declines_with_a_reason_that_everybody_reads(visit):
    leader = visit("vientruong.thanhbinh")
    leader.page.locator(".tasks a.title").filter(has_text=vi("Finish the draft of the pact")).click()
    signing.freeze_and_open(leader)
    head = visit("vientruong.vankhe", phone=True)
    signing.open_sign_page(head)

    head.page.locator("summary").filter(has_text=vi("Decline to sign…")).click()
    head.page.get_by_label(vi("Reason")).fill("Chỉ tiêu NV01 chưa phù hợp với địa bàn.")
    head.inspect()
    head.press("Decline and tell everyone")

    head.sees("Your refusal and its reason have been sent to everyone involved.")
    leader.page.reload()
    expect(leader.page.locator(".panel.bad").first).to_contain_text(vi("A party has declined to sign."))
    expect(leader.page.locator("main")).to_contain_text("Chỉ tiêu NV01 chưa phù hợp với địa bàn.")
    leader.inspect()


def test_the_signature_is_given_with_the_keyboard_alone(visit, accounts):
    leader = visit("vientruong.thanhbinh")
    leader.page.locator(".tasks a.title").filter(has_text=vi("Finish the draft of the pact")).click()
    number = signing.freeze_and_open(leader)
    leader.go(f"/pacts/{number}/sign/")
    keyboard = leader.page.keyboard

    keyboard.press("Tab")
    expect(leader.page.locator("a.skip")).to_be_focused()
    keyboard.press("Enter")
    for _step in range(30):
        keyboard.press("Tab")
        if leader.page.evaluate("document.activeElement.name") == "pin":
            break
    keyboard.type(accounts["vientruong.thanhbinh"].pin)
    keyboard.press("Enter")

    leader.sees("Signed. Thank you.")


def test_the_signature_needs_no_javascript(visit, accounts):
    leader = visit("vientruong.thanhbinh")
    leader.page.locator(".tasks a.title").filter(has_text=vi("Finish the draft of the pact")).click()
    signing.freeze_and_open(leader)
    head = visit("vientruong.anphong", phone=True, java_script_enabled=False)

    signing.open_sign_page(head)
    signing.enter_pin(head, accounts["vientruong.anphong"].pin)

    head.sees("Signed. Thank you.")
    signing.signed(head, 1, len(HEADS))
