"""What the check page says of a scanned code."""

from __future__ import annotations

import io
import json
from copy import deepcopy
from datetime import timedelta

import pikepdf
import pytest
from django.urls import reverse

from pacts.documents import proof
from pacts.queries.claims import check_code
from pacts.services import proof as proof_service
from pacts.services import rounds
from tests.factories.pacts import at, make_signing_scene

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(rows_of_module):
    scene = make_signing_scene(2, certificates=False)
    scene.ready()
    return scene


@pytest.fixture
def scene(made):
    return deepcopy(made)


def printed_code(scene) -> str:
    with pikepdf.open(io.BytesIO(scene.content())) as pdf:
        return pdf.attachments["proof.txt"].get_file().read_bytes().decode()


def token(scene) -> str:
    return printed_code(scene).partition("?p=")[2]


def judged(text: str):
    return check_code(text, keys=proof_service.proof_keys())


def resigned(scene, **changes) -> str:
    """A claim that our own key signs, but that says something else."""
    claim = proof.read_claim(token(scene), keys=proof_service.proof_keys())
    values = {"paper_id": claim.paper_id, "dated_on": claim.dated_on, "sha256": claim.sha256} | changes
    return proof.sign_claim(proof.Claim(**values), proof_service._signing_key())


def test_the_code_of_an_issued_paper_is_genuine_and_shows_its_content(scene):
    found = judged(token(scene))

    assert (found.state, found.title, found.signed, found.required) == (
        "genuine",
        scene.pact.paper.title,
        0,
        2,
    )
    assert found.content == scene.pact.paper.snapshot


def test_the_code_of_a_paper_made_void_says_so(scene):
    rounds.void(pact=scene.pact, reason="Sai chỉ tiêu", by=scene.leader, at=at(20))

    assert judged(token(scene)).state == "void"


def test_another_digest_another_date_and_another_paper_are_told(scene):
    claim = proof.read_claim(token(scene), keys=proof_service.proof_keys())

    assert judged(resigned(scene, sha256="00" * 32)).state == "differs"
    assert judged(resigned(scene, dated_on=claim.dated_on + timedelta(days=1))).state == "differs"
    assert judged(resigned(scene, paper_id=proof.UUID(int=1))).state == "unknown_paper"


def test_a_forged_code_a_strange_key_and_any_text_are_told(scene):
    good = token(scene)
    forged = good[:90] + ("A" if good[90] != "A" else "B") + good[91:]

    assert judged(forged).state == "forged"
    assert check_code(good, keys={}).state == "unknown_key"
    assert [judged(text).state for text in ("", "x" * 10_000, "\0", "<script>")] == ["not_a_code"] * 4


def test_codes_of_an_earlier_key_stay_good_after_the_key_was_taken_away(scene, settings, tmp_path):
    settings.AUTHORITY_DIR = tmp_path
    first = proof_service.proof_code(paper_id=scene.pact.paper_id, dated_on=scene.pact.dated_on, content=b"1")
    (tmp_path / "proof.key").unlink()
    second = proof_service.proof_code(
        paper_id=scene.pact.paper_id, dated_on=scene.pact.dated_on, content=b"1"
    )

    assert first.address != second.address
    assert len(proof_service.proof_keys()) == 2
    for code in (first, second):
        assert judged(code.address.partition("?p=")[2]).state == "differs"


def test_a_phone_that_scans_the_code_learns_the_state_without_an_account(scene, client):
    address = printed_code(scene).removeprefix("http://testserver")

    page = client.get(address).content.decode()

    assert address.startswith(reverse("check"))
    assert "Mã thật: văn bản có trong sổ của hệ thống" in page
    for clause in scene.pact.paper.snapshot["clauses"]:
        assert f"Điều {clause['number']}. " in page


@pytest.mark.parametrize("text", ["", "x", "%00", "<script>alert(1)</script>", "A" * 162])
def test_any_text_in_place_of_a_code_is_answered(client, text):
    answer = client.get(reverse("check"), {"p": text})

    assert answer.status_code == 200
    assert "Đây không phải mã QR của văn bản" in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()


def test_the_offline_page_is_one_file_with_its_own_policy_and_our_keys(scene, client):
    answer = client.get(reverse("check_offline"))

    html = answer.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="kiem-tra-van-ban.html"'
    assert all(f'data-key="{name}"' in html for name in proof_service.proof_keys())
    assert "default-src 'none'" in html.replace("&#x27;", "'")
    assert [mark for mark in ("src=", "href=", "url(", "import(", "fetch(") if mark in html] == []


def test_the_embedded_content_is_the_very_one_of_the_register(scene):
    with pikepdf.open(io.BytesIO(scene.content())) as pdf:
        embedded = pdf.attachments["content.json"].get_file().read_bytes()

    assert json.loads(embedded) == scene.pact.paper.snapshot
