"""Every list asks the database as often for a thousand rows as for one."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import AwardType, EarnedTitle, Nomination, Registration, RegistrationItem
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
from tests.architecture import history_of_one
from tests.architecture import matrix as m
from tests.architecture.conftest import rolled_back
from tests.architecture.scene import Scene
from units.admin.site import site
from units.models import (
    Appointment,
    Assignment,
    AuditEntry,
    Authorisation,
    Cluster,
    ClusterLeadership,
    ClusterMembership,
    EmulationYear,
    Intake,
    Notice,
    Person,
    Unit,
    UnitSuccession,
    User,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_quiet")]
Add = Callable[[Scene, int], object]


def units(scene: Scene, count: int) -> list[Unit]:
    return Unit.objects.bulk_create(
        Unit(
            code=f"Z{n}", kind="province", name=f"VKSND Zeta {n}", short_name=f"Zeta {n}",
            parent=scene.side.lead, search_text=f"vksnd zeta {n}", sort_key=f"z{n:05}",
        )
        for n in range(count)
    )  # fmt: skip


def clusters(scene: Scene, count: int) -> list[Cluster]:
    year = scene.side.clusters["none"].year
    made = Cluster.objects.bulk_create(
        Cluster(year=year, kind="khoi", number=500 + n, name=f"Khối zeta {n}", search_text=f"khoi zeta {n}")
        for n in range(count)
    )
    ClusterMembership.objects.bulk_create(
        ClusterMembership(cluster=cluster, unit=scene.side.units[1], position=1) for cluster in made
    )
    return made


def people(scene: Scene, count: int) -> list[Person]:
    made = Person.objects.bulk_create(
        Person(full_name=f"Zeta {n}", search_text=f"zeta {n}", sort_key=f"z{n:05}") for n in range(count)
    )
    Assignment.objects.bulk_create(
        Assignment(person=person, unit=scene.side.units[1], position_title="Kiểm sát viên") for person in made
    )
    return made


def members(scene: Scene, count: int) -> list[Unit]:
    made = units(scene, count)
    ClusterMembership.objects.bulk_create(
        ClusterMembership(cluster=scene.side.clusters["signing"], unit=unit, position=10 + n)
        for n, unit in enumerate(made)
    )
    return made


def submitted(scene: Scene, count: int) -> list[Registration]:
    """Registrations of the other members, each with a person in it."""
    cluster = scene.side.clusters["signing"]
    made = Registration.objects.bulk_create(
        Registration(
            cluster=cluster, unit=unit, status="submitted", submitted_at=scene.now,
            submitted_by=scene.users[m.OFFICER],
        )
        for unit in members(scene, count)
    )  # fmt: skip
    items(scene, made)
    return made


def items(scene: Scene, registrations: list[Registration]) -> list[RegistrationItem]:
    title = AwardType.objects.get(code="LDTT")
    return RegistrationItem.objects.bulk_create(
        RegistrationItem(registration=one, year_id=one.cluster.year_id, person=person, title=title)
        for one, person in zip(registrations, people(scene, len(registrations)), strict=True)
    )


def past_registrations(scene: Scene, count: int) -> list[Registration]:
    organiser = scene.side.clusters["none"].year.organiser
    years = EmulationYear.objects.bulk_create(
        EmulationYear(organiser=organiser, year=900 + n) for n in range(count)
    )
    made = Cluster.objects.bulk_create(
        Cluster(year=year, kind="cum", number=1, name="Cụm", search_text="cum") for year in years
    )
    return Registration.objects.bulk_create(
        Registration(cluster=cluster, unit=scene.side.units[1]) for cluster in made
    )


def accepted(scene: Scene, count: int) -> list[Nomination]:
    registration = Registration.objects.get(status="accepted", unit=scene.side.units[1])
    found = items(scene, [registration] * count)
    return Nomination.objects.bulk_create(
        Nomination(item=item, created_at=scene.now, created_by=scene.users[m.OFFICER]) for item in found
    )


def grid(scene: Scene, count: int) -> object:
    registration = Registration.objects.get(status="draft", unit=scene.side.units[1])
    return items(scene, [registration] * count)


def notices(scene: Scene, count: int) -> object:
    return Notice.objects.bulk_create(
        Notice(recipient=scene.users[m.OFFICER], kind="registration_submitted", created_at=scene.now)
        for _n in range(count)
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


def users(scene: Scene, count: int) -> list[User]:
    return User.objects.bulk_create(
        User(username=f"zeta{n}", person=person, password="!")
        for n, person in enumerate(people(scene, count))
    )


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


def entries(scene: Scene, count: int) -> object:
    return AuditEntry.objects.bulk_create(
        AuditEntry(
            seq=100_000 + n, at=scene.now, kind="zeta", actor=scene.users[m.OFFICER], subject="", body="{}",
            previous_hash="0" * 64, hash=f"{n:064}",
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


def meeting(page: str = "") -> Callable[[Scene], str]:
    return lambda scene: f"/conferences/{launch(scene).pk}/{page}"


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


def award_types(scene: Scene, count: int) -> object:
    return AwardType.objects.bulk_create(
        AwardType(
            code=f"Z{n}", name=f"Z{n}", short_name="Z", category="title", recipient="person", position=n
        )
        for n in range(count)
    )


def authorisations(scene: Scene, count: int) -> object:
    return Authorisation.objects.bulk_create(
        Authorisation(
            unit=unit, person=person, form="KT", position_title="Phó Viện trưởng", document="QĐ",
            valid_from=scene.today,
        )
        for unit, person in zip(units(scene, count), people(scene, count), strict=True)
    )  # fmt: skip


def years(scene: Scene, count: int) -> object:
    return EmulationYear.objects.bulk_create(
        EmulationYear(organiser=scene.side.lead, year=900 + n) for n in range(count)
    )


def predecessors(scene: Scene, count: int) -> object:
    act = {"kind": "merge", "effective_on": scene.today}
    return UnitSuccession.objects.bulk_create(
        UnitSuccession(predecessor=unit, successor=scene.side.units[1], **act) for unit in units(scene, count)
    )


def chain(scene: Scene, count: int) -> object:
    """One unit after the other, the last one the unit itself."""
    line = [*units(scene, count), scene.side.units[1]]
    return UnitSuccession.objects.bulk_create(
        UnitSuccession(predecessor=old, successor=new, kind="absorb", effective_on=scene.today)
        for old, new in zip(line, line[1:], strict=False)
    )


def leaders(scene: Scene, count: int) -> object:
    return Appointment.objects.bulk_create(
        Appointment(
            person=person, unit=scene.side.units[1], capacity="deputy", position_title="Phó Viện trưởng"
        )
        for person in people(scene, count)
    )


def leaderships(scene: Scene, count: int) -> object:
    over = scene.today - timedelta(days=1)
    return ClusterLeadership.objects.bulk_create(
        ClusterLeadership(cluster=scene.side.clusters["signing"], unit=unit, role="pho", valid_to=over)
        for unit in members(scene, count)
    )


def titles(scene: Scene, count: int) -> object:
    title = AwardType.objects.get(code="LDTT")
    return EarnedTitle.objects.bulk_create(
        EarnedTitle(person=person, title=title, year=2000 + n % 20, decision_number="1")
        for n, person in enumerate(people(scene, count))
    )


def own_unit(scene: Scene) -> str:
    return f"/units/{scene.side.units[1].pk}/"


def intakes(scene: Scene, count: int) -> list[Intake]:
    return Intake.objects.bulk_create(
        Intake(
            kind="people", file_name=f"zeta{n}.xlsx", file_sha256="", uploaded_at=scene.now,
            uploaded_by=scene.users[m.ADMINISTRATOR],
        )
        for n in range(count)
    )  # fmt: skip


def rows_of_a_list(scene: Scene, count: int) -> object:
    """Each with somebody on record who may be meant."""
    row = {"read": {"full_name": "Zeta"}, "sealed": {}, "problems": [], "notes": []}
    report = {"changes": [], "errors": [], "notes": [], "outcome": "namesake", "result": None, "found": None}
    rows = [
        {**report, "row": {**row, "number": n}, "candidates": [person.pk]}
        for n, person in enumerate(people(scene, count), start=2)
    ]
    return Intake.objects.filter(pk=scene.admin_rows["units_intake"].pk).update(rows=rows)


def address(name: str) -> Callable[[Scene], str]:
    """The page of the cluster on which the rows of this module hang."""
    return lambda scene: name.format(pk=scene.side.clusters["signing"].pk)


def draft_page(scene: Scene) -> str:
    return f"/pacts/{scene.side.pacts['draft'].pk}/edit/"


def draft_movements(scene: Scene) -> str:
    return f"/pacts/{scene.side.pacts['draft'].pk}/edit/movements/"


def compared(scene: Scene) -> str:
    return f"/pacts/{scene.side.pacts['draft'].pk}/compare/"


def next_year(scene: Scene) -> str:
    return f"/admin/units/emulationyear/{scene.side.clusters['signing'].year_id}/open/"


def consulted(page: str) -> Callable[[Scene], str]:
    return lambda scene: f"/pacts/{scene.side.pacts['consulting'].pk}/{page}"


def amended(page: str) -> Callable[[Scene], str]:
    return lambda scene: f"/pacts/{scene.side.pacts['in_force'].pk}/{page}"


def signed_at(page: str) -> Callable[[Scene], str]:
    return lambda scene: f"/pacts/{scene.side.pacts['signing'].pk}/{page}"


def own_draft(scene: Scene) -> str:
    return f"/registrations/{Registration.objects.get(status='draft', unit=scene.side.units[1]).pk}/"


def own_list(scene: Scene) -> str:
    return f"/admin/units/intake/{scene.admin_rows['units_intake'].pk}/change/"


# Name: who opens it, its address, what there is more and more of.
PAGES: dict[str, tuple[str, str | Callable[[Scene], str], Add]] = {
    "home with registrations to accept": (m.LEAD_OFFICER, "/", submitted),
    "home with clusters": (m.OFFICER, "/", clusters),
    "home with pacts to write": (m.OFFICER, "/", pacts),
    "home of one who nominates": (m.OFFICER, "/", accepted),
    "home with drafts to comment on": (m.OFFICER, "/", consultations),
    "home with comments to answer": (m.LEAD_OFFICER, "/", commented_drafts),
    "home with amendments to write": (m.LEAD_OFFICER, "/", amendments_to_write),
    "pact with amendments": (m.LEAD_OFFICER, amended(""), amendments),
    "text of a pact with amendments": (m.OFFICER, amended("consolidated/"), amendments),
    "cluster with amendments": (
        m.OFFICER,
        lambda scene: f"/clusters/{scene.side.clusters['in_force'].pk}/",
        amendments,
    ),
    "comments": (m.OFFICER, consulted("comments/"), comments),
    "comments to answer": (m.LEAD_HEAD, consulted("comments/answers/"), comments),
    "table of comments": (m.OFFICER, consulted("comments/table/"), comments),
    "pact with comments": (m.LEAD_HEAD, consulted(""), comments),
    "cluster with conferences": (m.OFFICER, address("/clusters/{pk}/"), conferences_of_one),
    "conference with points": (m.LEAD_OFFICER, meeting(), points),
    "conference with attendees": (m.OFFICER, meeting(), attendees),
    "conference with members": (m.OFFICER, meeting(), attended_members),
    "agenda": (m.LEAD_OFFICER, meeting("agenda/"), points),
    "attendees of a conference": (m.LEAD_OFFICER, meeting("attendees/"), attendees),
    "attendance of a conference": (m.LEAD_OFFICER, meeting("attendance/"), attended_members),
    "frame of a conference": (m.LEAD_OFFICER, meeting("edit/"), attended_members),
    "frame of a conference of many": (m.LEAD_OFFICER, meeting("edit/"), staff),
    "attendance of many": (m.LEAD_OFFICER, meeting("attendance/"), staff),
    "attendees out of many": (m.LEAD_OFFICER, meeting("attendees/"), staff),
    "screen of the ceremony": (m.OFFICER, signed_at("ceremony/"), signatures),
    "news of the ceremony": (m.OFFICER, signed_at("ceremony/news/"), signatures),
    "inbox": (m.OFFICER, "/inbox/", notices),
    "clusters": (m.OFFICER, "/clusters/", clusters),
    "cluster with members": (m.OFFICER, address("/clusters/{pk}/"), members),
    "cluster with registrations": (m.LEAD_HEAD, address("/clusters/{pk}/"), submitted),
    "units": (m.OFFICER, "/units/", units),
    "unit with lower units": (m.OFFICER, lambda scene: f"/units/{scene.side.lead.pk}/", units),
    "unit with clusters": (m.OFFICER, lambda scene: f"/units/{scene.side.units[1].pk}/", clusters),
    "unit with successions": (m.OFFICER, own_unit, predecessors),
    "unit in a long line": (m.OFFICER, own_unit, chain),
    "unit with leaders": (m.OFFICER, own_unit, leaders),
    "unit with pacts": (m.OFFICER, own_unit, pacts),
    "unit with registrations": (m.OFFICER, own_unit, past_registrations),
    "unit with nominations": (m.OFFICER, own_unit, accepted),
    "unit with titles": (m.OFFICER, own_unit, titles),
    "cluster with leaderships": (m.OFFICER, address("/clusters/{pk}/"), leaderships),
    "unit with people": (m.OFFICER, lambda scene: f"/units/{scene.side.units[1].pk}/", people),
    "person with posts": (m.OFFICER, history_of_one.address, history_of_one.posts),
    "person with titles and conferences": (m.OFFICER, history_of_one.address, history_of_one.deeds),
    "search for units": (m.OFFICER, "/search/?q=zeta", units),
    "search for people": (m.OFFICER, "/search/?q=zeta", people),
    "search for clusters and pacts": (m.OFFICER, "/search/?q=zeta", pacts),
    "pacts": (m.CENTRAL, "/pacts/", pacts),
    "draft with articles": (m.LEAD_OFFICER, draft_page, articles),
    "movements of a draft": (m.LEAD_OFFICER, draft_movements, taken_movements),
    "comparison of a pact with articles": (m.OFFICER, compared, articles),
    "comparison of a pact with kept drafts": (m.OFFICER, compared, kept_drafts),
    "pact with articles": (m.OFFICER, lambda scene: f"/pacts/{scene.side.pacts['draft'].pk}/", articles),
    "own registrations": (m.OFFICER, "/registrations/", past_registrations),
    "own registrations in many clusters": (m.OFFICER, "/registrations/", clusters),
    "grid of a registration": (m.OFFICER, own_draft, grid),
    "grid of a unit with people": (m.OFFICER, own_draft, people),
    "roll-up": (m.LEAD_HEAD, address("/registrations/cluster/{pk}/"), submitted),
    "nominations": (m.OFFICER, "/nominations/", accepted),
    "opening a year with clusters": (m.ADMINISTRATOR, next_year, clusters),
    "opening a year with members": (m.ADMINISTRATOR, next_year, members),
    "choosing a year to open the next from": (m.ADMINISTRATOR, "/admin/units/emulationyear/open/", years),
    "admin:units_user": (m.ADMINISTRATOR, "/admin/units/user/", users),
    "admin:units_auditentry": (m.ADMINISTRATOR, "/admin/units/auditentry/", entries),
    "admin:units_intake": (m.ADMINISTRATOR, "/admin/units/intake/", intakes),
    "report of an imported list": (m.ADMINISTRATOR, own_list, rows_of_a_list),
    "admin:units_cluster": (m.ADMINISTRATOR, "/admin/units/cluster/", clusters),
    "admin:units_person": (m.ADMINISTRATOR, "/admin/units/person/", people),
    "admin:units_unit": (m.ADMINISTRATOR, "/admin/units/unit/", units),
    "admin:units_authorisation": (m.ADMINISTRATOR, "/admin/units/authorisation/", authorisations),
    "admin:units_emulationyear": (m.ADMINISTRATOR, "/admin/units/emulationyear/", years),
    "admin:pacts_movement": (m.ADMINISTRATOR, "/admin/pacts/movement/", movements),
    "admin:pacts_conference": (m.ADMINISTRATOR, "/admin/pacts/conference/", conferences),
    "admin:pacts_clustermovement": (m.ADMINISTRATOR, "/admin/pacts/clustermovement/", cluster_movements),
    "admin:pacts_pact": (m.ADMINISTRATOR, "/admin/pacts/pact/", pacts),
    "admin:pacts_issuedpaper": (m.ADMINISTRATOR, "/admin/pacts/issuedpaper/", papers),
    "admin:pacts_signature": (m.ADMINISTRATOR, "/admin/pacts/signature/", signatures),
    "admin:pacts_credential": (m.ADMINISTRATOR, "/admin/pacts/credential/", credentials),
    "admin:awards_awardtype": (m.ADMINISTRATOR, "/admin/awards/awardtype/", award_types),
    "admin:awards_registration": (m.ADMINISTRATOR, "/admin/awards/registration/", submitted),
    "admin:awards_nomination": (m.ADMINISTRATOR, "/admin/awards/nomination/", accepted),
}


def queries(scene: Scene, name: str, count: int) -> list[str]:
    role, where, add = PAGES[name]
    with rolled_back():
        add(scene, count)
        url = where(scene) if callable(where) else where
        with CaptureQueriesContext(connection) as captured:
            response = scene.clients[role].get(url)
    assert response.status_code == 200, name
    return [query["sql"] for query in captured]


@pytest.mark.parametrize("name", PAGES)
def test_a_list_asks_as_often_for_a_thousand_rows_as_for_one(scene, name):
    one, three, many = (len(queries(scene, name, count)) for count in (1, 3, 1000))

    assert (three, many) == (one, one)


def test_every_list_of_the_administration_is_counted():
    lists = {f"admin:{model._meta.app_label}_{model._meta.model_name}" for model in site._registry}

    assert lists == {name for name in PAGES if name.startswith("admin:")}
