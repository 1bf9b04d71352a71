"""The editor of a draft as its script makes it: saved by itself, and nothing typed is lost whatever goes wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pacts.services import clauses, drafting
from tests.browser.desk import AGAIN, LOOK, QUIET, WORDS, answer_with, swallow_first_answer, warnings
from tests.browser.visitor import vi
from tests.factories.units import make_officer

pytestmark = pytest.mark.browser


def test_a_clause_saves_itself_and_shows_when(desk):
    desk.open_clause()

    desk.field("body").fill(WORDS)
    desk.says("Not saved yet")
    desk.passes(QUIET)

    desk.is_saved()
    assert desk.stored().body == WORDS
    assert desk.page.evaluate("sessionStorage.length") == 0
    desk.officer.inspect()


def test_the_button_saves_and_leaves_without_a_question(desk):
    asked = warnings(desk)
    desk.open_clause()

    desk.field("body").fill(WORDS)
    desk.officer.press("Save")

    expect(desk.page.locator(".clause").filter(has_text=WORDS)).to_be_visible()
    assert asked == []


def test_without_a_network_the_text_is_kept_and_saved_when_it_is_back(desk):
    desk.open_clause()
    desk.officer.context.set_offline(True)

    desk.field("body").fill(WORDS)
    desk.passes(QUIET)
    desk.says("Not saved: no connection. What you typed is kept in this tab; it is tried again.")
    desk.officer.context.set_offline(False)
    desk.passes(AGAIN)

    desk.is_saved()
    assert desk.stored().body == WORDS
    desk.officer.faults.clear()  # the console tells of the request that the lost network swallowed


def test_what_the_button_could_not_send_is_tried_again(desk):
    desk.open_clause()
    desk.officer.context.set_offline(True)

    desk.field("section").fill("Phần thứ ba")
    desk.officer.press("Save")
    desk.says("Not saved: no connection. What you typed is kept in this tab; it is tried again.")
    desk.officer.context.set_offline(False)
    desk.passes(AGAIN)

    desk.is_saved()
    assert desk.stored().section == "Phần thứ ba"
    desk.officer.faults.clear()  # the console tells of the request that the lost network swallowed


def test_what_was_typed_is_offered_when_the_page_is_opened_anew_after_a_failed_save(desk):
    asked = warnings(desk)
    desk.open_clause()
    desk.officer.context.set_offline(True)
    desk.field("body").fill(WORDS)
    desk.passes(QUIET)
    desk.says("Not saved: no connection. What you typed is kept in this tab; it is tried again.")
    desk.officer.context.set_offline(False)

    desk.page.reload()
    desk.officer.inspect()
    before = desk.field("body").input_value()
    desk.officer.press("Take it back")
    desk.passes(QUIET)

    desk.is_saved()
    assert (asked, before == WORDS, desk.stored().body) == (["beforeunload"], False, WORDS)
    desk.officer.faults.clear()  # the console tells of the request that the lost network swallowed


def test_a_comma_between_digits_is_a_difference_and_a_full_stop_at_the_end_is_none(desk):
    desk.open_clause()
    desk.field("body").fill("Đạt 9,5 %")
    desk.passes(QUIET)
    desk.is_saved()
    key = desk.page.locator("form[data-keep]").get_attribute("data-keep")
    offered = []

    for typed in ("Đạt 95 %", "Đạt  9,5 %."):
        desk.field("body").fill(typed)
        kept = desk.page.evaluate("key => sessionStorage.getItem(key)", f"draft:{key}")
        desk.page.reload()
        offered.append((typed in kept, desk.page.locator("[data-kept]").is_visible()))

    assert offered == [(True, True), (True, False)]


@pytest.mark.parametrize("status", [404, 502])
def test_an_error_of_the_server_is_not_called_a_lost_network_and_the_button_shows_it(desk, status):
    desk.open_clause()
    answer_with(desk, status)

    desk.field("body").fill(WORDS)
    desk.passes(QUIET)
    desk.says(
        "Not saved: the server answered with an error. What you typed is kept in this tab; "
        "press “Save” to see what is wrong."
    )
    desk.officer.press("Save")
    expect(desk.page.locator("h1")).to_have_text("Bad gateway")
    desk.page.unroute("**/edit/**")
    desk.open_clause()
    desk.officer.press("Take it back")

    expect(desk.field("body")).to_have_value(WORDS)
    desk.officer.faults.clear()  # the errors that the test made


def test_a_server_that_comes_back_gets_what_was_typed(desk):
    desk.open_clause()
    answer_with(desk, 502)
    desk.field("body").fill(WORDS)
    desk.passes(QUIET)
    expect(desk.said()).to_have_class("why bad")

    desk.page.unroute("**/edit/**")
    desk.passes(AGAIN)

    desk.is_saved()
    assert desk.stored().body == WORDS
    desk.officer.faults.clear()  # the error that the test made


def test_two_texts_of_one_clause_are_both_shown_and_mine_stays_guarded_until_it_is_saved(desk):
    asked = warnings(desk)
    desk.open_clause()
    desk.write_over("Chữ của người khác")

    desk.field("body").fill(WORDS)
    desk.passes(QUIET)
    desk.says("Not saved: somebody else changed this part. Press “Save” to see both texts.")
    desk.officer.press("Save")
    desk.officer.sees("Two texts of this part")
    desk.officer.inspect()
    asked_before = list(asked)
    desk.field("body").press("End")
    desk.open_clause()
    desk.officer.press("Take it back")
    desk.officer.press("Save")

    expect(desk.page.locator(".clause").filter(has_text=WORDS)).to_be_visible()
    assert (asked_before, asked) == ([], ["beforeunload"])
    desk.officer.faults.clear()  # the refusal that the script got


def test_who_drops_the_own_text_is_asked_nothing_and_offered_nothing(desk):
    asked = warnings(desk)
    desk.open_clause()
    desk.write_over("Chữ của người khác")
    desk.field("body").fill(WORDS)
    desk.officer.press("Save")

    desk.officer.follow("Drop my text and take the other one")

    expect(desk.field("body")).to_have_value("Chữ của người khác")
    expect(desk.page.locator("[data-kept]")).to_be_hidden()
    assert asked == []
    desk.officer.faults.clear()  # the refusal that the script got


def test_who_saves_over_the_other_text_is_not_offered_it_again(desk):
    desk.open_clause()
    desk.write_over("Chữ của người khác")
    desk.field("body").fill(WORDS)
    desk.officer.press("Save")

    desk.officer.press("Save mine in the other's place")
    expect(desk.page.locator(".clause").filter(has_text=WORDS)).to_be_visible()
    desk.write_over("Lại sửa")
    desk.open_clause()

    expect(desk.field("body")).to_have_value("Lại sửa")
    expect(desk.page.locator("[data-kept]")).to_be_hidden()
    desk.officer.faults.clear()  # the refusal that the script got


def test_the_text_of_a_clause_that_a_colleague_removes_stays_in_the_page(desk):
    asked = warnings(desk)
    desk.open_clause()
    clauses.remove_clause(**desk.by_colleague(clause=desk.clause))
    refusal = vi("Somebody else removed this from the draft. Copy your text and add it anew.")

    desk.field("body").fill(WORDS)
    desk.passes(QUIET)
    expect(desk.said()).to_contain_text(refusal)
    desk.officer.press("Save")
    expect(desk.page.locator(".error-summary")).to_contain_text(refusal)
    expect(desk.field("body")).to_have_value(WORDS)
    desk.officer.inspect()
    desk.field("body").press("End")
    desk.officer.follow("Back to the draft")

    expect(desk.page.locator(".clause").first).to_be_visible()
    assert asked == ["beforeunload"]
    desk.officer.faults.clear()  # the refusal that the script got


def test_a_section_half_chosen_moves_nothing_and_goes_with_the_button(desk):
    row = desk.stored()
    clauses.save_clause(**desk.by_colleague(clause=row, heading=row.heading, body=row.body, section="A"))
    order = list(desk.pact.clauses.order_by("position").values_list("pk", "section"))
    desk.open_clause()

    desk.field("body").fill(WORDS)
    desk.field("section").fill("")
    desk.passes(QUIET)
    desk.says("Not saved yet: another section moves the clause, so press “Save”.")
    half = list(desk.pact.clauses.order_by("position").values_list("pk", "section"))
    desk.field("section").fill("A")
    desk.passes(QUIET)
    desk.is_saved()
    whole = list(desk.pact.clauses.order_by("position").values_list("pk", "section"))
    desk.field("section").fill("B")
    desk.officer.press("Save")
    expect(desk.page.locator(".clause").filter(has_text=WORDS)).to_be_visible()

    assert (half, whole) == (order, order)
    assert (desk.stored().section, desk.stored().body) == ("B", WORDS)


def test_a_clause_that_has_just_saved_itself_can_be_removed(desk):
    desk.open_clause()
    desk.field("body").fill(WORDS)
    desk.passes(QUIET)
    desk.is_saved()

    desk.page.locator("summary").filter(has_text=vi("Remove…")).click()
    desk.officer.press("Remove", within="details")

    expect(desk.page.locator(".clause").filter(has_text=WORDS)).to_have_count(0)
    expect(desk.page.locator(".clause").first).to_be_visible()
    assert not desk.pact.clauses.filter(pk=desk.clause.pk).exists()


def test_a_new_clause_whose_first_answer_is_lost_goes_on_being_saved(desk):
    desk.open("clauses/new/")
    swallow_first_answer(desk)

    desk.field("heading").fill("Điều của tôi")
    desk.passes(QUIET)
    desk.says("Not saved: no connection. What you typed is kept in this tab; it is tried again.")
    desk.field("body").fill(WORDS)
    desk.passes(AGAIN)

    desk.is_saved()
    row = desk.pact.clauses.get(heading="Điều của tôi")
    assert (row.body, desk.page.url.endswith(f"/clauses/{row.pk}/")) == (WORDS, True)
    desk.officer.faults.clear()  # the console tells of the connection that was reset


def test_who_has_the_part_open_is_warned_when_a_colleague_begins_to_write(desk):
    desk.colleague = make_officer(desk.colleague.person.appointments.get().unit)
    desk.open_clause()
    warning = desk.page.locator("[data-editors]").filter(has_text=str(desk.colleague))
    expect(warning).to_have_count(0)
    drafting.save_legal_bases(**desk.by_colleague(citations=["Luật Thi đua, khen thưởng"]))

    desk.field("body").fill(WORDS)
    desk.passes(QUIET)
    expect(warning).to_contain_text(f"{desk.colleague} đang sửa dự thảo này")
    desk.write_over("Chữ của người khác")
    desk.passes(LOOK)

    expect(warning).to_contain_text(f"{desk.colleague} đang sửa phần này")
    desk.officer.inspect()
