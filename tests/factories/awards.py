"""A small procuracy that registers titles: the smallest valid rows, states reached through the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

from awards.models import AwardType, Registration
from awards.services import registering
from awards.services.registering import ItemRow
from units.models import (
    Appointment,
    Assignment,
    Cluster,
    ClusterLeadership,
    ClusterMembership,
    Deadline,
    EmulationYear,
    Person,
    RoleGrant,
    Unit,
    User,
)

_number = count(1)
TODAY = date(2026, 2, 10)
DEADLINE = date(2026, 2, 28)


def at_noon(day: date = TODAY, *, minute: int = 0) -> datetime:
    """05:00 UTC is noon in Việt Nam."""
    return datetime(day.year, day.month, day.day, 5, minute, tzinfo=UTC)


def make_unit(name: str = "", kind: str = "province", parent: Unit | None = None) -> Unit:
    number = next(_number)
    name = name or f"VKSND tỉnh Số {number}"
    return Unit.objects.create(code=f"U{number}", kind=kind, parent=parent, name=name, short_name=name)


def make_person(name: str = "", **values) -> Person:
    return Person.objects.create(full_name=name or f"Nguyễn Văn Số {next(_number)}", **values)


def make_worker(unit: Unit, name: str = "", position: str = "Kiểm sát viên", **values) -> Person:
    person = make_person(name, **values)
    Assignment.objects.create(person=person, unit=unit, position_title=position)
    return person


def make_user(person: Person | None = None) -> User:
    person = person or make_person()
    return User.objects.create(
        username=f"user{next(_number)}", person=person, must_set_password=False, password="!"
    )


def make_officer(unit: Unit, role: str = "officer") -> User:
    user = make_user()
    RoleGrant.objects.create(user=user, role=role, unit=unit, valid_from=date(2020, 1, 1))
    return user


def make_head(unit: Unit, capacity: str = "head") -> User:
    user = make_user()
    Appointment.objects.create(person=user.person, unit=unit, capacity=capacity, position_title="Viện trưởng")
    return user


def make_type(
    code: str = "LDTT", *, category: str = "title", recipient: str = "person", **values
) -> AwardType:
    names = {"LDTT": "Lao động tiên tiến", "CSTDCS": "Chiến sĩ thi đua cơ sở"}
    name = names.get(code, code)
    made, _is_new = AwardType.objects.get_or_create(
        code=code,
        defaults={
            "name": name, "short_name": code, "category": category, "recipient": recipient,
            "position": next(_number), **values,
        },
    )  # fmt: skip
    return made


@dataclass
class Scene:
    """A cluster with a lead unit and one member, each with an officer and a head."""

    year: EmulationYear
    cluster: Cluster
    unit: Unit
    officer: User
    head: User
    deputy: User
    lead: Unit
    lead_officer: User
    lead_head: User
    title: AwardType
    today: date

    @property
    def now(self) -> datetime:
        return at_noon(self.today)

    def join(self, unit: Unit) -> Unit:
        position = self.cluster.memberships.count() + 1
        ClusterMembership.objects.create(cluster=self.cluster, unit=unit, position=position)
        return unit

    def start(self, unit: Unit | None = None, officer: User | None = None) -> Registration:
        return registering.start(
            cluster=self.cluster, unit=unit or self.unit, by=officer or self.officer, at=self.now
        )

    def save(self, registration: Registration, *rows: ItemRow, by: User | None = None) -> Registration:
        return registering.save_items(
            registration=registration,
            rows=rows,
            expected_edit_number=registration.edit_number,
            by=by or self.officer,
            at=self.now,
        )

    def filled(self) -> Registration:
        """A draft with one person in it."""
        registration = self.start()
        return self.save(registration, self.row(make_worker(self.unit)))

    def in_state(self, status: str) -> Registration:
        """Reached by the services, so that no test starts from an impossible row."""
        registration = self.filled()
        if status == "draft":
            return registration
        registration = registering.send_to_head(registration=registration, by=self.officer, at=self.now)
        if status == "for_approval":
            return registration
        registration = registering.submit(registration=registration, by=self.head, at=self.now)
        if status == "returned":
            return registering.return_(
                registration=registration, reason="Thiếu sáng kiến", by=self.lead_head, at=self.now
            )
        if status == "accepted":
            return registering.accept(registration=registration, by=self.lead_officer, at=self.now)
        return registration

    def row(self, person: Person, title: AwardType | None = None, **values) -> ItemRow:
        return ItemRow(kind="person", recipient_id=person.pk, title_id=(title or self.title).pk, **values)


def make_scene(today: date = TODAY) -> Scene:
    """Every date is relative to the day, so that pages that read the clock can use it too."""
    organiser = make_unit("VKSND tối cao", "supreme")
    year = EmulationYear.objects.create(
        organiser=organiser,
        year=today.year,
        starts_on=today - timedelta(days=60),
        ends_on=today + timedelta(days=300),
    )
    Deadline.objects.create(year=year, kind="registration", due_on=today + timedelta(days=18))
    cluster = Cluster.objects.create(year=year, kind="cum", number=8, name="Cụm thi đua số 8")
    unit, lead = make_unit("VKSND tỉnh Khánh Hòa"), make_unit("VKSND tỉnh Gia Lai")
    ClusterLeadership.objects.create(cluster=cluster, unit=lead, role="truong")
    scene = Scene(
        year=year, cluster=cluster, unit=unit, lead=lead,
        officer=make_officer(unit), head=make_head(unit), deputy=make_head(unit, "deputy"),
        lead_officer=make_officer(lead), lead_head=make_head(lead), title=make_type(), today=today,
    )  # fmt: skip
    scene.join(lead)
    scene.join(unit)
    return scene
