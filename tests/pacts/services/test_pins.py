"""The PIN of a key: who chooses it, how it is tried, locked and mended."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from pacts.documents import authority as engine
from pacts.models import Credential, Signature
from pacts.services import credentials
from tests.factories.pacts import PIN, at, make_signing_scene

pytestmark = pytest.mark.django_db


def messages(error) -> str:
    return " ".join(error.value.messages)


def test_a_wrong_pin_signs_nothing_and_is_counted():
    scene = make_signing_scene()
    scene.ready()

    with pytest.raises(credentials.PinRefused) as refused:
        scene.sign(scene.leader, pin="135790")

    assert "4" in messages(refused)
    assert Signature.objects.count() == 0
    assert Credential.objects.get(person=scene.leader.person).failed_pins == 1


def test_five_wrong_pins_lock_the_key_for_fifteen_minutes():
    scene = make_signing_scene()
    scene.ready()
    for _try in range(5):
        with pytest.raises(credentials.PinRefused):
            scene.sign(scene.leader, pin="135790", minute=10)

    with pytest.raises(credentials.PinRefused):
        scene.sign(scene.leader, minute=24)
    signature = scene.sign(scene.leader, minute=26)

    assert signature.signer == scene.leader.person
    assert Credential.objects.get(person=scene.leader.person).failed_pins == 0


def test_a_lock_has_an_end_even_where_the_last_try_was_torn(monkeypatch):
    scene = make_signing_scene()
    credential = credentials.live_credential(scene.leader.person)

    def torn(*_given):
        raise OSError("the secret cannot be read")

    with monkeypatch.context() as patch:
        patch.setattr(engine, "unlock", torn)
        for _try in range(5):
            with pytest.raises(OSError, match="secret"):
                credentials.unlock(credential=credential, pin=PIN, by=scene.leader, at=at(5))

    with pytest.raises(credentials.PinRefused):
        credentials.unlock(credential=credential, pin=PIN, by=scene.leader, at=at(10))
    assert credentials.unlock(credential=credential, pin=PIN, by=scene.leader, at=at(21))


def test_a_right_pin_forgets_the_wrong_ones():
    scene = make_signing_scene()
    credential = credentials.live_credential(scene.leader.person)
    for _try in range(4):
        with pytest.raises(credentials.PinRefused):
            credentials.unlock(credential=credential, pin="135790", by=scene.leader, at=at(5))

    credentials.unlock(credential=credential, pin=PIN, by=scene.leader, at=at(6))

    credential.refresh_from_db()
    assert credential.failed_pins == 0


def test_a_lost_pin_is_mended_by_revoking_and_issuing_anew():
    scene = make_signing_scene()
    scene.ready()
    credentials.revoke(
        credential=credentials.live_credential(scene.leader.person), reason="lost", by=scene.officer, at=at(5)
    )
    credentials.issue(person=scene.leader.person, unit_name="x", pin="975310", by=scene.leader, at=at(6))

    signature = scene.sign(scene.leader, pin="975310")

    assert signature.credential.serial == credentials.live_credential(scene.leader.person).serial


def test_only_the_person_chooses_the_pin():
    scene = make_signing_scene(certificates=False)

    with pytest.raises(ValidationError):
        credentials.issue(person=scene.heads[0].person, unit_name="x", pin=PIN, by=scene.officer, at=at())


@pytest.mark.parametrize("pin", ["12345", "123456", "987654", "111111", "12345a", "1234567890123", ""])
def test_weak_and_malformed_pins_are_refused(pin):
    with pytest.raises(ValidationError):
        credentials.check_pin(pin)


def test_nobody_has_two_live_certificates():
    scene = make_signing_scene()

    with pytest.raises(ValidationError):
        credentials.issue(person=scene.leader.person, unit_name="x", pin=PIN, by=scene.leader, at=at())
