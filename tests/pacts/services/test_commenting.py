"""Member units and the supervisor comment; the lead unit answers."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from pacts.models import PactComment
from pacts.permissions import commenting_units
from pacts.queries.comments import mark_of, places
from pacts.services import answering, clauses, commenting, consulting
from pacts.services.answering import RepliesRefused, Reply
from pacts.services.commenting import StaleComment
from pacts.services.telling import WrongState
from tests.factories.pacts import TODAY, SigningScene, at, make_signing_scene
from tests.factories.units import head_of, make_officer
from units.models import AuditEntry, Notice
from units.permissions import NotAllowed

pytestmark = pytest.mark.django_db
# The last day is the day of the scene: everything still happens on it.
UNTIL = TODAY


@pytest.fixture
def scene() -> SigningScene:
    made = make_signing_scene(3, certificates=False)
    made.draft()
    made.pact = consulting.send_out(pact=made.pact, until=UNTIL, by=made.officer, at=at(1))
    return made


def comment(scene: SigningScene, text: str = "Đề nghị 95 %", *, clause: str = "", member: int = 1, when=None):
    return commenting.comment(
        pact=scene.pact,
        unit=scene.units[member],
        clause=clause,
        text=text,
        by=scene.heads[member],
        at=when or at(2),
    )


def first_clause(scene: SigningScene) -> str:
    return str(scene.pact.clauses.order_by("position").first().identity)


def reply(row: PactComment, answer: str = "accepted", text: str = "", seen: str = "") -> Reply:
    return Reply(row.pk, answer, text, seen or mark_of(PactComment.objects.get(pk=row.pk)))


def give(scene: SigningScene, *replies: Reply, by=None, minute: int = 4):
    return answering.answer(pact=scene.pact, replies=replies, by=by or scene.officer, at=at(minute))


# --- commenting


def test_a_comment_keeps_the_clause_the_unit_and_the_person(scene):
    row = comment(scene, clause=first_clause(scene))

    heading = scene.pact.clauses.order_by("position").first().heading
    assert (row.unit, row.made_by, row.answer) == (scene.units[1], scene.heads[1], "open")
    assert row.clause_text == f"Điều 1. {heading}"
    assert AuditEntry.objects.filter(kind="pact_commented").count() == 1


def test_officers_heads_deputies_and_the_supervisor_comment_and_nobody_else(scene):
    member = scene.units[1]
    deputy, officer = head_of(member, "deputy"), make_officer(member)
    supervisor = make_officer(scene.cluster.year.organiser, "central_officer")

    found = {
        user: commenting_units(user, scene.pact, TODAY)
        for user in (scene.heads[1], deputy, officer, supervisor, scene.leader, scene.officer, scene.outsider)
    }

    organiser = scene.cluster.year.organiser
    assert list(found.values()) == [[member], [member], [member], [organiser], [], [], []]
    with pytest.raises(NotAllowed):
        commenting.comment(pact=scene.pact, unit=member, clause="", text="x", by=scene.heads[2], at=at(2))


def test_the_whole_last_day_counts_in_vietnam_and_the_minute_after_is_late(scene):
    last, late = datetime(2026, 2, 20, 16, 59, tzinfo=UTC), datetime(2026, 2, 20, 17, 0, tzinfo=UTC)

    comment(scene, when=last)
    with pytest.raises(WrongState, match="Thời hạn góp ý đã hết ngày 20/02/2026"):
        comment(scene, "Muộn", when=late)

    assert PactComment.objects.count() == 1


def test_a_draft_that_was_not_sent_out_takes_no_comment():
    scene = make_signing_scene(2, certificates=False)
    scene.draft()

    with pytest.raises(WrongState, match="chưa được gửi lấy ý kiến"):
        comment(scene)


def test_the_same_words_sent_twice_are_one_comment(scene):
    first = comment(scene)

    assert comment(scene, when=at(3)) == first
    assert PactComment.objects.count() == 1


def test_a_clause_that_was_removed_after_it_was_sent_out_keeps_its_comments_and_takes_more(scene):
    identity = first_clause(scene)
    row = comment(scene, clause=identity)
    scene.pact.refresh_from_db()
    clause = scene.pact.clauses.get(identity=identity)
    clauses.remove_clause(
        pact=scene.pact, clause=clause, edit_number=scene.pact.edit_number, by=scene.officer, at=at(3)
    )

    comment(scene, "Đề nghị giữ lại", clause=identity, when=at(4))

    place = places(scene.pact)[-1]
    assert (place.identity, place.is_removed, place.title) == (identity, True, row.clause_text)
    assert [it.comment.text for it in place.rows] == ["Đề nghị 95 %", "Đề nghị giữ lại"]


def test_a_clause_of_another_pact_is_no_place_to_comment(scene):
    with pytest.raises(ValidationError, match="không có trong dự thảo"):
        comment(scene, clause="11111111-2222-3333-4444-555555555555")


def test_a_unit_changes_its_own_comment_while_nobody_has_answered(scene):
    row = comment(scene)
    colleague = make_officer(scene.units[1])

    commenting.change(comment=row, text="Đề nghị 96 %", seen=mark_of(row), by=colleague, at=at(3))

    row.refresh_from_db()
    assert (row.text, row.made_by, row.made_at) == ("Đề nghị 96 %", colleague, at(3))
    with pytest.raises(NotAllowed):
        commenting.change(comment=row, text="x", seen=mark_of(row), by=scene.heads[2], at=at(3))


def test_two_of_one_unit_do_not_overwrite_each_other(scene):
    row = comment(scene)
    seen = mark_of(row)
    commenting.change(comment=row, text="Đề nghị 96 %", seen=seen, by=scene.heads[1], at=at(3))

    with pytest.raises(StaleComment):
        commenting.change(comment=row, text="Đề nghị 97 %", seen=seen, by=scene.heads[1], at=at(4))

    row.refresh_from_db()
    assert row.text == "Đề nghị 96 %"


def test_an_answered_comment_is_neither_changed_nor_taken_back(scene):
    row = comment(scene)
    give(scene, reply(row))
    row.refresh_from_db()

    with pytest.raises(WrongState):
        commenting.change(comment=row, text="x", seen=mark_of(row), by=scene.heads[1], at=at(5))
    with pytest.raises(WrongState):
        commenting.take_back(comment=row, by=scene.heads[1], at=at(5))


def test_an_agreement_is_given_once_and_ends_with_a_comment(scene):
    given = [
        commenting.agree(pact=scene.pact, unit=scene.units[1], by=scene.heads[1], at=at(2)) for _n in range(2)
    ]

    comment(scene, when=at(3))

    answers = list(PactComment.objects.order_by("pk").values_list("answer", flat=True))
    assert given[0] == given[1]
    assert answers == ["taken_back", "open"]
    with pytest.raises(WrongState, match="đã góp ý"):
        commenting.agree(pact=scene.pact, unit=scene.units[1], by=scene.heads[1], at=at(4))


# --- answering


def test_several_answers_are_saved_together_and_each_author_is_told_once(scene):
    rows = [comment(scene, "Một"), comment(scene, "Hai"), comment(scene, "Ba", member=2)]

    give(scene, reply(rows[0]), reply(rows[1], "explained", "Theo Hướng dẫn"), reply(rows[2]))

    told = Notice.objects.filter(kind="pact_comments_answered").order_by("recipient")
    assert [(notice.recipient, notice.details["n"]) for notice in told] == [
        (scene.heads[1], 2),
        (scene.heads[2], 1),
    ]
    said = list(PactComment.objects.order_by("pk").values_list("answer", "answer_text"))
    assert said == [("accepted", ""), ("explained", "Theo Hướng dẫn"), ("accepted", "")]


def test_an_explanation_without_reason_saves_none_of_the_answers(scene):
    rows = [comment(scene, "Một"), comment(scene, "Hai")]

    with pytest.raises(RepliesRefused) as refusal:
        give(scene, reply(rows[0]), reply(rows[1], "explained", " "))

    assert list(refusal.value.faults) == [rows[1].pk]
    assert not PactComment.objects.exclude(answer="open").exists()


def test_an_answer_to_other_words_than_those_read_is_refused(scene):
    row = comment(scene)
    seen = mark_of(row)
    commenting.change(comment=row, text="Đề nghị 99 %", seen=seen, by=scene.heads[1], at=at(3))

    with pytest.raises(RepliesRefused, match="đã sửa ý kiến"):
        give(scene, reply(row, seen=seen))


def test_a_second_answer_names_who_was_first_and_may_then_replace_it(scene):
    row = comment(scene)
    seen = mark_of(row)
    give(scene, reply(row, seen=seen), by=scene.leader)

    with pytest.raises(RepliesRefused, match=str(scene.leader)):
        give(scene, reply(row, "explained", "Chưa phù hợp", seen=seen), minute=5)
    give(scene, reply(row, "explained", "Chưa phù hợp"), minute=6)

    row.refresh_from_db()
    assert (row.answer, row.answered_by) == ("explained", scene.officer)


def test_members_do_not_answer_and_the_officer_does_not_overrule(scene):
    row = comment(scene)

    with pytest.raises(NotAllowed):
        give(scene, reply(row), by=scene.heads[1])
    with pytest.raises(NotAllowed):
        give(scene, reply(row, "overruled", "x"))

    row.refresh_from_db()
    assert row.answer == "open"


def test_what_came_in_meanwhile_is_not_overruled_unread(scene):
    seen = mark_of(comment(scene, "Một"))
    comment(scene, "Hai", member=2)

    with pytest.raises(WrongState, match="Có ý kiến mới"):
        answering.overrule_all(pact=scene.pact, reason="x", seen=seen, by=scene.leader, at=at(4))

    assert PactComment.objects.filter(answer="open").count() == 2


def test_the_answer_does_not_end_with_the_last_day(scene):
    row = comment(scene)

    answering.answer(
        pact=scene.pact, replies=[reply(row)], by=scene.officer, at=datetime(2026, 2, 25, 2, tzinfo=UTC)
    )

    row.refresh_from_db()
    assert row.answer == "accepted"


def test_a_day_is_not_needed_to_take_back(scene):
    row = comment(scene)

    commenting.take_back(comment=row, by=scene.heads[1], at=datetime(2026, 2, 25, 2, tzinfo=UTC))

    row.refresh_from_db()
    assert (row.answer, row.answered_by) == ("taken_back", scene.heads[1])
    assert date(2026, 2, 25) > UNTIL
