"""So many rows of pacts, papers and conferences: what a list is counted with."""

from __future__ import annotations

import uuid
from datetime import timedelta

from pacts.models import (
    AgendaItem,
    ClusterMovement,
    Conference,
    ConferenceAttendee,
    Credential,
    IssuedPaper,
    Movement,
    Pact,
    PactClause,
    PactComment,
    PactDraft,
    PactMovement,
    PactParty,
    PaperRevision,
    Signature,
    Target,
    UnitAttendance,
)
from tests.architecture import matrix as m
from tests.architecture.many_units import clusters, members, people, units, users
from tests.architecture.scene import Scene
from units.models import (
    Appointment,
    Assignment,
    ClusterLeadership,
    Unit,
)


def pacts(scene: Scene, count: int) -> object:
    return Pact.objects.bulk_create(Pact(cluster=cluster) for cluster in clusters(scene, count))


def consultations(scene: Scene, count: int) -> object:
    """Drafts that are out, on which the unit has not spoken yet."""
    return Pact.objects.bulk_create(
        Pact(
            cluster=cluster, comments_opened_at=scene.now, comments_opened_by=scene.users[m.LEAD_HEAD],
            comments_until=scene.today,
        )
        for cluster in clusters(scene, count)
    )  # fmt: skip


def amendments(scene: Scene, count: int) -> object:
    """In force, each with its kept text; the head of a member has signed them all."""
    original = scene.side.pacts["in_force"]
    content = original.drafts.get().content
    made = Pact.objects.bulk_create(
        Pact(
            cluster=original.cluster, version=10 + n, amends=original, paper=paper, status="in_force",
            in_force_at=scene.now, in_force_on=scene.today, dated_on=scene.today,
        )
        for n, paper in enumerate(papers(scene, count))
    )  # fmt: skip
    PactDraft.objects.bulk_create(
        PactDraft(
            pact=pact,
            number=1,
            occasion="frozen",
            content=content,
            kept_at=scene.now,
            kept_by=scene.users[m.HEAD],
        )
        for pact in made
    )
    return PactParty.objects.bulk_create(
        PactParty(
            pact=pact, unit=scene.side.units[1], position=1, field_name="sig-1", unit_text="Zeta",
            capacity_text="Zeta", signer=scene.users[m.HEAD].person, status="signed", decided_at=scene.now,
        )
        for pact in made
    )  # fmt: skip


def amendments_to_write(scene: Scene, count: int) -> object:
    """Of clusters that the unit leads, whose pacts are in force."""
    made = clusters(scene, count)
    ClusterLeadership.objects.bulk_create(
        ClusterLeadership(cluster=cluster, unit=scene.side.lead, role="truong") for cluster in made
    )
    amended = Pact.objects.bulk_create(
        Pact(cluster=cluster, paper=paper, status="in_force", in_force_at=scene.now, in_force_on=scene.today)
        for cluster, paper in zip(made, papers(scene, count), strict=True)
    )
    return Pact.objects.bulk_create(Pact(cluster=one.cluster, version=2, amends=one) for one in amended)


def taken_movements(scene: Scene, count: int) -> object:
    """Half of them taken up, half of them offered."""
    made = Movement.objects.bulk_create(Movement(name=f"Phong trào {n}") for n in range(2 * count))
    return PactMovement.objects.bulk_create(
        PactMovement(pact=scene.side.pacts["draft"], movement=movement, position=50 + n)
        for n, movement in enumerate(made[:count])
    )


def comments(scene: Scene, count: int) -> object:
    return PactComment.objects.bulk_create(
        PactComment(
            pact=scene.side.pacts["consulting"], unit=unit, text="Đề nghị nâng", made_at=scene.now,
            made_by=user,
        )
        for unit, user in zip(units(scene, count), users(scene, count), strict=True)
    )  # fmt: skip


def commented_drafts(scene: Scene, count: int) -> object:
    """Drafts of clusters that the unit leads, each with a comment that waits."""
    made = Pact.objects.bulk_create(Pact(cluster=cluster) for cluster in clusters(scene, count))
    ClusterLeadership.objects.bulk_create(
        ClusterLeadership(cluster=pact.cluster, unit=scene.side.lead, role="truong") for pact in made
    )
    return PactComment.objects.bulk_create(
        PactComment(
            pact=pact, unit=scene.side.units[1], text="Đề nghị nâng", made_at=scene.now,
            made_by=scene.users[m.OFFICER],
        )
        for pact in made
    )  # fmt: skip


def articles(scene: Scene, count: int) -> object:
    """Articles of the draft, each with a target."""
    pact = scene.side.pacts["draft"]
    made = PactClause.objects.bulk_create(
        PactClause(pact=pact, position=100 + n, section=f"Mục {n}", heading=f"Điều {n}") for n in range(count)
    )
    return Target.objects.bulk_create(
        Target(clause=clause, position=1, code="Z", text="Zeta", comparator="ge", value=1) for clause in made
    )


def kept_drafts(scene: Scene, count: int) -> object:
    pact = scene.side.pacts["draft"]
    return PactDraft.objects.bulk_create(
        PactDraft(
            pact=pact, number=n + 1, occasion="kept", content={"fields": [], "clauses": []}, kept_at=scene.now,
            kept_by=scene.users[m.OFFICER],
        )
        for n in range(count)
    )  # fmt: skip


def movements(scene: Scene, count: int) -> list[Movement]:
    return Movement.objects.bulk_create(
        Movement(name=f"Zeta {n}", kind="regular", launched_by="sector") for n in range(count)
    )


def cluster_movements(scene: Scene, count: int) -> object:
    return ClusterMovement.objects.bulk_create(
        ClusterMovement(cluster=scene.side.clusters["none"], movement=movement, position=n)
        for n, movement in enumerate(movements(scene, count))
    )


def conferences(scene: Scene, count: int) -> object:
    return Conference.objects.bulk_create(
        Conference(cluster=cluster, kind="final_review", host_unit=scene.side.lead)
        for cluster in clusters(scene, count)
    )


def launch(scene: Scene) -> Conference:
    """The conference that was planned for the cluster whose pact is being signed."""
    return Conference.objects.get(cluster=scene.side.clusters["signing"], planned_at__isnull=False)


def conferences_of_one(scene: Scene, count: int) -> object:
    made = Conference.objects.bulk_create(
        Conference(cluster=scene.side.clusters["signing"], kind="final_review", host_unit=unit)
        for unit in units(scene, count)
    )
    return ConferenceAttendee.objects.bulk_create(
        ConferenceAttendee(conference=one, person=person, role="speaker")
        for one, person in zip(made, people(scene, count), strict=True)
    )


def points(scene: Scene, count: int) -> object:
    return AgendaItem.objects.bulk_create(
        AgendaItem(conference=launch(scene), position=10 + n, subject=f"Zeta {n}") for n in range(count)
    )


def attendees(scene: Scene, count: int) -> object:
    return ConferenceAttendee.objects.bulk_create(
        ConferenceAttendee(conference=launch(scene), person=person, role="attendee", position=10 + n)
        for n, person in enumerate(people(scene, count))
    )


def attended_members(scene: Scene, count: int) -> object:
    """Members with their heads, half of them on record."""
    made = members(scene, count)
    Appointment.objects.bulk_create(
        Appointment(person=person, unit=unit, capacity="head", position_title="Viện trưởng")
        for unit, person in zip(made, people(scene, count), strict=True)
    )
    return UnitAttendance.objects.bulk_create(
        UnitAttendance(conference=launch(scene), unit=unit, kind="absent") for unit in made[::2]
    )


def staff(scene: Scene, count: int) -> object:
    """Departments of a member and of the organiser, each with its people."""
    organiser = scene.side.clusters["signing"].year.organiser
    made = [
        *(Unit(code=f"P{n}", kind="department", parent=scene.side.lead) for n in range(count)),
        *(Unit(code=f"V{n}", kind="supreme_department", parent=organiser) for n in range(count)),
    ]
    return Assignment.objects.bulk_create(
        Assignment(person=person, unit=unit, position_title="Kiểm sát viên")
        for unit, person in zip(Unit.objects.bulk_create(made), people(scene, 2 * count), strict=True)
    )


def papers(scene: Scene, count: int) -> list[IssuedPaper]:
    return IssuedPaper.objects.bulk_create(
        IssuedPaper(
            kind="submission", title=f"Zeta {n}", unit=scene.side.units[1], year=900 + n, snapshot={},
            page_count=1, issued_at=scene.now, issued_by=scene.users[m.OFFICER],
        )
        for n in range(count)
    )  # fmt: skip


def credentials(scene: Scene, count: int) -> list[Credential]:
    return Credential.objects.bulk_create(
        Credential(
            person=person, serial=f"zeta{n}", certificate_pem="", encrypted_key=b"", not_before=scene.now,
            not_after=scene.now, issued_at=scene.now,
        )
        for n, person in enumerate(people(scene, count))
    )  # fmt: skip


def signatures(scene: Scene, count: int) -> object:
    pact = scene.side.pacts["signing"]
    keys = credentials(scene, count)
    parties = PactParty.objects.bulk_create(
        PactParty(
            pact=pact, unit=unit, position=50 + n, field_name=f"zeta{n}", unit_text="Zeta",
            capacity_text="Zeta", signer=keys[n].person,
        )
        for n, unit in enumerate(units(scene, count))
    )  # fmt: skip
    revisions = PaperRevision.objects.bulk_create(
        PaperRevision(
            paper=pact.paper, sequence=50 + n, length=1, sha256="", signature_count=50 + n,
            created_at=scene.now,
        )
        for n in range(count)
    )  # fmt: skip
    return Signature.objects.bulk_create(
        Signature(
            paper=pact.paper, party=party, signer=party.signer, credential=key, revision=revision,
            signed_by=scene.users[m.HEAD], signed_at=scene.now + timedelta(seconds=1), capacity_text="Zeta",
            frozen_sha256="", request_key=uuid.uuid4(),
        )
        for party, key, revision in zip(parties, keys, revisions, strict=True)
    )  # fmt: skip
