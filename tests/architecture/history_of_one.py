"""A person with a longer and longer history, for counting what the page of a person asks."""

from __future__ import annotations

from awards.models import AwardType, EarnedTitle, Registration, RegistrationItem
from pacts.models import Conference, ConferenceAttendee
from tests.architecture import matrix as m
from tests.architecture.scene import Scene
from units.models import Assignment, Cluster, EmulationYear, Person, Unit, UnitName


def person(scene: Scene) -> Person:
    made = scene.users[m.HEAD].person
    assert made is not None
    return made


def address(scene: Scene) -> str:
    return person(scene).get_absolute_url()


def posts(scene: Scene, count: int) -> object:
    """In a department after the other, each with a name of its own."""
    units = Unit.objects.bulk_create(
        Unit(
            code=f"P{n}", kind="department", name=f"Phòng {n}", short_name=f"Phòng {n}",
            parent=scene.side.lead, search_text="", sort_key="",
        )
        for n in range(count)
    )  # fmt: skip
    UnitName.objects.bulk_create(
        UnitName(unit=unit, full_name=unit.name, short_name=unit.short_name) for unit in units
    )
    return Assignment.objects.bulk_create(Assignment(person=person(scene), unit=unit) for unit in units)


def deeds(scene: Scene, count: int) -> object:
    """Registered, given a title and named at a conference, in one year after the other."""
    organiser, title = scene.side.clusters["none"].year.organiser, AwardType.objects.get(code="LDTT")
    years = EmulationYear.objects.bulk_create(
        EmulationYear(organiser=organiser, year=900 + n) for n in range(count)
    )
    clusters = Cluster.objects.bulk_create(
        Cluster(year=year, kind="cum", number=1, name="Cụm", search_text="cum") for year in years
    )
    registrations = Registration.objects.bulk_create(
        Registration(cluster=cluster, unit=scene.side.units[1]) for cluster in clusters
    )
    RegistrationItem.objects.bulk_create(
        RegistrationItem(registration=one, year=one.cluster.year, person=person(scene), title=title)
        for one in registrations
    )
    EarnedTitle.objects.bulk_create(
        EarnedTitle(person=person(scene), title=title, year=year.year, decision_number="1/QĐ")
        for year in years
    )
    conferences = Conference.objects.bulk_create(
        Conference(cluster=cluster, kind="final_review") for cluster in clusters
    )
    return ConferenceAttendee.objects.bulk_create(
        ConferenceAttendee(conference=conference, person=person(scene), role="attendee")
        for conference in conferences
    )
