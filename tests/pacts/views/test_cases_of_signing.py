"""What the pages say in the expert's cases of signing: who signed in which capacity, who is missing, what is spoilt."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from pacts.models import PactParty
from pacts.services import scans
from pacts.services.freezing import Witness
from tests.factories.pacts import TODAY, SigningScene, at, make_signing_scene
from tests.factories.units import appoint, client_of, make_user
from tests.pacts.machine.by_services import SCAN
from units.models import Appointment

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> SigningScene:
    made = make_signing_scene(6)
    made.ready()
    return made


def board(scene: SigningScene) -> str:
    answer = client_of(scene.officer).get(reverse("pact_board", args=[scene.pact.pk]))
    return " ".join(answer.content.decode().split())


def test_case_19_after_the_head_is_replaced_the_board_says_in_which_capacity_it_was_signed(scene):
    head = scene.heads[1]
    scene.sign(head)
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(person=head.person).update(valid_to=yesterday)
    appoint(make_user().person, scene.units[1], valid_from=timezone.localdate())

    text = board(scene)

    assert head.person.full_name in text
    assert "ký lúc 20/02/2026 09:10, khi giữ chức VIỆN TRƯỞNG" in text


def test_case_21_after_the_last_day_the_board_says_being_signed_and_names_who_is_missing(scene):
    for head in scene.heads[:4]:
        scene.sign(head)
    type(scene.pact).objects.filter(pk=scene.pact.pk).update(sign_until=TODAY)

    text = board(scene)

    waiting = PactParty.objects.filter(pact=scene.pact, status="waiting").order_by("position")
    assert [party.unit_text for party in waiting] == ["VKSND tỉnh Số 5", "VKSND tỉnh Số 6"]
    assert text.count("Chưa ký") >= 2
    assert "Đang ký" in text
    assert "Đã có hiệu lực" not in text


def test_case_24_a_file_with_one_changed_byte_is_called_not_whole_on_the_check_page(client, scene):
    scene.sign(scene.heads[1])
    content = bytearray(scene.content())
    content[len(content) // 8] ^= 1

    answer = client.post(reverse("check"), {"file": SimpleUploadedFile("x.pdf", bytes(content))})

    assert "không toàn vẹn" in answer.content.decode()


def test_case_30_what_was_signed_by_hand_is_called_a_paper_copy_with_the_capacity_that_was_typed(scene):
    line = scans.ByHand(scene.party(scene.heads[1]), scene.heads[1].person, "QUYỀN VIỆN TRƯỞNG")
    scans.record_by_hand(
        pact=scene.pact,
        attestation=scans.Attestation(lines=[line], signed_on=TODAY),
        file_name="ban-ky-tay.pdf",
        content=SCAN,
        request_key=uuid.uuid4(),
        by=scene.officer,
        at=at(20),
    )

    text = board(scene)

    assert "QUYỀN VIỆN TRƯỞNG" in text
    assert "bản giấy, ký tay ngày 20/02/2026; không áp dụng chữ ký số" in text


def test_case_26_a_witness_who_signed_by_hand_is_recorded_also_when_the_pact_is_in_force():
    made = make_signing_scene(2)
    made.draft()
    organiser = made.cluster.year.organiser
    made.freeze(witness=Witness(make_user().person, "Phó Viện trưởng", organiser))
    made.open()
    made.sign_all()
    browser, address = client_of(made.officer), reverse("pact_by_hand", args=[made.pact.pk])

    offered = browser.get(address).context["form"].proposals

    assert [(one.party.kind, one.people) for one in offered] == [("witness", (offered[0].party.signer,))]
