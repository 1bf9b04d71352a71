"""Reserving, signing, cancelling and uploading at once: one outcome, whatever the order."""

from __future__ import annotations

import uuid

import pytest

from pacts.enums import PartyStatus
from pacts.models import PactParty, PaperRevision, Reservation, Signature
from pacts.queries.check import check_paper
from pacts.services import outside
from pacts.services.outside_roots import trusted_roots
from tests.factories.outside import make_authority, sign_elsewhere
from tests.factories.pacts import at, make_signing_scene
from tests.factories.racing import at_once, unexpected
from tests.pacts.services.test_races import signs
from units.audit import first_break
from units.models import AuditEntry

ROUNDS = [0, *(pytest.param(number, marks=pytest.mark.soak) for number in range(1, 20))]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(settings, tmp_path):
    authority = make_authority(at())
    settings.OUTSIDE_ROOTS_DIR = tmp_path
    (tmp_path / "root.pem").write_bytes(authority.pem)
    made = make_signing_scene(3)
    made.ready()
    made.authority = authority
    return made


def reserves(scene, head):
    party, shown = scene.party(head), scene.shown
    return lambda: outside.reserve(party=party, shown_sha256=shown, by=head, at=at(10))


def uploads(scene, head, content):
    party, shown, key = scene.party(head), scene.shown, uuid.uuid4()
    return lambda: outside.bring_back(
        party=party, content=content, shown_sha256=shown, request_key=key, by=head, at=at(11)
    )


def assert_whole(scene, results):
    signed = PactParty.objects.filter(status=PartyStatus.SIGNED).count()
    found = check_paper(scene.content(), roots=trusted_roots(), at=at(30))
    assert unexpected(results) == []
    assert Signature.objects.count() == signed == PaperRevision.objects.count() - 1
    assert (signed == 0) or (found.unchanged is True and found.signed == signed)
    assert first_break(AuditEntry.objects.order_by("seq").values()) is None


@pytest.mark.parametrize("round_", ROUNDS)
def test_of_many_who_reserve_at_once_one_keeps_the_paper(scene, round_):
    results = at_once([reserves(scene, head) for head in scene.heads for _thread in range(5)])

    kept = {result.pk for result in results if isinstance(result, Reservation)}
    assert (len(kept), Reservation.objects.filter(ended_at__isnull=True).count()) == (1, 1)
    assert_whole(scene, results)


@pytest.mark.parametrize("round_", ROUNDS)
def test_two_uploads_of_one_file_make_one_signature(scene, round_):
    head = scene.heads[1]
    reserves(scene, head)()
    token = scene.authority.issue(head.person.full_name, at())
    content = sign_elsewhere(scene.content(), token, at(11), field=scene.party(head).field_name)

    results = at_once([uploads(scene, head, content) for _thread in range(6)])

    assert {type(result) for result in results} == {Signature}
    assert Signature.objects.count() == 1
    assert_whole(scene, results)


@pytest.mark.parametrize("round_", ROUNDS)
def test_reserving_against_signing_and_cancelling_never_signs_behind_a_reserved_paper(scene, round_):
    holder, other = scene.heads[1], scene.heads[2]
    kept = reserves(scene, holder)()
    token = scene.authority.issue(holder.person.full_name, at())
    content = sign_elsewhere(scene.content(), token, at(11), field=scene.party(holder).field_name)
    ends = [lambda: outside.end(reservation=kept, by=scene.leader, at=at(11))] * 2

    results = at_once([*ends, *[signs(scene, other)] * 3, *[uploads(scene, holder, content)] * 3])

    assert_whole(scene, results)
