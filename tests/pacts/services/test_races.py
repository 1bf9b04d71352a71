"""Many at once: sixteen threads behind one barrier, for real on both databases."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from pacts.enums import PactStatus, PartyStatus
from pacts.models import Credential, Pact, PactParty, PaperRevision, Signature
from pacts.queries.check import check_paper
from pacts.queries.ledger import mismatches
from pacts.queries.parts import TEXT_FIELDS
from pacts.services import credentials, declining, drafting, freezing, rounds, signing
from pacts.services.authority import root_certificates
from tests.factories.pacts import PIN, TODAY, SigningScene, at, make_signing_scene
from tests.factories.racing import at_once, unexpected
from tests.factories.units import make_user
from units.audit import first_break
from units.models import Appointment, AuditEntry

THREADS = 16
# Twenty times in every run of the tests, two hundred times in `make soak`.
ROUNDS = [20, pytest.param(200, marks=pytest.mark.soak)]
pytestmark = pytest.mark.django_db(transaction=True)


def signs(scene: SigningScene, head, key: uuid.UUID | None = None) -> Callable[[], object]:
    party, shown, key = scene.party(head), scene.shown, key or uuid.uuid4()
    return lambda: signing.sign(party=party, pin=PIN, shown_sha256=shown, request_key=key, by=head, at=at(10))


def ready(members: int) -> SigningScene:
    """Another cluster whose pact is open for signature; the ones before stay as they ended."""
    scene = make_signing_scene(members)
    scene.ready()
    return scene


def is_consistent(scene: SigningScene) -> None:
    """Parties, signatures and states of the file tell the same, and the file is whole."""
    paper = scene.pact.paper
    signed = PactParty.objects.filter(pact=scene.pact, status=PartyStatus.SIGNED).count()
    states = list(PaperRevision.objects.filter(paper=paper).order_by("sequence"))
    found = check_paper(scene.content(), roots=root_certificates(), at=at(30))
    assert Signature.objects.filter(paper=paper).count() == signed == len(states) - 1
    assert (found.signed, found.unchanged) == (signed, True if signed else None)


def trail_is_whole() -> bool:
    return first_break(AuditEntry.objects.order_by("seq").values()) is None and not list(mismatches())


@pytest.mark.parametrize("rounds_", ROUNDS)
def test_r1_sixteen_clicks_of_one_signer_make_one_signature(rounds_):
    for _round in range(rounds_):
        scene, key = ready(2), uuid.uuid4()

        results = at_once([signs(scene, scene.leader, key) for _thread in range(THREADS)])

        made = {result.pk for result in results if isinstance(result, Signature)}
        assert (unexpected(results), len(made)) == ([], 1)
        is_consistent(scene)
    assert trail_is_whole()


@pytest.mark.parametrize("rounds_", ROUNDS)
def test_r2_case_25_different_signers_at_the_same_second_are_all_recorded_in_order(rounds_):
    for _round in range(rounds_):
        scene = ready(4)

        results = at_once([signs(scene, head) for head in scene.heads * 4])

        scene.pact.refresh_from_db()
        assert (unexpected(results), scene.pact.status) == ([], PactStatus.IN_FORCE)
        is_consistent(scene)
    assert AuditEntry.objects.filter(kind="pact_in_force").count() == rounds_
    assert trail_is_whole()


@pytest.mark.parametrize("rounds_", ROUNDS)
def test_r3_an_edit_against_the_freeze_is_in_the_paper_or_refused(rounds_):
    for _round in range(rounds_):
        scene = make_signing_scene(2)
        pact = scene.draft()

        def edits(number: int, pact=pact, scene=scene) -> Callable[[], object]:
            text = {name: getattr(pact, name) for name in TEXT_FIELDS}
            values = {"text": text | {"preamble": f"Câu {number}"}, "edit_number": pact.edit_number}
            return lambda: drafting.save_text(pact=pact, by=scene.officer, at=at(5), **values)

        def freezes(pact=pact, scene=scene) -> object:
            values = {"place": "Bình Định", "dated_on": TODAY, "edit_number": pact.edit_number}
            return freezing.freeze(pact=pact, by=scene.leader, at=at(5), **values)

        results = at_once([*[edits(number) for number in range(12)], *[freezes] * 4])

        pact = Pact.objects.get(pk=pact.pk)
        done = [result for result in results if not isinstance(result, Exception)]
        changed = pact.preamble.startswith("Câu ")
        assert (unexpected(results), len(done)) == ([], 1)
        assert (pact.status, changed) in {(PactStatus.FROZEN, False), (PactStatus.DRAFT, True)}
    assert trail_is_whole()


@pytest.mark.parametrize("rounds_", ROUNDS)
@pytest.mark.parametrize("act", ["void", "withdraw", "decline"])
def test_r4_what_stops_a_round_against_a_signature_has_one_winner_and_an_order(act, rounds_):
    for _round in range(rounds_):
        scene = ready(2)
        member = scene.heads[1]
        party = scene.party(member)
        stops: dict[str, Callable[[], object]] = {
            "void": lambda scene=scene: rounds.void(pact=scene.pact, reason="x", by=scene.leader, at=at(10)),
            "withdraw": lambda scene=scene: rounds.withdraw(
                pact=scene.pact, reason="x", by=scene.leader, at=at(10)
            ),
            "decline": lambda party=party, member=member: declining.decline(
                party=party, reason="x", by=member, at=at(10)
            ),
        }

        results = at_once([*[stops[act]] * 8, *[signs(scene, member)] * 8])

        pact, party = Pact.objects.get(pk=scene.pact.pk), PactParty.objects.get(pk=party.pk)
        ends = {
            "void": {(PactStatus.VOID, PartyStatus.WAITING), (PactStatus.VOID, PartyStatus.SIGNED)},
            "withdraw": {(PactStatus.FROZEN, PartyStatus.WAITING), (PactStatus.SIGNING, PartyStatus.SIGNED)},
            "decline": {(PactStatus.SIGNING, PartyStatus.DECLINED), (PactStatus.SIGNING, PartyStatus.SIGNED)},
        }
        assert unexpected(results) == []
        assert (pact.status, party.status) in ends[act]
        is_consistent(scene)
    assert trail_is_whole()


@pytest.mark.parametrize("rounds_", ROUNDS)
def test_r6_a_head_replaced_while_signing_leaves_one_signature_of_one_head(rounds_):
    for _round in range(rounds_):
        scene = ready(2)
        old, new = scene.heads[1], make_user()
        credentials.issue(person=new.person, unit_name="x", pin=PIN, by=new, at=at(3))
        post = Appointment.objects.get(person=old.person)
        sign = {"pin": PIN, "shown_sha256": scene.shown, "at": at(10)}
        party = scene.party(old)

        def replaces(post=post, new=new) -> object:
            return Appointment.objects.filter(pk=post.pk).update(person=new.person)

        def clicks(user, party=party, sign=sign) -> Callable[[], object]:
            return lambda: signing.sign(party=party, request_key=uuid.uuid4(), by=user, **sign)

        results = at_once([replaces, *[clicks(old)] * 7, *[clicks(new)] * 8])

        refused = [result for result in unexpected(results) if not isinstance(result, PermissionDenied)]
        assert (refused, Signature.objects.filter(party=party).count()) in [([], 0), ([], 1)]
        is_consistent(scene)
    assert trail_is_whole()


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
