"""The organisation as shipped, on the eve of the reform of 01/07/2025: what it did can be done again."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

from pacts.models import Pact
from pacts.services import credentials, freezing, rounds, signing, starting
from tests.factories.pacts import PIN
from tests.factories.units import head_of, make_cluster, make_year
from units.models import Cluster, EmulationYear, Unit, UnitName, UnitSuccession, UnitWord, User
from units.services.organisation import load_organisation

FIRST_DAY = date(2025, 7, 1)


def moment(month: int, day: int, minute: int = 0) -> datetime:
    """A moment of a morning of 2025 in Vietnam."""
    return datetime(2025, month, day, 2, minute, tzinfo=UTC)


def before_the_reform(*codes: str) -> list[Unit]:
    """The shipped units with these codes as if nothing had ended them; what followed them is not there."""
    load_organisation(at=moment(1, 2))
    units = [Unit.objects.get(code=code) for code in codes]
    acts = UnitSuccession.objects.filter(predecessor__in=units)
    successors = list(acts.values_list("successor", flat=True))
    UnitSuccession.objects.filter(successor__in=successors).delete()
    UnitName.objects.filter(unit__in=successors).delete()
    UnitWord.objects.filter(owner__in=successors).delete()
    Unit.objects.filter(pk__in=successors).delete()
    UnitName.objects.filter(unit__in=units).update(valid_to=None)
    Unit.objects.filter(pk__in=[unit.pk for unit in units]).update(valid_to=None)
    return [Unit.objects.get(code=code) for code in codes]


def clusters_of_2025() -> tuple[EmulationYear, Cluster, Cluster]:
    """Cụm 7 and Cụm 8 of the sector in 2025, here with two members each (domain: expert case 8)."""
    units = {unit.code: unit for unit in Unit.objects.filter(code__startswith="VKSND")}
    year = make_year(2025, units["VKSNDTC"])
    gia_lai, kon_tum = units["VKSND-GIALAI"], units["VKSND-KONTUM"]
    binh_dinh, quang_ngai = units["VKSND-BINHDINH"], units["VKSND-QUANGNGAI"]
    seven = make_cluster(year, [kon_tum, gia_lai], leader=kon_tum, number=7)
    eight = make_cluster(year, [quang_ngai, binh_dinh], leader=binh_dinh, number=8)
    return year, seven, eight


def heads_of(cluster: Cluster) -> dict[int, User]:
    """A head with a certificate for each member, the members in their order."""
    found = {}
    for membership in cluster.memberships.in_official_order().select_related("unit"):
        unit = membership.unit
        found[unit.pk] = head_of(unit)
        person = found[unit.pk].person
        credentials.issue(
            person=person, unit_name=unit.short_name, pin=PIN, by=found[unit.pk], at=moment(2, 1)
        )
    return found


def signed_pact(cluster: Cluster, heads: dict[int, User], *, by_all: bool = True) -> Pact:
    """The pact of the cluster, signed in February by all, or by its lead unit alone."""
    leader = heads[cluster.leaderships.get(role="truong").unit_id]
    pact = starting.start(cluster=cluster, by=leader, at=moment(2, 10))
    pact = freezing.freeze(
        pact=pact,
        place="Gia Lai",
        dated_on=date(2025, 2, 20),
        edit_number=pact.edit_number,
        by=leader,
        at=moment(2, 20),
    )
    pact = rounds.open_signing(pact=pact, by=leader, at=moment(2, 20, 1))
    for minute, head in enumerate(heads.values() if by_all else [leader], start=10):
        signing.sign(
            party=pact.parties.get(signer=head.person),
            pin=PIN,
            shown_sha256=pact.paper.revisions.get(sequence=0).sha256,
            request_key=uuid.uuid4(),
            by=head,
            at=moment(2, 20, minute),
        )
    pact.refresh_from_db()
    return pact
