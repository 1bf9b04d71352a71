"""A signature by a certificate that the register has ended counts only where something proves that it came before."""

from __future__ import annotations

from copy import deepcopy

import pytest

from pacts.documents import signing
from pacts.documents.timestamps import Asked, TimeStampAuthority, time_stamped
from pacts.models import OutsideCertificate
from pacts.queries.check import REASONS, check_paper
from pacts.queries.revocations import REVOKED
from pacts.services import credentials, issuing, outside_certificates
from pacts.services.authority import root_certificates
from tests.factories.outside import make_authority, sign_elsewhere
from tests.factories.pacts import PIN, at, make_signing_scene
from tests.factories.tsa import local_tsa
from tests.pacts.documents import samples

pytestmark = pytest.mark.django_db
REVOKED_AT = at(26)


@pytest.fixture(scope="module")
def made(rows_of_module):
    scene = make_signing_scene(2)
    scene.ready()
    scene.sign_all()
    return scene


@pytest.fixture
def signed(made):
    return deepcopy(made)


@pytest.fixture(scope="module")
def abroad():
    return make_authority(at())


@pytest.fixture
def tsa(abroad):
    with local_tsa(abroad.issue_tsa(at()), at(24)) as server:
        yield server


@pytest.fixture(scope="module")
def unknown():
    """A paper that the register does not hold."""
    return issuing.prepare(samples.PACT).pdf


def judged(data: bytes, abroad, minute: int = 50):
    return check_paper(data, roots=[*root_certificates(), abroad.pem], at=at(minute))


def asked(tsa, abroad, minute: int) -> Asked:
    tsa.at = at(minute)
    return Asked(TimeStampAuthority(url=tsa.url, roots=[abroad.pem], seconds=1), at(minute))


def sign(signed, data: bytes, minute: int, stamper: Asked | None = None) -> bytes:
    """By the leader's own key, past the application, with the time that suits whoever has it."""
    credential = credentials.live_credential(signed.leader.person)
    return signing.sign(
        data,
        field="sig-1",
        certificate_pem=credential.certificate_pem.encode(),
        private_key=credentials.unlock(credential=credential, pin=PIN, by=signed.leader, at=at(20)),
        chain_pems=[],
        stamp=signing.Stamp(signer="x", unit="x", capacity_lines=("VIỆN TRƯỞNG",), at=at(minute)),
        reason="x",
        location="x",
        asked=stamper,
    )


def revoke(signed) -> None:
    credential = credentials.live_credential(signed.leader.person)
    credentials.revoke(credential=credential, reason="Lộ PIN", by=signed.heads[1], at=REVOKED_AT)


def test_what_the_register_recorded_before_the_revocation_stays_trusted(signed, abroad):
    revoke(signed)

    check = judged(signed.content(), abroad)

    assert (check.verdict, check.trusted) == ("valid", True)


def test_a_signature_is_trusted_until_the_moment_of_the_revocation_is_reached(signed, abroad, unknown):
    data = sign(signed, unknown, 24)
    revoke(signed)

    assert judged(data, abroad, minute=25).trusted is True


@pytest.mark.parametrize("minute", [10, 40], ids=["dated back", "after"])
def test_a_time_that_only_the_signer_claims_proves_nothing(signed, abroad, unknown, minute):
    data = sign(signed, unknown, minute)
    assert judged(data, abroad).trusted is True
    revoke(signed)

    check = judged(data, abroad)

    assert (check.verdict, check.unchanged, check.trusted) == ("indeterminate", True, False)
    assert str(REASONS[REVOKED]) in check.reasons
    assert [REVOKED in one.problems for one in check.signatures] == [True]


@pytest.mark.parametrize(("minute", "is_trusted"), [(24, True), (40, False)])
def test_a_trusted_time_stamp_within_the_signature_proves_its_time(
    signed, abroad, unknown, tsa, minute, is_trusted
):
    data = sign(signed, unknown, minute, asked(tsa, abroad, minute))
    revoke(signed)

    assert judged(data, abroad).trusted is is_trusted


@pytest.mark.parametrize(("minute", "is_trusted"), [(24, True), (40, False)])
def test_a_trusted_time_stamp_over_the_file_proves_that_the_signature_came_before(
    signed, abroad, unknown, tsa, minute, is_trusted
):
    data = time_stamped(
        sign(signed, unknown, 24), asked(tsa, abroad, minute), certificates=[], revocation_lists=[]
    )
    revoke(signed)

    assert judged(data, abroad).trusted is is_trusted


def test_a_time_stamp_of_an_authority_that_nobody_trusts_proves_nothing(signed, abroad, unknown, tsa):
    data = sign(signed, unknown, 24, asked(tsa, abroad, 24))
    revoke(signed)

    check = check_paper(data, roots=root_certificates(), at=at(50))

    assert (check.trusted, str(REASONS[REVOKED]) in check.reasons) == (False, True)


def test_a_certificate_from_elsewhere_that_is_no_longer_accepted_is_named_too(signed, abroad, unknown):
    token, head = abroad.issue("Trần Thị Ước", at()), signed.heads[1]
    data = sign_elsewhere(unknown, token, at(24))
    row = outside_certificates.register(person=head.person, content=token.pem, by=head, at=at(20))
    assert judged(data, abroad).trusted is True
    outside_certificates.revoke(certificate=row, reason="Mất token", by=head, at=REVOKED_AT)

    assert judged(data, abroad).trusted is False
    assert OutsideCertificate.objects.count() == 1


def test_another_authority_s_certificate_with_the_same_serial_is_another_certificate(signed, abroad, unknown):
    token = abroad.issue("Trần Thị Ước", at())
    credential = credentials.live_credential(signed.leader.person)
    credential.serial = f"{token.certificate.serial_number:x}"
    credential.save(update_fields=["serial"])
    revoke(signed)

    assert judged(sign_elsewhere(unknown, token, at(24)), abroad).trusted is True
