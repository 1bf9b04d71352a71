"""So many rows of the organisation and of what it aims at: what a list is counted with."""

from __future__ import annotations

from datetime import timedelta

from awards.models import AwardType, EarnedTitle, Nomination, Registration, RegistrationItem
from tests.architecture import matrix as m
from tests.architecture.scene import Scene
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


def users(scene: Scene, count: int) -> list[User]:
    return User.objects.bulk_create(
        User(username=f"zeta{n}", person=person, password="!")
        for n, person in enumerate(people(scene, count))
    )


def entries(scene: Scene, count: int) -> object:
    return AuditEntry.objects.bulk_create(
        AuditEntry(
            seq=100_000 + n, at=scene.now, kind="zeta", actor=scene.users[m.OFFICER], subject="", body="{}",
            previous_hash="0" * 64, hash=f"{n:064}",
        )
        for n in range(count)
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
