"""Minutes say what the record says, as Decree 30 prescribes, and close the record."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date, time

import pikepdf
import pytest
from django.core.exceptions import ValidationError

from pacts.documents.content import as_json
from pacts.documents.inspection import inspect
from pacts.enums import AttendanceKind, ConferenceKind, PaperKind
from pacts.exports.minutes import minutes_paper
from pacts.models import Conference, IssuedPaper, Pact
from pacts.queries.check import check_paper
from pacts.queries.comments import mark_of
from pacts.queries.minutes import missing
from pacts.services import (
    agenda,
    answering,
    commenting,
    conferences,
    consulting,
    minutes,
    rounds,
    starting,
    witnessing,
)  # fmt: skip
from pacts.services.answering import Reply
from pacts.services.authority import root_certificates
from pacts.services.editing import StaleEdit
from pacts.services.freezing import Witness
from tests.factories.conferences import make_conference_scene
from tests.factories.pacts import TODAY, at
from tests.factories.units import make_cluster, make_year
from units.audit import first_break
from units.models import AuditEntry, Cluster
from units.permissions import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_conference_scene(certificates=False)


CHECK_URL = "http://testserver/check/"


def issue(scene, conference, *, seen=None, by=None, minute=40):
    seen = seen or minutes.mark_of(minutes.drafted(Conference.objects.get(pk=conference.pk)))
    return minutes.issue(conference=conference, seen=seen, by=by or scene.officer, at=at(minute))


def printed(conference):
    return minutes_paper(Conference.objects.get(pk=conference.pk))


def embedded(pdf: bytes) -> dict:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return json.loads(document.attachments["content.json"].get_file().read_bytes())


def test_an_empty_record_says_what_is_missing_and_issues_nothing(scene):
    conference = scene.plan(chair=None, secretary=None, starts_at=None)

    with pytest.raises(ValidationError) as error:
        issue(scene, conference)

    assert [message[:13] for message in error.value.messages] == [
        message[:13] for message in missing(conference, at())
    ]
    assert (len(error.value.messages), IssuedPaper.objects.count()) == (6, 0)


def test_minutes_of_a_conference_that_has_not_been_held_are_refused(scene):
    scene.day = date(2026, 3, 5)
    conference = scene.held(scene.plan())

    with pytest.raises(ValidationError):
        issue(scene, conference)

    assert IssuedPaper.objects.count() == 0


def test_case_28_the_conference_is_held_at_the_host_and_the_heading_is_of_the_lead_unit(scene):
    conference = scene.held(scene.plan())

    paper = printed(conference)

    assert conference.host_unit != scene.signing.units[0]
    assert paper.date_line == "Đồng Nai, ngày 20 tháng 02 năm 2026"
    assert paper.opening[1] == "Địa điểm: tại VKSND tỉnh Số 2."


def test_the_minutes_say_what_the_record_says(scene):
    conference = scene.held(scene.plan(), place="Hội trường tầng 2")

    paper = printed(conference)

    assert paper.opening == (
        "Thời gian bắt đầu: 08 giờ 00 phút, ngày 20 tháng 02 năm 2026.",
        "Địa điểm: tại Hội trường tầng 2, VKSND tỉnh Số 2.",
        f"Chủ trì: Đồng chí {scene.signing.leader.person}, Viện trưởng VKSND tỉnh Số 1.",
        f"Thư ký: Đồng chí {scene.officer.person}, VKSND tỉnh Số 1.",
        "Chứng kiến: Đồng chí Hoàng Thị Mẫu Chứng, Phó Viện trưởng VKSND tối cao.",
        "Thành phần tham dự: 03/03 đơn vị thành viên.",
    )
    assert [(one.unit, one.attendance, one.person, one.title) for one in paper.units] == [
        (f"VKSND tỉnh Số {number}", "Có mặt", head.person.full_name, "Viện trưởng")
        for number, head in enumerate(scene.signing.heads, start=1)
    ]
    assert [item.paragraphs for item in paper.agenda] == [
        ("1. Ký kết Giao ước thi đua.", "Các đơn vị ký Giao ước.")
    ]
    assert paper.ending == "Hội nghị kết thúc vào 09 giờ 30 phút, ngày 20 tháng 02 năm 2026./."
    assert paper.signing is None


def test_an_absent_unit_is_not_counted(scene):
    conference = scene.held(scene.plan())
    scene.attend(conference, AttendanceKind.ABSENT)

    paper = printed(conference)

    assert paper.opening[-1] == "Thành phần tham dự: 00/03 đơn vị thành viên."


def test_case_29_one_meeting_has_two_sets_of_minutes(scene):
    year = make_year(2025, scene.cluster.year.organiser)
    past = make_cluster(year, scene.signing.units, leader=scene.signing.units[0], number=6)
    frame = scene.frame(kind=ConferenceKind.FINAL_REVIEW, is_online=True, ends_at=time(9, 30))
    review = conferences.plan(cluster=past, frame=frame, by=scene.officer, at=at())
    launch = scene.plan(together_with=review, starts_at=time(9, 30))
    launch = scene.save(launch, together_with=review, starts_at=time(9, 30), ends_at=time(9, 39))
    for conference in (review, launch):
        scene.attend(conference, AttendanceKind.ONLINE)
        scene.add(conference, "Nội dung chính")

    first, second = issue(scene, review), issue(scene, launch)

    online = "Địa điểm: tại VKSND tỉnh Số 2; tổ chức theo hình thức trực tuyến."
    assert [paper.snapshot["subject"] for paper in (first, second)] == [
        "Hội nghị tổng kết công tác thi đua năm 2025 của Cụm thi đua số 6",
        "Hội nghị phát động và ký kết Giao ước thi đua năm 2026 của Cụm thi đua số 8",
    ]
    assert first.snapshot["together_with"] == second.snapshot["subject"]
    assert second.snapshot["together_with"] == first.snapshot["subject"]
    assert {printed(one).opening[1] for one in (review, launch)} == {online}
    assert {(paper.year, paper.symbol) for paper in (first, second)} == {(2025, "BB-CTĐ6"), (2026, "BB-CTĐ8")}


@pytest.mark.parametrize(("kind", "symbol"), [("cum", "BB-CTĐ"), ("khoi", "BB-KTĐ")])
def test_the_symbol_of_a_cluster_without_a_number_ends_with_its_kind(scene, kind, symbol):
    Cluster.objects.filter(pk=scene.cluster.pk).update(kind=kind, number=None)

    assert printed(scene.plan()).symbol == symbol


def test_minutes_are_issued_once_put_in_the_register_and_close_the_record(scene):
    conference = scene.held(scene.plan())

    paper = issue(scene, conference)
    again = minutes.issue(conference=conference, seen="anything", by=scene.signing.leader, at=at(50))
    with pytest.raises(ValidationError):
        scene.save(conference, place="Chỗ khác")
    with pytest.raises(ValidationError):
        scene.attend(conference, AttendanceKind.ABSENT)
    with pytest.raises(ValidationError):
        agenda.move_item(item=conference.agenda.get(), up=True, seen="", by=scene.officer, at=at(50))

    conference.refresh_from_db()
    assert (again, conference.minutes, conference.is_planned) == (paper, paper, False)
    assert (paper.kind, paper.unit, paper.number) == (PaperKind.MINUTES, scene.signing.units[0], None)
    assert first_break(AuditEntry.objects.order_by("seq").values()) is None


def test_issued_minutes_hold_their_content_and_are_known_to_the_check_page(scene):
    conference = scene.held(scene.plan())
    wanted = printed(conference)

    paper = issue(scene, conference)

    pdf = bytes(paper.file.content)
    found = check_paper(pdf, roots=root_certificates(), at=at(50))
    assert paper.snapshot == embedded(pdf) == json.loads(as_json(replace(wanted, check_url=CHECK_URL)))
    assert (found.verdict, found.title) == ("unsigned", f"Biên bản {wanted.subject}")
    assert inspect(pdf, minutes.drafted(Conference.objects.get(pk=conference.pk))) == ()


def test_who_saw_older_minutes_is_told_and_nothing_is_issued(scene):
    conference = scene.held(scene.plan())
    seen = minutes.mark_of(minutes.drafted(Conference.objects.get(pk=conference.pk)))
    scene.add(conference, "Bế mạc")

    with pytest.raises(StaleEdit):
        issue(scene, conference, seen=seen)

    assert IssuedPaper.objects.count() == 0


def test_a_member_issues_no_minutes(scene):
    conference = scene.held(scene.plan())

    with pytest.raises(NotAllowed):
        issue(scene, conference, by=scene.signing.heads[1])


def test_item_2_the_table_of_comments_with_its_answers_is_the_annex_of_the_minutes_of_a_launch(scene):
    scene.signing.draft()
    pact = consulting.send_out(pact=scene.signing.pact, until=TODAY, by=scene.officer, at=at(1))
    unit, head = scene.signing.units[1], scene.signing.heads[1]
    row = commenting.comment(pact=pact, unit=unit, clause="", text="Đề nghị 95 %", by=head, at=at(2))
    reply = Reply(row.pk, "accepted", "", mark_of(row))
    answering.answer(pact=pact, replies=[reply], by=scene.officer, at=at(3))
    launch = scene.held(scene.plan())
    review = scene.plan(kind=ConferenceKind.INTERIM_REVIEW)

    paper = printed(launch)

    lines = [(line.unit, line.text, line.answer) for group in paper.comments for line in group.lines]
    assert lines == [("VKSND tỉnh Số 2", "Đề nghị 95 %", "Tiếp thu.")]
    assert printed(review).comments == ()
    issued = issue(scene, launch)
    assert inspect(bytes(issued.file.content), minutes.drafted(Conference.objects.get(pk=launch.pk))) == ()


def test_an_end_that_has_not_come_is_no_end(scene):
    conference = scene.held(scene.plan())  # it ends at 09:30
    before = missing(conference, at(29))
    after = missing(conference, at(30))

    assert (len(before), after) == (1, [])
    assert "chưa tới" in before[0]


def test_case_17_comments_on_a_version_that_was_made_void_stay_in_the_annex(scene):
    pact = scene.signing.draft()
    pact = consulting.send_out(pact=pact, until=TODAY, by=scene.officer, at=at(1))
    unit, head = scene.signing.units[1], scene.signing.heads[1]
    row = commenting.comment(pact=pact, unit=unit, clause="", text="Đề nghị 95 %", by=head, at=at(2))
    answering.answer(
        pact=pact, replies=[Reply(row.pk, "accepted", "", mark_of(row))], by=scene.officer, at=at(3)
    )
    consulting.end(pact=pact, reason="Đủ ý kiến", by=scene.signing.leader, at=at(3))
    scene.signing.freeze()
    rounds.void(pact=pact, reason="Sai tên đơn vị", by=scene.signing.leader, at=at(4))
    starting.start_again(pact=Pact.objects.get(pk=pact.pk), by=scene.signing.leader, at=at(5))
    launch = scene.held(scene.plan())

    found = printed(launch)

    assert [(group.title, [line.text for line in group.lines]) for group in found.comments] == [
        ("Toàn văn dự thảo (phiên bản đã hủy)", ["Đề nghị 95 %"])
    ]


def test_minutes_of_a_pact_signed_by_hand_name_the_attested_day_of_force_without_an_hour(scene):
    scene.signing.ready()
    day = TODAY
    scene.signing.sign_all_by_hand()
    Pact.objects.update(in_force_at=at(3 * 24 * 60))
    launch = scene.held(scene.plan())

    assert printed(launch).signing.in_force == f"ngày {day:%d} tháng {day:%m} năm {day.year}"


@pytest.fixture
def signed():
    """All have signed; the witness of the paper is the witness of the conference."""
    scene = make_conference_scene()
    scene.signing.draft()
    scene.signing.freeze(
        witness=Witness(scene.witness.person, "Phó Viện trưởng", scene.cluster.year.organiser)
    )
    scene.signing.open()
    scene.conference = scene.plan()
    return scene


def test_the_minutes_say_who_signed_in_which_capacity_and_when_and_what_the_witness_said(signed):
    signed.signing.sign(signed.signing.heads[1], minute=10)
    half = printed(signed.conference).signing
    signed.signing.sign(signed.signing.heads[2], minute=11)
    signed.signing.sign(signed.signing.leader, minute=12)
    witnessing.confirm(conference=signed.conference, by=signed.witness, at=at(13))

    whole = printed(signed.conference).signing

    assert half.paragraphs == ("01/03 đơn vị thành viên đã ký Giao ước thi đua năm 2026.",)
    assert whole.paragraphs == (
        "03/03 đơn vị thành viên đã ký Giao ước thi đua năm 2026; "
        "Giao ước có hiệu lực từ 09 giờ 12 phút, ngày 20 tháng 02 năm 2026.",
    )
    assert [(one.unit, one.capacity, one.at) for one in whole.signatures] == [
        ("VKSND tỉnh Số 2", "VIỆN TRƯỞNG", "09:10:00 ngày 20/02/2026"),
        ("VKSND tỉnh Số 3", "VIỆN TRƯỞNG", "09:11:00 ngày 20/02/2026"),
        ("VKSND tỉnh Số 1", "VIỆN TRƯỞNG", "09:12:00 ngày 20/02/2026"),
    ]
    assert whole.witnessed == (
        "Đồng chí Hoàng Thị Mẫu Chứng xác nhận đã chứng kiến lễ ký vào"
        " 09 giờ 13 phút, ngày 20 tháng 02 năm 2026.",
    )


def test_case_26_the_witness_confirms_after_all_have_signed_once_and_is_counted_among_nobody(signed):
    signed.signing.sign(signed.signing.heads[1])
    with pytest.raises(ValidationError):
        witnessing.confirm(conference=signed.conference, by=signed.witness, at=at(11))
    signed.signing.sign(signed.signing.heads[2], minute=12)
    signed.signing.sign(signed.signing.leader, minute=13)

    first = witnessing.confirm(conference=signed.conference, by=signed.witness, at=at(14))
    again = witnessing.confirm(conference=signed.conference, by=signed.witness, at=at(15))

    signing = printed(signed.conference).signing
    assert (first.witnessed_at, again.witnessed_at, again.witnessed_by) == (at(14), at(14), signed.witness)
    assert AuditEntry.objects.filter(kind="ceremony_witnessed").count() == 1
    assert (len(signing.signatures), signing.parties) == (3, 3)


@pytest.mark.parametrize("who", ["leader", "officer", "outsider"])
def test_only_the_witness_confirms(signed, who):
    signed.signing.sign_all()

    with pytest.raises(NotAllowed):
        witnessing.confirm(
            conference=signed.conference,
            by={
                "leader": signed.signing.leader,
                "officer": signed.officer,
                "outsider": signed.signing.outsider,
            }[who],
            at=at(20),
        )

    assert Conference.objects.filter(witnessed_at__isnull=False).count() == 0


def test_a_witness_who_has_confirmed_stays_named(signed):
    signed.signing.sign_all()
    witnessing.confirm(conference=signed.conference, by=signed.witness, at=at(20))

    with pytest.raises(ValidationError):
        signed.save(signed.conference, witness=None)

    assert signed.conference.attendees.filter(role="witness").count() == 1


def test_minutes_of_a_whole_ceremony_have_no_fault_of_form(signed):
    signed.signing.sign_all()
    witnessing.confirm(conference=signed.conference, by=signed.witness, at=at(20))
    conference = signed.held(signed.conference)

    paper = issue(signed, conference)

    again = minutes.drafted(Conference.objects.get(pk=conference.pk))
    assert inspect(bytes(paper.file.content), again) == ()
