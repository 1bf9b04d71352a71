"""Two in the editor over HTTP: what was removed, whose words stand there, who else is writing."""

from __future__ import annotations

import uuid
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from pacts.services import clauses, consulting, starting, targets
from tests.factories.pacts import make_signing_scene
from tests.factories.units import client_of, make_officer
from units.models import EmulationYear

pytestmark = pytest.mark.django_db

TARGET = {"code": "NV01", "text": "Tỷ lệ", "comparator": "ge", "value": "92,5"}
REFUSAL = "Người khác đã xóa phần này khỏi dự thảo."


@pytest.fixture
def scene():
    made = make_signing_scene(2, certificates=False)
    made.second = make_officer(made.units[0])
    EmulationYear.objects.update(year=timezone.localdate().year)
    made.pact = starting.start(
        cluster=made.cluster, by=made.officer, at=timezone.now() - timedelta(minutes=10)
    )
    made.clause = made.pact.clauses.order_by("position").first()
    return made


@pytest.fixture
def officer(scene):
    return client_of(scene.officer)


@pytest.fixture
def colleague(scene):
    return client_of(scene.second)


def address(name, *args):
    return reverse(name, args=args)


def form_of(client, url):
    """What the browser sends back of a page, before anything is typed."""
    return dict(client.get(url).context["form"].initial)


def autosave(client, url, **data):
    return client.post(url, data, headers={"X-Autosave": "1"})


def edit(scene, **values):
    scene.pact.refresh_from_db()
    base = {"pact": scene.pact, "edit_number": scene.pact.edit_number, "by": scene.second}
    return {**base, "at": timezone.now(), **values}


def add_target(scene):
    values = {"code": "NV09", "text": "Tỷ lệ", "comparator": "ge", "value": 90, "unit_of_measure": "%"}
    return targets.save_target(**edit(scene, clause=scene.clause, target=None, **values))


def texts_are_kept(client, url, values, typed) -> None:
    """By itself it stops in words; by the button the page says why and still holds what was typed."""
    by_itself = autosave(client, url, **values)
    page = client.post(url, values)

    assert (by_itself.status_code, by_itself.json()["stop"]) == (422, True)
    assert REFUSAL in by_itself.json()["said"]
    assert page.status_code == 422
    assert [words in page.content.decode() for words in (REFUSAL, typed, "data-unsaved")] == [True] * 3
    assert [words in page.content.decode() for words in ("data-autosave", "data-removal-seen")] == [False] * 2


def test_a_clause_that_was_removed_while_it_was_written_keeps_the_text_in_the_page(scene, officer):
    url = address("clause", scene.pact.pk, scene.clause.pk)
    mine = {**form_of(officer, url), "body": "Nhiều chữ của tôi"}
    clauses.remove_clause(**edit(scene, clause=scene.clause))

    texts_are_kept(officer, url, mine, "Nhiều chữ của tôi")

    assert (officer.get(url).status_code, scene.pact.clauses.count()) == (404, 6)


def test_a_target_that_was_removed_while_it_was_written_keeps_the_text_in_the_page(scene, officer):
    row = add_target(scene)
    url = address("target", scene.pact.pk, scene.clause.pk, row.pk)
    mine = {**form_of(officer, url), "text": "Chữ của tôi"}
    targets.remove_target(**edit(scene, target=row))

    texts_are_kept(officer, url, mine, "Chữ của tôi")


@pytest.mark.parametrize("is_new", [True, False])
def test_a_target_whose_clause_was_removed_keeps_the_text_in_the_page(scene, officer, is_new):
    url = address("target_new", scene.pact.pk, scene.clause.pk)
    if not is_new:
        url = address("target", scene.pact.pk, scene.clause.pk, add_target(scene).pk)
    mine = {**form_of(officer, url), **TARGET, "text": "Chữ của tôi"}
    clauses.remove_clause(**edit(scene, clause=scene.clause))

    texts_are_kept(officer, url, mine, "Chữ của tôi")


def test_what_never_was_in_the_draft_is_not_found(scene, officer):
    other = make_signing_scene(2, certificates=False)
    foreign = other.draft().clauses.first()
    gone = foreign.pk + 1000

    answers = [
        officer.post(address("clause", scene.pact.pk, pk), {"edit_number": 0, "heading": "x"}).status_code
        for pk in (foreign.pk, gone)
    ]

    assert answers == [404, 404]


@pytest.mark.parametrize("name", ["clause_remove", "clause_move"])
def test_what_is_gone_already_is_removed_and_moved_with_a_sentence(scene, officer, name):
    url = address(name, scene.pact.pk, scene.clause.pk)
    clauses.remove_clause(**edit(scene, clause=scene.clause))

    answer = officer.post(url, {"edit_number": scene.pact.edit_number + 1}, follow=True)

    assert REFUSAL in answer.content.decode()


def test_who_wrote_a_clause_and_saw_it_saved_may_remove_it(scene, officer):
    url = address("clause", scene.pact.pk, scene.clause.pk)
    page = officer.get(url)
    targets_seen = page.context["part"].targets_seen
    saved = autosave(officer, url, **{**page.context["form"].initial, "body": "Mới"}).json()

    answer = officer.post(
        address("clause_remove", scene.pact.pk, scene.clause.pk),
        {"edit_number": 0, "seen": saved["seen"], "targets_seen": targets_seen},
        follow=True,
    )

    assert [str(message) for message in answer.context["messages"]] == []
    assert scene.pact.clauses.count() == 6


def test_a_clause_is_not_removed_with_a_target_that_came_while_it_was_written(scene, officer):
    url = address("clause", scene.pact.pk, scene.clause.pk)
    page = officer.get(url)
    targets_seen = page.context["part"].targets_seen
    add_target(scene)
    saved = autosave(officer, url, **{**page.context["form"].initial, "body": "Mới"}).json()

    officer.post(
        address("clause_remove", scene.pact.pk, scene.clause.pk),
        {"edit_number": 0, "seen": saved["seen"], "targets_seen": targets_seen},
    )

    assert scene.pact.clauses.count() == 7


def new_clause(officer, scene):
    """A clause that was added, of which the page knows nothing."""
    url = address("clause_new", scene.pact.pk)
    values = {"edit_number": 0, "section": "", "body": "", "heading": "Một", "identity": str(uuid.uuid4())}
    autosave(officer, url, **values)
    return url, values, scene.pact.clauses.get(identity=values["identity"])


def test_a_lost_answer_is_no_conflict_with_oneself(scene, officer):
    url, values, row = new_clause(officer, scene)

    answer = autosave(officer, url, **{**values, "heading": "Một hai"})

    row.refresh_from_db()
    assert (answer.status_code, row.heading) == (200, "Một hai")
    assert answer.json()["url"] == address("clause", scene.pact.pk, row.pk)


def test_after_a_lost_answer_the_words_of_another_are_shown_before_they_are_replaced(
    scene, officer, colleague
):
    url, values, row = new_clause(officer, scene)
    theirs = address("clause", scene.pact.pk, row.pk)
    colleague.post(theirs, {**form_of(colleague, theirs), "heading": "Của họ"})
    values["heading"] = "Của tôi"

    by_itself = autosave(officer, url, **values)
    refused = officer.post(url, values)
    again = officer.post(url, {name: refused.context["form"][name].value() for name in values | {"seen": ""}})

    row.refresh_from_db()
    assert (by_itself.status_code, refused.status_code, again.status_code) == (409, 422, 302)
    assert refused.context["conflict"].editor.name == str(scene.second)
    assert "<del>họ</del>" in refused.content.decode()
    assert row.heading == "Của tôi"


def test_who_has_a_part_open_hears_of_the_others_with_each_saving_and_in_between(scene, officer, colleague):
    url = address("clause", scene.pact.pk, scene.clause.pk)
    mine = form_of(officer, url)
    alone = officer.get(url, headers={"X-Autosave": "1"}).json()["editors"]
    text = address("pact_text", scene.pact.pk)
    colleague.post(text, {**form_of(colleague, text), "motto": "Vượt khó"})

    saved = autosave(officer, url, **{**mine, "body": "Mới"}).json()["editors"]
    colleague.post(url, {**form_of(colleague, url), "body": "Của họ"})
    looked = officer.get(url, headers={"X-Autosave": "1"}).json()["editors"]

    assert alone.strip() == ""
    assert f"{scene.second} đang sửa dự thảo này" in saved
    assert f"{scene.second} đang sửa phần này" in looked


def test_who_may_not_write_is_not_told_who_does(scene):
    url = address("clause", scene.pact.pk, scene.clause.pk)

    answer = client_of(make_officer(scene.units[1])).get(url, headers={"X-Autosave": "1"})

    assert answer.status_code == 403


def test_who_logs_in_again_comes_back_to_the_clause_that_the_comment_is_about(scene, client):
    until = timezone.localdate() + timedelta(days=5)
    consulting.send_out(pact=scene.pact, until=until, by=scene.leader, at=timezone.now())
    url = address("comment_new", scene.pact.pk) + f"?clause={scene.clause.identity}"
    page = client_of(make_officer(scene.units[1])).get(url).content.decode()

    answer = client.post(url, {"text": "Đề nghị"})

    assert '<form method="post" novalidate data-keep=' in page
    assert parse_qs(urlsplit(answer.url).query)["next"] == [url]
