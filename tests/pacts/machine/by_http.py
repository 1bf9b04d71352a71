"""The acts of the machine as requests of browsers. Pages read the clock, so time passes by moving days on record."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from pacts.models import Pact, PactParty, Reservation
from pacts.queries.comments import mark_of, unanswered
from pacts.queries.parts import text_values
from tests.factories.pacts import PIN
from tests.factories.units import PASSWORD, client_of, make_device
from tests.pacts.machine.by_services import SCAN, Services
from tests.pacts.machine.model import DONE, WITNESS, Outcome
from tests.pacts.machine.world import World
from units.models import Appointment, User

REDIRECT, OK = 302, 200
# What a page may answer to somebody who is refused: with the reason, or as if there were nothing.
REFUSALS = {OK, REDIRECT, 403, 404, 409, 422}
DAY = "%d/%m/%Y"


class Pages(Services):
    """Each act returns the status; an error of the server is raised by the client."""

    names_the_party = False

    def __init__(self, world: World, at: datetime) -> None:
        super().__init__(world, at)
        self.clients: dict[int, object] = {}

    @property
    def now(self) -> datetime:
        return timezone.now()

    @now.setter
    def now(self, _at: datetime) -> None:
        """The clock is the machine's."""

    @staticmethod
    def passes(expected: Outcome) -> set[int | None]:
        return {REDIRECT, None} if expected is DONE else REFUSALS | {None}

    def _post(self, by: User, route: str, data: dict | None = None, *keys: object) -> int:
        if by.pk not in self.clients:
            self.clients[by.pk] = client_of(by, make_device(by))
        address = reverse(route, args=[self.pact.pk, *keys])
        return self.clients[by.pk].post(address, data or {}).status_code

    def get(self, by: User, route: str) -> int:
        if by.pk not in self.clients:
            self.clients[by.pk] = client_of(by, make_device(by))
        return self.clients[by.pk].get(reverse(route, args=[self.pact.pk])).status_code

    def written(self, days: int | None) -> str:
        return "" if days is None else self.day(days).strftime(DAY)

    # --- the draft

    def edit(self, by: User, *, is_stale: bool) -> int:
        pact = self.pact
        text = text_values(pact) | {"theme": f"Chủ đề {uuid.uuid4()}"}
        return self._post(by, "pact_text", text | {"edit_number": pact.edit_number + is_stale, "seen": ""})

    def send_out(self, by: User, *, days: int) -> int:
        return self._post(by, "pact_comments_send_out", {"send_out-until": self.written(days)})

    def end_comments(self, by: User) -> int:
        return self._post(by, "pact_comments_end", {"end-reason": "Đã đủ ý kiến"})

    def comment(self, by: User, *, unit: int) -> int:
        owner = self.world.scene.units[unit]
        return self._post(by, "comment_new", {"unit": owner.pk, "text": f"Ý kiến {uuid.uuid4()}"})

    def agree(self, by: User, *, unit: int) -> int:
        return self._post(by, "pact_comments_agree", {"unit": self.world.scene.units[unit].pk})

    def take_back_comment(self, by: User, *, place: int) -> int:
        return self._post(by, "comment_take_back", {}, self.said(place).pk)

    def answer(self, by: User, *, place: int, given: str) -> int:
        row = self.said(place)
        data = {"answer": given, "text": "Theo chỉ tiêu của Ngành", "seen": mark_of(row)}
        named = {f"c{row.pk}-{name}": value for name, value in data.items()}
        return self._post(by, "pact_comments_answer", {"comment": row.pk} | named)

    def overrule_all(self, by: User) -> int:
        data = {"overrule-seen": mark_of(*unanswered(self.pact)), "overrule-reason": "x"}
        return self._post(by, "pact_comments_overrule", data)

    # --- the round

    def freeze(self, by: User, *, is_stale: bool, has_witness: bool) -> int:
        data = {
            "place": "Bình Định",
            "dated_on": self.written(0),
            "edit_number": self.pact.edit_number + is_stale,
            "witness": self.world.post.pk if has_witness else "",
        }
        return self._post(by, "pact_freeze", data)

    def open(self, by: User, *, order: str, days: int | None) -> int:
        return self._post(by, "pact_open", {"order": order, "sign_until": self.written(days)})

    def withdraw(self, by: User) -> int:
        return self._post(by, "pact_withdraw", {"withdraw-reason": "Đổi thứ tự"})

    def void(self, by: User) -> int:
        return self._post(by, "pact_void", {"void-reason": "Sai chỉ tiêu"})

    def extend(self, by: User, *, days: int | None) -> int:
        data = {"extend-sign_until": self.written(days), "extend-reason": "Bận"}
        return self._post(by, "pact_extend", data)

    def remind(self, by: User) -> int:
        return self._post(by, "pact_remind")

    def start_again(self, by: User) -> int:
        return self._post(by, "pact_start_again")

    # --- signing

    def shown(self, *, is_stale: bool = False) -> str:
        return "0" * 64 if is_stale or not self.pact.paper else super().shown()

    def sign(self, by: User, *, unit: int, pin: str, is_stale: bool) -> int:
        data = {"pin": PIN if pin == "right" else "135790", "request_key": uuid.uuid4()}
        return self._post(by, "pact_sign", data | {"shown_sha256": self.shown(is_stale=is_stale)})

    def reserve(self, by: User, *, unit: int) -> int:
        return self._post(by, "pact_reserve", {"shown_sha256": self.shown()})

    def end_reservation(self, by: User) -> int:
        return self._post(by, "pact_reservation_end")

    def bring_back(self, by: User, *, unit: int, who: int, kind: str) -> int:
        has_party = PactParty.objects.filter(pact=self.pact, kind="party").exists()
        content = (
            self.brought(unit, who, kind, self.now) if has_party and self._is_party(unit) else b"%PDF-1.7"
        )
        file = SimpleUploadedFile("da-ky.pdf", content)
        data = {"shown_sha256": self.shown(), "request_key": uuid.uuid4(), "file": file}
        return self._post(by, "pact_bring_back", data)

    def _is_party(self, unit: int) -> bool:
        return unit != WITNESS or PactParty.objects.filter(pact=self.pact, kind="witness").exists()

    def by_hand(self, by: User, *, signers: dict[int, User]) -> int:
        data = {
            "request_key": uuid.uuid4(),
            "file": SimpleUploadedFile("ban-ky-tay.pdf", SCAN),
            "signed_on": self.written(0),
            "password": PASSWORD,
        }
        for unit, user in signers.items():
            key = self.world.party(unit).pk
            line = {f"signed-{key}": "on", f"person-{key}": user.person_id, f"capacity-{key}": "VIỆN TRƯỞNG"}
            data |= line
        return self._post(by, "pact_by_hand", data)

    def decline(self, by: User, *, unit: int) -> int:
        return self._post(by, "pact_decline", {"decline-reason": "Sai"})

    def take_back(self, by: User, *, unit: int) -> int:
        return self._post(by, "pact_take_back")

    # --- time

    def quarter_passes(self) -> None:
        self._shift(timedelta(minutes=15))

    def days_pass(self, days: int) -> None:
        gone = timedelta(days=days)
        self._shift(gone)
        Pact.objects.update(sign_until=F("sign_until") - gone, comments_until=F("comments_until") - gone)
        PactParty.objects.update(reminded_at=F("reminded_at") - gone)
        Appointment.objects.update(valid_from=F("valid_from") - gone, valid_to=F("valid_to") - gone)

    @staticmethod
    def _shift(gone: timedelta) -> None:
        Reservation.objects.update(reserved_at=F("reserved_at") - gone, expires_at=F("expires_at") - gone)
