"""A conference is planned and its frame kept: which, when, where, under whom, with which other one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts import permissions
from pacts.enums import SINGLE_ROLES, AttendeeRole
from pacts.models import Conference, ConferenceAttendee
from pacts.queries.conference_people import Candidate
from pacts.queries.conferences import (
    SHARED_FIELDS,
    can_be_joined,
    day_of,
    frame_values,
    host_name,
    member_units,
    people_for,
)
from pacts.queries.parts import mark
from pacts.services.editing import StaleEdit
from units import audit, notices
from units.models import Cluster, Unit, User
from units.queries.periods import says


@dataclass(frozen=True, slots=True)
class Frame:
    """What a conference is, besides its agenda and those who attend."""

    kind: str
    held_on: date | None
    starts_at: time | None = None
    ends_at: time | None = None
    host_unit: Unit | None = None
    place: str = ""
    is_online: bool = False
    together_with: Conference | None = None
    chair: Candidate | None = None
    secretary: Candidate | None = None
    witness: Candidate | None = None


@transaction.atomic
def plan(*, cluster: Cluster, frame: Frame, by: User, at: datetime) -> Conference:
    """A new conference of the cluster; its member units and the host are told.

    Sending the same twice plans it once.
    """
    permissions.check_conference_lead(by, cluster, localdate(at))
    cluster = (
        Cluster.objects.select_for_update(of=("self",)).select_related("year__organiser").get(pk=cluster.pk)
    )
    conference = Conference(cluster=cluster, is_planned=True, planned_at=at, planned_by=by)
    _take(conference, frame, by, at)
    planned = Conference.objects.filter(cluster=cluster, planned_at__isnull=False, called_off_at__isnull=True)
    same = planned.filter(kind=conference.kind, held_on=conference.held_on).first()
    if same is not None:
        return _planned_already(same, conference, frame)
    conference.save()
    _name(conference, frame)
    audit.record(
        kind="conference_planned", actor=by, subject=conference, at=at, data=frame_values(conference)
    )
    _tell(conference, "conference_planned", at)
    return conference


def _planned_already(same: Conference, wanted: Conference, frame: Frame) -> Conference:
    wanted.pk = same.pk
    if frame_values(wanted) == frame_values(same):
        return same
    wanted.pk = None
    raise ValidationError({"held_on": _("A conference of this kind is planned for this day already.")})


@transaction.atomic
def save_frame(*, conference: Conference, frame: Frame, seen: str, by: User, at: datetime) -> Conference:
    """Change the frame as it was seen; another day, host or place is told to those concerned."""
    conference = held(conference, by=by, at=at)
    before = frame_values(conference)
    if seen != mark(before):
        raise StaleEdit(
            _(
                "Somebody else changed the conference after you opened it. Nothing of yours was saved; "
                "look at the change, then save again."
            )
        )
    shared = [getattr(conference, name) for name in SHARED_FIELDS]
    _take(conference, frame, by, at)
    conference.save()
    _name(conference, frame)
    after = frame_values(conference)
    if after == before:
        return conference
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    audit.record(kind="conference_edited", actor=by, subject=conference, at=at, data=changes)
    if shared != [getattr(conference, name) for name in SHARED_FIELDS]:
        _carry_over(conference)
        _tell(conference, "conference_moved", at)
    return conference


def held(conference: Conference, *, by: User, at: datetime) -> Conference:
    """The conference, locked and still open, whose record this person keeps."""
    permissions.check_keeps(by, conference, localdate(at))
    rows = Conference.objects.select_for_update(of=("self",))
    conference = rows.select_related("cluster__year__organiser", "host_unit", "together_with").get(
        pk=conference.pk
    )
    check_open(conference)
    return conference


def check_open(conference: Conference) -> None:
    """Raises ValidationError where the record of the conference is closed, and says why."""
    if conference.called_off_at is not None:
        raise ValidationError(_("The conference was called off: its record is closed."))
    if conference.is_closed:
        raise ValidationError(_("The minutes are issued: the record of the conference is closed."))


@transaction.atomic
def call_off(*, conference: Conference, reason: str, by: User, at: datetime) -> Conference:
    """The conference does not take place; everybody concerned is told the reason, and the record stays.

    What was to be held together with it stands alone from then on. Pressing again changes nothing.
    """
    permissions.check_keeps(by, conference, localdate(at))
    conference = (
        Conference.objects.select_for_update(of=("self",)).select_related("host_unit").get(pk=conference.pk)
    )
    if conference.called_off_at is not None:
        return conference
    check_open(conference)
    if conference.witnessed_at is not None:
        raise ValidationError(_("The witness has confirmed the ceremony: the conference took place."))
    Conference.objects.filter(together_with=conference).update(together_with=None)
    conference.together_with = None
    conference.called_off_at, conference.called_off_by, conference.called_off_reason = at, by, reason
    conference.save()
    audit.record(kind="conference_called_off", actor=by, subject=conference, at=at, data={"reason": reason})
    _tell(conference, "conference_called_off", at)
    return conference


def _take(conference: Conference, frame: Frame, by: User, at: datetime) -> None:
    """The values of the frame, checked; where two are one meeting, day and place are the other one's."""
    partner, on = frame.together_with, localdate(at)
    if partner is not None and partner.pk != conference.together_with_id:
        open_ones = can_be_joined(conference.cluster, permissions.visible_conferences(by, on))
        if partner == conference or not open_ones.filter(pk=partner.pk).exists() or _is_followed(conference):
            raise ValidationError(
                {"together_with": _("This conference cannot be held together with that one.")}
            )
    conference.kind, conference.together_with = frame.kind, partner
    conference.starts_at, conference.ends_at = frame.starts_at, frame.ends_at
    if partner is not None:
        for name in SHARED_FIELDS:
            setattr(conference, name, getattr(partner, name))
    else:
        conference.held_on, conference.host_unit = frame.held_on, frame.host_unit
        conference.place, conference.is_online = frame.place, frame.is_online
    _check(conference, frame)


def _is_followed(conference: Conference) -> bool:
    return conference.pk is not None and Conference.objects.filter(together_with=conference).exists()


def _check(conference: Conference, frame: Frame) -> None:
    if conference.held_on is None:
        raise ValidationError({"held_on": _("Give the day of the conference.")})
    if frame.starts_at and frame.ends_at and frame.ends_at <= frame.starts_at:
        raise ValidationError({"ends_at": _("The conference ends before it begins.")})
    year = conference.cluster.year
    if not year.first_day.year <= conference.held_on.year <= year.last_day.year + 1:
        raise ValidationError(
            {"held_on": _("The day lies outside the year of the cluster and the next one.")}
        )
    units = {unit.pk for unit in member_units(conference.cluster, conference.held_on)}
    if conference.host_unit_id not in units | {year.organiser_id} and frame.together_with is None:
        raise ValidationError({"host_unit": _("The host is a member unit or the organiser.")})
    _check_people(conference, frame)


def _check_people(conference: Conference, frame: Frame) -> None:
    """Who is newly named has a post on the day; who is on record stays, whatever became of the post since."""
    cluster = conference.cluster
    known = {one.person.pk: one for one in people_for(cluster, day_of(conference), conference.host_unit)}
    named = frame_values(conference) if conference.pk else {}
    for role in SINGLE_ROLES:
        one = getattr(frame, role.value)
        if one is None or one.person.pk == named.get(role.value):
            continue
        post = known.get(one.person.pk)
        if post is None:
            raise ValidationError({role.value: _("This person has no post in the units of this conference.")})
        if role == AttendeeRole.WITNESS and not (post.leads and post.unit == cluster.year.organiser):
            raise ValidationError({"witness": _("The witness is a leader of the organiser.")})


def _name(conference: Conference, frame: Frame) -> None:
    """Chair, secretary and witness; who stays named keeps the title on record."""
    for place, role in enumerate(SINGLE_ROLES, start=1):
        wanted = getattr(frame, role.value)
        row = conference.attendees.filter(role=role).first()
        if row and wanted and row.person_id == wanted.person.pk:
            continue
        if row and role == AttendeeRole.WITNESS and conference.witnessed_at:
            raise ValidationError({"witness": _("The witness has confirmed the ceremony and stays named.")})
        if row:
            row.delete()
        if wanted:
            ConferenceAttendee.objects.create(
                conference=conference, person=wanted.person, role=role, title=wanted.title, position=place
            )


def _carry_over(conference: Conference) -> None:
    """The other year's half of the same meeting moves with it."""
    follower = Conference.objects.select_for_update(of=("self",)).filter(together_with=conference).first()
    if follower is None:
        return
    if follower.is_closed:
        raise ValidationError(
            _("The minutes of the conference held together with this one are issued: day and place stay.")
        )
    for name in SHARED_FIELDS:
        setattr(follower, name, getattr(conference, name))
    follower.save(update_fields=list(SHARED_FIELDS))


def _tell(conference: Conference, kind: str, at: datetime) -> None:
    on = localdate(at)
    units = {unit.pk for unit in member_units(conference.cluster, conference.held_on or on)}
    if conference.host_unit_id is not None:
        units.add(conference.host_unit_id)
    named = User.objects.filter(is_active=True, person__conferences__conference=conference)
    where = " · ".join(filter(None, [host_name(conference), conference.place]))
    notices.queue(
        kind=kind,
        to=[*notices.people_of_units(units, on), *named.order_by("pk")],
        at=at,
        url=conference.get_absolute_url(),
        details={
            "conference": str(conference),
            "day": says(conference.held_on),
            "where": where,
            "reason": conference.called_off_reason,
        },
    )
