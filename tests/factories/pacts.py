"""A cluster that is ready to sign: the smallest valid rows, states reached through the services."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from pacts.models import Pact, PactParty, Signature
from pacts.services import credentials, drafting, freezing, signing
from tests.factories.units import head_of, make_cluster, make_officer, make_unit, make_year
from units.models import Cluster, Unit, User

TODAY = date(2026, 2, 20)
PIN = "482915"


def at(minute: int = 0) -> datetime:
    """A moment of the morning of TODAY in Vietnam."""
    return datetime(2026, 2, 20, 2, minute, tzinfo=UTC)


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
        self.pact = drafting.start(cluster=self.cluster, by=self.leader, at=at())
        return self.pact

    def freeze(self) -> Pact:
        self.pact = freezing.freeze(
            pact=self.pact,
            place="Bình Định",
            dated_on=TODAY,
            edit_number=self.pact.edit_number,
            by=self.leader,
            at=at(1),
        )
        return self.pact

    def open(self) -> Pact:
        self.pact = freezing.open_signing(pact=self.pact, by=self.leader, at=at(2))
        return self.pact

    def ready(self) -> Pact:
        """Drafted, frozen and open for signature."""
        self.draft()
        self.freeze()
        return self.open()

    def party(self, head: User) -> PactParty:
        return PactParty.objects.select_related("pact__paper", "unit", "signer").get(
            pact=self.pact, signer=head.person
        )

    @property
    def shown(self) -> str:
        return self.pact.paper.revisions.get(sequence=0).sha256

    def sign(
        self, head: User, *, pin: str = PIN, minute: int = 10, key: uuid.UUID | None = None
    ) -> Signature:
        return signing.sign(
            party=self.party(head),
            pin=pin,
            shown_sha256=self.shown,
            request_key=key or uuid.uuid4(),
            by=head,
            at=at(minute),
        )

    def sign_all(self) -> Pact:
        for minute, head in enumerate(self.heads, start=10):
            self.sign(head, minute=minute)
        self.pact.refresh_from_db()
        return self.pact

    def content(self) -> bytes:
        self.pact.paper.file.refresh_from_db()
        return bytes(self.pact.paper.file.content)


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
