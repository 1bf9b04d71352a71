"""A new head: from the administrator's desk to a certificate of his or her own."""

from __future__ import annotations

import base64
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from django_otp.oath import TOTP
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor, vi

pytestmark = pytest.mark.browser

NAME, USERNAME = "Phan Thị Mẫu Hiền", "hien.anphong"
PASSWORD, PIN = "mưa xuân trên núi 2031", "583917"


def test_a_new_head_gets_an_account_a_password_a_second_factor_and_a_certificate(visit):
    administrator = visit("quantri.dientap")
    end_the_post_of_the_old_head(administrator)
    appoint(administrator)
    link = hand_over_link(administrator)
    newcomer = visit(phone=True)

    newcomer.go(link)
    newcomer.inspect()
    newcomer.page.locator("input[name=new_password1]").fill(PASSWORD)
    newcomer.page.locator("input[name=new_password2]").fill(PASSWORD)
    newcomer.press("Set the password")
    newcomer.sees("The password is set. Log in with it.")
    newcomer.page.get_by_label(vi("User name")).fill(USERNAME)
    newcomer.page.locator("input[name=password]").fill(PASSWORD)
    newcomer.press("Log in", within="main")
    register_second_factor(newcomer)
    choose_pin(newcomer)
    expect(newcomer.page.get_by_role("heading", level=1)).to_have_text(vi("To do"))
    newcomer.inspect()

    late = visit(phone=True)
    late.go(link)
    late.sees("This link no longer works")
    late.inspect()
    administrator.go("/admin/pacts/credential/")
    expect(administrator.page.locator("#result_list")).to_contain_text(NAME)


def open_person(administrator: Visitor, name: str, plain: str) -> Page:
    """Found without diacritics, as one types in a hurry."""
    page = administrator.page
    administrator.go(f"/admin/units/person/?q={plain}")
    page.locator("#result_list").get_by_role("link", name=name).first.click()
    return page


def save(page: Page) -> None:
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def end_the_post_of_the_old_head(administrator: Visitor) -> None:
    page = open_person(administrator, "Hoàng Mẫu Long", "hoang mau long")
    administrator.inspect()
    page.locator("input[name=appointments-0-valid_to]").fill(f"{first_day() - timedelta(days=1):%d/%m/%Y}")
    save(page)


def appoint(administrator: Visitor) -> None:
    page = open_person(administrator, NAME, "phan thi mau hien")
    page.locator("select[name=appointments-0-capacity]").select_option("head")
    page.locator("input[name=appointments-0-position_title]").fill("Viện trưởng")
    page.locator("input[name=appointments-0-valid_from]").fill(f"{first_day():%d/%m/%Y}")
    save(page)


def first_day():
    """Of this month: the new post begins where the old one ends."""
    return timezone.localdate().replace(day=1)


def hand_over_link(administrator: Visitor) -> str:
    """An account for the person, and the link that is shown once."""
    page = administrator.page
    administrator.go("/admin/units/user/add/")
    page.locator("input[name=username]").fill(USERNAME)
    page.locator(".field-person .select2-selection").click()
    page.locator(".select2-search__field").fill("mau hien")
    page.locator(".select2-results__option", has_text=NAME).click()
    administrator.inspect()
    page.locator("input[name=_continue]").click()
    administrator.press("Make a one-time link to set the password")
    return page.locator(".handover .link").inner_text()


def register_second_factor(newcomer: Visitor) -> None:
    """The picture is shown; the app on the phone computes from the same secret."""
    page = newcomer.page
    expect(page.locator("img.qr")).to_be_visible()
    newcomer.inspect()
    secret = page.locator("p.secret").inner_text().replace(" ", "")
    totp = TOTP(base64.b32decode(secret))
    totp.time = time.time()
    page.get_by_label(vi("Code of six digits")).fill("12")
    newcomer.press("Register")
    expect(page.locator(".error-summary")).to_be_visible()
    assert page.locator("p.secret").inner_text().replace(" ", "") == secret
    page.get_by_label(vi("Code of six digits")).fill(f"{totp.token():06d}")
    newcomer.press("Register")


def choose_pin(newcomer: Visitor) -> None:
    page = newcomer.page
    expect(page.locator("input[name=again]")).to_be_visible()
    newcomer.inspect()
    page.locator("input[name=pin]").fill("111111")
    page.locator("input[name=again]").fill("111111")
    newcomer.press("Make my certificate")
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator("input[name=pin]").fill(PIN)
    page.locator("input[name=again]").fill(PIN)
    newcomer.press("Make my certificate")
