"""A time-stamp within each signature, where an authority is configured; without one it is signed all the same."""

from __future__ import annotations

import pytest
from django.db import connections

from pacts.enums import PactStatus
from pacts.models import Signature
from pacts.queries.check import check_paper
from pacts.services.outside_roots import trusted_roots
from tests.factories.outside import make_authority
from tests.factories.pacts import at, make_signing_scene
from tests.factories.tsa import local_tsa

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def root():
    return make_authority(at())


@pytest.fixture
def tsa(settings, tmp_path, root):
    (tmp_path / "tsa.pem").write_bytes(root.pem)
    settings.TSA_ROOTS_DIR, settings.TSA_SECONDS = tmp_path, 1
    with local_tsa(root.issue_tsa(at()), at(10)) as server:
        settings.TSA_URL = server.url
        yield server


@pytest.fixture
def scene():
    made = make_signing_scene(2)
    made.ready()
    return made


def test_a_signature_keeps_the_time_that_the_authority_stated(scene, tsa):
    signature = scene.sign(scene.leader)

    assert (signature.time_stamped_at, tsa.asked) == (at(10), 1)


@pytest.mark.parametrize("mood", ["error", "garbage", "other_digest", "slow"])
def test_a_dead_slow_or_lying_authority_never_blocks_and_is_asked_once(scene, tsa, mood):
    tsa.mood = mood

    signature = scene.sign(scene.leader)

    assert (signature.time_stamped_at, tsa.asked) == (None, 1)


def test_a_round_with_time_stamps_ends_valid(scene, tsa):
    for head in scene.heads:
        scene.sign(head)

    scene.pact.refresh_from_db()
    found = check_paper(scene.content(), roots=trusted_roots(), at=at(30))
    assert scene.pact.status == PactStatus.IN_FORCE
    assert (found.verdict, found.trusted) == ("valid", True)
    assert Signature.objects.filter(time_stamped_at=at(10)).count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_time_stamp_made_for_bytes_that_changed_meanwhile_is_dropped(scene, tsa):
    answer = tsa.answer

    def other_signs_first(body):
        tsa.answer = answer
        scene.sign(scene.heads[1])
        connections.close_all()
        return answer(body)

    tsa.answer = other_signs_first
    late = scene.sign(scene.leader)

    other = Signature.objects.get(signer=scene.heads[1].person)
    found = check_paper(scene.content(), roots=trusted_roots(), at=at(30))
    assert (other.time_stamped_at, late.time_stamped_at) == (at(10), None)
    assert (found.verdict, found.signed) == ("valid", 2)
