"""The consultation over HTTP: the way through once, and each refusal once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pacts.models import Credential, Pact, PactComment
from pacts.queries.comments import mark_of
from pacts.services import commenting, consulting, starting
from pacts.tasks import tasks
from tests.factories.pacts import make_signing_scene
from tests.factories.units import client_of, grant, head_of, make_device, set_deadline
from units.models import EmulationYear

pytestmark = pytest.mark.django_db


def browser(user):
    return client_of(user, make_device(user))


@pytest.fixture
def scene():
    """A scene whose days are today's, since pages read the clock."""
    made = make_signing_scene(3)
    start = timezone.now() - timedelta(days=1)
    Credential.objects.update(not_before=start, not_after=start + timedelta(days=365))
    EmulationYear.objects.update(year=timezone.localdate().year)
    made.pact = starting.start(cluster=made.cluster, by=made.leader, at=timezone.now())
    return made


@pytest.fixture
def out(scene):
    scene.pact = consulting.send_out(
        pact=scene.pact, until=timezone.localdate() + timedelta(days=5), by=scene.leader, at=timezone.now()
    )
    return scene


def get(client, name, *args, **query):
    return client.get(reverse(name, args=args), query)


def post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data)


def comment(scene, text: str = "Đề nghị 95 %", member: int = 1, clause: str = "") -> PactComment:
    return commenting.comment(
        pact=scene.pact,
        unit=scene.units[member],
        clause=clause,
        text=text,
        by=scene.heads[member],
        at=timezone.now(),
    )


def close(scene) -> None:
    Pact.objects.filter(pk=scene.pact.pk).update(comments_until=timezone.localdate() - timedelta(days=1))


def waits(user) -> list[tuple[str, str]]:
    """The tasks of a consultation on the home page."""
    found = [task for task in tasks(user, timezone.localdate()) if "/comments/" in task.url]
    return [(task.title, task.pill.text if task.pill else "") for task in found]


def said(answer) -> str:
    return answer.content.decode()


def test_the_draft_goes_out_a_member_comments_the_lead_unit_answers_and_all_read_it(scene):
    lead, member, other = (browser(user) for user in scene.heads)
    until = f"{timezone.localdate() + timedelta(days=5):%d/%m/%Y}"
    identity = str(scene.pact.clauses.order_by("position").first().identity)
    post(lead, "pact_comments_send_out", scene.pact.pk, **{"send_out-until": until})
    box = get(member, "comment_new", scene.pact.pk, clause=identity)
    sent = post(
        member, "comment_new", scene.pact.pk, clause=identity, unit=scene.units[1].pk, text="Đề nghị 95 %"
    )
    row = PactComment.objects.get()

    post(
        lead, "pact_comments_answer", scene.pact.pk,
        **{"comment": row.pk, f"c{row.pk}-answer": "explained", f"c{row.pk}-text": "Theo Hướng dẫn",
           f"c{row.pk}-seen": mark_of(row)},
    )  # fmt: skip

    page = said(get(other, "pact_comments", scene.pact.pk))
    assert box.context["place"].identity == identity
    assert sent.headers["Location"].endswith(f"/comments/#c-{identity}")
    assert [words in page for words in ("Đề nghị 95 %", "Theo Hướng dẫn", "Giải trình")] == [True] * 3


def test_the_deadline_of_the_year_is_proposed(scene):
    due = timezone.localdate() + timedelta(days=12)
    set_deadline(scene.cluster.year, "comments", due)

    answer = get(browser(scene.leader), "pact_comments", scene.pact.pk)

    assert answer.context["forms"]["send_out"].initial["until"] == due


def test_a_refused_day_comes_back_at_its_field(scene):
    answer = post(
        browser(scene.leader), "pact_comments_send_out", scene.pact.pk, **{"send_out-until": "01/01/2020"}
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["until"])


def test_a_late_comment_is_refused_with_a_sentence_and_its_words_are_still_there(out):
    member = browser(out.heads[1])
    close(out)

    answer = post(member, "comment_new", out.pact.pk, unit=out.units[1].pk, text="Ý kiến đến muộn")

    assert answer.status_code == 422
    assert ["Thời hạn góp ý đã hết" in said(answer), "Ý kiến đến muộn" in said(answer)] == [True, True]
    assert not PactComment.objects.exists()


def test_an_empty_comment_comes_back_at_its_field(out):
    answer = post(browser(out.heads[1]), "comment_new", out.pact.pk, unit=out.units[1].pk, text="  ")

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["text"])


@pytest.mark.parametrize("clause", ["x", "11111111-2222-3333-4444-555555555555"])
def test_a_clause_that_is_not_there_is_not_found(out, clause):
    assert get(browser(out.heads[1]), "comment_new", out.pact.pk, clause=clause).status_code == 404


def test_a_comment_of_another_pact_is_not_found_under_this_one(out):
    row = comment(out)
    elsewhere = make_signing_scene(2)
    Credential.objects.update(not_after=timezone.now() + timedelta(days=365))
    other = starting.start(cluster=elsewhere.cluster, by=elsewhere.leader, at=timezone.now())

    answer = get(browser(elsewhere.heads[1]), "comment", other.pk, row.pk)

    assert answer.status_code == 404


def test_a_unit_is_not_named_by_the_form_alone(out):
    """A member cannot speak in the name of another unit, whatever it sends."""
    answer = post(browser(out.heads[1]), "comment_new", out.pact.pk, unit=out.units[2].pk, text="x")

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["unit"])


def test_who_speaks_for_several_units_chooses_one(out):
    officer = head_of(out.units[1], "deputy")
    grant(officer, "officer", out.units[2])

    shown = get(browser(officer), "comment_new", out.pact.pk)
    post(browser(officer), "comment_new", out.pact.pk, unit=out.units[2].pk, text="Ý kiến")

    assert [label for _pk, label in shown.context["form"].fields["unit"].choices] == [
        out.units[1].short_name, out.units[2].short_name,
    ]  # fmt: skip
    assert PactComment.objects.get().unit == out.units[2]


def test_a_stale_change_shows_what_is_on_record_and_a_second_save_replaces_it(out):
    row = comment(out)
    member, seen = browser(out.heads[1]), mark_of(PactComment.objects.get())
    commenting.change(comment=row, text="Của đồng nghiệp", seen=seen, by=out.heads[1], at=timezone.now())
    mine = {"unit": out.units[1].pk, "text": "Của tôi"}

    refused = post(member, "comment", out.pact.pk, row.pk, seen=seen, **mine)
    fresh = refused.context["form"].data["seen"]
    post(member, "comment", out.pact.pk, row.pk, seen=fresh, **mine)

    assert "Của đồng nghiệp" in said(refused)
    assert refused.context["form"]["text"].value() == "Của tôi"
    assert PactComment.objects.get().text == "Của tôi"


def test_an_answer_without_its_reason_keeps_everything_typed_and_saves_nothing(out):
    rows = [comment(out, "Một"), comment(out, "Hai", member=2)]
    data = {
        "comment": [row.pk for row in rows],
        f"c{rows[0].pk}-answer": "accepted", f"c{rows[0].pk}-seen": mark_of(rows[0]),
        f"c{rows[0].pk}-text": "Đã sửa Điều 2",
        f"c{rows[1].pk}-answer": "explained", f"c{rows[1].pk}-seen": mark_of(rows[1]),
    }  # fmt: skip

    answer = post(browser(out.leader), "pact_comments_answer", out.pact.pk, **data)

    assert (answer.status_code, "Đã sửa Điều 2" in said(answer)) == (422, True)
    assert [line.row.comment.pk for line in answer.context["wrong"]] == [rows[1].pk]
    assert not PactComment.objects.exclude(answer="open").exists()


def test_each_answer_says_whose_comment_it_is_and_the_summary_leads_to_the_field_at_fault(out):
    first, second = comment(out), comment(out, member=2)
    data = {f"c{first.pk}-answer": "explained", f"c{second.pk}-text": "Vì sao"}
    client = browser(out.leader)

    html = client.post(
        reverse("pact_comments_answer", args=[out.pact.pk]), {"comment": [first.pk, second.pk]} | data
    ).content.decode()

    links = re.findall(r'<li><a href="#(id_c[^"]*)">', html)
    hidden = re.findall(r'<span class="visually-hidden"> – (.*?)</span>', html)
    names = [out.units[1].short_name, out.units[2].short_name]
    assert links == [f"id_c{first.pk}-text", f"id_c{second.pk}-answer_0"]
    assert [html.count(f'id="{link}"') for link in links] == [1, 1]
    assert hidden == [f"{name}, Toàn văn dự thảo" for name in names for _field in ("answer", "text")]


def test_a_comment_that_was_answered_meanwhile_says_by_whom(out):
    row = comment(out)
    data = {"comment": row.pk, f"c{row.pk}-answer": "accepted", f"c{row.pk}-seen": mark_of(row)}
    lead, officer = browser(out.leader), browser(out.officer)
    post(lead, "pact_comments_answer", out.pact.pk, **data)

    answer = post(officer, "pact_comments_answer", out.pact.pk, **data)

    assert (answer.status_code, f"{out.leader} đã trả lời" in said(answer)) == (422, True)


def test_case_16_the_freeze_says_how_many_comments_are_open_and_leads_to_them(out):
    comment(out)
    close(out)
    lead, day = browser(out.leader), f"{timezone.localdate():%d/%m/%Y}"

    page = said(get(lead, "pact", out.pact.pk))
    answer = post(
        lead, "pact_freeze", out.pact.pk, edit_number=out.pact.edit_number, place="Huế", dated_on=day
    )

    out.pact.refresh_from_db()
    assert ["Còn 1 ý kiến góp ý chưa được trả lời" in text for text in (page, said(answer))] == [True, True]
    assert (answer.status_code, out.pact.status) == (422, "draft")
    assert reverse("pact_comments", args=[out.pact.pk]) in page


def test_tasks_say_how_long_there_is_and_how_many_wait(out):
    before = [waits(user) for user in out.heads]
    comment(out)

    after = [waits(user) for user in (*out.heads, out.officer)]

    asked = ("Góp ý dự thảo giao ước", "Còn 5 ngày")
    to_answer = [("Trả lời 1 ý kiến góp ý", "")]
    assert before == [[], [asked], [asked]]
    assert after == [to_answer, [], [asked], to_answer]


def test_an_agreement_is_on_record_and_ends_the_task(out):
    member = browser(out.heads[1])

    post(member, "pact_comments_agree", out.pact.pk, unit=out.units[1].pk)

    assert waits(out.heads[1]) == []
    assert get(member, "pact_comments", out.pact.pk).context["consultation"].heard == (
        out.units[1].short_name,
    )


def test_the_table_leaves_out_what_was_taken_back_and_prints(out):
    comment(out, "Ở lại")
    row = comment(out, "Rút đi", member=2)
    commenting.take_back(comment=row, by=out.heads[2], at=timezone.now())
    member = browser(out.heads[1])

    table = get(member, "pact_comments_table", out.pact.pk).context["table"]
    printed = get(member, "pact_comments_table_file", out.pact.pk)

    assert [line.text for group in table.groups for line in group.lines] == ["Ở lại"]
    assert printed.content.startswith(b"%PDF")


def test_a_table_of_nothing_is_not_printed(scene):
    assert get(browser(scene.leader), "pact_comments_table_file", scene.pact.pk).status_code == 404


def test_a_frozen_pact_still_shows_what_was_said_and_takes_no_more(out):
    row = comment(out)
    commenting.take_back(comment=row, by=out.heads[1], at=timezone.now())
    Pact.objects.filter(pk=out.pact.pk).update(status="void")
    member = browser(out.heads[1])

    page = get(member, "pact_comments", out.pact.pk)

    assert ("Đề nghị 95 %" in said(page), page.context["may_comment"]) == (True, False)
    assert get(browser(out.leader), "pact_comments_answer", out.pact.pk).status_code == 302
