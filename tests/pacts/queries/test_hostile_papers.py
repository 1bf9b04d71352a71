"""What only the register can know of a hostile file: nothing but the very bytes of a complete paper is valid."""

from __future__ import annotations

from copy import deepcopy

import pytest

from pacts.documents import signing
from pacts.queries.check import check_paper
from pacts.services import credentials
from pacts.services.authority import root_certificates
from tests.factories.pacts import PIN, at, make_signing_scene

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(rows_of_module):
    scene = make_signing_scene(3)
    scene.ready()
    scene.sign_all()
    return scene


@pytest.fixture
def signed(made):
    return deepcopy(made)


def judged(data: bytes):
    return check_paper(data, roots=root_certificates(), at=at(50))


def prefix(scene, count: int) -> bytes:
    return scene.content()[: scene.pact.paper.revisions.get(signature_count=count).length]


def sign_aside(scene, data: bytes, head, field: str) -> bytes:
    """Somebody signs a copy of the file with a good key, past the application."""
    credential = credentials.live_credential(head.person) or head.person.credentials.latest("pk")
    key = getattr(head, "stolen_key", None) or credentials.unlock(
        credential=credential, pin=PIN, by=head, at=at(30)
    )
    return signing.sign(
        data,
        field=field,
        certificate_pem=credential.certificate_pem.encode(),
        private_key=key,
        chain_pems=[],
        stamp=signing.Stamp(signer=str(head.person), unit="x", capacity_lines=("VIỆN TRƯỞNG",), at=at(31)),
        reason="x",
        location="x",
    )


def test_two_signatures_by_one_person_are_whole_but_never_valid(signed):
    head = signed.heads[1]

    check = judged(sign_aside(signed, prefix(signed, 2), head, signed.party(signed.heads[2]).field_name))

    assert (check.verdict, check.unchanged, check.trusted) == ("invalid", False, True)


def test_signatures_in_an_order_that_never_was_are_never_valid(signed):
    data = prefix(signed, 0)
    for head in (signed.heads[2], signed.heads[1], signed.heads[0]):
        data = sign_aside(signed, data, head, signed.party(head).field_name)

    check = judged(data)

    assert (check.verdict, check.unchanged, len(check.signatures)) == ("invalid", False, 3)


def test_a_key_used_after_its_certificate_was_revoked_makes_nothing_valid(signed):
    head = signed.heads[1]
    credential = credentials.live_credential(head.person)
    head.stolen_key = credentials.unlock(credential=credential, pin=PIN, by=head, at=at(25))
    credentials.revoke(credential=credential, reason="Lộ PIN", by=signed.leader, at=at(26))

    check = judged(sign_aside(signed, prefix(signed, 2), head, signed.party(signed.heads[2]).field_name))

    assert (check.verdict, check.unchanged, check.trusted) == ("invalid", False, False)


def test_a_paper_signed_before_its_signer_s_certificate_was_revoked_stays_valid(signed):
    credential = credentials.live_credential(signed.heads[1].person)
    credentials.revoke(credential=credential, reason="Mất PIN", by=signed.leader, at=at(26))

    assert judged(signed.content()).verdict == "valid"


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_file_rolled_back_is_named_as_that_with_its_numbers(signed, count):
    check = judged(prefix(signed, count))

    words = " ".join(map(str, check.reasons))
    assert check.verdict == ("indeterminate" if count else "unsigned")
    assert (check.signed, check.required) == (count, 3)
    assert f"{count}" in words
    assert "3" in words
