"""The record of a conference becomes the content of its minutes, and what is still missing for them."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from pacts.documents.content import date_words
from pacts.documents.minutes import (
    MinutesItem,
    MinutesPaper,
    MinutesPerson,
    MinutesSignature,
    MinutesSigning,
    MinutesUnit,
)
from pacts.enums import AttendanceKind, AttendeeRole, ConferenceKind, PartyKind, PartyStatus
from pacts.models import Conference, ConferenceAttendee, Pact, PactParty
from pacts.queries import conferences as queries
from units.enums import ClusterKind
from units.models import Unit
from units.queries.names import names_on

_SUBJECTS: dict[str, str] = {
    ConferenceKind.LAUNCH_SIGNING: "Hội nghị phát động và ký kết Giao ước thi đua năm {year} của {cluster}",
    ConferenceKind.INTERIM_REVIEW: "Hội nghị sơ kết công tác thi đua năm {year} của {cluster}",
    ConferenceKind.FINAL_REVIEW: "Hội nghị tổng kết công tác thi đua năm {year} của {cluster}",
}
_ATTENDANCE: dict[str, str] = {
    AttendanceKind.PRESENT: "Có mặt",
    AttendanceKind.ONLINE: "Trực tuyến",
    AttendanceKind.REPRESENTED: "Dự thay",
    AttendanceKind.ABSENT: "Vắng mặt",
}
_ROLES: dict[str, str] = {
    AttendeeRole.SPEAKER: "phát biểu",
    AttendeeRole.PRESENTER: "trình bày",
    AttendeeRole.ATTENDEE: "tham dự",
    AttendeeRole.GUEST: "khách mời",
}
UNKNOWN = "…"


def missing(conference: Conference, at: datetime) -> list[str]:
    """What the minutes would have to say and the record does not hold at the moment, one sentence each."""
    now = localtime(at)
    day, ends = queries.day_of(conference), conference.ends_at
    people = queries.attendee_rows(conference)
    silent = [row.name for row in queries.attendance_rows(conference) if row.row is None]
    asked = (
        (day > now.date(), _("The conference has not been held yet.")),
        (
            day == now.date() and ends is not None and ends > now.time(),
            _("The time at which it ended, as recorded, has not come yet."),
        ),
        (conference.starts_at is None, _("The time at which it began is not on record.")),
        (ends is None, _("The time at which it ended is not on record.")),
        (queries.named(people, AttendeeRole.CHAIR) is None, _("The chair is not on record.")),
        (queries.named(people, AttendeeRole.SECRETARY) is None, _("The secretary is not on record.")),
        (not conference.agenda.exists(), _("The agenda is empty.")),
        (
            bool(silent),
            _("The attendance is not on record of: %(units)s.") % {"units": ", ".join(silent)},
        ),
        (
            not _place(conference),
            _("The place name of the lead unit is not on record: ask the administrator."),
        ),
    )
    return [sentence for is_missing, sentence in asked if is_missing]


def content_of_minutes(conference: Conference) -> MinutesPaper:
    """The minutes as the record has them now; the place in the heading is that of the lead unit, which issues
    them, and need not be that of the conference (domain case 28)."""
    cluster, day = conference.cluster, queries.day_of(conference)
    people = queries.attendee_rows(conference)
    units = _units(conference)
    pact = queries.pact_of(conference)
    organiser = names_on([cluster.year.organiser], day)[cluster.year.organiser.pk].short_name
    return MinutesPaper(
        issuer=cluster.name.upper(),
        place=_place(conference) or UNKNOWN,
        dated_on=day,
        subject=_subject(conference),
        symbol=f"BB-{'CTĐ' if cluster.kind == ClusterKind.CUM else 'KTĐ'}{cluster.number or ''}",
        started=_moment(conference.starts_at, day),
        ended=_moment(conference.ends_at, day),
        held_at=_held_at(conference),
        is_online=conference.is_online,
        chair=_person(people, AttendeeRole.CHAIR) or MinutesPerson(name=UNKNOWN),
        secretary=_person(people, AttendeeRole.SECRETARY) or MinutesPerson(name=UNKNOWN),
        witness=_person(people, AttendeeRole.WITNESS),
        others=tuple(_said(row, _ROLES[row.role]) for row in people if row.role in _ROLES),
        units=units,
        present=sum(one.attendance in _PRESENT for one in units),
        agenda=tuple(
            MinutesItem(number=row.number, subject=row.item.subject, outcome=row.item.outcome)
            for row in queries.agenda_rows(conference)
        ),
        signing=_signing(conference, pact) if pact and pact.paper_id else None,
        together_with=_together(conference),
        recipients=(
            "Các đơn vị thành viên;",
            f"{organiser} (để báo cáo);",
            "Lưu: VT, TĐKT.",
        ),
        is_rehearsal=cluster.year.is_rehearsal,
    )


_PRESENT = frozenset(_ATTENDANCE[kind] for kind in queries.PRESENT)


def issuing_unit(conference: Conference) -> Unit | None:
    """The unit that led the cluster on the day of the conference."""
    pk = queries.leading_unit_id(conference.cluster, queries.day_of(conference))
    return Unit.objects.filter(pk=pk).first() if pk else None


def _place(conference: Conference) -> str:
    unit = issuing_unit(conference)
    return unit.place if unit else ""


def _subject(conference: Conference) -> str:
    cluster = conference.cluster
    return _SUBJECTS[conference.kind].format(year=cluster.year.year, cluster=cluster.name)


def _together(conference: Conference) -> str:
    other = queries.partner(conference)
    return _subject(other) if other else ""


def _held_at(conference: Conference) -> str:
    """ "tại VKSND tỉnh Bình Dương": the host, with the room where one is given."""
    host = queries.host_name(conference)
    where = [conference.place] if conference.place else []
    where += [host] if host and host not in conference.place else []
    return f"tại {', '.join(where) or UNKNOWN}"


def _moment(when: time | None, day: date) -> str:
    if when is None:
        return UNKNOWN
    return f"{when.hour:02d} giờ {when.minute:02d} phút, {date_words(day)}"


def _words_of(moment: datetime) -> str:
    local = localtime(moment)
    return _moment(local.time(), local.date())


def _said(row: ConferenceAttendee, role: str = "") -> MinutesPerson:
    """Who is there by name only is called exactly as the secretary wrote it."""
    address = "Đồng chí" if row.person else ""
    return MinutesPerson(name=row.called, title=row.title, role=role, address=address)


def _person(people: list[ConferenceAttendee], role: AttendeeRole) -> MinutesPerson | None:
    row = queries.named(people, role)
    return _said(row) if row else None


def _units(conference: Conference) -> tuple[MinutesUnit, ...]:
    return tuple(
        MinutesUnit(
            unit=row.name,
            attendance=_ATTENDANCE[row.row.kind] if row.row else UNKNOWN,
            person=row.row.person.full_name if row.row and row.row.person else "",
            title=row.row.title if row.row else "",
        )
        for row in queries.attendance_rows(conference)
    )


def _signing(conference: Conference, pact: Pact) -> MinutesSigning:
    """Who signed in which capacity and when, read from the record; a witness is counted among nobody."""
    rows = pact.parties.select_related("signer", "signature__signer", "signature__scan").defer(
        "signature__scan__content"
    )
    parties = list(rows.order_by("position", "pk"))
    counted = [party for party in parties if party.kind == PartyKind.PARTY]
    witnessed = [_witness_signed(party) for party in parties if _is_witness_signature(party)]
    if conference.witnessed_at and conference.witnessed_by and conference.witnessed_by.person:
        name = conference.witnessed_by.person.full_name
        when = _words_of(conference.witnessed_at)
        witnessed.append(f"Đồng chí {name} xác nhận đã chứng kiến lễ ký vào {when}.")
    return MinutesSigning(
        pact=f"Giao ước thi đua năm {pact.cluster.year.year}",
        parties=len(counted),
        signatures=tuple(_signature(one) for one in counted if one.status == PartyStatus.SIGNED),
        in_force=_force_words(pact),
        witnessed=tuple(witnessed),
    )


def _force_words(pact: Pact) -> str:
    """The hour is known where the last signature was made here; of one by hand only the day is attested."""
    if pact.in_force_at is None or pact.in_force_on is None:
        return ""
    if pact.in_force_on == localdate(pact.in_force_at):
        return _words_of(pact.in_force_at)
    return date_words(pact.in_force_on)


def _is_witness_signature(party: PactParty) -> bool:
    return party.kind == PartyKind.WITNESS and party.status == PartyStatus.SIGNED


def _witness_signed(party: PactParty) -> str:
    when = _words_of(party.decided_at) if party.decided_at else UNKNOWN
    return f"Đồng chí {party.signer.full_name} đã ký chứng kiến trên Giao ước vào {when}."


def _signature(party: PactParty) -> MinutesSignature:
    signature = party.signature
    if signature.scan is not None:
        at = f"Ký tay ngày {signature.scan.signed_on:%d/%m/%Y}"
    else:
        at = f"{localtime(signature.signed_at):%H:%M:%S ngày %d/%m/%Y}"
    return MinutesSignature(
        unit=party.unit_text, signer=signature.signer.full_name, capacity=signature.capacity_text, at=at
    )
