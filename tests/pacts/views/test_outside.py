"""Signing elsewhere over HTTP: reserve, download, sign with another tool, upload."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from pacts.models import Credential, Reservation, Signature
from pacts.services import freezing, rounds, starting
from tests.factories.outside import make_authority, sign_elsewhere
from tests.factories.pacts import make_signing_scene
from tests.factories.units import client_of, make_device
from units.models import EmulationYear

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(settings, tmp_path):
    """A round that is open today, since pages read the clock."""
    now = timezone.now()
    made = make_signing_scene(2)
    Credential.objects.update(not_before=now - timedelta(days=1), not_after=now + timedelta(days=365))
    EmulationYear.objects.update(year=timezone.localdate().year)
    pact = starting.start(cluster=made.cluster, by=made.leader, at=now)
    values = {"place": "Bình Định", "dated_on": timezone.localdate(), "edit_number": pact.edit_number}
    pact = freezing.freeze(pact=pact, by=made.leader, at=now, **values)
    made.pact = rounds.open_signing(pact=pact, by=made.leader, at=now)
    made.authority = make_authority(now)
    settings.OUTSIDE_ROOTS_DIR = tmp_path
    (tmp_path / "root.crt").write_bytes(made.authority.pem)
    return made


def browser(user):
    return client_of(user, make_device(user))


def reserve(client, scene):
    return client.post(reverse("pact_reserve", args=[scene.pact.pk]), {"shown_sha256": scene.shown})


def upload(client, scene, content):
    data = {
        "shown_sha256": scene.shown,
        "request_key": uuid.uuid4(),
        "file": SimpleUploadedFile("da-ky.pdf", content),
    }
    return client.post(reverse("pact_bring_back", args=[scene.pact.pk]), data)


def test_a_head_reserves_downloads_signs_and_uploads(scene):
    head = scene.heads[1]
    client = browser(head)
    reserve(client, scene)
    page = client.get(reverse("pact_outside", args=[scene.pact.pk])).content.decode()
    given = client.get(reverse("paper_file", args=[scene.pact.paper_id])).content
    token = scene.authority.issue(head.person.full_name, timezone.now())

    response = upload(client, scene, sign_elsewhere(given, token, timezone.now()))

    assert reverse("pact_bring_back", args=[scene.pact.pk]) in page
    assert response.url == reverse("pact_board", args=[scene.pact.pk])
    assert Signature.objects.get().signer == head.person


def test_a_file_that_is_refused_says_why_at_the_field_and_keeps_the_reservation(scene):
    client = browser(scene.heads[1])
    reserve(client, scene)

    response = upload(client, scene, b"no paper at all")

    assert response.status_code == 422
    assert response.context["form"].errors["file"] == ["Đây không phải tệp PDF."]
    assert Reservation.objects.get().ended_at is None


def test_the_board_tells_everybody_who_keeps_the_paper_and_the_head_of_the_lead_unit_ends_it(scene):
    reserve(browser(scene.heads[1]), scene)
    board = reverse("pact_board", args=[scene.pact.pk])
    leader, officer = browser(scene.leader), client_of(scene.officer)

    seen = [one.get(board).content.decode().count("đang ký bên ngoài đến") for one in (leader, officer)]
    forbidden = officer.post(reverse("pact_reservation_end", args=[scene.pact.pk]))
    leader.post(reverse("pact_reservation_end", args=[scene.pact.pk]))

    assert (seen, forbidden.status_code) == ([1, 1], 403)
    assert Reservation.objects.get().ended_by == scene.leader


def test_the_page_to_sign_says_to_others_until_when_they_wait(scene):
    reserve(browser(scene.heads[1]), scene)

    page = browser(scene.leader).get(reverse("pact_sign", args=[scene.pact.pk])).content.decode()

    until = timezone.localtime(Reservation.objects.get().expires_at)
    assert f"{until:%H:%M}" in page
