"""A conference is planned, kept and closed: who may, what is refused, and that nobody overwrites anybody."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pacts.enums import AttendanceKind, AttendeeRole, ConferenceKind
from pacts.models import Conference, ConferenceAttendee, UnitAttendance
from pacts.queries.conference_people import Candidate, candidates
from pacts.queries.conferences import (
    agenda_order,
    attendance_values,
    frame_values,
    item_values,
    member_units,
    partner,
)
from pacts.queries.parts import mark
from pacts.services import agenda, attendance, conferences
from pacts.services.attendance import Attendance, AttendanceRefused
from pacts.services.editing import StaleEdit
from tests.factories.conferences import make_conference_scene
from tests.factories.pacts import TODAY, at
from tests.factories.units import head_of, make_cluster, make_person, make_unit, make_year
from units.models import AuditEntry, Notice
from units.permissions import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_conference_scene(certificates=False)


def refused(error) -> list[str]:
    return sorted(getattr(error.value, "error_dict", {}))


def test_a_conference_is_planned_with_its_host_its_chair_and_its_witness_and_everybody_concerned_is_told(
    scene,
):
    conference = scene.plan(place="Hội trường tầng 2", is_online=True)

    named = dict(conference.attendees.values_list("role", "title"))
    told = set(Notice.objects.filter(kind="conference_planned").values_list("recipient", flat=True))
    assert (conference.host_unit, conference.held_on, conference.is_online) == (scene.host, TODAY, True)
    assert named == {
        "chair": "Viện trưởng VKSND tỉnh Số 1",
        "secretary": "VKSND tỉnh Số 1",
        "witness": "Phó Viện trưởng VKSND tối cao",
    }
    assert told == {user.pk for user in [*scene.signing.heads, scene.officer, scene.witness]}
    assert AuditEntry.objects.order_by("seq").last().kind == "conference_planned"


def test_sending_the_same_plan_twice_plans_it_once(scene):
    first = scene.plan()

    again = scene.plan()

    assert (again.pk, Conference.objects.count()) == (first.pk, 1)


def test_a_second_conference_of_the_kind_on_the_day_is_refused(scene):
    scene.plan()

    with pytest.raises(ValidationError) as error:
        scene.plan(starts_at=time(14))

    assert (refused(error), Conference.objects.count()) == (["held_on"], 1)


@pytest.mark.parametrize("who", ["head", "outsider", "witness"])
def test_only_the_lead_unit_plans(scene, who):
    by = {"head": scene.signing.heads[1], "outsider": scene.signing.outsider, "witness": scene.witness}[who]

    with pytest.raises(NotAllowed):
        conferences.plan(cluster=scene.cluster, frame=scene.frame(), by=by, at=at())

    assert Conference.objects.count() == 0


def test_a_conference_that_ends_before_it_begins_is_refused_by_the_service_and_by_the_database(scene):
    with pytest.raises(ValidationError) as error:
        scene.plan(starts_at=time(11), ends_at=time(8))
    with pytest.raises(IntegrityError), transaction.atomic():
        Conference.objects.create(
            cluster=scene.cluster, kind="final_review", starts_at=time(11), ends_at=time(8)
        )

    assert (refused(error), Conference.objects.count()) == (["ends_at"], 0)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"held_on": None}, "held_on"),
        ({"held_on": date(2019, 2, 20)}, "held_on"),
        ({"held_on": date(2031, 2, 20)}, "held_on"),
        ({"host_unit": None}, "host_unit"),
    ],
)
def test_a_frame_that_cannot_be_is_refused_at_its_field(scene, values, field):
    with pytest.raises(ValidationError) as error:
        scene.plan(**values)

    assert (refused(error), Conference.objects.count()) == ([field], 0)


def test_a_unit_of_another_cluster_cannot_host(scene):
    stranger = make_unit("VKSND tỉnh Lạ")

    with pytest.raises(ValidationError) as error:
        scene.plan(host_unit=stranger)

    assert refused(error) == ["host_unit"]


def test_a_person_of_nowhere_cannot_take_the_chair_and_a_member_cannot_be_the_witness(scene):
    nobody = Candidate(make_person(), "Viện trưởng", scene.host, "VKSND", leads=True)

    with pytest.raises(ValidationError) as error:
        scene.plan(chair=nobody)
    with pytest.raises(ValidationError) as other:
        scene.plan(witness=scene.person(scene.signing.heads[1]))

    assert (refused(error), refused(other)) == (["chair"], ["witness"])


def test_two_editors_of_the_frame_the_second_is_told_and_nothing_is_overwritten(scene):
    conference = scene.plan()
    seen = mark(frame_values(conference))
    scene.save(conference, seen=seen, place="Hội trường A")

    with pytest.raises(StaleEdit):
        scene.save(conference, seen=seen, place="Hội trường B", by=scene.signing.leader)

    conference.refresh_from_db()
    assert conference.place == "Hội trường A"


def test_another_day_is_told_to_those_concerned_and_another_hour_is_not(scene):
    conference = scene.plan()

    scene.save(conference, starts_at=time(9))
    quiet = Notice.objects.filter(kind="conference_moved").count()
    scene.save(conference, starts_at=time(9), held_on=TODAY + timedelta(days=3))

    moved = Notice.objects.filter(kind="conference_moved", recipient=scene.signing.heads[2]).get()
    assert (quiet, moved.details["day"]) == (0, "23/02/2026")


def test_a_conference_of_an_article_is_only_read(scene):
    told = Conference.objects.create(cluster=scene.cluster, kind="final_review", held_on=TODAY)

    with pytest.raises(NotAllowed):
        scene.save(told)


# --- case 29: one meeting, two years


@pytest.fixture
def two_years(scene):
    """The same units in the year before, under the same lead unit."""
    year = make_year(2025, scene.cluster.year.organiser)
    past = make_cluster(year, scene.signing.units, leader=scene.signing.units[0], number=6)
    review = conferences.plan(
        cluster=past,
        frame=scene.frame(kind=ConferenceKind.FINAL_REVIEW, is_online=True),
        by=scene.officer,
        at=at(),
    )
    return scene, review


def test_case_29_one_online_conference_closes_a_year_and_launches_the_next(two_years):
    scene, review = two_years

    launch = scene.plan(together_with=review, held_on=None, host_unit=None, starts_at=time(10))

    assert (launch.cluster.year.year, review.cluster.year.year) == (2026, 2025)
    assert (launch.held_on, launch.host_unit, launch.is_online) == (TODAY, scene.host, True)
    assert (partner(launch), partner(review)) == (review, launch)


def test_case_29_when_the_meeting_moves_both_halves_move_and_each_keeps_its_hours(two_years):
    scene, review = two_years
    launch = scene.plan(together_with=review, starts_at=time(10))

    scene.save(
        review, kind=ConferenceKind.FINAL_REVIEW, held_on=TODAY + timedelta(days=7), place="Hội trường"
    )

    launch.refresh_from_db()
    assert (launch.held_on, launch.place) == (TODAY + timedelta(days=7), "Hội trường")
    assert launch.starts_at == time(10)


@pytest.mark.parametrize("which", [0, 1])
def test_case_29_when_one_half_is_called_off_the_other_stands_alone_and_can_move(two_years, which):
    scene, review = two_years
    launch = scene.plan(together_with=review)
    off, other = [(review, launch), (launch, review)][which]

    conferences.call_off(conference=off, reason="Bão số 6", by=scene.officer, at=at(20))
    other.refresh_from_db()
    scene.save(other, kind=other.kind, held_on=TODAY + timedelta(days=7))

    off.refresh_from_db()
    other.refresh_from_db()
    assert (partner(off), partner(other)) == (None, None)
    assert (off.held_on, other.held_on) == (TODAY, TODAY + timedelta(days=7))


def test_case_29_a_third_conference_cannot_join_and_none_joins_itself(two_years):
    scene, review = two_years
    launch = scene.plan(together_with=review)

    with pytest.raises(ValidationError) as third:
        scene.plan(kind=ConferenceKind.INTERIM_REVIEW, together_with=review)
    with pytest.raises(ValidationError) as itself:
        scene.save(launch, together_with=launch)

    assert (refused(third), refused(itself)) == (["together_with"], ["together_with"])


def test_a_conference_of_strangers_cannot_be_joined(scene):
    strangers = [make_unit("VKSND tỉnh Xa"), make_unit("VKSND tỉnh Lạ")]
    year = make_year(2025, scene.cluster.year.organiser)
    cluster = make_cluster(year, strangers, leader=strangers[0], number=3)
    theirs = head_of(strangers[0])
    day = date(2025, 12, 20)
    other = conferences.plan(
        cluster=cluster,
        frame=conferences.Frame(ConferenceKind.FINAL_REVIEW, day, host_unit=strangers[0]),
        by=theirs,
        at=at(),
    )

    with pytest.raises(ValidationError) as error:
        scene.plan(together_with=other)

    assert refused(error) == ["together_with"]


# --- agenda


def test_points_are_added_moved_and_removed_and_keep_their_numbers(scene):
    conference = scene.plan()
    first, second, third = (scene.add(conference, subject) for subject in ("Một", "Hai", "Ba"))
    given = {"by": scene.officer, "at": at()}

    agenda.move_item(item=third, up=True, seen=mark(agenda_order(conference)), **given)
    agenda.remove_item(item=first, seen=mark(item_values(first)), **given)

    rows = list(conference.agenda.order_by("position").values_list("position", "subject"))
    assert rows == [(1, "Ba"), (2, "Hai")]
    assert second.pk in agenda_order(conference)


def test_a_second_click_adds_no_second_point(scene):
    conference = scene.plan()

    scene.add(conference, "Khai mạc")
    scene.add(conference, "Khai mạc")

    assert conference.agenda.count() == 1


def test_two_editors_of_a_point_the_second_is_told_and_nothing_is_overwritten(scene):
    conference = scene.plan()
    item = scene.add(conference, "Khai mạc")
    given = {"item": item, "subject": "Khai mạc", "seen": mark(item_values(item)), "at": at()}
    agenda.save_item(outcome="Đúng giờ", by=scene.officer, **given)

    with pytest.raises(StaleEdit):
        agenda.save_item(outcome="Trễ giờ", by=scene.signing.leader, **given)

    item.refresh_from_db()
    assert item.outcome == "Đúng giờ"


def test_a_point_is_moved_only_in_the_order_that_was_seen(scene):
    conference = scene.plan()
    first, second = scene.add(conference, "Một"), scene.add(conference, "Hai")
    seen = mark(agenda_order(conference))
    agenda.move_item(item=second, up=True, seen=seen, by=scene.officer, at=at())

    with pytest.raises(StaleEdit):
        agenda.move_item(item=second, up=True, seen=seen, by=scene.signing.leader, at=at())

    assert agenda_order(conference) == [second.pk, first.pk]


# --- attendance


def line(scene, member: int = 1, kind: str = AttendanceKind.PRESENT, person=None) -> Attendance:
    person = person or scene.signing.heads[member].person
    return Attendance(scene.signing.units[member], kind, person, "Viện trưởng")


def record(scene, conference, lines, seen=None, by=None):
    seen = seen or mark(attendance_values(conference))
    attendance.save_attendance(conference=conference, lines=lines, seen=seen, by=by or scene.officer, at=at())


def test_of_an_absent_unit_nobody_is_named(scene):
    conference = scene.plan()

    record(scene, conference, [line(scene, 1), line(scene, 2, AttendanceKind.ABSENT)])

    rows = list(conference.attendances.order_by("pk").values_list("kind", "person", "title"))
    assert rows == [("present", scene.signing.heads[1].person_id, "Viện trưởng"), ("absent", None, "")]


def test_a_unit_of_another_cluster_and_a_person_of_nowhere_are_refused_and_nothing_is_half_done(scene):
    conference, stranger = scene.plan(), make_unit("VKSND tỉnh Lạ")
    foreign = Attendance(stranger, AttendanceKind.PRESENT, scene.signing.heads[1].person)
    nobody = line(scene, 2, person=make_person())

    with pytest.raises(AttendanceRefused) as error:
        record(scene, conference, [line(scene, 1), foreign, nobody])

    assert set(error.value.faults) == {stranger.pk, scene.signing.units[2].pk}
    assert UnitAttendance.objects.count() == 0


def test_two_secretaries_the_second_is_told_and_nothing_is_overwritten(scene):
    conference = scene.plan()
    seen = mark(attendance_values(conference))
    record(scene, conference, [line(scene, 1)], seen=seen)

    with pytest.raises(StaleEdit):
        record(scene, conference, [line(scene, 1, AttendanceKind.ABSENT)], seen=seen, by=scene.signing.leader)

    assert conference.attendances.get().kind == "present"


def add(scene, conference, candidate, role=AttendeeRole.SPEAKER, title=""):
    return attendance.add_attendee(
        conference=conference, role=role, candidate=candidate, title=title, by=scene.officer, at=at()
    )


def test_a_speaker_is_named_once_with_the_post_on_record_and_taken_off_again(scene):
    conference, speaker = scene.plan(), scene.person(scene.signing.heads[2])

    row = add(scene, conference, speaker)
    again = add(scene, conference, speaker)
    attendance.remove_attendee(attendee=row, by=scene.officer, at=at())
    attendance.remove_attendee(attendee=row, by=scene.officer, at=at())

    assert (again.pk, row.title) == (row.pk, "Viện trưởng VKSND tỉnh Số 3")
    assert not ConferenceAttendee.objects.filter(role="speaker").exists()


def test_a_person_of_nowhere_is_not_named_and_no_second_chair(scene):
    conference = scene.plan()
    nobody = Candidate(make_person(), "", scene.host, "", leads=False)

    with pytest.raises(ValidationError):
        add(scene, conference, nobody)
    with pytest.raises(ValidationError):
        add(scene, conference, scene.person(scene.signing.heads[2]), role=AttendeeRole.CHAIR)

    assert conference.attendees.count() == 3


def test_the_leaders_of_a_unit_stand_before_its_officers(scene):
    head, officer = scene.signing.leader, scene.officer

    found = candidates(member_units(scene.cluster, TODAY)[:1], TODAY)

    assert [one.person for one in found] == [head.person, officer.person]
