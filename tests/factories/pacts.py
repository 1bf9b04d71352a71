"""A cluster that is ready to sign: the smallest valid rows, states reached through the services."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.utils.timezone import localdate

from pacts.enums import SignatureWay
from pacts.models import Pact, PactParty, PaperScan, Signature
from pacts.queries.signatories import my_party
from pacts.services import amending, credentials, freezing, recording, rounds, signing, starting
from pacts.services.recording import Made
from tests.factories.units import head_of, make_cluster, make_officer, make_unit, make_year
from units.models import Cluster, ClusterMembership, Unit, User

TODAY = date(2026, 2, 20)
PIN = "482915"


def at(minute: int = 0) -> datetime:
    """A moment of the morning of TODAY in Vietnam, or as many minutes later."""
    return datetime(2026, 2, 20, 2, tzinfo=UTC) + timedelta(minutes=minute)


@dataclass
class SigningScene:
    """A cluster of units, each with a head who has a certificate; the first unit leads."""

    cluster: Cluster
    units: list[Unit]
    heads: list[User]
    officer: User
    outsider: User
    pact: Pact = field(init=False)

    @property
    def leader(self) -> User:
        return self.heads[0]

    def draft(self) -> Pact:
        self.pact = starting.start(cluster=self.cluster, by=self.leader, at=at())
        return self.pact

    def freeze(self, **values) -> Pact:
        self.pact = freezing.freeze(
            pact=self.pact,
            place="Bình Định",
            dated_on=TODAY,
            edit_number=self.pact.edit_number,
            by=self.leader,
            at=at(1),
            **values,
        )
        return self.pact

    def open(self, **values) -> Pact:
        self.pact = rounds.open_signing(pact=self.pact, by=self.leader, at=at(2), **values)
        return self.pact

    def ready(self) -> Pact:
        """Drafted, frozen and open for signature."""
        self.draft()
        self.freeze()
        return self.open()

    def party(self, head: User) -> PactParty:
        """The party that this person may sign for."""
        return PactParty.objects.select_related("pact__paper", "unit", "signer").get(
            pk=my_party(self.pact, head, TODAY).pk
        )

    @property
    def shown(self) -> str:
        return self.pact.paper.revisions.get(sequence=0).sha256

    def sign(
        self, head: User, *, pin: str = PIN, minute: int = 10, key: uuid.UUID | None = None
    ) -> Signature:
        return self.sign_party(self.party(head), head, pin=pin, moment=at(minute), key=key)

    def sign_party(
        self,
        party: PactParty,
        by: User,
        *,
        pin: str = PIN,
        moment: datetime | None = None,
        key: uuid.UUID | None = None,
    ) -> Signature:
        """Somebody tries to sign for this party."""
        return signing.sign(
            party=party,
            pin=pin,
            shown_sha256=self.shown,
            request_key=key or uuid.uuid4(),
            by=by,
            at=moment or at(10),
        )

    def sign_all(self) -> Pact:
        for minute, head in enumerate(self.heads, start=10):
            self.sign(head, minute=minute)
        self.pact.refresh_from_db()
        return self.pact

    def sign_all_by_hand(self, minute: int = 10) -> Pact:
        """All parties at once, by one scan: in force without a key."""
        return sign_by_hand(self.pact, self.officer, at(minute))

    def amend(self, *, minute: int = 20) -> Pact:
        """The draft of an amendment of the pact in force; `self.pact` is the amendment from now on."""
        self.pact = amending.start_amendment(
            pact=self.pact.amends or self.pact, by=self.officer, at=at(minute)
        )
        return self.pact

    def join(self, name: str, *, since: date = TODAY) -> Unit:
        """Another unit becomes a member on the day, the last in the order; its head has a key."""
        unit = make_unit(name)
        position = self.cluster.memberships.count() + 1
        ClusterMembership.objects.create(cluster=self.cluster, unit=unit, position=position, valid_from=since)
        head = head_of(unit)
        credentials.issue(person=head.person, unit_name=name, pin=PIN, by=head, at=at())
        self.units.append(unit)
        self.heads.append(head)
        return unit

    def sign_all_in_order(self) -> Pact:
        """The members first, the lead unit last."""
        for minute, head in enumerate([*self.heads[1:], self.leader], start=10):
            self.sign(head, minute=minute)
        self.pact.refresh_from_db()
        return self.pact

    def content(self) -> bytes:
        self.pact.paper.file.refresh_from_db()
        return bytes(self.pact.paper.file.content)


def sign_by_hand(pact: Pact, by: User, moment: datetime) -> Pact:
    """Everybody who is asked signs on a print, of which one scan is on record."""
    scan = PaperScan.objects.create(
        paper=pact.frozen_paper, file_name="ky.pdf", sha256="0" * 64, content=b"", signed_on=localdate(moment),
        attested_at=moment, attested_by=by,
    )  # fmt: skip
    shown = pact.frozen_paper.frozen.sha256
    for party in pact.parties.order_by("position"):
        made = Made(way=SignatureWay.PAPER, request_key=uuid.uuid4(), shown_sha256=shown, scan=scan)
        recording.record_signature(
            party=party, signer=party.signer, capacity_text=party.capacity_text, made=made, by=by, at=moment
        )
    pact.refresh_from_db()
    return pact


def make_signing_scene(members: int = 3, *, certificates: bool = True) -> SigningScene:
    year = make_year(2026, make_unit("VKSND tối cao", kind="supreme"))
    units = [make_unit(f"VKSND tỉnh Số {number}") for number in range(1, members + 1)]
    cluster = make_cluster(year, units, leader=units[0], number=8)
    outside = make_unit("VKSND tỉnh Khác")
    other_year = make_year(2026, make_unit("Cơ quan khác", kind="organiser"))
    make_cluster(other_year, [outside], leader=outside, number=1)
    heads = [head_of(unit) for unit in [*units, outside]]
    if certificates:
        for unit, head in zip([*units, outside], heads, strict=True):
            credentials.issue(person=head.person, unit_name=unit.short_name, pin=PIN, by=head, at=at())
    *heads, outsider = heads
    return SigningScene(cluster, units, heads, make_officer(units[0]), outsider)
