"""The round of signing: its order, its last day, its witness, and how it is stopped or made void."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from pacts import tasks, workflow
from pacts.enums import DraftOccasion, PactRole, PactStatus, PartyKind, PartyStatus, SigningOrder
from pacts.models import PactDraft, Signature
from pacts.queries.check import check_paper
from pacts.services import credentials, declining, rounds, starting, telling
from pacts.services.authority import root_certificates
from pacts.services.freezing import Witness
from tests.factories.pacts import PIN, TODAY, SigningScene, at, make_signing_scene
from tests.factories.units import appoint, make_user
from units.models import AuditEntry, Notice, User
from units.permissions import NotAllowed

TOMORROW = TODAY + timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


def refusal(act) -> str:
    with pytest.raises(ValidationError) as refused:
        act()
    return " ".join(refused.value.messages)


def ready(scene: SigningScene, *, order=SigningOrder.PARALLEL, until: date | None = None, **freezing):
    scene.draft()
    scene.freeze(**freezing)
    return scene.open(order=order, sign_until=until)


def make_witness(scene: SigningScene) -> tuple[User, Witness]:
    """A deputy of the organiser with a certificate."""
    organiser = scene.cluster.year.organiser
    user = make_user()
    appoint(user.person, organiser, "deputy", position_title="Phó Viện trưởng")
    credentials.issue(person=user.person, unit_name="VKSND", pin=PIN, by=user, at=at())
    return user, Witness(user.person, "Phó Viện trưởng", organiser)


class TestOrder:
    def test_in_any_order_whoever_comes_first_signs_first(self):
        scene = make_signing_scene(3)
        ready(scene)

        scene.sign(scene.heads[2])

        assert Signature.objects.count() == 1

    def test_one_after_the_other_in_the_order_of_the_paper_whatever_the_link(self):
        scene = make_signing_scene(3)
        ready(scene, order=SigningOrder.SEQUENTIAL)

        early = refusal(lambda: scene.sign(scene.heads[2]))
        scene.sign(scene.heads[1])
        scene.sign(scene.heads[2])
        scene.sign(scene.leader)

        scene.pact.refresh_from_db()
        assert early == "It is not your turn yet: waiting for VKSND tỉnh Số 2."
        assert scene.pact.status == PactStatus.IN_FORCE

    def test_in_groups_the_lead_unit_closes_the_round(self):
        scene = make_signing_scene(3)
        ready(scene, order=SigningOrder.GROUPS)
        scene.sign(scene.heads[2])

        early = refusal(lambda: scene.sign(scene.leader))
        scene.sign(scene.heads[1])
        scene.sign(scene.leader)

        assert early == "It is not your turn yet: waiting for VKSND tỉnh Số 2."

    def test_only_those_whose_turn_it_is_have_a_task(self):
        scene = make_signing_scene(3)
        ready(scene, order=SigningOrder.SEQUENTIAL)

        def asked() -> list[bool]:
            waiting = {head.pk: [task.title for task in tasks.tasks(head, TODAY)] for head in scene.heads}
            return [f"Sign: {scene.pact}" in titles for titles in waiting.values()]

        before = asked()
        scene.sign(scene.heads[1])

        assert (before, asked()) == ([False, True, False], [False, False, True])


class TestWitness:
    """Case 26: the witness signs too and is counted among nobody."""

    def test_case_26_the_pact_is_in_force_without_the_witness_who_may_sign_after(self):
        scene = make_signing_scene(3)
        user, witness = make_witness(scene)
        ready(scene, order=SigningOrder.GROUPS, witness=witness)
        early = refusal(lambda: scene.sign(user))
        scene.sign_all_in_order()
        before = scene.pact.status

        scene.sign(user, minute=20)

        found = check_paper(scene.content(), roots=root_certificates(), at=at(30))
        kinds = list(scene.pact.parties.order_by("position").values_list("kind", "status"))
        assert "waiting for" in early
        assert before == PactStatus.IN_FORCE
        assert (found.verdict, found.signed, found.required, len(found.signatures)) == ("valid", 3, 3, 4)
        assert kinds == [(PartyKind.PARTY, PartyStatus.SIGNED)] * 3 + [
            (PartyKind.WITNESS, PartyStatus.SIGNED)
        ]
        assert AuditEntry.objects.filter(kind="pact_in_force").count() == 1

    def test_case_26_a_witness_who_signs_first_does_not_stand_in_for_a_party(self):
        scene = make_signing_scene(3)
        user, witness = make_witness(scene)
        ready(scene, witness=witness)
        scene.sign(user)
        scene.sign(scene.heads[1])
        scene.sign(scene.heads[2])

        found = check_paper(scene.content(), roots=root_certificates(), at=at(30))

        scene.pact.refresh_from_db()
        assert scene.pact.status == PactStatus.SIGNING
        assert (found.verdict, found.signed, found.required) == ("indeterminate", 2, 3)

    def test_a_witness_who_declines_stops_nobody(self):
        scene = make_signing_scene(2)
        user, witness = make_witness(scene)
        ready(scene, witness=witness)
        declining.decline(party=scene.party(user), reason="Vắng", by=user, at=at(10))

        scene.sign_all()

        assert scene.pact.status == PactStatus.IN_FORCE

    def test_nobody_else_signs_as_the_witness(self):
        scene = make_signing_scene(2)
        user, witness = make_witness(scene)
        ready(scene, witness=witness)

        with pytest.raises(NotAllowed):
            scene.sign_party(scene.party(user), scene.leader)


class TestLastDay:
    def test_the_whole_last_day_counts(self):
        scene = make_signing_scene(2)
        ready(scene, until=TODAY)

        assert scene.sign(scene.leader).signed_at == at(10)

    def test_after_it_nobody_signs_until_the_head_of_the_lead_unit_gives_more_time(self):
        scene = make_signing_scene(2)
        ready(scene, until=TODAY)
        tomorrow = at(10) + timedelta(days=1)

        late = refusal(lambda: scene.sign_party(scene.party(scene.leader), scene.leader, moment=tomorrow))
        rounds.extend(
            pact=scene.pact, sign_until=TOMORROW, reason="Đi công tác", by=scene.leader, at=tomorrow
        )
        scene.sign_party(scene.party(scene.leader), scene.leader, moment=tomorrow)

        assert late == "The last day for signing was 20/02/2026. The head of the lead unit can extend it."
        assert Signature.objects.count() == 1
        assert Notice.objects.filter(kind="pact_extended", recipient=scene.heads[1]).count() == 1

    def test_a_last_day_in_the_past_is_refused(self):
        scene = make_signing_scene(2)
        scene.draft()
        scene.freeze()

        assert refusal(lambda: scene.open(sign_until=TODAY - timedelta(days=1))) == (
            "The last day for signing lies in the past."
        )

    def test_only_the_head_of_the_lead_unit_gives_more_time_and_with_a_reason(self):
        scene = make_signing_scene(2)
        ready(scene, until=TODAY)

        with pytest.raises(NotAllowed):
            rounds.extend(pact=scene.pact, sign_until=None, reason="x", by=scene.heads[1], at=at(5))
        assert refusal(
            lambda: rounds.extend(pact=scene.pact, sign_until=None, reason=" ", by=scene.leader, at=at(5))
        ) == ("Give the reason.")

    def test_case_21_no_move_of_a_person_brings_an_incomplete_round_into_force(self):
        mine = [move for move in workflow.moves_from(PactStatus.SIGNING) if move.role == PactRole.LEAD_UNIT]

        assert {move.target for move in mine} == {PactStatus.FROZEN, PactStatus.VOID}


class TestStopping:
    def test_a_round_in_which_nobody_signed_is_stopped_and_opened_again_in_another_order(self):
        scene = make_signing_scene(3)
        ready(scene)
        declining.decline(party=scene.party(scene.heads[1]), reason="Sai", by=scene.heads[1], at=at(3))
        shown = scene.shown

        rounds.withdraw(pact=scene.pact, reason="Đổi thứ tự", by=scene.leader, at=at(4))
        stopped = scene.pact.parties.filter(status=PartyStatus.WAITING).count()
        scene.open(order=SigningOrder.GROUPS)
        scene.sign_all_in_order()

        assert (stopped, scene.pact.status, scene.shown) == (3, PactStatus.IN_FORCE, shown)
        assert Notice.objects.filter(kind="pact_withdrawn", recipient=scene.officer).count() == 1

    def test_a_round_in_which_somebody_signed_can_only_be_made_void(self):
        scene = make_signing_scene(3)
        ready(scene)
        scene.sign(scene.heads[1])

        said = refusal(lambda: rounds.withdraw(pact=scene.pact, reason="x", by=scene.leader, at=at(12)))

        scene.pact.refresh_from_db()
        assert said == "VKSND tỉnh Số 2 has signed already: the round can only be made void."
        assert scene.pact.status == PactStatus.SIGNING

    def test_case_17_what_is_void_says_who_had_signed_and_a_new_version_begins_from_it(self):
        scene = make_signing_scene(3)
        ready(scene)
        scene.sign(scene.heads[1])

        void = rounds.void(pact=scene.pact, reason="Sai chỉ tiêu.", by=scene.leader, at=at(12))
        again = starting.start_again(pact=void, by=scene.leader, at=at(13))

        told = Notice.objects.filter(kind="pact_void", recipient=scene.heads[1]).get()
        assert told.details["units"] == "VKSND tỉnh Số 2"
        assert (again.version, again.status, Signature.objects.count()) == (2, PactStatus.DRAFT, 1)

    def test_the_frozen_text_is_kept_as_a_draft(self):
        scene = make_signing_scene(2)
        ready(scene)

        assert PactDraft.objects.get(pact=scene.pact).occasion == DraftOccasion.FROZEN


class TestDecline:
    def test_the_decliner_takes_it_back_and_the_round_goes_on(self):
        scene = make_signing_scene(2)
        ready(scene)
        declining.decline(party=scene.party(scene.leader), reason="Sai", by=scene.leader, at=at(3))

        declining.take_back(party=scene.party(scene.leader), by=scene.leader, at=at(4))
        scene.sign_all()

        told = Notice.objects.filter(kind="pact_decline_taken_back", recipient=scene.heads[1])
        assert (scene.pact.status, told.count()) == (PactStatus.IN_FORCE, 1)

    def test_nothing_is_taken_back_that_was_not_declined(self):
        scene = make_signing_scene(2)
        ready(scene)

        with pytest.raises(telling.WrongState):
            declining.take_back(party=scene.party(scene.leader), by=scene.leader, at=at(4))

    def test_another_unit_cannot_take_it_back(self):
        scene = make_signing_scene(3)
        ready(scene)
        declining.decline(party=scene.party(scene.leader), reason="Sai", by=scene.leader, at=at(3))

        with pytest.raises(NotAllowed):
            declining.take_back(party=scene.party(scene.leader), by=scene.heads[1], at=at(4))

    def test_a_stopped_round_is_taken_back_by_nobody(self):
        scene = make_signing_scene(3)
        ready(scene)
        declining.decline(party=scene.party(scene.leader), reason="Sai", by=scene.leader, at=at(3))
        rounds.void(pact=scene.pact, reason="Sai", by=scene.leader, at=at(4))

        with pytest.raises(telling.WrongState):
            declining.take_back(party=scene.party(scene.leader), by=scene.leader, at=at(5))
