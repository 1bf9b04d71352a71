"""The rows that every example begins with, made once: three clusters, of which two have a frozen paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec
from django.utils.timezone import localdate

from pacts.models import Credential, Pact, PactParty
from pacts.services import credentials, freezing, starting
from tests.factories.outside import OutsideAuthority, Token, make_authority
from tests.factories.pacts import PIN, SigningScene, make_signing_scene
from tests.factories.units import PASSWORD, appoint, head_of, make_user
from tests.pacts.machine.model import LEADER, WITNESS
from units.models import Appointment, EmulationYear, User

UNITS = (0, 1, 2)


@dataclass
class World:
    """One cluster with all who act in it. `heads[unit]` are the first head and the one who may follow."""

    scene: SigningScene
    heads: dict[int, tuple[User, ...]]
    post: Appointment
    authority: OutsideAuthority
    pact: Pact = field(init=False)

    @property
    def organiser(self):
        return self.scene.cluster.year.organiser

    @property
    def witness(self) -> freezing.Witness:
        return freezing.Witness(self.post.person, self.post.position_title, self.post.unit)

    def user(self, unit: int, who: int) -> User:
        return self.heads[unit][who]

    def current(self) -> Pact:
        """The newest version, read anew."""
        return Pact.objects.filter(cluster=self.scene.cluster).order_by("-version").first()

    def party(self, unit: int) -> PactParty:
        """Read anew, as a request would."""
        owner = self.organiser if unit == WITNESS else self.scene.units[unit]
        parties = PactParty.objects.select_related("pact__paper", "pact__cluster__year", "unit", "signer")
        return parties.get(pact=self.current(), unit=owner)

    def replace_head(self, unit: int, on) -> None:
        """From the day on another person heads the unit."""
        old, new = self.heads[unit]
        posts = Appointment.objects.filter(person=old.person)
        if posts.filter(valid_to__isnull=True).exists():
            posts.update(valid_to=on - timedelta(days=1))
            appoint(new.person, self.scene.units[unit], valid_from=on)

    def token(self, unit: int, who: int, at: datetime) -> Token:
        return _token(self.authority, self.user(unit, who).person.full_name, at.date())


@cache
def _token(authority: OutsideAuthority, name: str, day) -> Token:
    moment = datetime(day.year, day.month, day.day, tzinfo=authority.certificate.not_valid_before_utc.tzinfo)
    return authority.issue(name, moment, key=ec.generate_private_key(ec.SECP256R1()))


def make_worlds(at: datetime) -> dict[str, World]:
    """A draft, a frozen paper, and one with a place for a witness; the texts are short, for speed."""
    authority = make_authority(at)
    worlds = {}
    for name in ("draft", "frozen", "witnessed"):
        worlds[name] = world = _world(at, authority)
        if name != "draft":
            witness = world.witness if name == "witnessed" else None
            _freeze(world, at, witness)
    return worlds


def _world(at: datetime, authority: OutsideAuthority) -> World:
    scene = make_signing_scene(3)
    scene.officer.set_password(PASSWORD)
    scene.officer.save()
    organiser = scene.cluster.year.organiser
    leader_of_all = head_of(organiser)
    spare = [make_user() for _unit in UNITS]
    for user in (leader_of_all, *spare):
        credentials.issue(person=user.person, unit_name="VKSND", pin=PIN, by=user, at=at)
    EmulationYear.objects.update(year=localdate(at).year)
    Credential.objects.update(not_before=at - timedelta(days=1), not_after=at + timedelta(days=365))
    heads = {unit: (scene.heads[unit], spare[unit]) for unit in UNITS} | {WITNESS: (leader_of_all,)}
    post = Appointment.objects.select_related("person", "unit").get(person=leader_of_all.person)
    world = World(scene, heads, post, authority)
    pact = starting.start(cluster=scene.cluster, by=scene.leader, at=at)
    first = pact.clauses.order_by("position").first()
    pact.clauses.exclude(pk=first.pk).delete()
    return world


def _freeze(world: World, at: datetime, witness: freezing.Witness | None) -> None:
    pact = world.current()
    freezing.freeze(
        pact=pact,
        place="Bình Định",
        dated_on=localdate(at),
        edit_number=pact.edit_number,
        by=world.user(LEADER, 0),
        at=at,
        witness=witness,
    )
