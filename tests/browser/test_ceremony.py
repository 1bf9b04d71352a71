"""The ceremony in earnest: the projector follows within two seconds, and a lost network signs nothing twice."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Response, Route, expect

from pacts.models import PactParty, Signature
from tests.browser import signing
from tests.browser.visitor import Visitor, vi

pytestmark = pytest.mark.browser

FOLLOWS_WITHIN = 2.0
# Notes in the page when a unit first stands there as signed, by the clock of this machine.
_WATCH = """() => {
  window.seen = [];
  const look = () => {
    const signed = document.querySelectorAll("#news .units > li.signed").length;
    if (signed > window.seen.length) window.seen.push(Date.now() / 1000);
  };
  new MutationObserver(look).observe(document.getElementById("news"), {childList: true, subtree: true});
}"""


def begin(visit) -> tuple[Visitor, int]:
    """The pact is open for signature."""
    leader = visit("vientruong.thanhbinh")
    leader.page.locator(".tasks a.title").filter(has_text=vi("Finish the draft of the pact")).click()
    return leader, signing.freeze_and_open(leader)


def answered_at(answer: Response) -> float:
    """When the signer's browser heard that the signature is on record: it was made just before."""
    timing = answer.request.timing
    return (timing["startTime"] + timing["responseStart"]) / 1000


def shows(screen: Visitor, signed: int, of: int = 6) -> None:
    expect(screen.page.locator(".count strong")).to_have_text(f"{signed}/{of}")


def test_the_screen_shows_a_signature_within_two_seconds_and_catches_up_after_a_lost_network(visit, accounts):
    leader, pact = begin(visit)
    screen = visit("canbo.anphong")
    screen.go(f"/pacts/{pact}/ceremony/")
    screen.page.evaluate(_WATCH)
    shows(screen, 0)
    screen.inspect()
    head = visit("vientruong.minhgiang", phone=True)
    before = Signature.objects.filter(paper__pact=pact).count()

    head.go(f"/pacts/{pact}/sign/")
    with head.page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        signing.enter_pin(head, accounts["vientruong.minhgiang"].pin)
    shows(screen, 1)
    expect(screen.page.locator("#latest")).to_have_text(re.compile(r"Minh Giang.*, 1/6$"))
    delay = screen.page.evaluate("window.seen[0]") - answered_at(answer.value)

    screen.context.set_offline(True)
    lost = screen.page.locator("#lost")
    expect(lost).to_be_visible(timeout=8000)
    expect(lost).to_contain_text(vi("The connection is interrupted. Last news at"))
    head.context.close()
    other = visit("vientruong.lochai", phone=True)
    other.go(f"/pacts/{pact}/sign/")
    signing.enter_pin(other, accounts["vientruong.lochai"].pin)
    other.sees("Signed. Thank you.")
    shows(screen, 1)
    screen.context.set_offline(False)
    shows(screen, 2)

    expect(lost).to_be_hidden()
    assert (before, delay <= FOLLOWS_WITHIN) == (0, True), delay
    screen.faults.clear()  # the console tells of each request that the lost network swallowed


def test_who_loses_the_network_after_the_click_signs_once_however_often_the_page_is_sent_again(
    visit, accounts
):
    _leader, pact = begin(visit)
    screen = visit("canbo.anphong")
    screen.go(f"/pacts/{pact}/ceremony/")
    head = visit("vientruong.minhgiang", phone=True)
    head.go(f"/pacts/{pact}/sign/")
    swallowed: list[int] = []

    def swallow(route: Route) -> None:
        """The server gets what was sent; its answer never arrives."""
        if route.request.method == "POST" and not swallowed:
            swallowed.append(route.fetch(max_redirects=0).status)
            route.abort("connectionreset")
        else:
            route.continue_()

    head.page.route("**/sign/*", swallow)
    head.page.locator("input[name=pin]").fill(accounts["vientruong.minhgiang"].pin)
    shown = head.page.locator("#sign form").first
    form, address = shown.evaluate("form => [Object.fromEntries(new FormData(form)), form.action]")
    head.press("Sign the pact", within="#sign")
    shows(screen, 1)
    head.page.unroute("**/sign/*")

    sent_again = head.context.request.post(address, form=form, headers={"Referer": head.origin})
    head.go(f"/pacts/{pact}/sign/")
    head.sees("You have signed this pact already.")

    assert swallowed == [302]
    assert sent_again.ok
    assert Signature.objects.filter(paper__pact=pact).count() == 1
    assert PactParty.objects.filter(pact=pact, status="signed").count() == 1
    shows(screen, 1)
    head.faults.clear()  # the console tells of the connection that was reset


def test_without_javascript_the_screen_loads_itself_anew(visit):
    _leader, pact = begin(visit)
    screen = visit("canbo.anphong", java_script_enabled=False)

    screen.go(f"/pacts/{pact}/ceremony/")

    refresh = screen.page.locator("meta[http-equiv=refresh]")
    expect(refresh).to_have_attribute("content", "5")
    shows(screen, 0)
