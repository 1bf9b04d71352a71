"""The acts of the machine as calls of the services, at moments of the machine's own clock."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pikepdf
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import localdate

from pacts.models import PaperFile, Reservation
from pacts.queries.comments import mark_of, unanswered
from pacts.queries.parts import TEXT_FIELDS, text_values
from pacts.services import (
    answering,
    commenting,
    consulting,
    declining,
    drafting,
    freezing,
    outside,
    reminding,
    rounds,
    scans,
    signing,
    starting,
)
from tests.factories.outside import sign_elsewhere
from tests.factories.pacts import PIN
from tests.pacts.machine.model import LEADER, REFUSED, Outcome
from tests.pacts.machine.world import World
from units.models import User


def scan_file() -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(out, static_id=True)
    return out.getvalue()


SCAN = scan_file()


class Services:
    """Each act returns whether it was let through; anything but a refusal with a sentence is a fault and raised."""

    # A service is told the party, so that a stranger can try for it.
    names_the_party = True

    def __init__(self, world: World, at: datetime) -> None:
        self.world, self.now = world, at

    def _try(self, service: Callable[..., object], *, by: User, **values: object) -> bool:
        self.now += timedelta(seconds=1)
        try:
            service(by=by, at=self.now, **values)
        except (ValidationError, PermissionDenied):
            return False
        return True

    @property
    def today(self):
        return localdate(self.now)

    def day(self, days: int | None):
        return None if days is None else self.today + timedelta(days=days)

    @property
    def pact(self):
        return self.world.current()

    # --- the draft

    def edit(self, by: User, *, is_stale: bool) -> bool:
        pact = self.pact
        text = text_values(pact) | {"theme": f"Chủ đề {uuid.uuid4()}"}
        number = pact.edit_number + is_stale
        assert set(text) == set(TEXT_FIELDS)
        return self._try(drafting.save_text, pact=pact, text=text, edit_number=number, by=by)

    def send_out(self, by: User, *, days: int) -> bool:
        return self._try(consulting.send_out, pact=self.pact, until=self.day(days), by=by)

    def end_comments(self, by: User) -> bool:
        return self._try(consulting.end, pact=self.pact, reason="Đã đủ ý kiến", by=by)

    def comment(self, by: User, *, unit: int) -> bool:
        values = {"unit": self.world.scene.units[unit], "clause": "", "text": f"Ý kiến {uuid.uuid4()}"}
        return self._try(commenting.comment, pact=self.pact, by=by, **values)

    def agree(self, by: User, *, unit: int) -> bool:
        return self._try(commenting.agree, pact=self.pact, unit=self.world.scene.units[unit], by=by)

    def take_back_comment(self, by: User, *, place: int) -> bool:
        return self._try(commenting.take_back, comment=self.said(place), by=by)

    def answer(self, by: User, *, place: int, given: str) -> bool:
        row = self.said(place)
        reply = answering.Reply(row.pk, given, "Theo chỉ tiêu của Ngành", mark_of(row))
        return self._try(answering.answer, pact=self.pact, replies=[reply], by=by)

    def overrule_all(self, by: User) -> bool:
        seen = mark_of(*unanswered(self.pact))
        return self._try(answering.overrule_all, pact=self.pact, reason="x", seen=seen, by=by)

    def said(self, place: int):
        return self.pact.comments.select_related("unit", "pact").order_by("pk")[place]

    # --- the round

    def freeze(self, by: User, *, is_stale: bool, has_witness: bool) -> bool:
        pact = self.pact
        witness = self.world.witness if has_witness else None
        values = {"place": "Bình Định", "dated_on": self.today, "edit_number": pact.edit_number + is_stale}
        return self._try(freezing.freeze, pact=pact, witness=witness, by=by, **values)

    def open(self, by: User, *, order: str, days: int | None) -> bool:
        values = {"order": order, "sign_until": self.day(days)}
        return self._try(rounds.open_signing, pact=self.pact, by=by, **values)

    def withdraw(self, by: User) -> bool:
        return self._try(rounds.withdraw, pact=self.pact, reason="Đổi thứ tự", by=by)

    def void(self, by: User) -> bool:
        return self._try(rounds.void, pact=self.pact, reason="Sai chỉ tiêu", by=by)

    def extend(self, by: User, *, days: int | None) -> bool:
        return self._try(rounds.extend, pact=self.pact, sign_until=self.day(days), reason="Bận", by=by)

    def remind(self, by: User) -> bool:
        return self._try(reminding.remind, pact=self.pact, by=by)

    def start_again(self, by: User) -> bool:
        return self._try(starting.start_again, pact=self.pact, by=by)

    # --- signing

    def shown(self, *, is_stale: bool = False) -> str:
        return "0" * 64 if is_stale else self.pact.frozen_paper.frozen.sha256

    def sign(self, by: User, *, unit: int, pin: str, is_stale: bool) -> bool:
        return self._try(
            signing.sign,
            party=self.world.party(unit),
            pin=PIN if pin == "right" else "135790",
            shown_sha256=self.shown(is_stale=is_stale),
            request_key=uuid.uuid4(),
            by=by,
        )

    def reserve(self, by: User, *, unit: int) -> bool:
        party = self.world.party(unit)
        return self._try(outside.reserve, party=party, shown_sha256=self.shown(), by=by)

    def end_reservation(self, by: User) -> bool:
        kept = Reservation.objects.filter(paper=self.pact.paper_id).order_by("-pk").first()
        return self._try(outside.end, reservation=kept, by=by) if kept else False

    def bring_back(self, by: User, *, unit: int, who: int, kind: str) -> bool:
        self.now += timedelta(seconds=1)
        content = self.brought(unit, who, kind, self.now)
        return self._try(
            outside.bring_back,
            party=self.world.party(unit),
            content=content,
            shown_sha256=self.shown(),
            request_key=uuid.uuid4(),
            by=by,
        )

    def brought(self, unit: int, who: int, kind: str, at: datetime) -> bytes:
        """The newest bytes as a tool leaves them: well signed, signed by somebody else, or with other bytes."""
        party = self.world.party(unit)
        given = bytes(PaperFile.objects.get(paper=party.pact.paper_id).content)
        if kind == "other_bytes" or party.status != "waiting":
            return given + b"\n%"
        other = (LEADER, 1) if unit != LEADER else (1, 1)
        token = self.world.token(*((unit, who) if kind == "good" else other), at)
        return sign_elsewhere(given, token, at, field=party.field_name)

    def by_hand(self, by: User, *, signers: dict[int, User]) -> bool:
        lines = [
            scans.ByHand(self.world.party(unit), user.person, "VIỆN TRƯỞNG") for unit, user in signers.items()
        ]
        return self._try(
            scans.record_by_hand,
            pact=self.pact,
            attestation=scans.Attestation(lines=lines, signed_on=self.today),
            file_name="ban-ky-tay.pdf",
            content=SCAN,
            request_key=uuid.uuid4(),
            by=by,
        )

    def decline(self, by: User, *, unit: int) -> bool:
        return self._try(declining.decline, party=self.world.party(unit), reason="Sai", by=by)

    def take_back(self, by: User, *, unit: int) -> bool:
        return self._try(declining.take_back, party=self.world.party(unit), by=by)

    # --- time

    def replace_head(self, unit: int) -> None:
        self.world.replace_head(unit, self.today)

    def quarter_passes(self) -> None:
        self.now += timedelta(minutes=15)

    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    @staticmethod
    def passes(expected: Outcome) -> set[bool | None]:
        """What an act must return: nothing where time passes."""
        return {False} if expected is REFUSED else {True, None}
