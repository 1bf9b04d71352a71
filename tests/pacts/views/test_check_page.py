"""The public check page in words: whose certificates are trusted, and which of them is revoked."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from pacts.services import issuing, outside_certificates
from tests.factories.outside import make_authority, sign_elsewhere
from tests.factories.units import head_of, make_unit
from tests.pacts.documents import forgeries, samples

pytestmark = pytest.mark.django_db
ISSUER = "CA ngoài hệ thống"


@pytest.fixture
def token(settings, tmp_path):
    """Somebody's token, of an authority that this installation trusts."""
    now = timezone.now()
    authority = make_authority(now, ISSUER)
    settings.OUTSIDE_ROOTS_DIR = tmp_path
    (tmp_path / "root.crt").write_bytes(authority.pem)
    return authority.issue("Trần Thị Ước", now)


def asked(client, content: bytes) -> str:
    answer = client.post(reverse("check"), {"file": SimpleUploadedFile("x.pdf", content)})
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_trusted_authority_of_others_is_named_in_the_row_and_never_called_this_system(client, token):
    text = asked(client, sign_elsewhere(issuing.prepare(samples.PACT).pdf, token, timezone.now()))

    assert "Chứng thư số đáng tin cậy? Có " in text
    assert text.count(ISSUER) == 1


def test_a_revoked_certificate_is_named_at_its_signature(client, token):
    content = sign_elsewhere(issuing.prepare(samples.PACT).pdf, token, timezone.now())
    head = head_of(make_unit("VKSND tỉnh Một"))
    values = {"by": head, "at": timezone.now()}
    row = outside_certificates.register(person=head.person, content=token.pem, **values)
    outside_certificates.revoke(certificate=row, reason="Mất token", **values)

    text = asked(client, content)

    assert "Chứng thư số đáng tin cậy? Không" in text
    assert f"{ISSUER} Đã thu hồi chứng thư số." in text


def test_a_file_that_claims_hundreds_of_ends_gets_an_answer(client):
    assert "không toàn vẹn" in asked(client, forgeries.many_ends(600))
