"""Whoever signs for two parties of a pact acts on the one whose page is open, whatever was signed meanwhile."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from pacts.enums import PartyStatus
from pacts.models import Credential, PactParty, Signature
from pacts.services import freezing, rounds, starting
from tests.factories.pacts import PIN, make_signing_scene
from tests.factories.units import appoint, client_of, make_device
from units.models import Appointment, EmulationYear

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """The leader's head also acts as head of the second unit; the third has one of its own."""
    made, now = make_signing_scene(3), timezone.now()
    start = now - timedelta(days=1)
    Credential.objects.update(not_before=start, not_after=start + timedelta(days=365))
    EmulationYear.objects.update(year=timezone.localdate().year)
    made.pact = starting.start(cluster=made.cluster, by=made.leader, at=now)
    Appointment.objects.filter(person=made.heads[1].person).delete()
    appoint(made.leader.person, made.units[1], "acting_head")
    frozen = freezing.freeze(
        pact=made.pact,
        place="Bình Định",
        dated_on=timezone.localdate(),
        edit_number=0,
        by=made.leader,
        at=now,
    )
    rounds.open_signing(pact=frozen, by=made.leader, at=now)
    made.pact.refresh_from_db()
    return made


@pytest.fixture
def head(scene):
    return client_of(scene.leader, make_device(scene.leader))


def forms_of(page) -> dict[str, str]:
    """The addresses to which the forms of the page send, by the last part of the path."""
    found = re.findall(r'<form method="post" action="([^"]*)"', page.content.decode())
    path = page.wsgi_request.path
    whole = [path + unescape(one) if one.startswith("?") else unescape(one) for one in found]
    return {one.split("?")[0].strip("/").split("/")[-1]: one for one in whole}


def signed(scene) -> set[int]:
    return set(Signature.objects.values_list("party__position", flat=True))


def values(scene, key=None) -> dict[str, object]:
    return {"shown_sha256": scene.pact.paper.frozen.sha256, "request_key": key or uuid.uuid4(), "pin": PIN}


def test_a_second_click_on_the_page_of_one_party_never_signs_for_the_other(scene, head):
    page, key = head.get(reverse("pact_sign", args=[scene.pact.pk])), uuid.uuid4()
    address = forms_of(page)["sign"]

    first = head.post(address, values(scene, key))
    again = head.post(address, values(scene, key))
    after_one = signed(scene)
    second_page = head.get(reverse("pact_sign", args=[scene.pact.pk]))
    head.post(forms_of(second_page)["sign"], values(scene))

    assert (first.status_code, again.status_code) == (302, 302)
    assert len(after_one) == 1
    assert len(signed(scene)) == 2


def test_declining_on_the_page_of_one_party_never_declines_for_the_other(scene, head):
    address = forms_of(head.get(reverse("pact_sign", args=[scene.pact.pk])))["decline"]
    reason = {"decline-reason": "Chỉ tiêu quá cao"}

    head.post(address, reason)
    head.post(address, reason)

    assert PactParty.objects.filter(status=PartyStatus.DECLINED).count() == 1


def test_the_page_signs_in_the_capacity_that_it_shows(scene, head):
    page = head.get(reverse("pact_sign", args=[scene.pact.pk]))
    stale = forms_of(page)["sign"].split("&capacity=")[0] + "&capacity=KT. GIÁM ĐỐC"

    refused = head.post(stale, values(scene))
    shown_now = forms_of(refused)["sign"]
    done = head.post(shown_now, values(scene))

    assert (refused.status_code, done.status_code) == (422, 302)
    assert Signature.objects.count() == 1


def test_a_party_of_somebody_else_cannot_be_asked_for(scene, head):
    other = scene.pact.parties.get(unit=scene.units[2])

    answers = [
        head.get(reverse("pact_sign", args=[scene.pact.pk]) + f"?party={wanted}").status_code
        for wanted in (other.pk, "0", "x")
    ]

    assert answers == [404, 404, 404]
