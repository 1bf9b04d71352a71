"""Many at once: sixteen threads behind one barrier, for real on both databases."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable

import pytest

from pacts.enums import PactStatus, PartyStatus
from pacts.models import Credential, PactParty, PaperRevision, Signature
from pacts.queries.check import check_paper
from pacts.services import credentials, freezing, signing
from pacts.services.authority import root_certificates
from tests.factories.pacts import PIN, SigningScene, at, make_signing_scene
from tests.factories.racing import at_once, unexpected
from units.audit import first_break
from units.models import AuditEntry

THREADS = 16
# Once in every run of the tests, twenty times in `make soak`.
ROUNDS = [0, *(pytest.param(number, marks=pytest.mark.soak) for number in range(1, 20))]
pytestmark = pytest.mark.django_db(transaction=True)


def signs(scene: SigningScene, head, key: uuid.UUID | None = None) -> Callable[[], object]:
    party, shown, key = scene.party(head), scene.shown, key or uuid.uuid4()
    return lambda: signing.sign(party=party, pin=PIN, shown_sha256=shown, request_key=key, by=head, at=at(10))


@pytest.mark.parametrize("round_", ROUNDS)
def test_r1_sixteen_clicks_of_one_signer_make_one_signature(round_):
    scene = make_signing_scene(2)
    scene.ready()
    key = uuid.uuid4()

    results = at_once([signs(scene, scene.leader, key) for _thread in range(THREADS)])

    made = {result.pk for result in results if isinstance(result, Signature)}
    assert unexpected(results) == []
    assert (len(made), Signature.objects.count()) == (1, 1)
    assert PaperRevision.objects.filter(paper=scene.pact.paper).count() == 2


@pytest.mark.parametrize("round_", ROUNDS)
def test_r2_case_25_different_signers_at_the_same_second_are_all_recorded_in_order(round_):
    scene = make_signing_scene(8)
    scene.ready()

    results = at_once([signs(scene, head) for head in scene.heads * 2])

    scene.pact.refresh_from_db()
    found = check_paper(scene.content(), roots=root_certificates(), at=at(30))
    assert unexpected(results) == []
    assert scene.pact.status == PactStatus.IN_FORCE
    assert (found.verdict, found.signed) == ("valid", 8)
    assert AuditEntry.objects.filter(kind="pact_in_force").count() == 1
    assert first_break(AuditEntry.objects.order_by("seq").values()) is None


@pytest.mark.parametrize("round_", ROUNDS)
def test_r4_void_against_sign_has_one_winner_and_an_order(round_):
    scene = make_signing_scene(2)
    scene.ready()
    voids = [lambda: freezing.void(pact=scene.pact, reason="x", by=scene.leader, at=at(10))] * 8

    results = at_once([*voids, *[signs(scene, scene.heads[1]) for _thread in range(8)]])

    scene.pact.refresh_from_db()
    signed = Signature.objects.count()
    assert unexpected(results) == []
    assert scene.pact.status == PactStatus.VOID
    assert PactParty.objects.filter(status=PartyStatus.SIGNED).count() == signed
    assert AuditEntry.objects.filter(kind="pact_void").count() == 1
    assert first_break(AuditEntry.objects.order_by("seq").values()) is None


def test_sixteen_guesses_at_once_get_five_tries():
    scene = make_signing_scene(2)
    credential = credentials.live_credential(scene.leader.person)

    def guess() -> object:
        own = Credential.objects.get(pk=credential.pk)
        return credentials.unlock(credential=own, pin="135790", by=scene.leader, at=at(5))

    results = at_once([guess] * THREADS)

    assert Counter(type(result) for result in results) == {credentials.PinRefused: THREADS}
    assert AuditEntry.objects.filter(kind="pin_wrong").count() == 5
    assert Credential.objects.get(pk=credential.pk).locked_until is not None
