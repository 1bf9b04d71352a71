"""A text that is longer than a paper may be gets a sentence wherever it would be printed; nothing is half done."""

from __future__ import annotations

from datetime import time

import pytest
from django.urls import reverse
from django.utils import timezone

from pacts.documents import rendering
from pacts.models import IssuedPaper
from pacts.services import commenting, consulting, starting
from tests.factories.conferences import make_conference_scene
from tests.factories.units import client_of, make_device
from units.models import EmulationYear

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(monkeypatch):
    made, now = make_conference_scene(), timezone.now()
    EmulationYear.objects.update(year=timezone.localdate().year)
    made.cluster.refresh_from_db()
    made.day, made.now, made.hours = timezone.localdate(), now, (time(0), time(0, 1))
    made.pact = starting.start(cluster=made.cluster, by=made.signing.leader, at=now)
    made.conference = made.held(made.plan())
    monkeypatch.setattr(rendering, "MAX_HTML_CHARACTERS", 10)
    return made


@pytest.fixture
def lead(scene):
    return client_of(scene.signing.leader, make_device(scene.signing.leader))


@pytest.mark.parametrize("route", ["pact_preview", "pact_comments_table_file", "conference_minutes_preview"])
def test_a_preview_leads_back_with_a_sentence(scene, lead, route):
    now, head = timezone.now(), scene.signing.heads[1]
    pact = consulting.send_out(pact=scene.pact, until=scene.day, by=scene.signing.leader, at=now)
    commenting.comment(pact=pact, unit=scene.signing.units[1], clause="", text="Dài", by=head, at=now)
    pk = scene.conference.pk if route.startswith("conference") else scene.pact.pk

    page = lead.get(reverse(route, args=[pk]), follow=True)

    assert page.redirect_chain
    assert "dài quá giới hạn của một văn bản (tối đa 60 trang)" in page.content.decode()


@pytest.mark.parametrize("route", ["pact_preview_picture", "conference_minutes_picture"])
def test_a_picture_of_it_does_not_exist(scene, lead, route):
    pk = scene.conference.pk if route.startswith("conference") else scene.pact.pk

    assert lead.get(reverse(route, args=[pk])).status_code == 404


def test_neither_the_pact_nor_the_minutes_are_issued(scene, lead):
    seen = lead.get(reverse("conference_minutes", args=[scene.conference.pk])).context["seen"]
    frozen = lead.post(
        reverse("pact_freeze", args=[scene.pact.pk]),
        {"place": "Đồng Nai", "dated_on": f"{scene.day:%d/%m/%Y}", "edit_number": 0},
    )
    issued = lead.post(reverse("conference_minutes", args=[scene.conference.pk]), {"seen": seen})

    for page in (frozen, issued):
        assert page.status_code == 422
        assert "tối đa 60 trang" in page.content.decode()
    assert IssuedPaper.objects.count() == 0
