"""The comparison over HTTP: the page, the PDF, the Word file, keeping and reading."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from pacts.models import Pact
from pacts.services import consulting, keeping, reading, starting
from tests.factories.pacts import make_signing_scene
from tests.factories.texts import change_text, write_text
from tests.factories.units import client_of, make_officer, make_unit
from units.models import EmulationYear

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """A draft of today, kept once and changed since."""
    made = make_signing_scene(2, certificates=False)
    EmulationYear.objects.update(year=timezone.localdate().year)
    made.pact = starting.start(cluster=made.cluster, by=made.leader, at=timezone.now())
    write_text(made.pact)
    keeping.keep(pact=made.pact, by=made.officer, at=timezone.now() - timedelta(hours=1))
    change_text(made.pact)
    return made


def get(scene, name="pact_compare", user=None, **query):
    return client_of(user or scene.officer).get(reverse(name, args=[scene.pact.pk]), query)


def said(response) -> str:
    text = re.sub(r"<del>.*?</del>", "", response.content.decode().split('aria-labelledby="text"')[-1])
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_the_page_opens_with_every_changed_number(scene):
    text = get(scene).content.decode()
    summary = " ".join(re.sub(r"<[^>]+>", " ", text.split('id="summary"')[1].split("</section>")[0]).split())

    assert summary.startswith("> 6 thay đổi") or "6 thay đổi" in summary
    for line in (
        "từ 90 % trở lên → từ 95 % trở lên",
        "Điều 2: 15/7 → 20/7",
        "Thêm Điều 3. Tổng kết",
        "Bỏ Điều 2 (số của bản cũ). Sơ kết",
        "Trách nhiệm: chuyển từ Điều 3 lên Điều 1",
    ):
        assert line in summary


def test_what_was_added_and_removed_is_marked_in_the_text(scene):
    text = get(scene).content.decode()

    assert "trước ngày <del>15/7</del> <ins>20/7</ins>" in text.replace("\n", "")
    assert "Tổng kết cuối năm." in said(get(scene))


def test_two_equal_texts_say_that_nothing_changed(scene):
    keeping.keep(pact=scene.pact, by=scene.officer, at=timezone.now())

    assert "Hai bản không khác nhau." in get(scene).content.decode()


def test_the_same_text_twice_asks_for_another_one(scene):
    text = get(scene, **{"from": "now", "to": "now"}).content.decode()

    assert "Chọn hai bản khác nhau để so sánh" in text


@pytest.mark.parametrize("key", ["draft-9", "pact-1", "pact-x", "read", "draft-", "", "\x00"])
def test_a_text_that_is_not_offered_does_not_exist(scene, key):
    expected = 200 if key == "" else 404  # an empty choice is no choice

    assert get(scene, **{"from": key}).status_code == expected


def test_a_pact_that_is_not_visible_does_not_exist(scene):
    names = ("pact_compare", "pact_compare_pdf", "pact_compare_word")
    stranger = make_officer(make_unit("VKSND tỉnh Xa"))

    assert {get(scene, name, user=stranger).status_code for name in names} == {404}


def test_the_pdf_says_that_it_is_no_signed_paper_and_holds_the_changes(scene):
    response = get(scene, "pact_compare_pdf")

    document = pypdfium2.PdfDocument(response.content)
    text = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    document.close()
    for words in ("BẢN SO SÁNH", "không phải văn bản đã ký", "từ 95 % trở lên", "[−15/7] [+20/7]"):
        assert words in text
    assert response["Content-Disposition"].startswith('attachment; filename="so-sanh-giao-uoc')


def test_the_word_file_tracks_the_changes_of_the_page(scene):
    response = get(scene, "pact_compare_word")

    document = Document(BytesIO(response.content))
    marks = {
        mark.get(mark.nsmap["w"].join("{}") + "author")
        for mark in document.element.body.iter()
        if mark.tag.endswith(("}ins", "}del"))
    }
    assert marks == {"Giao ước thi đua"}
    assert "Bản lưu số 1" in document.sections[0].header.paragraphs[0].text
    assert response["Content-Disposition"].split(";")[1].strip().endswith('.docx"')


def test_the_officer_of_the_lead_unit_keeps_the_draft_and_others_may_not(scene):
    url = reverse("pact_keep", args=[scene.pact.pk])

    officer = client_of(scene.officer).post(url, {"note": "  sau  họp "}, follow=True)
    member = client_of(make_officer(scene.units[1])).post(url)

    assert (officer.status_code, member.status_code) == (200, 403)
    assert [(it.number, it.note) for it in scene.pact.drafts.order_by("number")] == [(1, ""), (2, "sau họp")]
    assert "bản lưu số 2" in officer.content.decode()


def test_a_note_that_is_too_long_is_refused_with_a_sentence(scene):
    url = reverse("pact_keep", args=[scene.pact.pk])

    response = client_of(scene.officer).post(url, {"note": "x" * 201}, follow=True)

    assert scene.pact.drafts.count() == 1
    assert 'class="message error"' in response.content.decode()


def test_reading_is_noted_by_a_button_and_what_is_new_shown_later(scene):
    client = client_of(make_officer(scene.units[1]))
    pact = scene.pact
    client.get(pact.get_absolute_url())
    unread = pact.readings.count()

    client.post(reverse("pact_read", args=[pact.pk]), {"edit_number": pact.edit_number})
    Pact.objects.filter(pk=pact.pk).update(theme="Lại khác", edit_number=pact.edit_number + 1)

    text = client.get(pact.get_absolute_url()).content.decode()
    assert (unread, pact.readings.count()) == (0, 1)
    assert "Có 1 thay đổi từ lần đồng chí đọc lúc" in text
    shown = client.get(reverse("pact_compare", args=[pact.pk]), {"from": "read", "to": "now"})
    assert "<ins>Lại khác</ins>" in shown.content.decode()


def test_a_stale_page_does_not_pass_for_read(scene):
    client = client_of(make_officer(scene.units[1]))

    client.post(reverse("pact_read", args=[scene.pact.pk]), {"edit_number": scene.pact.edit_number - 1})
    broken = client.post(reverse("pact_read", args=[scene.pact.pk]), {"edit_number": "x"})

    assert (scene.pact.readings.count(), broken.status_code) == (0, 404)


def test_the_text_of_another_reader_is_not_offered(scene):
    reading.mark_read(pact=scene.pact, by=scene.heads[1], at=timezone.now())

    assert get(scene, **{"from": "read"}).status_code == 404


def test_a_comment_on_one_clause_does_not_pass_for_reading_the_whole(scene):
    until = timezone.localdate() + timedelta(days=5)
    consulting.send_out(pact=scene.pact, until=until, by=scene.leader, at=timezone.now())
    member = make_officer(scene.units[1])

    client_of(member).post(
        reverse("comment_new", args=[scene.pact.pk]), {"unit": scene.units[1].pk, "text": "Đề nghị nâng"}
    )

    assert (scene.pact.comments.count(), scene.pact.readings.count()) == (1, 0)


def test_a_comparison_of_two_old_texts_does_not_offer_to_say_that_the_text_of_now_was_read(scene):
    keeping.keep(pact=scene.pact, note="", by=scene.leader, at=timezone.now())
    number = scene.pact.drafts.latest("number").number
    button = reverse("pact_read", args=[scene.pact.pk])

    now = get(scene, **{"from": f"draft-{number}", "to": "now"}).content.decode()
    old = get(scene, **{"from": "now", "to": f"draft-{number}"}).content.decode()

    assert (button in now, button in old) == (True, False)


def test_files_for_others_are_vietnamese_whatever_the_reader_reads(scene):
    client, query = client_of(make_officer(scene.units[1])), {"from": "now", "to": "now"}
    client.cookies["language"] = "en"

    printed = client.get(reverse("pact_compare_pdf", args=[scene.pact.pk]), query)

    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(printed.content))
    assert "Bản thảo hiện nay" in " ".join(text.split())
    assert "The draft" not in text
