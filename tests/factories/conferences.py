"""A conference of a cluster that is ready to sign, kept by the services that people use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from pacts.enums import AttendanceKind, ConferenceKind
from pacts.models import Conference
from pacts.queries.conference_people import Candidate
from pacts.queries.conferences import attendance_choices, attendance_values, frame_values, people_for
from pacts.queries.parts import mark
from pacts.services import agenda, attendance, conferences, credentials
from pacts.services.attendance import Attendance
from pacts.services.conferences import Frame
from tests.factories.pacts import PIN, TODAY, SigningScene, at, make_signing_scene
from tests.factories.units import head_of
from units.models import Cluster, Unit, User


@dataclass
class ConferenceScene:
    """A cluster with a leader of the organiser who witnesses; the first unit leads, the second one hosts."""

    signing: SigningScene
    witness: User
    day: date = TODAY
    now: datetime = field(default_factory=at)
    hours: tuple[time, time] = (time(8), time(9, 30))

    @property
    def cluster(self) -> Cluster:
        return self.signing.cluster

    @property
    def officer(self) -> User:
        return self.signing.officer

    @property
    def host(self) -> Unit:
        return self.signing.units[1]

    def person(self, user: User, cluster: Cluster | None = None) -> Candidate:
        people = people_for(cluster or self.cluster, self.day)
        return next(one for one in people if one.person.pk == user.person_id)

    def frame(self, **values) -> Frame:
        given = {
            "kind": ConferenceKind.LAUNCH_SIGNING,
            "held_on": self.day,
            "starts_at": self.hours[0],
            "host_unit": self.host,
            "chair": self.person(self.signing.leader),
            "secretary": self.person(self.officer),
            "witness": self.person(self.witness),
        }
        return Frame(**given | values)

    def plan(self, **values) -> Conference:
        return conferences.plan(
            cluster=self.cluster, frame=self.frame(**values), by=self.officer, at=self.now
        )

    def save(self, conference: Conference, *, by: User | None = None, seen: str = "", **values) -> Conference:
        return conferences.save_frame(
            conference=conference,
            frame=self.frame(**values),
            seen=seen or mark(frame_values(Conference.objects.get(pk=conference.pk))),
            by=by or self.officer,
            at=self.now,
        )

    def attend(self, conference: Conference, kind: str = AttendanceKind.PRESENT) -> None:
        lines = [
            Attendance(row.unit, kind, row.people[0].person, row.people[0].position)
            for row in attendance_choices(conference)
        ]
        seen = mark(attendance_values(conference))
        attendance.save_attendance(
            conference=conference, lines=lines, seen=seen, by=self.officer, at=self.now
        )

    def add(self, conference: Conference, subject: str, outcome: str = ""):
        return agenda.add_item(
            conference=conference, subject=subject, outcome=outcome, by=self.officer, at=self.now
        )

    def held(self, conference: Conference, **values) -> Conference:
        """Everything that minutes need is on record."""
        conference = self.save(conference, **{"ends_at": self.hours[1]} | values)
        self.attend(conference)
        self.add(conference, "Ký kết Giao ước thi đua", "Các đơn vị ký Giao ước.")
        return conference


def make_conference_scene(members: int = 3, *, certificates: bool = True) -> ConferenceScene:
    signing = make_signing_scene(members, certificates=certificates)
    Unit.objects.filter(pk=signing.units[0].pk).update(place="Đồng Nai")
    witness = head_of(signing.cluster.year.organiser, "deputy", name="Hoàng Thị Mẫu Chứng")
    witness.person.appointments.update(position_title="Phó Viện trưởng")
    if certificates:
        name = signing.cluster.year.organiser.short_name
        credentials.issue(person=witness.person, unit_name=name, pin=PIN, by=witness, at=at())
    return ConferenceScene(signing, witness)
