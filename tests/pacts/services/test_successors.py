"""Who is asked to sign is the record's answer of the day: after a change of post, with reminders, in the task list."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone, translation

from pacts import permissions, tasks
from pacts.enums import PactStatus, PartyStatus, SigningOrder
from pacts.models import Pact, Signature
from pacts.queries import pact as queries
from pacts.queries.signatories import my_party
from pacts.services import credentials, declining, reminding, telling
from tests.factories.pacts import PIN, TODAY, SigningScene, at, make_signing_scene
from tests.factories.units import appoint, make_user, set_deadline
from units.models import Appointment, AuditEntry, Notice, User
from units.permissions import NotAllowed
from units.queries.periods import says

EVE, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def made(rows_of_module) -> SigningScene:
    scene = make_signing_scene(3)
    scene.ready()
    return scene


@pytest.fixture
def scene(made) -> SigningScene:
    return deepcopy(made)


def succeed(scene: SigningScene, place: int = 1) -> User:
    """A new head from today on, with a certificate."""
    Appointment.objects.filter(person=scene.heads[place].person).update(valid_to=EVE)
    user = make_user()
    appoint(user.person, scene.units[place], valid_from=TODAY)
    credentials.issue(person=user.person, unit_name="VKSND", pin=PIN, by=user, at=at(3))
    return user


def titles(user: User) -> list[str]:
    return [task.title for task in tasks.tasks(user, TODAY)]


def test_case_18_the_request_moves_to_the_successor_and_the_old_rights_end(scene):
    new, old = succeed(scene), scene.heads[1]

    signature = scene.sign(new)

    trail = AuditEntry.objects.get(kind="signing_request_moved")
    assert (signature.signer, signature.capacity_text) == (new.person, "VIỆN TRƯỞNG")
    assert f'"from":{old.person_id},"to":{new.person_id}' in trail.body
    assert my_party(scene.pact, old, TODAY) is None


def test_case_18_before_it_is_signed_the_task_is_the_successors_and_the_old_head_is_told_why(scene):
    new, old = succeed(scene), scene.heads[1]
    party = my_party(scene.pact, old, TODAY)

    with pytest.raises(ValidationError) as refused:
        scene.sign_party(party, old)

    assert (titles(new), titles(old)) == ([f"Sign: {scene.pact}"], [])
    assert refused.value.messages == [
        f"{old.person} cannot sign for VKSND tỉnh Số 2 on {says(TODAY)}: {old.person} has no authority to sign on"
        " record for this day."
    ]
    assert list(permissions.visible_pacts(new, TODAY)) == [scene.pact]


def test_case_19_a_successor_who_clicks_after_the_signature_of_the_predecessor_gets_a_sentence(scene):
    party, first = scene.party(scene.heads[1]), scene.sign(scene.heads[1])
    new = succeed(scene)

    with pytest.raises(telling.WrongState):
        scene.sign_party(party, new)

    assert Signature.objects.get() == first


def test_case_18_the_board_names_who_is_asked_today(scene):
    new = succeed(scene)

    row = queries.board(scene.pact, TODAY).rows[0]

    assert (row.person, row.capacity, row.party.signer) == (new.person, "VIỆN TRƯỞNG", scene.heads[1].person)


def test_a_unit_without_anybody_who_could_sign_is_shown_with_the_reason(scene):
    Appointment.objects.filter(person=scene.heads[1].person).update(valid_to=EVE)

    row = queries.board(scene.pact, TODAY).rows[0]

    assert (row.person, row.reason) == (None, "No head of the unit is on record for this day.")


def test_case_19_after_signing_the_board_keeps_who_signed_in_which_capacity(scene):
    scene.sign(scene.heads[1])
    succeed(scene)

    row = queries.board(scene.pact, TODAY).rows[0]

    assert (row.person, row.capacity) == (scene.heads[1].person, "VIỆN TRƯỞNG")
    assert Signature.objects.get().signer == scene.heads[1].person


def test_the_successor_takes_a_refusal_of_the_former_head_back(scene):
    declining.decline(party=scene.party(scene.heads[1]), reason="x", by=scene.heads[1], at=at(4))
    new = succeed(scene)

    declining.take_back(party=scene.party(new), by=new, at=at(5))

    assert scene.sign(new).signer == new.person


class TestReminders:
    def remind(self, scene, minute=20, **days):
        return reminding.remind(pact=scene.pact, by=scene.leader, at=at(minute) + timedelta(**days))

    def test_those_who_have_not_signed_are_reminded_once_a_day(self, scene):
        scene.sign(scene.heads[1])

        first, again, tomorrow = self.remind(scene), self.remind(scene, 40), self.remind(scene, days=1)

        units = [[party.unit for party in found] for found in (first, again, tomorrow)]
        assert units == [[scene.units[2], scene.units[0]], [], [scene.units[2], scene.units[0]]]
        assert Notice.objects.filter(kind="pact_reminder", recipient=scene.heads[2]).count() == 2
        assert Notice.objects.filter(kind="pact_reminder", recipient=scene.heads[1]).count() == 0
        assert AuditEntry.objects.filter(kind="pact_reminded").count() == 4

    def test_in_an_order_only_those_whose_turn_it_is(self):
        scene = make_signing_scene(3)
        scene.draft()
        scene.freeze()
        scene.open(order=SigningOrder.SEQUENTIAL)

        assert [party.unit for party in self.remind(scene)] == [scene.units[1]]

    def test_the_request_follows_the_post_and_the_new_head_is_told(self, scene):
        new = succeed(scene)

        self.remind(scene)

        party = scene.pact.parties.get(unit=scene.units[1])
        kinds = set(Notice.objects.filter(recipient=new).values_list("kind", flat=True))
        assert party.signer == new.person
        assert kinds == {"pact_to_sign", "pact_reminder"}
        assert AuditEntry.objects.filter(kind="signing_request_moved").count() == 1

    def test_nobody_is_reminded_of_a_round_that_somebody_declined(self, scene):
        declining.decline(party=scene.party(scene.heads[1]), reason="x", by=scene.heads[1], at=at(4))

        with pytest.raises(telling.WrongState):
            self.remind(scene)

    def test_only_the_head_of_the_lead_unit_reminds(self, scene):
        with pytest.raises(NotAllowed):
            reminding.remind(pact=scene.pact, by=scene.heads[1], at=at(5))

    @pytest.mark.parametrize(
        ("until", "deadline", "expected"),
        [(3, None, 3), (4, None, 0), (-1, None, 0), (None, 3, 3), (None, 4, 0), (None, None, 0), (4, 1, 0)],
    )
    def test_the_daily_command_reminds_three_days_before_the_last_day(self, scene, until, deadline, expected):
        today = timezone.localdate()
        last = today + timedelta(days=until) if until is not None else None
        Pact.objects.update(sign_until=last)
        if deadline is not None:
            set_deadline(scene.cluster.year, "signing", today + timedelta(days=deadline))
        out = StringIO()

        call_command("send_reminders", stdout=out)
        call_command("send_reminders", stdout=out)

        assert len(out.getvalue().splitlines()) == expected

    def test_the_daily_command_moves_requests_of_every_round(self, scene):
        new = succeed(scene)

        call_command("send_reminders", stdout=StringIO())

        assert scene.pact.parties.get(unit=scene.units[1]).signer == new.person
        assert Notice.objects.filter(kind="pact_to_sign", recipient=new).count() == 1


def test_a_round_that_was_stopped_has_no_task_left(scene):
    Pact.objects.update(status=PactStatus.FROZEN)

    assert titles(scene.heads[1]) == []
    assert scene.pact.parties.filter(status=PartyStatus.WAITING).count() == 3
