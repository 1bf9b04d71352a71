"""Signed by hand on paper: scanned, attested, counted, and told apart from digital signatures."""

from __future__ import annotations

import io
import uuid
from copy import deepcopy
from datetime import timedelta

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.timezone import localdate

from pacts.enums import PactStatus, PartyStatus, SignatureWay
from pacts.models import PaperScan, Signature
from pacts.queries.by_hand import proposals
from pacts.queries.check import check_paper
from pacts.queries.completion import completion
from pacts.queries.consolidated import consolidated
from pacts.queries.ledger import mismatches
from pacts.services import outside, scans, telling
from pacts.services.authority import root_certificates
from pacts.services.scans import Attestation, ByHand
from tests.factories.pacts import TODAY, at, make_signing_scene
from tests.factories.units import head_of, make_person
from units.audit import first_break
from units.models import Appointment, AuditEntry, Notice
from units.permissions import NotAllowed

pytestmark = pytest.mark.django_db
DAY = 24 * 60


def scan_file() -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(out, static_id=True)
    return out.getvalue()


@pytest.fixture(scope="module")
def made(rows_of_module):
    scene = make_signing_scene(3)
    scene.ready()
    return scene


@pytest.fixture
def scene(made):
    return deepcopy(made)


def line(scene, head, capacity="VIỆN TRƯỞNG", person=None):
    return ByHand(scene.party(head), person or head.person, capacity)


def record(scene, lines, *, by=None, content=None, signed_on=TODAY, key=None, minute=20):
    return scans.record_by_hand(
        pact=scene.pact,
        attestation=Attestation(lines=lines, signed_on=signed_on, note="Ký tại hội nghị"),
        file_name="ban-ky-tay.pdf",
        content=scan_file() if content is None else content,
        request_key=key or uuid.uuid4(),
        by=by or scene.officer,
        at=at(minute),
    )


def test_case_30_a_pact_signed_by_hand_at_the_ceremony_is_in_force_and_no_digital_signature_is_claimed(scene):
    scan = record(scene, [line(scene, head) for head in scene.heads])

    scene.pact.refresh_from_db()
    found = check_paper(scene.content(), roots=root_certificates(), at=at(30))
    ways = set(Signature.objects.values_list("way", "scan", "scan__signed_on"))
    assert scene.pact.status == PactStatus.IN_FORCE
    assert ways == {(SignatureWay.PAPER, scan.pk, TODAY)}
    assert found.verdict == "unsigned"
    assert "không áp dụng chữ ký số" in " ".join(found.reasons)
    assert first_break(AuditEntry.objects.order_by("seq").values()) is None
    assert list(mismatches()) == []


def test_case_30_some_sign_digitally_and_some_by_hand(scene):
    scene.sign(scene.heads[0])
    record(scene, [line(scene, head) for head in scene.heads[1:]])

    scene.pact.refresh_from_db()
    found = check_paper(scene.content(), roots=root_certificates(), at=at(30))
    assert scene.pact.status == PactStatus.IN_FORCE
    assert (found.verdict, found.signed, found.required) == ("valid", 1, 1)
    assert "không áp dụng chữ ký số" in " ".join(found.reasons)


def test_the_capacity_is_kept_as_it_stands_on_the_paper(scene):
    record(scene, [line(scene, scene.heads[1], "  QUYỀN   VIỆN TRƯỞNG ")])

    party = scene.party(scene.heads[1])
    assert (party.status, party.capacity_text) == (PartyStatus.SIGNED, "QUYỀN VIỆN TRƯỞNG")


def test_case_20_a_deputy_without_authorisation_on_record_refuses_the_whole_attestation(scene):
    deputy = head_of(scene.units[2], "deputy")

    with pytest.raises(ValidationError):
        record(scene, [line(scene, scene.heads[1]), line(scene, scene.heads[2], person=deputy.person)])

    assert (Signature.objects.count(), PaperScan.objects.count()) == (0, 0)


def test_the_pact_is_in_force_from_the_day_of_the_ceremony_however_late_the_scan_is_recorded(scene):
    record(scene, [line(scene, head) for head in scene.heads], minute=3 * DAY + 20)

    scene.pact.refresh_from_db()
    sheet = completion(scene.pact, at=at(3 * DAY + 30))
    held = consolidated(scene.pact, TODAY)
    assert (scene.pact.in_force_on, localdate(scene.pact.in_force_at)) == (TODAY, TODAY + timedelta(days=3))
    assert {(one.on, localdate(one.at)) for one in sheet.signatures} == {(TODAY, TODAY + timedelta(days=3))}
    assert [paper.in_force_on for paper in held.papers] == [TODAY]
    assert list(mismatches()) == []


def test_the_pact_is_in_force_from_the_last_signature_where_one_signs_here_after_the_ceremony(scene):
    record(scene, [line(scene, head) for head in scene.heads[1:]], minute=2 * DAY)
    scene.sign(scene.heads[0], minute=2 * DAY + 5)

    scene.pact.refresh_from_db()
    assert scene.pact.in_force_on == TODAY + timedelta(days=2)


def test_case_18_who_headed_the_unit_on_the_day_of_the_ceremony_is_offered_and_counted_after_a_change(scene):
    old, unit = scene.heads[1], scene.units[1]
    Appointment.objects.filter(person=old.person).update(valid_to=TODAY)
    new = head_of(unit)
    Appointment.objects.filter(person=new.person).update(valid_from=TODAY + timedelta(days=1))
    later = TODAY + timedelta(days=2)

    offered = {one.party.unit: one.people for one in proposals(scene.pact, later)}
    with pytest.raises(ValidationError) as refused:
        record(scene, [line(scene, old, person=new.person)], minute=2 * DAY)
    record(scene, [line(scene, old)], minute=2 * DAY)

    assert offered[unit] == (new.person, old.person)
    assert f"{TODAY:%d/%m/%Y}" in refused.value.messages[0]
    assert Signature.objects.get().signer == old.person


def test_everybody_involved_is_told_who_was_recorded_as_having_signed_by_hand(scene):
    record(scene, [line(scene, scene.heads[1])])

    told = Notice.objects.filter(kind="pact_signed_by_hand")
    assert {head.pk for head in scene.heads} <= set(told.values_list("recipient", flat=True))
    assert told.first().details["units"] == scene.party(scene.heads[1]).unit_text


@pytest.mark.parametrize("days", [-5, 1])
def test_the_day_of_signing_lies_between_the_freeze_and_today(scene, days):
    with pytest.raises(ValidationError):
        record(scene, [line(scene, scene.heads[1])], signed_on=TODAY + timedelta(days=days))


@pytest.mark.parametrize("content", [b"", b"<html>", b"%PDF-1.7 torn"])
def test_a_file_that_is_no_scan_is_refused(scene, content):
    with pytest.raises(scans.FileRefused):
        record(scene, [line(scene, scene.heads[1])], content=content)

    assert PaperScan.objects.count() == 0


def test_nobody_marked_and_no_capacity_are_refused(scene):
    with pytest.raises(ValidationError):
        record(scene, [])
    with pytest.raises(ValidationError):
        record(scene, [line(scene, scene.heads[1], "  ")])


def test_only_the_lead_unit_attests(scene):
    with pytest.raises(NotAllowed):
        record(scene, [line(scene, scene.heads[1])], by=scene.heads[1])


def test_who_has_signed_already_is_not_counted_twice(scene):
    scene.sign(scene.heads[1])
    party = line(scene, scene.heads[1])

    with pytest.raises(ValidationError):
        record(scene, [party])

    assert Signature.objects.count() == 1


def test_a_repeated_request_gets_the_first_scan(scene):
    lines, key = [line(scene, scene.heads[1])], uuid.uuid4()

    assert record(scene, lines, key=key) == record(scene, lines, key=key, minute=21)
    assert PaperScan.objects.count() == 1


def test_while_somebody_keeps_the_paper_nothing_is_recorded_by_hand_for_others(scene):
    outside.reserve(party=scene.party(scene.heads[1]), shown_sha256=scene.shown, by=scene.heads[1], at=at(18))

    with pytest.raises(telling.WrongState):
        record(scene, [line(scene, scene.heads[2])])


def test_another_person_of_the_sector_cannot_be_named_as_signer(scene):
    with pytest.raises(ValidationError):
        record(scene, [line(scene, scene.heads[1], person=make_person())])


def test_a_scan_is_evidence_and_never_changed(scene):
    scan = record(scene, [line(scene, scene.heads[1])])

    with pytest.raises(DatabaseError), transaction.atomic():
        PaperScan.objects.filter(pk=scan.pk).update(content=b"other")
