"""Minutes issued and a ceremony confirmed at the same moment, for real on both databases."""

from __future__ import annotations

import pytest

from pacts.models import Conference, IssuedPaper
from pacts.services import minutes, witnessing
from tests.factories.conferences import make_conference_scene
from tests.factories.pacts import at
from tests.factories.racing import at_once, unexpected
from units.audit import first_break
from units.models import AuditEntry

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_many_who_issue_the_minutes_at_once_all_get_the_one_paper():
    scene = make_conference_scene(2, certificates=False)
    conference = scene.held(scene.plan())
    seen = minutes.mark_of(minutes.drafted(Conference.objects.get()))

    def issue() -> IssuedPaper:
        return minutes.issue(conference=conference, seen=seen, by=scene.officer, at=at(40))

    results = at_once([issue] * 4)

    paper = IssuedPaper.objects.get()
    assert unexpected(results) == []
    assert {one.pk for one in results} == {paper.pk}
    assert first_break(AuditEntry.objects.order_by("seq").values()) is None


def test_of_many_clicks_of_the_witness_one_is_recorded():
    scene = make_conference_scene(2)
    scene.signing.ready()
    scene.signing.sign_all()
    conference = scene.plan()

    def confirm() -> Conference:
        return witnessing.confirm(conference=conference, by=scene.witness, at=at(40))

    results = at_once([confirm] * 8)

    assert unexpected(results) == []
    assert AuditEntry.objects.filter(kind="ceremony_witnessed").count() == 1
