"""One organisation for all walls: two clusters and one outside, an account of every role, every kind of object.

States are reached by the services. The dates are those of the day, because pages read the clock.
"""

from __future__ import annotations

import io
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from awards.models import Nomination, Registration
from awards.services import nominating, registering
from awards.services.registering import ItemRow
from pacts.models import (
    ClusterMovement,
    Conference,
    ConferenceAttendee,
    Movement,
    Pact,
    PactMovement,
    PaperScan,
    Signature,
    Target,
)
from pacts.queries.comments import mark_of
from pacts.queries.conferences import frame_values, item_values
from pacts.queries.parts import mark
from pacts.services import (
    agenda,
    commenting,
    conferences,
    consulting,
    credentials,
    freezing,
    rounds,
    signing,
    starting,
    targets,
)
from tests.architecture import matrix as m
from tests.factories.awards import make_type
from tests.factories.pacts import sign_by_hand
from tests.factories.units import (
    PASSWORD,
    assign,
    authorise,
    client_of,
    grant,
    head_of,
    make_cluster,
    make_device,
    make_notice,
    make_officer,
    make_person,
    make_unit,
    make_user,
    make_year,
    set_deadline,
)
from tests.factories.workbooks import make_list, person_row
from tests.units.admin.browsing import form_fields
from units.forms.years import OpeningPage
from units.imports.rows import Agreement
from units.models import AuditEntry, Cluster, Intake, Unit, User
from units.queries.next_year import offer
from units.queries.reorganisation import Reorganisation, preview
from units.services import accounts
from units.services import intake as lists

PIN = "482915"
MISSING_PK = 987_654_321
NEW_PASSWORD = "con thuyền trôi trên biển xanh"


@dataclass
class Side:
    """A lead unit and its members, with who works there; every state of a pact has its own cluster."""

    lead: Unit
    units: list[Unit]
    lead_head: User
    heads: dict[int, User]
    officers: dict[int, User]
    clusters: dict[str, Cluster] = field(default_factory=dict)
    pacts: dict[str, Pact] = field(default_factory=dict)


@dataclass
class Scene:
    today: date
    now: datetime
    users: dict[str, User]
    clients: dict[str, Client]
    objects: dict[tuple[str, str], dict[str, Any]]
    posts: dict[tuple[str, str], dict[str, Any]]
    admin_rows: dict[str, Any]
    side: Side

    def url(self, cell: m.Cell) -> str:
        """The address of the route with the object of the cell."""
        if cell.route.startswith("admin"):
            return self._admin_url(cell.route, is_missing=cell.object == m.MISSING)
        return reverse(cell.route, kwargs=self.objects[cell.kind, cell.object] if cell.kind else {})

    def _admin_url(self, route: str, *, is_missing: bool) -> str:
        if route.startswith("admin/(?P<url>"):
            return "/admin/no/such/page"
        if "<path:object_id>" in route:
            noun = route.removeprefix("admin/").removesuffix("/<path:object_id>/").replace("/", "_")
            key = MISSING_PK if is_missing else self.admin_rows[noun].pk
            return "/" + route.replace("<path:object_id>", str(key))
        page = route.removeprefix("admin:")
        special = {
            "app_list": {"app_label": "units"},
            **{
                f"units_person_{act}": {"pk": self.admin_rows["units_person"].pk}
                for act in ("transfer", "leave", "return")
            },
            "units_unit_reorganise_act": {"act": "rename"},
            "units_intake_template": {"kind": "people"},
            **{
                f"units_intake_{act}": {"pk": self.admin_rows["units_intake"].pk}
                for act in ("report", "answer", "check", "apply", "set_aside")
            },
            "units_user_link": {"pk": self.admin_rows["units_user"].pk, "purpose": "password"},
            "units_user_links": {"pk": self.admin_rows["list_of_accounts"].pk},
            "units_emulationyear_open": {"pk": self.admin_rows["units_emulationyear"].pk},
            "pacts_credential_revoke": {"pk": self.admin_rows["pacts_credential"].pk},
            "view_on_site": {
                "content_type_id": ContentType.objects.get_for_model(Unit).pk,
                "object_id": self.admin_rows["units_unit"].pk,
            },
        }
        values = special.get(page, {})
        noun, _line, act = page.rpartition("_")
        if act in ("change", "history", "delete"):
            values = {"object_id": self.admin_rows[noun].pk}
        if is_missing:
            values |= {name: MISSING_PK for name in values if name in ("pk", "object_id")}
        query = "?app_label=units&model_name=unit&field_name=parent" if page == "autocomplete" else ""
        return reverse(route, kwargs=values) + query

    def payload(self, cell: m.Cell) -> dict[str, Any]:
        """What a person would post: valid, so that a refusal has one reason only."""
        given = self.posts.get((cell.route, cell.object)) or self.posts.get((cell.route, "")) or {}
        return {name: value(cell) if callable(value) else value for name, value in given.items()}


def make_scene() -> Scene:
    today, now = timezone.localdate(), timezone.now()
    supreme = make_unit("VKSND tối cao", "supreme")
    year = make_year(
        today.year, supreme, starts_on=today - timedelta(days=60), ends_on=today + timedelta(days=300)
    )
    for kind in ("registration", "signing", "nomination"):
        set_deadline(year, kind, today + timedelta(days=20))
    ours = _make_side(year, 1, ["Bình Định", "Khánh Hòa", "Gia Lai"], now)
    theirs = _make_side(year, 20, ["Cà Mau", "An Giang"], now)
    abroad_year = make_year(today.year, make_unit("Khối nội chính", "organiser"))
    abroad_units = [make_unit("Bộ Công an", "outside"), make_unit("Bộ Tư pháp", "outside")]
    abroad = make_cluster(abroad_year, abroad_units, leader=abroad_units[0], number=1, name="Khối thi đua")
    users = _make_users(ours, theirs, supreme, abroad_units[1])
    objects, posts = _make_objects(ours, theirs, abroad, abroad_units[1], users, now)
    clients = {m.STRANGER: Client()}
    for role, user in users.items():
        device = make_device(user) if role in m.WITH_SECOND_FACTOR else None
        clients[role] = client_of(user, device)
    rows = _admin_rows(ours, users, now)
    return Scene(today, now, users, clients, objects, posts, rows, ours)


def _make_side(year, number: int, places: list[str], now: datetime) -> Side:
    units = [make_unit(f"VKSND tỉnh {place}", place=place) for place in places]
    heads = {unit.pk: head_of(unit) for unit in units}
    for unit in units:
        person = heads[unit.pk].person
        credentials.issue(person=person, unit_name=unit.short_name, pin=PIN, by=heads[unit.pk], at=now)
    side = Side(
        lead=units[0], units=units, lead_head=heads[units[0].pk], heads=heads,
        officers={unit.pk: make_officer(unit) for unit in units},
    )  # fmt: skip
    for offset, state in enumerate(("none", "draft", "frozen", "signing", "void", "consulting", "in_force")):
        cluster = make_cluster(year, units, leader=units[0], number=number + offset)
        side.clusters[state] = cluster
        if state != "none":
            side.pacts[state] = _make_pact(cluster, state, side.lead_head, now)
    return side


def _make_pact(cluster: Cluster, state: str, by: User, now: datetime) -> Pact:
    pact = starting.start(cluster=cluster, by=by, at=now)
    clause = pact.clauses.order_by("position")[0]
    values = {
        "code": "CT-1",
        "text": "Giải quyết án",
        "comparator": "ge",
        "value": 90,
        "unit_of_measure": "%",
    }
    targets.save_target(
        pact=pact, clause=clause, target=None, edit_number=pact.edit_number, by=by, at=now, **values
    )
    pact.refresh_from_db()
    if state == "draft":
        return pact
    if state == "consulting":
        until = timezone.localdate(now) + timedelta(days=5)
        return consulting.send_out(pact=pact, until=until, by=by, at=now)
    day = timezone.localdate(now)
    pact = freezing.freeze(
        pact=pact, place="Bình Định", dated_on=day, edit_number=pact.edit_number, by=by, at=now
    )
    if state == "signing":
        return rounds.open_signing(pact=pact, by=by, at=now)
    if state == "in_force":
        return sign_by_hand(rounds.open_signing(pact=pact, by=by, at=now), by, now)
    if state == "void":
        return rounds.void(pact=pact, reason="Sai số liệu", by=by, at=now)
    return pact


def _make_users(ours: Side, theirs: Side, supreme: Unit, outside: Unit) -> dict[str, User]:
    lead, own, same = ours.units
    users = {
        m.NO_ROLE: make_user(),
        m.OFFICER: ours.officers[own.pk],
        m.NEIGHBOUR: ours.officers[same.pk],
        m.FAR: theirs.officers[theirs.units[1].pk],
        m.LEAD_OFFICER: ours.officers[lead.pk],
        m.HEAD: ours.heads[own.pk],
        m.DEPUTY: head_of(own, "deputy"),
        m.LEAD_HEAD: ours.lead_head,
        m.CENTRAL: make_officer(supreme, "central_officer"),
        m.COUNCIL: make_officer(supreme, "council_member"),
        m.ADMINISTRATOR: make_officer(supreme, "administrator"),
        m.OUTSIDE: make_user(),
    }
    grant(users[m.OUTSIDE], "officer", outside)
    for user in users.values():
        user.set_password(PASSWORD)
        user.save()
    return users


def _make_objects(ours, theirs, abroad, abroad_unit, users, now) -> tuple[dict, dict]:
    objects: dict[tuple[str, str], dict[str, Any]] = {}
    posts: dict[tuple[str, str], dict[str, Any]] = {}
    _add_organisation(objects, posts, ours, theirs, abroad, abroad_unit)
    _add_people(objects, ours, theirs, abroad_unit)
    _add_account(objects, posts, users, now)
    _add_pacts(objects, posts, ours, theirs)
    _add_comments(objects, posts, ours, theirs, now)
    _add_conferences(objects, posts, ours, theirs, users, now)
    _add_registrations(objects, posts, ours, theirs, now)
    for kind in m.SEES:
        objects.setdefault((kind, m.MISSING), {"pk": MISSING_PK})
    return objects, posts


def _add_organisation(objects, posts, ours, theirs, abroad, abroad_unit) -> None:
    for kind in ("cluster", "rollup"):
        objects[kind, m.OWN] = {"pk": ours.clusters["none"].pk}
        objects[kind, m.OTHER] = {"pk": theirs.clusters["none"].pk}
        objects[kind, m.ABROAD] = {"pk": abroad.pk}
    units = {m.OWN: ours.units[1], m.SAME: ours.units[2], m.OTHER: theirs.units[1], m.ABROAD: abroad_unit}
    for name, unit in units.items():
        objects["unit", name] = {"pk": unit.pk}
    posts["admin:units_unit_reorganise_act", ""] = _renaming(theirs.units[1])
    year = ours.clusters["none"].year
    page = OpeningPage(offer(year))
    posts["admin:units_emulationyear_open", ""] = {
        "fingerprint": lambda cell: offer(year).fingerprint,
        **form_fields(page.form),
        **{name: value for form in page.clusters[0].forms for name, value in form_fields(form).items()},
    }


def _renaming(unit: Unit) -> dict[str, Any]:
    """The last page of an act, as the administrator sends it."""
    on, name = timezone.localdate(), "VKSND thành phố Cà Mau"
    wanted = Reorganisation(
        act="rename", effective_on=on, predecessors=(unit.pk,), new_name=name, new_short_name=name
    )
    return {
        "predecessors": unit.pk, "effective_on": f"{on:%d/%m/%Y}", "new_name": name, "new_short_name": name,
        "go": "execute", "fingerprint": lambda cell: preview(wanted, on=on).fingerprint,
    }  # fmt: skip


def _add_people(objects, ours, theirs, abroad_unit) -> None:
    worker = make_person()
    assign(worker, abroad_unit)
    people = {
        m.OWN: ours.heads[ours.units[1].pk].person,
        m.OTHER: theirs.heads[theirs.units[1].pk].person,
        m.ABROAD: worker,
    }
    for name, person in people.items():
        objects["person", name] = {"pk": person.pk}


def _add_account(objects, posts, users, now) -> None:
    objects["notice", m.OWN] = {"pk": make_notice(users[m.OFFICER], at=now, url="/pacts/").pk}
    objects["notice", m.OTHER] = {"pk": make_notice(users[m.FAR], at=now, url="/pacts/").pk}
    link = accounts.issue_link(
        user=users[m.NO_ROLE], purpose="password", by=users[m.ADMINISTRATOR], at=now
    ).split("/")
    objects["link", m.OWN] = {"uidb64": link[-3], "token": link[-2]}
    objects["link", m.MISSING] = {"uidb64": link[-3], "token": "forged"}
    new = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    posts["account_link", ""] = new
    posts["account", ""] = {"old_password": PASSWORD, **new}
    posts["log_in", ""] = {"username": users[m.OFFICER].username, "password": PASSWORD}
    posts["set_language", ""] = {"language": "en"}
    posts["check", ""] = {"file": lambda cell: SimpleUploadedFile("a.pdf", b"no paper at all")}
    posts["admin:pacts_credential_revoke", ""] = {"reason": "Mất thiết bị"}
    posts["admin:units_intake_apply", ""] = {"fingerprint": _shown_fingerprint}


def _shown_fingerprint(cell: m.Cell) -> str:
    return lists.fingerprint_of(lists.reports_of(Intake.objects.get(kind="people")))


def _add_pacts(objects, posts, ours, theirs) -> None:
    for name, side in ((m.OWN, ours), (m.OTHER, theirs)):
        pacts = side.pacts
        for state in ("draft", "frozen", "signing", "void", "in_force"):
            objects[f"pact:{state}", name] = {"pk": pacts[state].pk}
        objects["pact:board", name] = {"pk": pacts["signing"].pk}
        paper = pacts["signing"].paper
        objects["paper", name] = {"pk": paper.pk}
        objects["paper:finished", name] = {"pk": pacts["void"].paper_id}
        objects["paper_page", name] = {"pk": paper.pk, "number": 1}
        objects["paper_scan", name] = {"pk": paper.pk, "number": _scan_of(paper, side.lead_head).pk}
        clause = pacts["draft"].clauses.order_by("position")[0]
        objects["clause", name] = {"pk": pacts["draft"].pk, "clause_pk": clause.pk}
        target = Target.objects.get(clause=clause, code="CT-1")
        objects["target", name] = {**objects["clause", name], "target_pk": target.pk}
        taken = PactMovement.objects.create(
            pact=pacts["draft"], movement=_movement("Dân vận khéo"), position=1
        )
        objects["pact_movement", name] = {"pk": pacts["draft"].pk, "movement_pk": taken.movement_id}
        _add_pact_posts(posts, name, side)
    objects["clause", m.MIXED] = {**objects["clause", m.OTHER], "pk": ours.pacts["draft"].pk}
    objects["target", m.MIXED] = {
        **objects["target", m.OTHER],
        "pk": ours.pacts["draft"].pk,
        "clause_pk": objects["clause", m.OWN]["clause_pk"],
    }
    objects["pact_movement", m.MIXED] = {
        "pk": ours.pacts["draft"].pk,
        "movement_pk": _movement("Không thuộc giao ước").pk,
    }
    objects["pact_movement", m.MISSING] = {"pk": MISSING_PK, "movement_pk": MISSING_PK}
    objects["paper_page", m.MIXED] = {**objects["paper_page", m.OWN], "number": 999}
    objects["paper_scan", m.MIXED] = {
        **objects["paper_scan", m.OWN],
        "number": objects["paper_scan", m.OTHER]["number"],
    }
    objects["clause", m.MISSING] = {"pk": MISSING_PK, "clause_pk": MISSING_PK}
    objects["target", m.MISSING] = {"pk": MISSING_PK, "clause_pk": MISSING_PK, "target_pk": MISSING_PK}
    objects["paper", m.MISSING] = {"pk": uuid.uuid4()}
    objects["paper:finished", m.MISSING] = {"pk": uuid.uuid4()}
    objects["paper_page", m.MISSING] = {"pk": uuid.uuid4(), "number": 1}
    objects["paper_scan", m.MISSING] = {"pk": uuid.uuid4(), "number": MISSING_PK}


def _add_comments(objects, posts, ours, theirs, now) -> None:
    for name, side in ((m.OWN, ours), (m.OTHER, theirs)):
        pact, unit = side.pacts["consulting"], side.units[1]
        row = commenting.comment(
            pact=pact, unit=unit, clause="", text="Đề nghị nâng chỉ tiêu", by=side.heads[unit.pk], at=now
        )
        objects["pact:consulting", name] = {"pk": pact.pk}
        objects["comment", name] = {"pk": pact.pk, "comment_pk": row.pk}
        given = {
            "pact_comments_answer": {
                "comment": row.pk, f"c{row.pk}-answer": "accepted", f"c{row.pk}-seen": mark_of(row)
            },
            "pact_comments_overrule": {"overrule-reason": "Chỉ tiêu Ngành", "overrule-seen": mark_of(row)},
            "comment_new": {"unit": _speaks_for(side), "text": "Đề nghị bổ sung"},
            "comment": {"unit": unit.pk, "text": "Đề nghị sửa", "seen": mark_of(row)},
        }  # fmt: skip
        for route, data in given.items():
            posts[route, name] = data
            posts.setdefault((route, m.MISSING), data)
    objects["comment", m.MISSING] = {"pk": MISSING_PK, "comment_pk": MISSING_PK}
    until = f"{timezone.localdate(now) + timedelta(days=9):%d/%m/%Y}"
    posts["pact_comments_send_out", ""] = {"send_out-until": until}
    posts["pact_comments_end", ""] = {"end-reason": "Đã đủ ý kiến"}


def _add_conferences(objects, posts, ours, theirs, users, now) -> None:
    """The launch of a year, with a point, a speaker and a witness of the organiser."""
    day = timezone.localdate(now)
    for name, side in ((m.OWN, ours), (m.OTHER, theirs)):
        frame = conferences.Frame("launch_signing", day, host_unit=side.lead)
        by = side.lead_head
        launch = conferences.plan(cluster=side.clusters["signing"], frame=frame, by=by, at=now)
        item = agenda.add_item(conference=launch, subject="Khai mạc", outcome="", by=by, at=now)
        speaker = attendees_of(launch, "speaker", side.heads[side.units[1].pk].person)
        attendees_of(launch, "witness", users[m.COUNCIL].person)
        objects["conference", name] = {"pk": launch.pk}
        objects["agenda_item", name] = {"pk": launch.pk, "item_pk": item.pk}
        objects["attendee", name] = {"pk": launch.pk, "attendee_pk": speaker.pk}
        given = {
            "conference_edit": {
                "kind": "launch_signing", "held_on": f"{day:%d/%m/%Y}", "host_unit": side.lead.pk,
                "seen": lambda cell, pk=launch.pk: mark(frame_values(Conference.objects.get(pk=pk))),
            },
            "conference_agenda": {"subject": "Bế mạc"},
            "conference_agenda_item": {"subject": "Khai mạc hội nghị", "seen": mark(item_values(item))},
            "conference_agenda_move": {"direction": "remove", "item_seen": mark(item_values(item))},
            "conference_attendance": {
                "seen": mark([]), **{f"kind-{unit.pk}": "absent" for unit in side.units},
            },
            "conference_attendees": {"role": "attendee", "person": side.lead_head.person_id},
        }  # fmt: skip
        for route, data in given.items():
            posts[route, name] = data
            for stand_in in (m.MISSING, m.MIXED):
                posts.setdefault((route, stand_in), data)
    for kind, part in (("agenda_item", "item_pk"), ("attendee", "attendee_pk")):
        objects[kind, m.MIXED] = {**objects[kind, m.OTHER], "pk": objects["conference", m.OWN]["pk"]}
        objects[kind, m.MISSING] = {"pk": MISSING_PK, part: MISSING_PK}
    posts["conference_plan", ""] = {
        "kind": "interim_review", "held_on": f"{day:%d/%m/%Y}", "host_unit": ours.lead.pk
    }  # fmt: skip


def attendees_of(conference: Conference, role: str, person) -> ConferenceAttendee:
    return ConferenceAttendee.objects.create(conference=conference, person=person, role=role)


def _speaks_for(side: Side):
    """The unit in whose name the account of the cell comments."""
    organiser = side.clusters["consulting"].year.organiser
    others = {m.NEIGHBOUR: side.units[-1], m.CENTRAL: organiser, m.COUNCIL: organiser}
    return lambda cell: others.get(cell.role, side.units[1]).pk


def _scan_of(paper, by: User) -> PaperScan:
    return PaperScan.objects.create(
        paper=paper,
        file_name="a.png",
        sha256="0" * 64,
        content=b"",
        signed_on=timezone.localdate(),
        attested_at=timezone.now(),
        attested_by=by,
    )


def _by_hand(side: Side) -> dict[str, Any]:
    """A scan on which one member's head signed."""
    party = side.pacts["signing"].parties.get(unit=side.units[0])
    return {
        f"signed-{party.pk}": "on",
        f"person-{party.pk}": party.signer_id,
        f"capacity-{party.pk}": "VIỆN TRƯỞNG",
        "signed_on": f"{timezone.localdate():%d/%m/%Y}",
        "request_key": lambda cell: uuid.uuid4(),
        "password": PASSWORD,
        "file": lambda cell: SimpleUploadedFile("a.png", _picture()),
    }


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("L", (4, 4)).save(out, "PNG")
    return out.getvalue()


def _movement(name: str) -> Movement:
    """One that runs in every year."""
    return Movement.objects.get_or_create(name=name)[0]


def _add_pact_posts(posts, name: str, side: Side) -> None:
    draft, opened = side.pacts["draft"], side.pacts["signing"]
    edit = {"edit_number": draft.edit_number}
    clause = {**edit, "heading": "Điều mới", "body": "Nội dung"}
    target = {**edit, "code": "CT-9", "text": "Chỉ tiêu", "comparator": "ge", "value": "95"}
    given = {
        "pact_freeze": {**edit, "place": "Bình Định", "dated_on": f"{timezone.localdate():%d/%m/%Y}"},
        "pact_void": {"void-reason": "Sai số liệu"},
        "pact_withdraw": {"withdraw-reason": "Sai thứ tự"},
        "pact_extend": {"extend-reason": "Đi công tác"},
        "pact_keep": {"note": "Trước khi họp"},
        "pact_read": {"edit_number": draft.edit_number},
        "pact_text": {**edit, "theme": "Đoàn kết", "place": "Bình Định"},
        "pact_legal_bases": {**edit, "citations": "Luật Thi đua, khen thưởng"},
        "clause_new": clause,
        "clause": clause,
        "clause_section": {**edit, "name": "Chuyên môn"},
        "target_move": {**edit, "direction": "up"},
        "pact_movement_move": {**edit, "direction": "up"},
        "pact_movements": {"movement": _movement("Thi đua nước rút").pk},
        "clause_move": {**edit, "direction": "up"},
        "clause_remove": edit,
        "target_new": target,
        "target": target,
        "target_remove": edit,
        "pact_decline": {"decline-reason": "Chưa thống nhất"},
        "pact_by_hand": _by_hand(side),
        "pact_reserve": {"shown_sha256": opened.paper.revisions.get(sequence=0).sha256},
        "pact_bring_back": {
            "shown_sha256": opened.paper.revisions.get(sequence=0).sha256,
            "request_key": lambda cell: uuid.uuid4(),
            "file": lambda cell: SimpleUploadedFile("a.pdf", b"no paper at all"),
        },
        "pact_sign": {
            "shown_sha256": opened.paper.revisions.get(sequence=0).sha256,
            "request_key": lambda cell: uuid.uuid4(),
            "pin": PIN,
        },
    }
    for route, data in given.items():
        posts[route, name] = data
        for stand_in in (m.MISSING, m.MIXED):
            posts.setdefault((route, stand_in), data)


def _add_registrations(objects, posts, ours, theirs, now) -> None:
    title = make_type()
    places = {m.OWN: (ours, 1), m.SAME: (ours, 2), m.OTHER: (theirs, 1)}
    states = {"draft": "draft", "for_approval": "frozen", "submitted": "signing", "accepted": "void"}
    for name, (side, index) in places.items():
        unit = side.units[index]
        # Where the pact has no draft yet, the unit has no registration either.
        membership = side.clusters["none"].memberships.get(unit=unit)
        objects["membership", name] = {}
        posts["registration_start", name] = {"membership": membership.pk}
        for state, place in states.items():
            registration, person = _registration(side, unit, side.clusters[place], state, title, now)
            objects[f"registration:{state}", name] = {"pk": registration.pk}
            if state == "draft":
                key = f"person-{person.pk}"
                row = {"edit_number": registration.edit_number, "row": key, f"{key}-title": title.pk}
                posts["registration_save", name] = row
            elif state == "accepted":
                _add_nomination(objects, posts, name, registration, side.officers[unit.pk], now)
    objects["membership", m.MISSING] = {}
    posts["registration_start", m.MISSING] = {"membership": MISSING_PK}
    posts["registration_save", m.MISSING] = posts["registration_save", m.OWN]
    posts["registration_send_back", ""] = posts["registration_return", ""] = {"reason": "Thiếu sáng kiến"}


def _add_nomination(objects, posts, name, registration, officer, now) -> None:
    item = registration.items.get()
    nomination = nominating.nominate(item=item, by=officer, at=now)
    objects["nomination", name] = {"pk": nomination.pk}
    _add_ledger_rows(objects, name, nomination, officer, now)
    objects["item", name] = objects["item", m.MISSING] = {}
    posts["nomination_make", name] = {"item": item.pk}
    posts["nomination_make", m.MISSING] = {"item": MISSING_PK}
    letter = {"request_key": lambda cell: uuid.uuid4(), "nomination": nomination.pk}
    posts["nomination_letter", name] = posts["nomination_letter", m.MISSING] = letter
    day = f"{timezone.localdate(now):%d/%m/%Y}"
    posts["nomination_facts", ""] = {"quality_grade": "good", "council_members": "9"}
    posts["nomination_initiative", ""] = {
        "i-year": "2020", "i-name": "Sáng kiến", "i-scope": "base", "i-decision_number": "1/QĐ",
        "i-recognised_on": day,
    }  # fmt: skip
    posts["nomination_title", ""] = {
        "t-title": item.title_id, "t-year": "2020", "t-decision_number": "2/QĐ", "t-decided_on": day,
    }  # fmt: skip


def _add_ledger_rows(objects, name, nomination, officer, now) -> None:
    """An initiative and a title that the unit's own officer put on record."""
    given = {"nomination": nomination, "year": 2019, "decision_number": "3/QĐ", "by": officer, "at": now}
    day = date(2019, 12, 1)
    rows = {
        "initiative": nominating.add_initiative(
            name="Sáng kiến cũ", scope="base", recognised_on=day, **given
        ),
        "title": nominating.add_earned_title(title_id=nomination.item.title_id, decided_on=day, **given),
    }
    for kind, row in rows.items():
        objects[f"nomination_{kind}", name] = {"pk": nomination.pk, "row_pk": row.pk}
        objects[f"nomination_{kind}", m.MISSING] = {"pk": MISSING_PK, "row_pk": MISSING_PK}


def _registration(side, unit, cluster, state, title, now) -> tuple[Registration, Any]:
    person = make_person()
    assign(person, unit)
    officer, head = side.officers[unit.pk], side.heads[unit.pk]
    registration = registering.start(cluster=cluster, unit=unit, by=officer, at=now)
    registration = registering.save_items(
        registration=registration,
        rows=[ItemRow(kind="person", recipient_id=person.pk, title_id=title.pk)],
        expected_edit_number=registration.edit_number,
        by=officer,
        at=now,
    )
    if state != "draft":
        registration = registering.send_to_head(registration=registration, by=officer, at=now)
    if state in ("submitted", "accepted"):
        registration = registering.submit(registration=registration, by=head, at=now)
    if state == "accepted":
        registration = registering.accept(registration=registration, by=side.lead_head, at=now)
    return registration, person


def _admin_rows(ours: Side, users: dict[str, User], now: datetime) -> dict[str, Any]:
    """A row of each model of the administration."""
    pact, cluster = ours.pacts["signing"], ours.clusters["none"]
    registration = Registration.objects.filter(status="submitted").order_by("pk")[0]
    movement = Movement.objects.create(name="Phong trào", kind="regular", launched_by="sector")
    item = registration.items.get()
    return {
        "units_user": users[m.OFFICER],
        "units_unit": ours.units[1],
        "units_person": users[m.HEAD].person,
        "units_cluster": cluster,
        "units_emulationyear": cluster.year,
        # Over since long: whoever may sign today must first choose a PIN.
        "units_authorisation": authorise(
            users[m.DEPUTY].person, ours.units[1], valid_from=date(2020, 1, 1), valid_to=date(2020, 1, 31)
        ),
        "units_auditentry": AuditEntry.objects.order_by("seq")[0],
        "units_intake": lists.receive(
            kind="people",
            file=make_list(person_row(unit=ours.units[1].code)),
            name="a.xlsx",
            by=users[m.ADMINISTRATOR],
            at=now,
        ),
        "list_of_accounts": _list_of_accounts(ours.units[1], users[m.ADMINISTRATOR], now),
        "pacts_movement": movement,
        "pacts_clustermovement": ClusterMovement.objects.create(
            cluster=cluster, movement=movement, position=1
        ),
        "pacts_conference": Conference.objects.create(cluster=cluster, kind="launch_signing"),
        "pacts_pact": pact,
        "pacts_issuedpaper": pact.paper,
        "pacts_signature": _signature_of_a_neighbour(ours, now),
        "pacts_credential": credentials.live_credential(users[m.HEAD].person),
        "awards_awardtype": item.title,
        "awards_registration": registration,
        "awards_nomination": Nomination.objects.create(
            item=item, created_at=now, created_by=users[m.OFFICER]
        ),
    }


def _list_of_accounts(unit: Unit, by: User, now: datetime) -> Intake:
    """An applied list that made an account."""
    person = make_person(staff_number="KS-77")
    headings = ("Số hiệu", "Họ và tên", "Vai trò", "Mã đơn vị")
    file = make_list((person.staff_number, person.full_name, "", unit.code), headings=headings)
    intake = lists.receive(kind="accounts", file=file, name="b.xlsx", by=by, at=now)
    shown = lists.fingerprint_of(lists.reports_of(intake))
    return lists.apply(intake=intake, fingerprint=shown, agreed=Agreement(), by=by, at=now)


def _signature_of_a_neighbour(ours: Side, now: datetime) -> Signature:
    """The head of the third unit has signed; the heads whose accounts are tried have not."""
    head, pact = ours.heads[ours.units[2].pk], ours.pacts["signing"]
    return signing.sign(
        party=pact.parties.get(signer=head.person),
        pin=PIN,
        shown_sha256=pact.paper.revisions.get(sequence=0).sha256,
        request_key=uuid.uuid4(),
        by=head,
        at=now,
    )
