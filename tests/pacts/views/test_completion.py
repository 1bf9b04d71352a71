"""The sheet that says how a paper was signed: for whoever sees the paper, once the round is over."""

from __future__ import annotations

import subprocess

import pytest
from django.urls import reverse

from pacts.services import rounds
from tests.factories.pacts import at, make_signing_scene
from tests.factories.units import make_officer, make_unit
from units.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    scene = make_signing_scene(2)
    scene.ready()
    return scene


def sheet(client, scene, by):
    client.force_login(by)
    return client.get(reverse("paper_completion", args=[scene.pact.paper_id]))


def words(answer, tmp_path) -> str:
    (tmp_path / "a.pdf").write_bytes(answer.content)
    run = subprocess.run(["pdftotext", "-raw", str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True)
    return "".join(run.stdout.decode().split())


def test_the_sheet_tells_of_every_state_signature_and_event_and_of_the_end_of_the_trail(
    client, scene, tmp_path
):
    scene.sign_all()

    text = words(sheet(client, scene, scene.officer), tmp_path)

    last = AuditEntry.objects.latest("seq")
    assert "Cóhiệulực" in text
    assert f"số{last.seq},SHA-256{last.hash}" in text
    assert [one.sha256 for one in scene.pact.paper.revisions.all() if one.sha256 not in text] == []
    for signature in scene.pact.paper.signatures.all():
        for said in (
            signature.signer.full_name,
            signature.capacity_text,
            signature.serial,
            signature.party.unit_text,
        ):
            assert "".join(said.split()) in text


def test_a_round_made_void_is_told_with_its_reason(client, scene, tmp_path):
    rounds.void(pact=scene.pact, reason="Sai chỉ tiêu của đơn vị", by=scene.leader, at=at(20))

    text = words(sheet(client, scene, scene.officer), tmp_path)

    assert "Đãbịhủy" in text
    assert "Saichỉtiêucủađơnvị" in text
    assert "Chưacóchữkýnào." in text


def test_there_is_no_sheet_while_the_round_is_open_nor_for_a_stranger_to_the_cluster(client, scene):
    assert sheet(client, scene, scene.officer).status_code == 404
    scene.sign_all()
    assert sheet(client, scene, make_officer(make_unit("VKSND tỉnh Lạ"))).status_code == 404
    assert sheet(client, scene, scene.officer).status_code == 200
