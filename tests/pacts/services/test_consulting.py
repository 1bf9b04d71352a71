"""A draft is sent out for comments, and is settled before it is frozen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from pacts.enums import PactStatus
from pacts.models import PactComment
from pacts.queries.comments import mark_of
from pacts.queries.texts import text_from, text_of
from pacts.services import answering, commenting, consulting, drafting
from pacts.services.answering import Reply
from pacts.services.telling import WrongState
from tests.factories.pacts import TODAY, SigningScene, at, make_signing_scene
from tests.factories.units import make_officer
from units.models import AuditEntry, Notice
from units.permissions import NotAllowed

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 2, 27)


@pytest.fixture
def scene() -> SigningScene:
    made = make_signing_scene(3, certificates=False)
    made.draft()
    return made


def send_out(scene: SigningScene, until: date = UNTIL, minute: int = 1):
    scene.pact = consulting.send_out(pact=scene.pact, until=until, by=scene.officer, at=at(minute))
    return scene.pact


def end(scene: SigningScene, minute: int = 5):
    scene.pact = consulting.end(pact=scene.pact, reason="Đã đủ ý kiến", by=scene.leader, at=at(minute))
    return scene.pact


def edit(scene: SigningScene, theme: str):
    scene.pact.refresh_from_db()
    text = {name: getattr(scene.pact, name) for name in drafting.TEXT_FIELDS} | {"theme": theme}
    values = {"text": text, "edit_number": scene.pact.edit_number}
    scene.pact = drafting.save_text(pact=scene.pact, by=scene.officer, at=at(3), **values)


def comment(
    scene: SigningScene, member: int = 1, text: str = "Đề nghị 95 %", clause: str = "", minute: int = 2
):
    return commenting.comment(
        pact=scene.pact,
        unit=scene.units[member],
        clause=clause,
        text=text,
        by=scene.heads[member],
        at=at(minute),
    )


def mark(row: PactComment) -> str:
    return mark_of(PactComment.objects.get(pk=row.pk))


def told(kind: str) -> set[int]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_the_text_of_the_moment_is_kept_and_members_and_the_supervisor_are_told(scene):
    supervisor = make_officer(scene.cluster.year.organiser, "central_officer")

    pact = send_out(scene)

    draft = pact.drafts.get()
    assert (draft.occasion, text_from(draft.content)) == ("consultation", text_of(pact))
    assert (pact.status, pact.comments_until, pact.comments_opened_by) == ("draft", UNTIL, scene.officer)
    everybody = {*scene.heads, scene.officer, supervisor}
    assert told("pact_comments_opened") == {user.pk for user in everybody}
    assert AuditEntry.objects.filter(kind="pact_sent_out").count() == 1


def test_a_changed_draft_sent_out_again_is_a_further_round_that_says_how_much_has_changed(scene):
    send_out(scene)
    edit(scene, "Chủ đề mới")

    pact = send_out(scene, UNTIL + timedelta(days=3), minute=4)

    notice = Notice.objects.filter(kind="pact_comments_again").first()
    assert (pact.drafts.count(), pact.comments_opened_at) == (2, at(4))
    assert (notice.details["changes"], notice.details["day"]) == (1, "02/03/2026")


def test_an_unchanged_draft_only_gets_another_day(scene):
    send_out(scene)

    pact = send_out(scene, UNTIL + timedelta(days=3), minute=4)

    assert (pact.drafts.count(), pact.comments_until) == (1, date(2026, 3, 2))
    assert told("pact_comments_until") == {user.pk for user in {*scene.heads, scene.officer}}
    assert told("pact_comments_again") == set()


def test_a_day_in_the_past_is_refused_at_its_field_and_keeps_nothing(scene):
    with pytest.raises(ValidationError) as refusal:
        send_out(scene, TODAY - timedelta(days=1))

    assert list(refusal.value.message_dict) == ["until"]
    assert scene.pact.drafts.count() == 0


def test_only_the_lead_unit_sends_out_and_only_its_head_ends_early(scene):
    with pytest.raises(NotAllowed):
        consulting.send_out(pact=scene.pact, until=UNTIL, by=scene.heads[1], at=at(1))
    send_out(scene)
    with pytest.raises(NotAllowed):
        consulting.end(pact=scene.pact, reason="x", by=scene.officer, at=at(2))

    scene.pact.refresh_from_db()
    assert scene.pact.comments_until == UNTIL


def test_an_early_end_needs_its_reason_tells_everybody_and_closes_at_once(scene):
    send_out(scene)
    with pytest.raises(ValidationError):
        consulting.end(pact=scene.pact, reason=" ", by=scene.leader, at=at(5))

    end(scene)

    assert (scene.pact.comments_until, scene.pact.comments_ended_at) == (TODAY, at(5))
    assert told("pact_comments_ended") == {user.pk for user in {*scene.heads, scene.officer}}
    with pytest.raises(WrongState, match="Thời hạn góp ý đã hết"):
        comment(scene, minute=6)
    with pytest.raises(WrongState):
        end(scene, minute=7)


def test_after_an_early_end_the_draft_can_be_sent_out_anew(scene):
    send_out(scene)
    end(scene)

    send_out(scene)

    assert (scene.pact.comments_ended_at, scene.pact.comments_until) == (None, UNTIL)
    assert comment(scene, minute=8)


def test_a_last_day_years_ahead_is_a_slip(scene):
    with pytest.raises(ValidationError) as refused:
        consulting.send_out(pact=scene.pact, until=date(2100, 1, 1), by=scene.officer, at=at(1))

    assert list(refused.value.error_dict) == ["until"]


def test_a_frozen_text_is_not_sent_out(scene):
    scene.freeze()

    with pytest.raises(WrongState, match="đã chốt"):
        send_out(scene)


def test_a_draft_that_nobody_was_asked_about_is_frozen_as_before(scene):
    assert scene.freeze().status == PactStatus.FROZEN


def test_case_16_a_running_consultation_blocks_the_freeze(scene):
    send_out(scene)

    with pytest.raises(ValidationError) as refusal:
        scene.freeze()

    scene.pact.refresh_from_db()
    assert "27/02/2026" in refusal.value.messages[0]
    assert (scene.pact.status, scene.pact.paper) == (PactStatus.DRAFT, None)


def test_case_16_an_open_comment_blocks_the_freeze_until_it_is_answered(scene):
    send_out(scene)
    row = comment(scene)
    end(scene)

    with pytest.raises(ValidationError, match="Còn 1 ý kiến"):
        scene.freeze()
    reply = Reply(row.pk, "accepted", "", mark(row))
    answering.answer(pact=scene.pact, replies=[reply], by=scene.officer, at=at(6))

    assert scene.freeze().status == PactStatus.FROZEN


def test_case_16_the_head_of_the_lead_unit_overrules_with_a_reason_and_the_freeze_goes_on(scene):
    send_out(scene)
    row = comment(scene)
    end(scene)

    done = answering.overrule_all(
        pact=scene.pact, reason="Chỉ tiêu của Ngành", seen=mark(row), by=scene.leader, at=at(6)
    )

    assert [(it.answer, it.answer_text) for it in done] == [("overruled", "Chỉ tiêu của Ngành")]
    assert scene.freeze().status == PactStatus.FROZEN


def test_an_agreement_and_what_was_taken_back_block_nothing(scene):
    send_out(scene)
    commenting.agree(pact=scene.pact, unit=scene.units[1], by=scene.heads[1], at=at(2))
    row = comment(scene, member=2)
    commenting.take_back(comment=row, by=scene.heads[2], at=at(3))
    end(scene)

    assert scene.freeze().status == PactStatus.FROZEN
    assert PactComment.objects.count() == 2
