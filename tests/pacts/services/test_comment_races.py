"""Comments, answers and the freeze at the same moment, for real on both databases."""

from __future__ import annotations

from collections import Counter

import pytest

from pacts.enums import PactStatus
from pacts.models import PactComment
from pacts.queries.comments import mark_of
from pacts.services import answering, commenting, consulting
from pacts.services.answering import RepliesRefused, Reply
from tests.factories.pacts import TODAY, SigningScene, at, make_signing_scene
from tests.factories.racing import at_once, unexpected
from units.audit import first_break
from units.models import AuditEntry

pytestmark = pytest.mark.django_db(transaction=True)


def out_for_comments(members: int = 3) -> SigningScene:
    scene = make_signing_scene(members, certificates=False)
    scene.draft()
    scene.pact = consulting.send_out(pact=scene.pact, until=TODAY, by=scene.officer, at=at(1))
    return scene


def says(scene: SigningScene, member: int, text: str):
    unit, by = scene.units[member], scene.heads[member]
    return lambda: commenting.comment(pact=scene.pact, unit=unit, clause="", text=text, by=by, at=at(2))


def test_case_16_a_comment_against_the_end_and_the_freeze_is_never_left_behind_unanswered():
    scene = out_for_comments()

    def end_and_freeze() -> object:
        consulting.end(pact=scene.pact, reason="Đủ", by=scene.leader, at=at(2))
        return scene.freeze()

    results = at_once([end_and_freeze, *[says(scene, n % 2 + 1, f"Ý kiến {n}") for n in range(8)]])

    scene.pact.refresh_from_db()
    is_frozen = scene.pact.status == PactStatus.FROZEN
    assert unexpected(results) == []
    assert not (is_frozen and PactComment.objects.filter(answer="open").exists())
    assert first_break(AuditEntry.objects.order_by("seq").values()) is None


def test_one_of_many_answers_at_once_is_recorded_and_the_others_are_told():
    scene = out_for_comments()
    row = says(scene, 1, "Đề nghị 95 %")()
    seen = mark_of(row)

    def answer(number: int):
        reply = Reply(row.pk, "explained", f"Lý do {number}", seen)
        return lambda: answering.answer(pact=scene.pact, replies=[reply], by=scene.officer, at=at(3))

    results = at_once([answer(number) for number in range(16)])

    assert Counter(type(result) for result in results) == {list: 1, RepliesRefused: 15}
    assert AuditEntry.objects.filter(kind="pact_comment_answered").count() == 1


def test_the_same_comment_clicked_sixteen_times_is_one():
    scene = out_for_comments()

    results = at_once([says(scene, 1, "Đề nghị 95 %")] * 16)

    assert unexpected(results) == []
    assert PactComment.objects.count() == 1
