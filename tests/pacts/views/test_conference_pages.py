"""Conferences and the ceremony over HTTP: the way through once, and each refusal once."""

from __future__ import annotations

from datetime import time

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from pacts.models import Conference, IssuedPaper
from pacts.queries.conferences import attendance_values, frame_values, item_values
from pacts.queries.parts import mark
from pacts.services import minutes
from pacts.services.sample_rehearsal import load_conferences
from tests.factories.conferences import make_conference_scene
from tests.factories.units import client_of, make_device, make_officer, make_unit
from units.models import EmulationYear
from units.services.sample_rehearsal import rehearsal_cluster

pytestmark = pytest.mark.django_db


def browser(user):
    return client_of(user, make_device(user))


@pytest.fixture
def scene():
    """A scene whose days are today's, since pages read the clock."""
    made = make_conference_scene()
    EmulationYear.objects.update(year=timezone.localdate().year)
    made.cluster.refresh_from_db()
    made.day, made.now = timezone.localdate(), timezone.now()
    made.hours = time(0), time(0, 1)  # over whenever the test runs
    return made


def filled(scene, **values) -> dict:
    """What the page of the frame would send."""
    given = {
        "kind": "launch_signing",
        "held_on": f"{scene.day:%d/%m/%Y}",
        "starts_at": "08:00",
        "host_unit": scene.host.pk,
        "chair": scene.signing.leader.person_id,
        "secretary": scene.officer.person_id,
        "witness": scene.witness.person_id,
    }
    return given | values


def test_the_lead_unit_plans_a_conference_and_finds_it_at_the_cluster_and_at_the_pact(scene):
    officer = browser(scene.officer)
    scene.signing.draft()

    proposed = officer.get(reverse("conference_plan", args=[scene.cluster.pk])).context["form"].initial
    answer = officer.post(reverse("conference_plan", args=[scene.cluster.pk]), filled(scene))

    conference = Conference.objects.get()
    link = f'href="{conference.get_absolute_url()}"'
    pages = [scene.cluster.get_absolute_url(), scene.signing.pact.get_absolute_url()]
    assert proposed["host_unit"] == scene.signing.units[0].pk
    assert (answer.status_code, answer.url) == (302, conference.get_absolute_url())
    assert [link in officer.get(page).content.decode() for page in pages] == [True, True]


def test_hostile_values_come_back_at_their_fields_and_nothing_is_planned(scene):
    stranger = make_unit("VKSND tỉnh Lạ")
    data = filled(
        scene,
        starts_at="11:00",
        ends_at="08:00",
        host_unit=stranger.pk,
        chair=987_654,
        witness="x",
        kind="ball",
    )

    answer = browser(scene.officer).post(reverse("conference_plan", args=[scene.cluster.pk]), data)

    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["chair", "host_unit", "kind", "witness"]
    assert Conference.objects.count() == 0


def test_reversed_times_are_refused_at_the_field(scene):
    data = filled(scene, starts_at="11:00", ends_at="08:00")

    answer = browser(scene.officer).post(reverse("conference_plan", args=[scene.cluster.pk]), data)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["ends_at"])


def test_a_conference_of_another_cluster_is_not_found_and_a_member_may_not_write(scene):
    conference = scene.plan()
    stranger, member = browser(scene.signing.outsider), browser(scene.signing.heads[1])

    edit = reverse("conference_edit", args=[conference.pk])
    codes = [
        stranger.get(conference.get_absolute_url()).status_code,
        stranger.post(edit, filled(scene)).status_code,
        member.get(conference.get_absolute_url()).status_code,
        member.post(edit, filled(scene)).status_code,
    ]

    assert codes == [404, 404, 200, 403]


def test_a_stale_frame_keeps_what_was_typed_and_shows_what_is_on_record(scene):
    conference = scene.plan()
    seen = mark(frame_values(Conference.objects.get()))
    officer, page = browser(scene.officer), reverse("conference_edit", args=[conference.pk])
    officer.post(page, filled(scene, seen=seen, place="Hội trường A"))

    stale = officer.post(page, filled(scene, seen=seen, place="Hội trường B"))
    again = officer.post(
        page, filled(scene, seen=stale.context["form"]["seen"].value(), place="Hội trường B")
    )

    assert stale.status_code == 422
    assert stale.context["form"]["place"].value() == "Hội trường B"
    assert stale.context["stored"] == [("Hội trường hoặc địa chỉ", "Hội trường A")]
    assert (again.status_code, Conference.objects.get().place) == (302, "Hội trường B")


def test_a_stale_point_keeps_what_was_typed_and_shows_what_is_on_record(scene):
    conference = scene.plan()
    item = scene.add(conference, "Khai mạc")
    officer, page = browser(scene.officer), reverse("conference_agenda_item", args=[conference.pk, item.pk])
    data = {"subject": "Khai mạc", "seen": mark(item_values(item))}
    officer.post(page, data | {"outcome": "Đúng giờ"})

    stale = officer.post(page, data | {"outcome": "Trễ giờ"})

    item.refresh_from_db()
    assert (stale.status_code, stale.context["form"]["outcome"].value()) == (422, "Trễ giờ")
    assert stale.context["stored"] == [("Kết quả", "Đúng giờ")]
    assert item.outcome == "Đúng giờ"


def attendance_form(scene, conference) -> dict:
    people = zip(scene.signing.units, scene.signing.heads, strict=True)
    data = {f"person-{unit.pk}": head.person_id for unit, head in people}
    kinds = {f"kind-{unit.pk}": "present" for unit in scene.signing.units}
    return data | kinds | {"seen": mark(attendance_values(conference))}


def test_the_attendance_is_proposed_with_the_heads_recorded_and_a_stale_tab_told(scene):
    conference = scene.plan()
    officer, page = browser(scene.officer), reverse("conference_attendance", args=[conference.pk])
    data, unit = attendance_form(scene, conference), scene.signing.units[2]

    proposed = [person.value() for _row, _kind, person, _title in officer.get(page).context["form"].table()]
    saved = officer.post(page, data)
    stale = officer.post(page, data | {f"kind-{unit.pk}": "absent"})

    assert proposed == [head.person_id for head in scene.signing.heads]
    assert (saved.status_code, stale.status_code) == (302, 422)
    assert set(conference.attendances.values_list("kind", "title")) == {("present", "Viện trưởng")}


def test_a_person_of_another_unit_does_not_stand_for_this_one(scene):
    conference = scene.plan()
    unit = scene.signing.units[2]
    data = attendance_form(scene, conference) | {f"person-{unit.pk}": scene.signing.heads[1].person_id}

    answer = browser(scene.officer).post(reverse("conference_attendance", args=[conference.pk]), data)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [f"person-{unit.pk}"])
    assert conference.attendances.count() == 0


def test_minutes_are_issued_with_one_confirmation_and_a_second_click_leads_to_them(scene):
    conference = scene.held(scene.plan())
    officer, page = browser(scene.officer), reverse("conference_minutes", args=[conference.pk])
    seen = officer.get(page).context["seen"]

    first, second = officer.post(page, {"seen": seen}), officer.post(page, {"seen": seen})

    paper = IssuedPaper.objects.get()
    member, stranger = browser(scene.signing.heads[1]), browser(make_officer(make_unit()))
    assert {first.url, second.url, officer.get(page).url} == {paper.get_absolute_url()}
    assert member.get(paper.get_absolute_url()).status_code == 200
    assert member.get(reverse("paper_file", args=[paper.pk])).content.startswith(b"%PDF-")
    assert stranger.get(paper.get_absolute_url()).status_code == 404


def test_minutes_that_changed_since_they_were_read_are_not_issued(scene):
    conference = scene.held(scene.plan())
    officer, page = browser(scene.officer), reverse("conference_minutes", args=[conference.pk])
    seen = officer.get(page).context["seen"]
    scene.add(conference, "Bế mạc")

    answer = officer.post(page, {"seen": seen})

    assert (answer.status_code, len(answer.context["faults"]), IssuedPaper.objects.count()) == (422, 1, 0)
    assert answer.context["seen"] != seen


def test_no_page_of_a_closed_record_takes_anything(scene):
    conference = scene.held(scene.plan())
    item = conference.agenda.get()
    issued = minutes.drafted(Conference.objects.get())
    minutes.issue(conference=conference, seen=minutes.mark_of(issued), by=scene.officer, at=scene.now)
    officer, args = browser(scene.officer), [conference.pk]

    codes = [
        officer.post(reverse("conference_edit", args=args), filled(scene)).status_code,
        officer.post(reverse("conference_agenda", args=args), {"subject": "Thêm"}).status_code,
        officer.post(
            reverse("conference_agenda_item", args=[*args, item.pk]), {"subject": "Khác"}
        ).status_code,
        officer.post(
            reverse("conference_attendance", args=args), attendance_form(scene, conference)
        ).status_code,
    ]

    assert codes == [422, 422, 422, 422]
    assert list(conference.agenda.values_list("subject", flat=True)) == ["Ký kết Giao ước thi đua"]


def test_a_conference_that_its_lead_unit_planned_is_only_read_in_the_administration(scene):
    planned, told = scene.plan(), Conference.objects.create(cluster=scene.cluster, kind="final_review")
    administrator = browser(make_officer(scene.cluster.year.organiser, "administrator"))

    def page(conference):
        return administrator.get(reverse("admin:pacts_conference_change", args=[conference.pk]))

    assert [page(one).context["has_change_permission"] for one in (planned, told)] == [False, True]


def test_the_rehearsal_holds_one_planned_launch_with_an_agenda_and_loading_again_adds_nothing():
    call_command("load_sample_data", verbosity=0)

    again = load_conferences(at=timezone.now())

    conference = Conference.objects.get(cluster=rehearsal_cluster(), planned_at__isnull=False)
    assert (again, conference.kind, conference.agenda.count()) == (0, "launch_signing", 5)
    leads = conference.cluster.leaderships.filter(role="truong").values_list("unit", flat=True)
    assert conference.host_unit_id not in leads
    assert set(conference.attendees.values_list("role", flat=True)) >= {"chair", "secretary"}


def test_the_lead_unit_calls_off_with_a_reason_and_the_page_says_so(scene):
    conference, officer = scene.plan(), browser(scene.officer)
    route = reverse("conference_call_off", args=[conference.pk])

    without = officer.post(route, {"reason": " "})
    member = browser(scene.signing.heads[1]).post(route, {"reason": "x"})
    done = officer.post(route, {"reason": "Bão số 6"}, follow=True)

    page = done.content.decode()
    assert (without.status_code, member.status_code, done.status_code) == (422, 403, 200)
    assert "Bão số 6" in page
    assert route not in page
    assert reverse("conference_minutes", args=[conference.pk]) not in page
