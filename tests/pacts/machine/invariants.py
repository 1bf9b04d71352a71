"""What must be so after every step, asked of the database alone or of the database and the model."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.utils.timezone import localdate

from pacts.models import Pact, PactDraft, PactParty, PaperFile, PaperRevision, Signature
from pacts.queries.check import check_paper
from pacts.queries.ledger import mismatches
from pacts.queries.reservations import open_reservation
from pacts.queries.texts import text_of
from pacts.services.outside_roots import trusted_roots
from tests.pacts.machine.model import WITNESS, Life
from tests.pacts.machine.world import UNITS, World
from units import audit
from units.models import AuditEntry

# An attempt that was refused is remembered: in the trail, and by the count of wrong PINs.
REMEMBERED = ("signing_refused", "pin_wrong")
UNCOUNTED = {"failed_pins", "locked_until"}
# Bytes: their fingerprints stand in other rows, and the files are hashed below.
BYTES = {"image", "content", "encrypted_key"}
MODELS = [
    *apps.get_app_config("pacts").get_models(),
    *map(apps.get_model, ("units.Notice", "units.Appointment")),
]


def rows() -> dict[str, Any]:
    """All that an act could change, as the database holds it."""
    found: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for table, statement in STATEMENTS:
            cursor.execute(statement)
            found[table] = cursor.fetchall()
    files = PaperFile.objects.order_by("paper").values_list("paper", "content")
    found["files"] = [(paper, hashlib.sha256(bytes(content)).hexdigest()) for paper, content in files]
    found["trail"] = AuditEntry.objects.exclude(kind__in=REMEMBERED).count()
    return found


def _statement(model: type[Model]) -> str:
    columns = [one.column for one in model._meta.concrete_fields if one.column not in UNCOUNTED | BYTES]
    columns += ["content"] if model is PactDraft else []
    names = ", ".join(f'"{column}"' for column in columns)
    return f'SELECT {names} FROM {model._meta.db_table} ORDER BY "{model._meta.pk.column}"'  # noqa: S608


STATEMENTS = [(model._meta.db_table, _statement(model)) for model in MODELS]


class Watch:
    """What has been seen of one cluster, so that each step looks at what is new only."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.texts: dict[int, tuple[Any, str]] = {}
        self.length = -1
        self.last: dict[str, Any] | None = None

    def check(self, life: Life, now: datetime) -> None:
        pact = self.world.current()
        self._is_expected(pact, life, now)
        self._counts_agree(pact, life)
        self._trail_continues()
        self._frozen_text_stays(pact)
        assert Pact.objects.live().filter(cluster=pact.cluster_id).count() <= 1

    def check_whole(self, now: datetime) -> None:
        """What takes longer: at the end of an example."""
        assert audit.first_break(AuditEntry.objects.order_by("seq").values()) is None
        assert list(mismatches()) == []
        for pact in Pact.objects.filter(cluster=self.world.scene.cluster, paper__isnull=False):
            assert self.texts[pact.pk][0] == text_of(pact)

    def check_file(self, now: datetime) -> bool:
        """The newest file, as anybody may check it."""
        pact = self.world.current()
        signatures = Signature.objects.filter(paper=pact.paper_id)
        digital = signatures.exclude(revision=None).count()
        if not digital:
            return False
        found = check_paper(self._content(pact), roots=trusted_roots(), at=now)
        assert (found.unchanged, found.trusted, len(found.signatures)) == (True, True, digital)
        assert (found.verdict == "valid") == (pact.status == "in_force")
        return True

    def _is_expected(self, pact: Pact, life: Life, now: datetime) -> None:
        assert (pact.status, pact.version) == (life.status, life.version)
        owners = {unit.pk: place for place, unit in enumerate(self.world.scene.units)}
        parties = {owners.get(it.unit_id, WITNESS): it for it in PactParty.objects.filter(pact=pact)}
        assert {unit: party.status for unit, party in parties.items()} == life.parties
        for unit, who in life.answered_by.items():
            if life.parties[unit] != "waiting":
                assert parties[unit].signer_id == self.world.user(unit, who).person_id
        kept = open_reservation(pact, now)
        holders = {self.world.user(unit, 0).person_id: (unit, 0) for unit in (*UNITS, WITNESS)}
        holders |= {self.world.user(unit, 1).person_id: (unit, 1) for unit in UNITS}
        assert (holders[kept.reserved_by.person_id] if kept else None) == life.kept_by
        answers = list(pact.comments.order_by("pk").values_list("answer", flat=True))
        assert answers == [said.answer for said in life.comments]
        days = [day and (day - localdate(now)).days for day in (pact.sign_until, pact.comments_until)]
        assert days == [life.days_left, life.days_for_comments]

    def _counts_agree(self, pact: Pact, life: Life) -> None:
        if pact.paper_id is None:
            return
        signatures = list(
            Signature.objects.filter(paper=pact.paper_id).select_related("party").order_by("pk")
        )
        signed = [unit for unit, status in life.parties.items() if status == "signed"]
        revisions = list(PaperRevision.objects.filter(paper=pact.paper_id).order_by("sequence"))
        assert len(signatures) == len(signed)
        assert [one.signature_count for one in revisions] == list(range(life.files + 1))
        self._nobody_out_of_turn(pact, signatures)
        if revisions[-1].length != self.length:
            content = self._content(pact)
            states = [hashlib.sha256(content[: one.length]).hexdigest() for one in revisions]
            assert states == [one.sha256 for one in revisions]
            self.length = len(content)
        assert revisions[-1].length == self.length

    def _nobody_out_of_turn(self, pact: Pact, signatures: list[Signature]) -> None:
        parties = list(PactParty.objects.filter(pact=pact, kind="party"))
        done: set[int] = set()
        for signature in signatures:
            first = {party.pk for party in parties if party.group < signature.party.group}
            assert first <= done
            done.add(signature.party_id)

    def _trail_continues(self) -> None:
        before = self.last or {"seq": 0, "hash": audit.FIRST_HASH}
        for entry in AuditEntry.objects.filter(seq__gt=before["seq"]).order_by("seq").values():
            assert (entry["seq"], entry["previous_hash"]) == (before["seq"] + 1, before["hash"])
            expected = audit.chain_hash(seq=entry["seq"], previous=before["hash"], body=entry["body"])
            assert entry["hash"] == expected
            before = entry
        self.last = before

    def _frozen_text_stays(self, pact: Pact) -> None:
        if pact.paper_id is None:
            return
        now = f"{pact.edit_number} {pact.frozen_paper.frozen.sha256}"
        if pact.pk not in self.texts:
            self.texts[pact.pk] = (text_of(pact), now)
        assert self.texts[pact.pk][1] == now

    @staticmethod
    def _content(pact: Pact) -> bytes:
        return bytes(PaperFile.objects.get(paper=pact.paper_id).content)
