"""Who can be named at a conference: real participants, guests by name, and whoever is on record already."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pacts.enums import SINGLE_ROLES, AttendanceKind, AttendeeRole
from pacts.models import Conference, ConferenceAttendee
from pacts.queries.conference_people import candidates
from pacts.queries.conferences import (
    attendance_choices,
    attendance_values,
    frame_values,
    member_units,
    people_for,
    people_of,
)
from pacts.queries.parts import mark
from pacts.services import attendance, conferences
from pacts.services.attendance import Attendance
from pacts.services.conferences import Frame
from tests.factories.conferences import make_conference_scene
from tests.factories.pacts import TODAY, at
from tests.factories.units import appoint, assign, head_of, make_officer, make_person, make_unit
from units.models import RoleGrant, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_conference_scene(certificates=False)


def department(unit, name="Phòng 1 VKSND tỉnh", kind="department"):
    return make_unit(name, kind=kind, parent=unit)


def names(people) -> list[str]:
    return [one.label for one in people]


def test_in_a_unit_leaders_stand_first_then_officers_heads_of_departments_and_all_others_by_name(scene):
    unit, room = scene.signing.units[0], department(scene.signing.units[0])
    assign(make_person("Vũ Mẫu Yên"), unit, "Kiểm sát viên")
    assign(make_person("Vũ Mẫu An"), room, "Chuyên viên")
    appoint(make_person("Vũ Mẫu Phòng"), room, position_title="Trưởng phòng")
    appoint(make_person("Vũ Mẫu Phó"), unit, "deputy", position_title="Phó Viện trưởng")

    found = candidates([unit], TODAY)

    assert names(found) == [
        f"{scene.signing.leader.person} · Viện trưởng VKSND tỉnh Số 1",
        "Vũ Mẫu Phó · Phó Viện trưởng VKSND tỉnh Số 1",
        f"{scene.officer.person} · VKSND tỉnh Số 1",
        "Vũ Mẫu Phòng · Trưởng phòng Phòng 1 VKSND tỉnh",
        "Vũ Mẫu An · Chuyên viên Phòng 1 VKSND tỉnh",
        "Vũ Mẫu Yên · Kiểm sát viên VKSND tỉnh Số 1",
    ]
    assert [one.leads for one in found] == [True, True, False, False, False, False]


def test_only_those_of_the_day_can_be_named(scene):
    unit = scene.signing.units[1]
    assign(make_person("Vũ Mẫu Cũ"), unit, valid_to=TODAY - timedelta(days=1))
    assign(make_person("Vũ Mẫu Mới"), unit, valid_from=TODAY + timedelta(days=1))
    gone = department(unit)
    gone.valid_to = TODAY - timedelta(days=1)
    gone.save()
    assign(make_person("Vũ Mẫu Tan"), gone)

    assert [one.person for one in candidates([unit], TODAY)] == [scene.signing.heads[1].person]


def test_a_unit_is_represented_by_the_head_of_a_department_and_the_minutes_say_which(scene):
    conference, unit = scene.plan(), scene.signing.units[1]
    appoint(make_person("Vũ Mẫu Phòng"), department(unit), position_title="Trưởng phòng")
    one = next(
        one for one in attendance_choices(conference)[1].people if one.person.full_name == "Vũ Mẫu Phòng"
    )

    attendance.save_attendance(
        conference=conference,
        lines=[Attendance(unit, AttendanceKind.REPRESENTED, one.person, one.post)],
        seen=mark(attendance_values(conference)),
        by=scene.officer,
        at=at(),
    )

    row = conference.attendances.get()
    assert (row.person, row.title) == (one.person, "Trưởng phòng Phòng 1 VKSND tỉnh")


def test_a_very_long_post_is_named_as_far_as_the_record_holds_it(scene):
    conference, unit = scene.plan(), scene.signing.units[1]
    assign(make_person("Vũ Mẫu Dài"), department(unit, "P" * 150), "K" * 150)
    found = people_for(scene.cluster, TODAY)

    row = add(
        scene, conference, name="", title="", candidate=next(one for one in found if "P" in one.title[150:])
    )

    assert (row.person.full_name, len(row.title)) == ("Vũ Mẫu Dài", 200)


def test_of_the_departments_of_the_organiser_those_who_lead_or_supervise_can_be_named(scene):
    organiser = scene.cluster.year.organiser
    board = department(organiser, "Vụ Thi đua", "supreme_department")
    head = head_of(board)
    supervisor = make_officer(board, "central_officer")
    assign(make_person("Vũ Mẫu Đông"), board)
    assign(make_person("Vũ Mẫu Tây"), make_unit("VKSND tỉnh Xa", parent=organiser))

    found = people_for(scene.cluster, TODAY)

    assert {head.person, supervisor.person} <= {one.person for one in found}
    assert {"Vũ Mẫu Đông", "Vũ Mẫu Tây"} & {one.person.full_name for one in found} == set()


def test_who_has_posts_in_two_units_is_named_once_by_the_highest_and_stands_for_either(scene):
    person, unit = scene.witness.person, scene.signing.units[0]
    assign(person, unit, "Kiểm sát viên")

    once = [one for one in people_for(scene.cluster, TODAY) if one.person == person]
    members = [one for one in candidates(member_units(scene.cluster, TODAY), TODAY) if one.person == person]

    assert [(one.unit, one.leads) for one in once] == [(scene.cluster.year.organiser, True)]
    assert [one.unit for one in members] == [unit]
    assert scene.plan(witness=once[0]).attendees.get(role="witness").person == person


# --- guests


def add(
    scene,
    conference,
    name="Ông Trần Mẫu Khách",
    role=AttendeeRole.GUEST,
    title="Phó Trưởng ban",
    candidate=None,
):
    return attendance.add_attendee(
        conference=conference,
        role=role,
        candidate=candidate,
        name=name,
        title=title,
        by=scene.officer,
        at=at(),
    )


def test_a_guest_is_named_once_and_taken_off_again_and_a_namesake_is_another_one(scene):
    conference = scene.plan()

    row, again = add(scene, conference), add(scene, conference)
    other = add(scene, conference, title="Phóng viên")
    attendance.remove_attendee(attendee=row, by=scene.officer, at=at())

    assert (again.pk, other.pk != row.pk) == (row.pk, True)
    assert [one.called for one in conference.attendees.filter(role="guest")] == ["Ông Trần Mẫu Khách"]


def test_nobody_and_two_at_once_are_refused_at_their_fields(scene):
    conference, candidate = scene.plan(), scene.person(scene.signing.heads[2])

    with pytest.raises(ValidationError) as nobody:
        add(scene, conference, name="")
    with pytest.raises(ValidationError) as both:
        add(scene, conference, candidate=candidate)

    assert (list(nobody.value.error_dict), list(both.value.error_dict)) == (["person"], ["name"])
    assert conference.attendees.count() == 3


@pytest.mark.parametrize(
    "values", [{}, {"name": "Khách", "person": True}, {"name": "Khách", "role": "chair"}]
)
def test_the_database_holds_an_attendee_to_one_person_or_one_name_and_the_chair_to_a_person(scene, values):
    conference = scene.plan()
    person = scene.signing.leader.person if values.get("person") else None

    with pytest.raises(IntegrityError), transaction.atomic():
        ConferenceAttendee.objects.create(
            conference=conference,
            role=values.get("role", "guest"),
            person=person,
            name=values.get("name", ""),
        )

    assert conference.attendees.count() == 3


# --- whoever is on record


@pytest.fixture
def closed(scene):
    """The secretary's account and post ended after the conference had been planned."""
    conference = scene.plan()
    User.objects.filter(pk=scene.officer.pk).update(is_active=False)
    scene.keeper = scene.signing.leader
    return scene, conference


def test_an_officer_of_the_day_can_be_named_after_the_account_was_closed(closed):
    scene, conference = closed

    assert scene.officer.person in {one.person for one in people_for(scene.cluster, TODAY)}


def test_who_is_named_stays_named_though_no_post_is_on_record_any_more(closed):
    scene, conference = closed
    named = {one.person.pk: one for one in people_of(conference)}
    kept = {role.value: named[conference.attendees.get(role=role).person_id] for role in SINGLE_ROLES}
    RoleGrant.objects.all().delete()
    scene.witness.person.appointments.all().delete()
    offered = [(one.person, one.title) for one in people_of(conference) if one.unit is None]

    frame = Frame(
        conference.kind, TODAY, time(8), ends_at=time(11, 30), host_unit=conference.host_unit, **kept
    )
    conferences.save_frame(
        conference=conference, frame=frame, seen=mark(frame_values(conference)), by=scene.keeper, at=at()
    )

    after = Conference.objects.get().attendees.order_by("position").values_list("role", "title")
    assert offered == [
        (scene.officer.person, "VKSND tỉnh Số 1"),
        (scene.witness.person, "Phó Viện trưởng VKSND tối cao"),
    ]
    assert list(after) == [
        ("chair", "Viện trưởng VKSND tỉnh Số 1"),
        ("secretary", "VKSND tỉnh Số 1"),
        ("witness", "Phó Viện trưởng VKSND tối cao"),
    ]


def test_who_is_on_record_for_a_unit_stays_on_record_though_the_post_has_ended(scene):
    conference, head = scene.plan(), scene.signing.heads[1]
    scene.attend(conference)
    head.person.appointments.all().delete()

    scene.attend(conference)

    row = conference.attendances.get(unit=scene.signing.units[1])
    assert (row.person, row.title) == (head.person, "Viện trưởng")
