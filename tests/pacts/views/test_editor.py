"""The editor over HTTP: saved by itself, two who write one part, moves that keep the focus, the start."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from pacts.models import Movement
from pacts.services import starting
from tests.factories.pacts import make_signing_scene
from tests.factories.units import client_of, make_officer
from units.models import EmulationYear

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    made = make_signing_scene(2, certificates=False)
    made.second = make_officer(made.units[0])
    EmulationYear.objects.update(year=timezone.localdate().year)
    made.pact = starting.start(
        cluster=made.cluster, by=made.officer, at=timezone.now() - timedelta(minutes=10)
    )
    return made


@pytest.fixture
def officer(scene):
    return client_of(scene.officer)


def address(name, *args):
    return reverse(name, args=args)


def form_of(client, url):
    """What the browser sends back of a page, before anything is typed."""
    return dict(client.get(url).context["form"].initial)


def autosave(client, url, **data):
    return client.post(url, data, headers={"X-Autosave": "1"})


def test_a_clause_saves_itself_and_the_next_saving_builds_on_it(scene, officer):
    row = scene.pact.clauses.order_by("position").first()
    url = address("clause", scene.pact.pk, row.pk)
    first = autosave(officer, url, **{**form_of(officer, url), "heading": "Một", "body": "a"})

    second = autosave(
        officer, url, edit_number=0, seen=first.json()["seen"], section="", heading="Một", body="a b"
    )

    row.refresh_from_db()
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json()["said"].startswith("Đã lưu lúc")
    assert row.body == "a b"


def test_a_new_clause_that_saves_itself_has_an_address_from_then_on(scene, officer):
    url = address("clause_new", scene.pact.pk)
    values = {
        "edit_number": 0,
        "heading": "Mới",
        "body": "a",
        "identity": "6f4dd42c-29a8-4b8b-9f51-1c2d5f1f7f11",
    }

    answers = [autosave(officer, url, **values).json() for _ in range(2)]

    added = scene.pact.clauses.get(heading="Mới")
    assert [answer["url"] for answer in answers] == [address("clause", scene.pact.pk, added.pk)] * 2


def test_what_is_not_yet_right_is_not_saved_by_itself_and_the_field_is_named(scene, officer):
    row = scene.pact.clauses.order_by("position").first()

    answer = autosave(officer, address("clause", scene.pact.pk, row.pk), edit_number=0, heading="", body="a")

    assert answer.status_code == 422
    assert "Tiêu đề" in answer.json()["said"]


def test_who_saves_over_another_sees_both_texts_and_may_then_save_on_top(scene, officer):
    row = scene.pact.clauses.order_by("position").first()
    url = address("clause", scene.pact.pk, row.pk)
    mine = {**form_of(officer, url), "heading": "Của tôi"}
    theirs = client_of(scene.second)
    theirs.post(url, {**form_of(theirs, url), "heading": "Của họ"})

    by_itself = autosave(officer, url, **mine)
    refused = officer.post(url, mine)
    again = officer.post(url, {name: refused.context["form"][name].value() for name in mine})

    row.refresh_from_db()
    assert (by_itself.status_code, by_itself.json()["stop"]) == (409, True)
    assert refused.status_code == 422
    assert refused.context["conflict"].editor.name == str(scene.second)
    text = refused.content.decode()
    assert "<del>họ</del>" in text
    assert "<ins>tôi</ins>" in text
    assert (again.status_code, row.heading) == (302, "Của tôi")


def test_who_opens_a_part_that_somebody_is_writing_is_told(scene, officer):
    row = scene.pact.clauses.order_by("position").first()
    url = address("clause", scene.pact.pk, row.pk)
    theirs = client_of(scene.second)
    theirs.post(url, {**form_of(theirs, url), "heading": "Của họ"})

    page = officer.get(url).content.decode()

    assert f"{scene.second} đang sửa phần này" in page


def test_a_moved_clause_keeps_the_focus(scene, officer):
    row = scene.pact.clauses.order_by("position")[1]
    page = officer.get(address("pact_edit", scene.pact.pk))

    answer = officer.post(
        address("clause_move", scene.pact.pk, row.pk),
        {"edit_number": 99, "seen": page.context["order_seen"], "direction": "down"},
        follow=True,
    )

    focused = [it for it in answer.context["clauses"] if it.moves.focus]
    assert [(it.clause, it.number, it.moves.focus) for it in focused] == [(row, 3, "down")]
    assert answer.content.count(b"autofocus") == 1


@pytest.mark.parametrize(
    ("line", "proposal"),
    [
        ("Luật Thi đua, khen thưởng số 06/2022/QH15", "Luật Thi đua, khen thưởng"),
        ("Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022",
         "Căn cứ Luật Thi đua, khen thưởng"),
        ("Luật Thi đua, khen thưởng 06/2022/QH15", "Luật Thi đua, khen thưởng"),
    ],
)  # fmt: skip
def test_a_law_with_its_number_is_refused_at_the_field_and_its_name_is_proposed(
    scene, officer, line, proposal
):
    answer = officer.post(
        address("pact_legal_bases", scene.pact.pk),
        {"edit_number": 0, "citations": f"Nghị định số 98/2023/NĐ-CP của Chính phủ\n{line}"},
    )

    [fault] = answer.context["form"].errors["citations"]
    assert answer.status_code == 422
    assert f"Hãy viết “{proposal}” thay cho “{line}”." in fault
    assert not scene.pact.legal_bases.exists()


def test_the_number_of_a_resolution_beside_a_law_is_no_number_of_a_law(scene, officer):
    cited = "Luật Tổ chức Viện kiểm sát nhân dân, Nghị quyết số 89/2023/QH15 của Quốc hội"

    answer = officer.post(
        address("pact_legal_bases", scene.pact.pk),
        {"edit_number": 0, "citations": cited},
    )

    assert answer.status_code == 302
    assert [str(basis) for basis in scene.pact.legal_bases.all()] == [cited]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("92,5", "92.50"), ("92.5", "92.50"), ("1.234,5", "1234.50"), ("1234", "1234.00"), ("12.345.678", "12345678.00"),
     ("1.234", None), ("1,234", None), ("1,234.5", None), ("chín", None), ("-1", None)],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written_in_vietnam_or_asked_back(scene, officer, typed, value):
    row = scene.pact.clauses.order_by("position").first()

    answer = officer.post(
        address("target_new", scene.pact.pk, row.pk),
        {"edit_number": 0, "code": "NV01", "text": "Tỷ lệ", "comparator": "ge", "value": typed},
    )

    saved = list(row.targets.values_list("value", flat=True))
    assert saved == ([Decimal(value)] if value else [])
    if value is None:
        assert list(answer.context["form"].errors) == ["value"]


def test_a_number_comes_back_into_its_field_as_it_can_be_read_again(scene, officer):
    row = scene.pact.clauses.order_by("position").first()
    values = {"edit_number": 0, "code": "NV01", "text": "Tỷ lệ", "comparator": "ge", "value": "1234,5"}
    officer.post(address("target_new", scene.pact.pk, row.pk), values)
    target = row.targets.get()

    page = officer.get(address("target", scene.pact.pk, row.pk, target.pk)).content.decode()

    assert 'value="1234,5"' in page


def test_movements_are_chosen_from_the_catalogue_of_the_year(scene, officer):
    now, ended = Movement.objects.create(name="Nay"), Movement.objects.create(name="Xưa", last_year=2000)
    url = address("pact_movements", scene.pact.pk)

    offered = list(officer.get(url).context["offered"])
    answers = [officer.post(url, {"movement": row.pk}).status_code for row in (now, ended)]

    assert offered == [now]
    assert answers == [302, 422]
    assert [row.movement for row in scene.pact.movements.all()] == [now]


def test_the_start_offers_what_there_is_and_refuses_what_is_not_offered(scene):
    other = make_signing_scene(2, certificates=False)
    EmulationYear.objects.update(year=timezone.localdate().year)
    client = client_of(other.officer)
    url = address("pact_start", other.cluster.pk)

    page, refused = client.get(url), client.post(url, {"source": scene.pact.pk})
    started = client.post(url)

    assert (page.status_code, page.context["source"]) == (200, None)
    assert refused.status_code == 422
    assert started.url == address("pact_edit", other.cluster.pacts.get().pk)


def test_the_preview_is_one_picture(scene, officer):
    answer = officer.get(address("pact_preview_picture", scene.pact.pk))

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer.content.startswith(b"\x89PNG")
