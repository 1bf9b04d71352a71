"""The act of signing."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from pacts.enums import PactStatus, PartyStatus
from pacts.models import Credential, Signature
from pacts.queries.check import check_paper
from pacts.services import credentials, declining, rounds, signing, telling
from pacts.services.authority import root_certificates
from tests.factories.pacts import PIN, TODAY, at, make_signing_scene
from tests.factories.units import appoint, make_person
from units.audit import first_break
from units.models import Appointment, AuditEntry, Notice
from units.permissions import NotAllowed

pytestmark = pytest.mark.django_db


def messages(error) -> str:
    return " ".join(error.value.messages)


def test_the_pact_is_in_force_when_the_last_party_has_signed():
    scene = make_signing_scene(3)
    scene.ready()
    scene.sign(scene.heads[0])
    scene.sign(scene.heads[1])
    scene.pact.refresh_from_db()
    before = scene.pact.status

    scene.sign(scene.heads[2])

    scene.pact.refresh_from_db()
    assert (before, scene.pact.status) == (PactStatus.SIGNING, PactStatus.IN_FORCE)
    assert scene.pact.in_force_at == at(10)


def test_every_signature_is_made_with_the_signers_own_certificate():
    scene = make_signing_scene(3)
    scene.ready()

    scene.sign_all()

    found = check_paper(scene.content(), roots=root_certificates(), at=at(30))
    assert [finding.signer for finding in found.signatures] == [head.person.full_name for head in scene.heads]
    assert len({finding.serial for finding in found.signatures}) == 3
    assert found.verdict == "valid"


def test_each_revision_is_a_prefix_of_the_newest_bytes():
    scene = make_signing_scene(3)
    scene.ready()

    scene.sign_all()

    content = scene.content()
    revisions = list(scene.pact.paper.revisions.order_by("sequence"))
    assert [revision.signature_count for revision in revisions] == [0, 1, 2, 3]
    import hashlib  # noqa: PLC0415 - only this test hashes by hand

    assert [hashlib.sha256(content[: r.length]).hexdigest() for r in revisions] == [
        r.sha256 for r in revisions
    ]
    assert revisions[-1].length == len(content)


def test_case_21_four_of_six_signed_is_still_being_signed_and_the_missing_are_known():
    scene = make_signing_scene(6)
    scene.ready()

    for head in scene.heads[:4]:
        scene.sign(head)

    scene.pact.refresh_from_db()
    missing = scene.pact.parties.filter(status=PartyStatus.WAITING).order_by("position")
    assert scene.pact.status == PactStatus.SIGNING
    assert [party.signer for party in missing] == [head.person for head in (scene.heads[4], scene.heads[5])]


def test_a_repeated_request_gets_the_first_result():
    scene = make_signing_scene()
    scene.ready()
    key = uuid.uuid4()
    first = scene.sign(scene.leader, key=key)

    second = scene.sign(scene.leader, key=key, minute=12)

    assert second.pk == first.pk
    assert Signature.objects.count() == 1


def test_another_unit_head_cannot_sign_for_the_party():
    scene = make_signing_scene()
    scene.ready()

    with pytest.raises(NotAllowed):
        signing.sign(
            party=scene.party(scene.heads[1]),
            pin=PIN,
            shown_sha256=scene.shown,
            request_key=uuid.uuid4(),
            by=scene.heads[2],
            at=at(10),
        )

    assert Signature.objects.count() == 0


def test_a_capacity_that_changed_since_the_page_was_opened_signs_nothing():
    scene = make_signing_scene()
    scene.ready()
    given = {"pin": PIN, "shown_sha256": scene.shown, "request_key": uuid.uuid4(), "by": scene.leader}

    with pytest.raises(ValidationError) as refused:
        signing.sign(party=scene.party(scene.leader), at=at(10), shown_capacity="KT. VIỆN TRƯỞNG", **given)

    assert "VIỆN TRƯỞNG" in messages(refused)
    assert Signature.objects.count() == 0


def test_one_key_of_a_request_for_two_parties_makes_two_signatures():
    scene = make_signing_scene()
    scene.ready()
    Appointment.objects.filter(person=scene.heads[1].person).delete()
    appoint(scene.leader.person, scene.units[1], "acting_head")
    given = {"pin": PIN, "shown_sha256": scene.shown, "request_key": uuid.uuid4(), "by": scene.leader}

    for party in scene.pact.parties.filter(unit__in=scene.units[:2]):
        signing.sign(party=party, at=at(10), **given)

    assert Signature.objects.count() == 2


def test_case_22_an_expired_certificate_is_refused_with_the_reason_and_logged():
    scene = make_signing_scene()
    scene.ready()
    Credential.objects.filter(person=scene.leader.person).update(not_after=at() - timedelta(days=1))

    with pytest.raises(ValidationError) as refused:
        scene.sign(scene.leader)

    assert "hết hạn" in messages(refused) or "expired" in messages(refused)
    assert AuditEntry.objects.filter(kind="signing_refused").count() == 1


def test_case_22_a_revoked_certificate_cannot_sign_the_reason_is_said_and_the_attempt_logged():
    scene = make_signing_scene()
    scene.ready()
    credentials.revoke(
        credential=credentials.live_credential(scene.leader.person), reason="lost", by=scene.officer, at=at(5)
    )

    with pytest.raises(ValidationError) as refused:
        scene.sign(scene.leader)

    assert "revoked" in messages(refused) or "thu hồi" in messages(refused)
    assert '"certificate revoked"' in AuditEntry.objects.get(kind="signing_refused").body
    assert Signature.objects.count() == 0


def test_case_16_17_text_other_than_the_one_shown_is_not_signed():
    scene = make_signing_scene()
    scene.ready()

    with pytest.raises(ValidationError):
        signing.sign(
            party=scene.party(scene.leader),
            pin=PIN,
            shown_sha256="0" * 64,
            request_key=uuid.uuid4(),
            by=scene.leader,
            at=at(10),
        )

    assert Signature.objects.count() == 0


def test_case_18_a_head_replaced_before_signing_can_no_longer_sign():
    scene = make_signing_scene()
    scene.ready()
    Appointment.objects.filter(person=scene.leader.person).update(valid_to=TODAY - timedelta(days=1))
    appoint(make_person(), scene.units[0], valid_from=TODAY)

    with pytest.raises(ValidationError) as refused:
        scene.sign(scene.leader)

    assert scene.units[0].short_name in messages(refused)
    assert Signature.objects.count() == 0


def test_case_19_a_signature_stays_when_the_head_is_replaced_after_it():
    scene = make_signing_scene()
    scene.ready()
    scene.sign(scene.leader)
    Appointment.objects.filter(person=scene.leader.person).update(valid_to=TODAY - timedelta(days=1))

    scene.sign(scene.heads[1])
    scene.sign(scene.heads[2])

    scene.pact.refresh_from_db()
    assert scene.pact.status == PactStatus.IN_FORCE


def test_case_20_a_deputy_without_authority_on_record_cannot_be_a_party():
    scene = make_signing_scene()
    Appointment.objects.filter(person=scene.heads[1].person).update(capacity="deputy")
    scene.draft()

    with pytest.raises(ValidationError) as refused:
        scene.freeze()

    assert scene.units[1].short_name in messages(refused)


def test_an_acting_head_signs_with_q_before_the_title():
    scene = make_signing_scene()
    Appointment.objects.filter(person=scene.heads[1].person).update(capacity="acting_head")
    scene.ready()

    scene.sign_all()

    found = check_paper(scene.content(), roots=root_certificates(), at=at(30))
    assert [finding.capacity for finding in found.signatures] == [
        "VIỆN TRƯỞNG",
        "Q. VIỆN TRƯỞNG",
        "VIỆN TRƯỞNG",
    ]


def test_a_decline_tells_everyone_and_stops_the_round():
    scene = make_signing_scene()
    scene.ready()
    scene.sign(scene.leader)
    Notice.objects.all().delete()

    declining.decline(party=scene.party(scene.heads[1]), reason="Chỉ tiêu 3", by=scene.heads[1], at=at(11))

    told = set(Notice.objects.filter(kind="pact_declined").values_list("recipient", flat=True))
    assert told == {user.pk for user in [*scene.heads, scene.officer]}
    with pytest.raises(telling.WrongState):
        scene.sign(scene.heads[2])


def test_who_has_signed_cannot_decline_after():
    scene = make_signing_scene()
    scene.ready()
    scene.sign(scene.leader)

    with pytest.raises(telling.WrongState):
        declining.decline(party=scene.party(scene.leader), reason="x", by=scene.leader, at=at(11))


def test_a_decline_needs_a_reason():
    scene = make_signing_scene()
    scene.ready()

    with pytest.raises(ValidationError):
        declining.decline(party=scene.party(scene.leader), reason="  ", by=scene.leader, at=at(11))

    assert scene.pact.parties.filter(status=PartyStatus.DECLINED).count() == 0


def test_a_frozen_pact_that_is_not_open_cannot_be_signed():
    scene = make_signing_scene()
    scene.draft()
    scene.freeze()

    with pytest.raises(telling.WrongState):
        scene.sign(scene.leader)


def test_a_void_pact_cannot_be_signed():
    scene = make_signing_scene()
    scene.ready()
    rounds.void(pact=scene.pact, reason="Sai chỉ tiêu", by=scene.leader, at=at(5))

    with pytest.raises(telling.WrongState):
        scene.sign(scene.leader)


def test_the_trail_of_a_signed_pact_is_whole_and_in_order():
    scene = make_signing_scene(2)
    scene.ready()
    scene.sign_all()

    kinds = [
        kind for kind in AuditEntry.objects.order_by("seq").values_list("kind", flat=True) if "pact" in kind
    ]

    assert kinds == [
        "pact_started",
        "pact_draft_kept",
        "pact_frozen",
        "pact_opened",
        "pact_signed",
        "pact_signed",
        "pact_in_force",
    ]
    assert first_break(AuditEntry.objects.order_by("seq").values()) is None


def test_a_former_head_can_no_longer_decline():
    scene = make_signing_scene()
    scene.ready()
    Appointment.objects.filter(person=scene.leader.person).update(valid_to=TODAY - timedelta(days=1))

    with pytest.raises(ValidationError):
        declining.decline(party=scene.party(scene.leader), reason="x", by=scene.leader, at=at(11))

    assert scene.pact.parties.filter(status=PartyStatus.DECLINED).count() == 0
