"""The organisation in the smallest valid rows; states are reached by calling the services."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count

from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from units.models import (
    Appointment,
    Assignment,
    Authorisation,
    Cluster,
    ClusterLeadership,
    ClusterMembership,
    Deadline,
    EmulationYear,
    Notice,
    Person,
    RoleGrant,
    Unit,
    User,
)

PASSWORD = "chim sẻ bay qua sông"
_number = count(1)


def make_unit(name: str = "", kind: str = "province", parent: Unit | None = None, **values) -> Unit:
    number = next(_number)
    name = name or f"VKSND tỉnh Số {number}"
    values = {"code": f"DV{number}", "short_name": name, **values}
    return Unit.objects.create(kind=kind, parent=parent, name=name, **values)


def make_person(name: str = "", **values) -> Person:
    return Person.objects.create(full_name=name or f"Nguyễn Văn Số {next(_number)}", **values)


def make_user(person: Person | None = None, *, password: str | None = None, **values) -> User:
    """An account that is set up; without a password nobody can log in with it."""
    user = User(
        username=values.pop("username", f"can.bo.{next(_number)}"),
        person=person or make_person(),
        must_set_password=values.pop("must_set_password", False),
        **values,
    )
    user.set_password(password) if password else user.set_unusable_password()
    user.save()
    return user


def make_technical_user(**values) -> User:
    """An account that belongs to no person."""
    user = make_user(**values)
    user.person = None
    user.save()
    return user


def appoint(person: Person, unit: Unit, capacity: str = "head", **values) -> Appointment:
    values = {"position_title": "Viện trưởng", **values}
    return Appointment.objects.create(person=person, unit=unit, capacity=capacity, **values)


def authorise(person: Person, unit: Unit, form: str = "KT", **values) -> Authorisation:
    """A document that lets the person sign for the unit; the person's post is a row of its own."""
    given = {"position_title": "Phó Viện trưởng", "document": "QĐ số 1", "valid_from": date(2026, 1, 1)}
    return Authorisation.objects.create(person=person, unit=unit, form=form, **given | values)


def assign(person: Person, unit: Unit, position_title: str = "Kiểm sát viên", **values) -> Assignment:
    return Assignment.objects.create(person=person, unit=unit, position_title=position_title, **values)


def grant(user: User, role: str, unit: Unit, valid_from: date = date(2015, 1, 1), **values) -> RoleGrant:
    return RoleGrant.objects.create(user=user, role=role, unit=unit, valid_from=valid_from, **values)


def head_of(unit: Unit, capacity: str = "head", *, name: str = "", **values) -> User:
    """An account whose person heads the unit (or acts as head, or is a deputy)."""
    user = make_user(make_person(name), **values)
    appoint(user.person, unit, capacity)
    return user


def make_officer(unit: Unit, role: str = "officer", **values) -> User:
    user = make_user(**values)
    grant(user, role, unit)
    return user


def make_year(year: int = 2026, organiser: Unit | None = None, **values) -> EmulationYear:
    organiser = organiser or make_unit("VKSND tối cao", kind="supreme")
    return EmulationYear.objects.create(organiser=organiser, year=year, **values)


def set_deadline(year: EmulationYear, kind: str, due_on: date) -> Deadline:
    return Deadline.objects.create(year=year, kind=kind, due_on=due_on)


def make_cluster(
    year: EmulationYear | None = None,
    units: Iterable[Unit] = (),
    *,
    leader: Unit | None = None,
    deputy: Unit | None = None,
    number: int | None = 8,
    **values,
) -> Cluster:
    """A cluster with the units in the given order."""
    values = {"kind": "cum", "name": f"Cụm thi đua số {number}", **values}
    cluster = Cluster.objects.create(year=year or make_year(), number=number, **values)
    for position, unit in enumerate(units, start=1):
        ClusterMembership.objects.create(cluster=cluster, unit=unit, position=position)
    for role, unit in (("truong", leader), ("pho", deputy)):
        if unit:
            ClusterLeadership.objects.create(cluster=cluster, unit=unit, role=role)
    return cluster


def make_notice(user: User, *, at, kind: str = "registration_submitted", url: str = "", **details) -> Notice:
    return Notice.objects.create(recipient=user, kind=kind, url=url, details=details, created_at=at)


def make_device(user: User) -> TOTPDevice:
    """The account's confirmed second factor."""
    return TOTPDevice.objects.create(user=user, name="totp", confirmed=True)


def client_of(user: User, device: TOTPDevice | None = None) -> Client:
    """A browser in which the account is logged in, with its second factor where one is given."""
    client = Client()
    client.force_login(user)
    if device:
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
        session.save()
    return client
