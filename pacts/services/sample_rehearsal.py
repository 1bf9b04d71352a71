"""Certificates and pacts of the rehearsal, made by the same services that people use.

The cluster of the rehearsal year gets a draft that waits for the newcomer; the one of the year before gets a
pact that all six have signed.
"""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from django.db import transaction
from django.utils.timezone import localdate

from pacts.enums import ConferenceKind, PactStatus
from pacts.models import Credential, IssuedPaper, Pact, PactParty, PaperRevision
from pacts.queries.conference_people import Candidate
from pacts.queries.conferences import member_units, people_for
from pacts.services import (
    agenda,
    conferences,
    credentials,
    drafting,
    freezing,
    rounds,
    signing,
    starting,
    targets,
)
from units.enums import LeadershipRole
from units.models import Appointment, Cluster, Unit, User
from units.services.sample_accounts import known_secrets
from units.services.sample_rehearsal import check_allowed, facts_of_rehearsal, rehearsal_cluster

_TARGETS = Path(__file__).parent.parent / "sample_data" / "rehearsal_targets.json"
# The article on professional work in the text that a new pact starts with.
_CLAUSE_OF_TARGETS = 3
_CLOSING = (
    "Giao ước này là bản điện tử phục vụ diễn tập, được thủ trưởng các đơn vị thành viên ký bằng chữ ký số"
    " thử nghiệm."
)
_AGENDA = (
    "Khai mạc, giới thiệu đại biểu",
    "Công bố dự thảo Giao ước thi đua; báo cáo tiếp thu, giải trình ý kiến góp ý",
    "Thảo luận và thống nhất Giao ước thi đua",
    "Ký kết Giao ước thi đua",
    "Phát biểu của đại biểu chứng kiến; bế mạc",
)
_DAYS_AHEAD = 14
_RENEWED = "Bản ghi mã PIN của tài khoản diễn tập đã mất"


@transaction.atomic
def load_certificates(*, at: datetime) -> int:
    """A certificate for every head of the rehearsal; a new one where the PIN was lost with its file."""
    check_allowed()
    known = known_secrets()
    wanted = [facts["username"] for facts in facts_of_rehearsal()["accounts"] if facts["signs"]]
    posts = Appointment.objects.heading(localdate(at)).filter(
        person__user__username__in=wanted, person__user__is_sample=True
    )
    live = {one.person_id: one for one in Credential.objects.filter(revoked_at__isnull=True)}
    made = 0
    for post in posts.select_related("person__user", "unit").order_by("pk"):
        head, mine = post.person.user, live.get(post.person_id)
        if mine and mine.issued_at >= datetime.fromisoformat(known[head.username]["made_at"]):
            continue
        if mine:
            credentials.revoke(credential=mine, reason=_RENEWED, by=head, at=at)
        pin = known[head.username]["pin"]
        credentials.issue(person=post.person, unit_name=post.unit.short_name, pin=pin, by=head, at=at)
        made += 1
    return made


@transaction.atomic
def load_pacts(*, at: datetime) -> int:
    """The draft of this year and the signed pact of the year before, where a cluster has none."""
    check_allowed()
    made = 0
    for years_before in (1, 0):
        cluster = rehearsal_cluster(years_before=years_before)
        if cluster.pacts.exists():
            continue
        pact = _draft(cluster, at)
        if years_before:
            _sign_by_all(pact, at)
        made += 1
    return made


@transaction.atomic
def load_conferences(*, at: datetime) -> int:
    """The launch of this year as planned, at another unit than the one that leads."""
    check_allowed()
    cluster, on = rehearsal_cluster(years_before=0), localdate(at)
    if cluster.conferences.exists():
        return 0
    lead = _lead_unit(cluster)
    held_on = on + timedelta(days=_DAYS_AHEAD)
    people = people_for(cluster, held_on)
    hosts = [unit for unit in member_units(cluster, held_on) if unit != lead]
    head = _head_of(lead, at)
    frame = conferences.Frame(
        kind=ConferenceKind.LAUNCH_SIGNING,
        held_on=held_on,
        starts_at=time(8),
        host_unit=(hosts or [lead])[0],
        chair=_of(people, lead, leads=True),
        secretary=_of(people, lead, leads=False),
        witness=_of(people, cluster.year.organiser, leads=True),
    )
    made = conferences.plan(cluster=cluster, frame=frame, by=head, at=at)
    for subject in _AGENDA:
        agenda.add_item(conference=made, subject=subject, outcome="", by=head, at=at)
    return 1


def _of(people: list[Candidate], unit: Unit, *, leads: bool) -> Candidate | None:
    return next((one for one in people if one.unit == unit and one.leads == leads), None)


def signed_paper() -> IssuedPaper | None:
    """The paper of the newest rehearsal pact that is in force."""
    in_force = IssuedPaper.objects.filter(pact__status=PactStatus.IN_FORCE, is_rehearsal=True)
    return in_force.select_related("file").order_by("issued_at", "pk").last()


def _draft(cluster: Cluster, at: datetime) -> Pact:
    head = _head_of(_lead_unit(cluster), at)
    pact = starting.start(cluster=cluster, by=head, at=at)
    text = {name: getattr(pact, name) for name in drafting.TEXT_FIELDS} | {"closing": _CLOSING}
    pact = drafting.save_text(pact=pact, text=text, edit_number=pact.edit_number, by=head, at=at)
    clause = pact.clauses.get(position=_CLAUSE_OF_TARGETS)
    for facts in json.loads(_TARGETS.read_text(encoding="utf-8")):
        targets.save_target(
            pact=pact,
            clause=clause,
            target=None,
            code=facts["code"],
            text=facts["text"],
            comparator=facts["comparator"],
            value=Decimal(facts["value"]),
            unit_of_measure=facts["unit"],
            edit_number=pact.edit_number,
            by=head,
            at=at,
        )
        pact.refresh_from_db()
    return pact


def _sign_by_all(pact: Pact, at: datetime) -> None:
    lead = _lead_unit(pact.cluster)
    head = _head_of(lead, at)
    pact = freezing.freeze(
        pact=pact,
        place=lead.place,
        dated_on=localdate(at),
        edit_number=pact.edit_number,
        by=head,
        at=at,
    )
    rounds.open_signing(pact=pact, by=head, at=at)
    shown = PaperRevision.objects.get(paper=pact.paper, sequence=0).sha256
    known = known_secrets()
    for party in PactParty.objects.filter(pact=pact).select_related("signer__user").order_by("position"):
        signer = party.signer.user
        party.pact = Pact.objects.get(pk=pact.pk)
        signing.sign(
            party=party,
            pin=known[signer.username]["pin"],
            shown_sha256=shown,
            request_key=uuid4(),
            by=signer,
            at=at,
        )


def _lead_unit(cluster: Cluster) -> Unit:
    return cluster.leaderships.select_related("unit").get(role=LeadershipRole.TRUONG).unit


def _head_of(unit: Unit, at: datetime) -> User:
    post = Appointment.objects.heading(localdate(at)).filter(unit=unit)
    return post.select_related("person__user").get().person.user
