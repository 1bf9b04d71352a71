"""What is typed into comments, answers and an agenda outlives the session that it was typed in."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pacts.services import consulting
from tests.browser.desk import WORDS, end_session, log_in_again

pytestmark = pytest.mark.browser


def test_a_comment_that_met_the_end_of_the_session_is_offered_after_the_log_in_and_no_more_when_sent(
    desk, visit
):
    today = timezone.localdate()
    consulting.send_out(pact=desk.pact, until=today, by=desk.colleague, at=timezone.now())
    member = visit("canbo.anphong")
    address = f"/pacts/{desk.pact.pk}/comments/new/?clause={desk.clause.identity}"
    member.go(address)
    box = member.page.locator("textarea[name=text]")

    box.fill(WORDS)
    end_session(member)
    member.press("Send the comment")
    log_in_again(member)
    member.inspect()
    came_back_to = member.page.url
    member.press("Take it back")
    expect(box).to_have_value(WORDS)
    member.press("Send the comment")
    member.sees("Your comment has been put on record; all units can read it.")
    member.go(address)

    expect(box).to_have_value("")
    expect(member.page.locator("[data-kept]")).to_be_hidden()
    assert came_back_to.endswith(address)


def test_answers_that_met_the_end_of_the_session_are_offered_after_the_log_in(desk, visit):
    today = timezone.localdate()
    consulting.send_out(pact=desk.pact, until=today, by=desk.colleague, at=timezone.now())
    member = visit("canbo.anphong")
    member.go(f"/pacts/{desk.pact.pk}/comments/new/")
    member.page.locator("textarea[name=text]").fill("Đề nghị nâng chỉ tiêu")
    member.press("Send the comment")
    desk.officer.go(f"/pacts/{desk.pact.pk}/comments/answers/")
    box = desk.page.locator("textarea").first

    desk.page.locator("input[type=radio][value=explained]").check()
    box.fill(WORDS)
    end_session(desk.officer)
    desk.officer.press("Save the answers")
    log_in_again(desk.officer)
    desk.officer.press("Take it back")

    expect(box).to_have_value(WORDS)
    expect(desk.page.locator("input[type=radio][value=explained]")).to_be_checked()
    desk.officer.inspect()


def test_what_came_of_a_point_of_the_agenda_is_offered_after_the_log_in_and_no_more_when_saved(desk):
    conference = desk.pact.cluster.conferences.get()
    addresses = [f"{conference.get_absolute_url()}agenda/"]
    addresses.append(f"{addresses[0]}{conference.agenda.order_by('position').first().pk}/")
    for address in addresses:
        desk.officer.go(address)
        desk.field("subject").fill("Khai mạc")
        desk.field("outcome").fill(WORDS)
        end_session(desk.officer)
        desk.page.locator("form[data-keep] button.btn-primary").click()
        log_in_again(desk.officer)
        desk.officer.press("Take it back")
        expect(desk.field("outcome")).to_have_value(WORDS)
        desk.officer.inspect()
        desk.page.locator("form[data-keep] button.btn-primary").click()
        expect(desk.page.locator(".message.success")).to_be_visible()
        desk.officer.go(address)
        expect(desk.page.locator("[data-kept]")).to_be_hidden()

    assert conference.agenda.filter(outcome=WORDS).count() == 2
