"""Sign elsewhere and bring it back."""

from __future__ import annotations

import uuid
from copy import deepcopy
from datetime import timedelta
from functools import cache

import pytest
from django.core.exceptions import ValidationError

from pacts.enums import PactStatus, SignatureWay
from pacts.models import OutsideCertificate, PaperRevision, Reservation, Signature
from pacts.queries.check import check_paper
from pacts.queries.reservations import open_reservation
from pacts.services import declining, outside, rounds, telling
from pacts.services.outside_roots import trusted_roots
from tests.factories.outside import make_authority, sign_elsewhere
from tests.factories.pacts import at, make_signing_scene
from tests.factories.units import make_person
from units.audit import first_break
from units.models import AuditEntry
from units.permissions import NotAllowed

pytestmark = pytest.mark.django_db


@cache
def abroad():
    return make_authority(at())


@cache
def token_of(name: str):
    return abroad().issue(name, at())


@pytest.fixture(scope="module")
def made(rows_of_module):
    scene = make_signing_scene(3)
    scene.ready()
    return scene


@pytest.fixture
def scene(made, settings, tmp_path):
    settings.OUTSIDE_ROOTS_DIR = tmp_path
    (tmp_path / "root.pem").write_bytes(abroad().pem)
    return deepcopy(made)


def reserve(scene, head, minute=10):
    return outside.reserve(party=scene.party(head), shown_sha256=scene.shown, by=head, at=at(minute))


def signed(scene, head, minute=12, token=None, **more):
    """The newest bytes as the tool of this head leaves them."""
    token = token or token_of(head.person.full_name)
    more.setdefault("field", scene.party(head).field_name)
    return sign_elsewhere(scene.content(), token, at(minute), **more)


def bring_back(scene, head, content, minute=12, key=None):
    return outside.bring_back(
        party=scene.party(head),
        content=content,
        shown_sha256=scene.shown,
        request_key=key or uuid.uuid4(),
        by=head,
        at=at(minute),
    )


def refused(scene, head, content, minute=12) -> str:
    before = (scene.content(), Signature.objects.count(), PaperRevision.objects.count())
    with pytest.raises(ValidationError) as error:
        bring_back(scene, head, content, minute)
    assert (scene.content(), Signature.objects.count(), PaperRevision.objects.count()) == before
    return " ".join(error.value.messages)


def test_a_paper_signed_elsewhere_counts_like_any_other_signature(scene):
    head = scene.heads[1]
    reserve(scene, head)

    signature = bring_back(scene, head, signed(scene, head))

    found = check_paper(scene.content(), roots=trusted_roots(), at=at(30))
    certificate = OutsideCertificate.objects.get()
    assert (signature.way, signature.outside_certificate) == (SignatureWay.OUTSIDE, certificate)
    assert (certificate.person, certificate.registered_by) == (head.person, head)
    assert [one.signer for one in found.signatures] == [head.person.full_name]
    assert (found.unchanged, found.trusted, found.signed) == (True, True, 1)
    assert Reservation.objects.get().ended_at == at(12)
    assert first_break(AuditEntry.objects.order_by("seq").values()) is None


def test_a_round_of_own_keys_and_tools_of_others_ends_in_force_and_valid(scene):
    scene.sign(scene.heads[0])
    for minute, head in ((12, scene.heads[1]), (14, scene.heads[2])):
        reserve(scene, head, minute)
        bring_back(scene, head, signed(scene, head, minute), minute)

    scene.pact.refresh_from_db()
    found = check_paper(scene.content(), roots=trusted_roots(), at=at(30))
    assert scene.pact.status == PactStatus.IN_FORCE
    assert (found.verdict, found.signed) == ("valid", 3)


def test_a_second_signature_with_the_same_certificate_needs_no_second_registration(scene):
    head = scene.heads[1]
    reserve(scene, head)
    bring_back(scene, head, signed(scene, head))

    scene.sign(scene.heads[2], minute=14)

    assert OutsideCertificate.objects.count() == 1


def test_while_one_keeps_the_paper_nobody_else_signs_and_is_told_until_when(scene):
    reserve(scene, scene.heads[1])

    with pytest.raises(telling.WrongState) as refusal:
        scene.sign(scene.heads[2], minute=24)
    after = scene.sign(scene.heads[2], minute=25)

    assert "09:25" in " ".join(refusal.value.messages)
    assert after.signer == scene.heads[2].person


def test_a_second_reservation_waits_for_the_first(scene):
    first = reserve(scene, scene.heads[1])

    with pytest.raises(telling.WrongState):
        reserve(scene, scene.heads[2], minute=20)
    second = reserve(scene, scene.heads[2], minute=25)

    first.refresh_from_db()
    assert (first.ended_at, first.ended_by) == (first.expires_at, None)
    assert open_reservation(scene.pact, at(26)) == second


def test_reserving_twice_gives_the_reservation_that_runs(scene):
    assert reserve(scene, scene.heads[1]) == reserve(scene, scene.heads[1], minute=12)
    assert Reservation.objects.count() == 1


def test_who_has_signed_cannot_keep_the_paper_from_the_others(scene):
    scene.sign(scene.heads[1])

    with pytest.raises(telling.WrongState):
        reserve(scene, scene.heads[1], minute=11)

    assert Reservation.objects.count() == 0


def test_the_holder_or_the_head_of_the_lead_unit_ends_a_reservation_and_nobody_else(scene):
    own = reserve(scene, scene.heads[1])
    outside.end(reservation=own, by=scene.heads[1], at=at(11))
    other = reserve(scene, scene.heads[2], minute=12)

    with pytest.raises(NotAllowed):
        outside.end(reservation=other, by=scene.heads[1], at=at(13))
    outside.end(reservation=other, by=scene.leader, at=at(13))
    with pytest.raises(telling.WrongState):
        outside.end(reservation=other, by=scene.leader, at=at(14))

    assert open_reservation(scene.pact, at(14)) is None


def test_the_own_key_may_still_be_used_and_frees_the_paper(scene):
    reserve(scene, scene.heads[1])
    scene.sign(scene.heads[1], minute=11)

    scene.sign(scene.heads[2], minute=12)

    assert open_reservation(scene.pact, at(13)) is None


def test_a_file_that_comes_too_late_is_refused(scene):
    reserve(scene, scene.heads[1])
    content = signed(scene, scene.heads[1])

    said = refused(scene, scene.heads[1], content, minute=25)

    assert said
    assert open_reservation(scene.pact, at(25)) is None


def test_the_file_of_a_reservation_that_is_over_is_named_as_that_and_no_clock_is_blamed(scene):
    head = scene.heads[1]
    reserve(scene, head)
    content = signed(scene, head)
    reserve(scene, head, minute=40)

    said = refused(scene, head, content, minute=41)

    assert "09:12" in said
    assert '"file: reservation_over"' in AuditEntry.objects.get(kind="signing_refused").body


def test_a_clock_that_is_slow_is_blamed_where_nothing_was_kept_before(scene):
    reserve(scene, scene.heads[1], minute=40)

    refused(scene, scene.heads[1], signed(scene, scene.heads[1]), minute=41)

    assert '"file: wrong_clock"' in AuditEntry.objects.get(kind="signing_refused").body


def test_a_file_without_a_reservation_is_refused(scene):
    with pytest.raises(telling.WrongState):
        bring_back(scene, scene.heads[1], signed(scene, scene.heads[1]))


def test_a_round_that_was_stopped_or_refused_meanwhile_takes_no_file(scene):
    reserve(scene, scene.heads[1])
    content = signed(scene, scene.heads[1])
    declining.decline(
        party=scene.party(scene.heads[2]), reason="Chưa thống nhất", by=scene.heads[2], at=at(11)
    )

    with pytest.raises(telling.WrongState):
        bring_back(scene, scene.heads[1], content)
    rounds.void(pact=scene.pact, reason="Sai", by=scene.leader, at=at(12))
    with pytest.raises(telling.WrongState):
        bring_back(scene, scene.heads[1], content, minute=13)


def test_a_repeated_upload_gets_the_first_result(scene):
    head, key = scene.heads[1], uuid.uuid4()
    reserve(scene, head)
    content = signed(scene, head)

    first = bring_back(scene, head, content, key=key)

    assert bring_back(scene, head, content, minute=13, key=key) == first


def test_case_23_the_certificate_of_another_person_is_refused_and_the_attempt_is_kept(scene):
    head = scene.heads[1]
    reserve(scene, head)
    content = signed(scene, head, token=token_of("Người Khác"))

    said = refused(scene, head, content)

    entry = AuditEntry.objects.get(kind="signing_refused")
    assert "Người Khác" in said
    assert '"file: other_name"' in entry.body
    assert OutsideCertificate.objects.count() == 0


def test_case_23_a_certificate_registered_for_another_person_is_refused(scene):
    head, other = scene.heads[1], make_person()
    reserve(scene, head)
    register(other, token_of(head.person.full_name), scene.leader)

    refused(scene, head, signed(scene, head))

    assert '"file: other_person"' in AuditEntry.objects.get(kind="signing_refused").body


def test_a_registered_certificate_may_bear_another_spelling_of_the_name(scene):
    head = scene.heads[1]
    token = token_of("NGUYEN VAN A (VKSND)")
    register(head.person, token, scene.leader)
    reserve(scene, head)

    assert bring_back(scene, head, signed(scene, head, token=token)).signer == head.person


def test_where_two_people_have_one_name_the_certificate_must_be_registered(scene):
    head = scene.heads[1]
    make_person(head.person.full_name)
    reserve(scene, head)

    refused(scene, head, signed(scene, head))

    assert '"file: same_name"' in AuditEntry.objects.get(kind="signing_refused").body


def test_the_state_of_the_paper_before_the_last_signature_is_named_as_that(scene):
    old = scene.content()
    scene.sign(scene.heads[2])
    reserve(scene, scene.heads[1], minute=11)
    content = sign_elsewhere(old, token_of(scene.heads[1].person.full_name), at(12), field="sig-1")

    said = refused(scene, scene.heads[1], content)

    assert scene.pact.paper.title in said


def test_without_configured_roots_the_sentence_says_so(scene, settings, tmp_path):
    settings.OUTSIDE_ROOTS_DIR = tmp_path / "empty"
    reserve(scene, scene.heads[1])

    refused(scene, scene.heads[1], signed(scene, scene.heads[1]))

    assert '"file: no_roots"' in AuditEntry.objects.get(kind="signing_refused").body


def test_a_damaged_file_among_the_roots_trusts_nobody_and_stops_nothing(scene, settings):
    (settings.OUTSIDE_ROOTS_DIR / "broken.crt").write_bytes(b"-----BEGIN CERTIFICATE-----\nxx")
    reserve(scene, scene.heads[1])

    assert bring_back(scene, scene.heads[1], signed(scene, scene.heads[1])).way == SignatureWay.OUTSIDE


def register(person, token, by):
    certificate = token.certificate
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - only here

    return OutsideCertificate.objects.create(
        person=person,
        sha256=certificate.fingerprint(SHA256()).hex(),
        subject="x",
        issuer="y",
        serial=f"{certificate.serial_number:x}",
        certificate_pem=token.pem.decode(),
        not_before=at() - timedelta(days=30),
        not_after=at() + timedelta(days=365),
        registered_at=at(),
        registered_by=by,
    )
