"""Certificates of others are put on record once, and ended with a reason."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from pacts.models import OutsideCertificate
from pacts.services import outside_certificates
from tests.factories.outside import make_authority
from tests.factories.pacts import at
from tests.factories.units import head_of, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return head_of(make_unit("VKSND tỉnh Một"))


@pytest.fixture
def token():
    return make_authority(at()).issue("NGUYEN VAN A", at())


def test_a_certificate_is_registered_once_and_ended_with_a_reason(head, token):
    row = outside_certificates.register(person=head.person, content=token.pem, by=head, at=at())

    with pytest.raises(ValidationError):
        outside_certificates.register(person=head.person, content=token.pem, by=head, at=at())
    with pytest.raises(ValidationError):
        outside_certificates.revoke(certificate=row, reason=" ", by=head, at=at(1))
    ended = outside_certificates.revoke(certificate=row, reason="Mất token", by=head, at=at(1))

    assert (ended.revoked_at, ended.revoke_reason, OutsideCertificate.objects.count()) == (
        at(1),
        "Mất token",
        1,
    )


def test_what_is_no_certificate_is_refused(head):
    with pytest.raises(ValidationError):
        outside_certificates.register(person=head.person, content=b"no", by=head, at=at())


def test_the_command_registers_a_file(head, token, tmp_path):
    (tmp_path / "a.crt").write_bytes(token.pem)

    call_command("register_certificate", str(tmp_path / "a.crt"), of=head.username, by=head.username)

    assert OutsideCertificate.objects.get().person == head.person
