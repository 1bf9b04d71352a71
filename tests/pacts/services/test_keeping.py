"""Keeping the text of a draft."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from pacts.enums import DraftOccasion
from pacts.queries.texts import text_from, text_of
from pacts.services import drafting, keeping
from tests.factories.pacts import at, make_signing_scene
from units.models import AuditEntry
from units.permissions import NotAllowed

pytestmark = pytest.mark.django_db


def change(pact, scene, theme: str):
    text = {name: getattr(pact, name) for name in drafting.TEXT_FIELDS} | {"theme": theme}
    return drafting.save_text(pact=pact, text=text, edit_number=pact.edit_number, by=scene.officer, at=at(3))


def test_a_kept_draft_holds_the_text_of_that_moment_under_the_next_number():
    scene = make_signing_scene(2, certificates=False)
    pact = scene.draft()
    said = text_of(pact)
    first = keeping.keep(pact=pact, by=scene.officer, at=at(2), note="trước khi họp")
    pact = change(pact, scene, "Chủ đề mới")

    second = keeping.keep(pact=pact, by=scene.officer, at=at(4))

    assert [(it.number, it.occasion, it.note) for it in (first, second)] == [
        (1, "kept", "trước khi họp"),
        (2, "kept", ""),
    ]
    first.refresh_from_db()
    assert (text_from(first.content), dict(text_from(second.content).fields)["theme"]) == (said, "Chủ đề mới")
    assert AuditEntry.objects.filter(kind="pact_draft_kept").count() == 2


def test_a_second_click_keeps_nothing_twice():
    scene = make_signing_scene(2, certificates=False)
    pact = scene.draft()
    first = keeping.keep(pact=pact, by=scene.officer, at=at(2))

    second = keeping.keep(pact=pact, by=scene.officer, at=at(2))

    assert (second.pk, pact.drafts.count()) == (first.pk, 1)


def test_a_larger_act_keeps_the_text_even_when_it_is_the_same_as_before():
    scene = make_signing_scene(2, certificates=False)
    pact = scene.draft()
    keeping.keep(pact=pact, by=scene.officer, at=at(2))

    sent = keeping.keep_draft(pact=pact, occasion=DraftOccasion.CONSULTATION, by=scene.leader, at=at(3))

    assert (sent.number, sent.occasion) == (2, "consultation")


def test_who_does_not_write_the_draft_keeps_nothing():
    scene = make_signing_scene(2, certificates=False)
    pact = scene.draft()

    with pytest.raises(NotAllowed):
        keeping.keep(pact=pact, by=scene.heads[1], at=at(2))

    assert pact.drafts.count() == 0


def test_a_text_that_is_no_draft_any_more_is_not_kept():
    scene = make_signing_scene(2, certificates=False)
    scene.draft()
    pact = scene.pact
    type(pact).objects.filter(pk=pact.pk).update(status="void")

    with pytest.raises(ValidationError, match="Văn bản đã chốt"):
        keeping.keep(pact=pact, by=scene.officer, at=at(2))
