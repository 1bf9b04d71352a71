"""The verdict on a file: the engine's findings held against the register."""

from __future__ import annotations

import io
import json
from copy import deepcopy

import pytest
from django.core.management import call_command

from pacts.documents import authority as engine
from pacts.documents import signing
from pacts.enums import PaperKind
from pacts.queries.check import check_paper
from pacts.services import credentials, issuing, rounds
from pacts.services.authority import root_certificates
from tests.factories.outside import make_authority, sign_elsewhere
from tests.factories.pacts import PIN, at, make_signing_scene
from tests.pacts.documents import forgeries, samples

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(rows_of_module):
    scene = make_signing_scene(6)
    scene.ready()
    scene.sign_all()
    return scene


@pytest.fixture
def signed(made):
    return deepcopy(made)


def judged(data: bytes, roots: list[bytes] | None = None):
    return check_paper(data, roots=root_certificates() if roots is None else roots, at=at(30))


def words(check) -> str:
    return " ".join(str(reason) for reason in check.reasons)


def test_the_complete_paper_is_valid_and_says_that_its_certificates_are_test_ones(signed):
    check = judged(signed.content())

    assert (check.verdict, check.unchanged, check.trusted, check.covers_whole_file) == (
        "valid",
        True,
        True,
        True,
    )
    assert (check.signed, check.required, check.is_test) == (6, 6, True)
    assert len(check.reasons) == 1


def test_case_24_one_changed_byte_is_not_whole(signed):
    content = bytearray(signed.content())
    content[len(content) // 8] ^= 1

    check = judged(bytes(content))

    assert (check.verdict, check.unchanged) == ("invalid", False)
    assert check.reasons


def test_bytes_appended_at_the_end_are_named(signed):
    check = judged(signed.content() + b"\n% x")

    assert (check.verdict, check.unchanged, check.covers_whole_file) == ("invalid", False, False)
    assert "appended" in words(check) or "nối thêm" in words(check)


def test_a_file_rolled_back_to_its_first_three_signatures_is_an_earlier_state(signed):
    third = signed.pact.paper.revisions.get(signature_count=3)

    check = judged(signed.content()[: third.length])

    assert (check.verdict, check.unchanged, check.trusted) == ("indeterminate", True, True)
    assert "3" in words(check)
    assert "6" in words(check)


def test_the_frozen_paper_before_the_first_signature_is_unsigned(signed):
    frozen = signed.pact.paper.revisions.get(sequence=0)

    check = judged(signed.content()[: frozen.length])

    assert (check.verdict, check.unchanged, check.trusted) == ("unsigned", None, None)


def test_an_unknown_issuer_is_indeterminate_and_unchanged_is_still_answered(signed):
    stranger = engine.create_authority(organisation="X", is_test=True, at=at(), secret=b"s" * 32)

    check = judged(signed.content(), roots=[stranger.certificate_pem])

    assert (check.verdict, check.unchanged, check.trusted) == ("indeterminate", True, False)


def test_a_signed_file_that_is_not_in_the_register_is_indeterminate(signed):
    credential = credentials.live_credential(signed.leader.person)
    elsewhere = signing.sign(
        issuing.prepare(samples.PACT).pdf,
        field="sig-1",
        certificate_pem=credential.certificate_pem.encode(),
        private_key=credentials.unlock(credential=credential, pin=PIN, by=signed.leader, at=at(25)),
        chain_pems=[],
        stamp=signing.Stamp(signer="x", unit="x", capacity_lines=("x",), at=at(25)),
        reason="x",
        location="x",
    )

    check = judged(elsewhere)

    assert (check.verdict, check.unchanged, check.trusted) == ("indeterminate", True, True)
    assert check.title == ""


STRANGE = make_authority(at())
STRANGER = STRANGE.issue("Người Lạ", at())
INVISIBLE, PAGE = (0, 0, 0, 0), (0, 0, 595, 842)
ADDITIONS = {
    "a picture over page 1, then a signature": lambda data: sign_elsewhere(
        forgeries.cover_page(data), STRANGER, at(20), field="new", box=INVISIBLE
    ),
    "a signature over page 1": lambda data: sign_elsewhere(data, STRANGER, at(20), field="new", box=PAGE),
    "an honest signature of a third party": lambda data: sign_elsewhere(
        data, STRANGER, at(20), field="new", box=INVISIBLE
    ),
    "a picture over page 1": forgeries.cover_page,
    "thousands of ends": lambda data: data + b"%%EOF\n" * 5000,
}


@pytest.mark.parametrize("count", [0, 3, 6])
@pytest.mark.parametrize("add", ADDITIONS.values(), ids=ADDITIONS)
def test_what_the_register_has_not_recorded_makes_a_paper_invalid_and_the_recorded_part_is_called_intact(
    signed, add, count
):
    recorded = signed.content()[: signed.pact.paper.revisions.get(signature_count=count).length]

    check = judged(add(recorded), [*root_certificates(), STRANGE.pem])

    assert (check.verdict, check.unchanged) == ("invalid", False)
    assert (check.title, check.signed, check.required) == (signed.pact.paper.title, count, 6)
    assert f"nguyên vẹn, có {count}/6 chữ ký" in words(check)


def test_a_signature_behind_a_paper_that_is_signed_outside_the_system_makes_it_neither_valid_nor_invalid(
    signed,
):
    prepared = issuing.prepare(samples.PACT)
    issuing.store(
        kind=PaperKind.MINUTES, prepared=prepared, title="Biên bản", unit=signed.units[0], year=2026,
        is_rehearsal=False, by=signed.leader, at=at(),
    )  # fmt: skip

    check = judged(sign_elsewhere(prepared.pdf, STRANGER, at(20)), [STRANGE.pem])

    assert (check.verdict, check.unchanged, check.trusted) == ("indeterminate", None, True)
    assert (check.title, len(check.reasons)) == ("Biên bản", 1)


def test_a_void_paper_is_never_valid():
    scene = make_signing_scene(2)
    scene.ready()
    scene.sign(scene.heads[0])
    rounds.void(pact=scene.pact, reason="x", by=scene.leader, at=at(20))

    check = judged(scene.content())

    assert (check.verdict, check.unchanged) == ("indeterminate", True)


@pytest.mark.parametrize("part", [0.01, 0.3, 0.6, 0.9, 0.999])
def test_a_cut_file_is_never_valid(signed, part):
    content = signed.content()

    check = judged(content[: int(len(content) * part)])

    assert check.verdict == "invalid"


@pytest.mark.parametrize("data", [b"", b"x", b"%PDF-1.7", b"\x00" * 100, b"%PDF-1.7\n%%EOF"])
def test_the_command_answers_in_json_for_any_file(tmp_path, data):
    path, out = tmp_path / "f.pdf", io.StringIO()
    path.write_bytes(data)

    with pytest.raises(SystemExit) as left:
        call_command("verify_paper", str(path), "--format", "json", stdout=out)

    answer = json.loads(out.getvalue())
    assert left.value.code == 1
    assert answer["verdict"] in {"invalid", "indeterminate", "unsigned"}
    assert set(answer) == {"verdict", "unchanged", "trusted", "covers_whole_file", "signatures", "reasons"}


def test_the_command_answers_in_json_for_a_missing_file(tmp_path):
    out = io.StringIO()

    with pytest.raises(SystemExit):
        call_command("verify_paper", str(tmp_path / "none.pdf"), "--format", "json", stdout=out)

    assert json.loads(out.getvalue())["verdict"] == "indeterminate"


def test_the_command_leaves_with_zero_for_the_complete_paper(signed, tmp_path):
    path, out = tmp_path / "f.pdf", io.StringIO()
    path.write_bytes(signed.content())

    call_command("verify_paper", str(path), "--format", "json", stdout=out)

    answer = json.loads(out.getvalue())
    assert answer["verdict"] == "valid"
    assert [set(one) for one in answer["signatures"]] == [
        {"signer", "unit", "capacity", "signed_at", "intact", "valid"}
    ] * 6
