"""Whoever owns the database can change rows beneath the audit trail: the verification names them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from pacts.enums import PactStatus, PartyStatus
from pacts.models import Credential, IssuedPaper, Pact, PactParty, PaperFile, PaperRevision, Signature
from pacts.services import declining, rounds, starting
from tests.factories.pacts import at, make_signing_scene
from tests.factories.units import make_person

pytestmark = pytest.mark.django_db
OTHER_DAY = datetime(2020, 1, 1, tzinfo=UTC)


@contextmanager
def guards_lifted() -> Iterator[None]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
        yield


@pytest.fixture(scope="module")
def made(rows_of_module):
    """Two of three have signed."""
    scene = make_signing_scene(3)
    scene.ready()
    scene.sign(scene.heads[0], minute=10)
    scene.sign(scene.heads[1], minute=11)
    return scene


@pytest.fixture
def scene(made):
    return deepcopy(made)


def verified() -> tuple[int, dict]:
    out, status = StringIO(), 0
    try:
        call_command("verify_audit", format="json", stdout=out)
    except SystemExit as end:
        status = end.code
    return status, json.loads(out.getvalue())


def found() -> set[tuple[str, str]]:
    """Kind of row and value of each mismatch; the chain itself is whole."""
    status, answer = verified()
    assert (status, answer["whole"], answer["evidence_matches"]) == (1, True, False)
    return {(it["row"].split(":")[0].removeprefix("pacts."), it["value"]) for it in answer["mismatches"]}


def test_what_nobody_touched_matches_in_every_state(scene):
    declining.decline(
        party=scene.party(scene.heads[2]), reason="Chưa thống nhất", by=scene.heads[2], at=at(12)
    )
    rounds.void(pact=scene.pact, reason="Sai số liệu", by=scene.leader, at=at(13))
    scene.pact.refresh_from_db()
    starting.start_again(pact=scene.pact, by=scene.leader, at=at(14))
    complete = make_signing_scene(2)
    complete.ready()
    complete.sign_all()

    status, answer = verified()

    assert (status, answer["whole"], answer["evidence_matches"], answer["mismatches"]) == (0, True, True, [])


def _content(change) -> None:
    file = PaperFile.objects.get()
    PaperFile.objects.update(content=change(bytes(file.content)))


def _void_quietly() -> None:
    Pact.objects.update(status=PactStatus.VOID)


def _withdraw_an_answer() -> None:
    PactParty.objects.filter(position=1).update(status=PartyStatus.WAITING, decided_at=None)


def _answer_for_another() -> None:
    PactParty.objects.filter(status=PartyStatus.WAITING).update(status=PartyStatus.SIGNED, decided_at=at(20))


TAMPERINGS = {
    "the status of a pact": (_void_quietly, {("pact", "status")}),
    "an answer that was withdrawn": (
        _withdraw_an_answer,
        {("pactparty", "status"), ("pactparty", "decided_at")},
    ),
    "an answer that nobody gave": (
        _answer_for_another,
        {("pactparty", "status"), ("pactparty", "decided_at")},
    ),
    "the time of an answer": (
        lambda: PactParty.objects.filter(position=1).update(decided_at=OTHER_DAY),
        {("pactparty", "decided_at")},
    ),
    "the time of a signature": (
        lambda: Signature.objects.filter(party__position=1).update(signed_at=OTHER_DAY),
        {("signature", "signed_at")},
    ),
    "the signer of an answer": (
        lambda: PactParty.objects.filter(position=1).update(signer=make_person()),
        {("signature", "signer")},
    ),
    "the capacity of an answer": (
        lambda: PactParty.objects.filter(position=1).update(capacity_text="KT. VIỆN TRƯỞNG"),
        {("signature", "capacity")},
    ),
    "the certificate of a signature": (
        lambda: Credential.objects.filter(signatures__party__position=1).update(serial="1"),
        {("signature", "serial of the certificate")},
    ),
    "a signature that is gone": (
        lambda: Signature.objects.filter(party__position=1)._raw_delete("default"),
        {("pactparty", "the signature is gone")},
    ),
    "the fingerprint of the frozen paper": (
        lambda: PaperRevision.objects.filter(sequence=0).update(sha256="f" * 64),
        {
            ("issuedpaper", "sha256 of the first revision"),
            ("paperrevision", "the bytes do not hash to sha256"),
            ("pact", "the paper"),
        },
    ),
    "the fingerprint of a signed paper": (
        lambda: PaperRevision.objects.filter(sequence=2).update(sha256="f" * 64),
        {
            ("paperrevision", "sha256"),
            ("paperrevision", "the bytes do not hash to sha256"),
            ("signature", "sha256 of the revision"),
        },
    ),
    "bytes put at the end": (
        lambda: _content(lambda content: content + b"more"),
        {("issuedpaper", "length of the bytes")},
    ),
    "the last byte": (
        lambda: _content(lambda content: content[:-1] + bytes([content[-1] ^ 1])),
        {("paperrevision", "the bytes do not hash to sha256")},
    ),
    "bytes that are gone": (
        lambda: PaperFile.objects.all()._raw_delete("default"),
        {("issuedpaper", "the bytes are gone")},
    ),
}


@pytest.mark.parametrize(("tamper", "expected"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_a_change_beneath_the_trail_is_named(scene, tamper, expected):
    assert verified()[0] == 0

    with guards_lifted():
        tamper()

    assert found() == expected


def test_a_paper_that_no_entry_tells_of_is_named(scene):
    paper = IssuedPaper.objects.get()
    paper.pk, paper._state.adding = "6c1f7e5c-6a39-4e0b-9d40-7a3a0f4f0001", True
    paper.save(force_insert=True)

    assert found() == {("issuedpaper", "no entry tells of it")}


def test_the_sentence_for_people_names_the_first_row(scene):
    out = StringIO()
    Pact.objects.update(status=PactStatus.VOID)

    with pytest.raises(SystemExit):
        call_command("verify_audit", stdout=out)

    assert f"CHANGED beneath it, 1 in all; the first: pacts.pact:{scene.pact.pk}, status." in out.getvalue()
    assert "--compare" in out.getvalue()


def test_an_export_alone_says_nothing_of_the_rows(scene, tmp_path):
    path = tmp_path / "audit.jsonl"
    call_command("export_audit", str(path), stdout=StringIO())
    Pact.objects.update(status=PactStatus.VOID)
    out = StringIO()

    call_command("verify_audit", str(path), format="json", stdout=out)

    answer = json.loads(out.getvalue())
    assert (answer["whole"], answer["evidence_matches"], answer["mismatches"]) == (True, None, [])
