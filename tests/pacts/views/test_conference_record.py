"""The record of a conference over HTTP: attendance with its positions, further attendees, who is on record."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from pacts.models import Conference
from pacts.queries.conferences import attendance_values, frame_values
from pacts.queries.minutes import content_of_minutes
from tests.factories.conferences import make_conference_scene
from tests.factories.units import appoint, client_of, make_device, make_officer, make_person
from units.models import EmulationYear, RoleGrant, User

pytestmark = pytest.mark.django_db


def browser(user):
    return client_of(user, make_device(user))


@pytest.fixture
def scene():
    """A planned conference of today, since pages read the clock."""
    made = make_conference_scene(certificates=False)
    EmulationYear.objects.update(year=timezone.localdate().year)
    made.cluster.refresh_from_db()
    made.day, made.now = timezone.localdate(), timezone.now()
    made.conference = made.plan()
    made.browser = browser(made.officer)
    return made


# --- the position of who took part


@pytest.fixture
def deputy(scene):
    """The second unit has a deputy, too."""
    person = make_person("Lê Mẫu Phó")
    appoint(person, scene.signing.units[1], "deputy", position_title="Phó Viện trưởng")
    return person


def page(scene) -> str:
    return reverse("conference_attendance", args=[scene.conference.pk])


def shown(scene) -> dict:
    """What the page would send when nothing is touched."""
    form = scene.browser.get(page(scene)).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def save(scene, **values):
    unit = scene.signing.units[1].pk
    given = {f"{name}-{unit}": value for name, value in values.items()}
    return scene.browser.post(page(scene), shown(scene) | given)


def recorded(scene) -> tuple:
    row = scene.conference.attendances.get(unit=scene.signing.units[1])
    return row.person.full_name, row.title


def test_who_is_corrected_to_the_deputy_gets_the_post_of_the_deputy(scene, deputy):
    save(scene)
    title = shown(scene)[f"title-{scene.signing.units[1].pk}"]

    save(scene, person=deputy.pk)

    assert (title, recorded(scene)) == ("", ("Lê Mẫu Phó", "Phó Viện trưởng"))


def test_a_position_that_was_typed_is_shown_again_and_goes_with_the_person(scene, deputy):
    save(scene, title="Viện trưởng, Bí thư Ban cán sự")
    typed = shown(scene)[f"title-{scene.signing.units[1].pk}"]
    save(scene)
    same = recorded(scene)

    save(scene, person=deputy.pk)

    assert (typed, same[1]) == ("Viện trưởng, Bí thư Ban cán sự",) * 2
    assert recorded(scene) == ("Lê Mẫu Phó", "Phó Viện trưởng")


def test_a_position_that_is_typed_for_the_other_person_is_kept(scene, deputy):
    save(scene, title="Viện trưởng, Bí thư Ban cán sự")

    save(scene, person=deputy.pk, title="Phó Viện trưởng phụ trách")

    assert recorded(scene) == ("Lê Mẫu Phó", "Phó Viện trưởng phụ trách")


def test_a_refusal_is_tied_to_its_field(scene):
    unit = scene.signing.units[1].pk

    html = save(scene, person="").content.decode()

    field = re.search(rf'<select name="person-{unit}"[^>]*>', html).group()
    assert f'aria-describedby="id_person-{unit}_error"' in field
    assert 'aria-invalid="true"' in field
    assert html.count(f'id="id_person-{unit}_error"') == 1


# --- further attendees


def name_somebody(scene, **values):
    address = reverse("conference_attendees", args=[scene.conference.pk])
    return scene.browser.post(address, {"role": "guest"} | values)


def test_a_guest_is_named_shown_on_the_pages_and_printed_as_written_in_the_order_of_the_list(scene):
    speaker = scene.signing.heads[2].person
    name_somebody(scene, role="speaker", person=speaker.pk)
    answer = name_somebody(scene, name="Ông  Trần Mẫu Khách", title="Phó Trưởng ban Nội chính")

    paper = content_of_minutes(Conference.objects.get())

    pages = [
        scene.conference.get_absolute_url(),
        reverse("conference_attendees", args=[scene.conference.pk]),
        scene.cluster.get_absolute_url(),
    ]
    assert answer.status_code == 302
    assert ["Ông Trần Mẫu Khách" in scene.browser.get(one).content.decode() for one in pages] == [True] * 3
    assert paper.other_lines == (
        f"- Đồng chí {speaker}, Viện trưởng VKSND tỉnh Số 3 (phát biểu).",
        "- Ông Trần Mẫu Khách, Phó Trưởng ban Nội chính (khách mời).",
    )


@pytest.mark.parametrize(
    ("values", "field"), [({}, "person"), ({"name": "Ông Khách", "person": True}, "name")]
)
def test_nobody_and_two_at_once_come_back_at_their_fields(scene, values, field):
    if values.get("person"):
        values = values | {"person": scene.signing.heads[2].person_id}

    answer = name_somebody(scene, **values)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_people_are_offered_under_their_units(scene):
    form = scene.browser.get(reverse("conference_attendees", args=[scene.conference.pk])).context["form"]

    groups = [name for name, _people in form.fields["person"].choices[1:]]

    assert groups == ["VKSND tỉnh Số 1", "VKSND tỉnh Số 2", "VKSND tỉnh Số 3", "VKSND tối cao"]


# --- whoever is on record


def frame_page(client, scene) -> tuple[str, dict]:
    """The address of the page and what it would send when nothing is touched."""
    address = reverse("conference_edit", args=[scene.conference.pk])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value}
    return address, sent | {"held_on": f"{scene.day:%d/%m/%Y}", "starts_at": "08:00"}


def test_the_frame_is_saved_after_the_secretarys_account_and_post_have_ended_and_names_the_same(scene):
    User.objects.filter(pk=scene.officer.pk).update(is_active=False)
    RoleGrant.objects.filter(user=scene.officer).delete()
    scene.witness.person.appointments.all().delete()
    before = frame_values(scene.conference)
    colleague = browser(make_officer(scene.signing.units[0]))
    address, sent = frame_page(colleague, scene)
    html = colleague.get(address).content.decode()

    answer = colleague.post(address, sent | {"ends_at": "11:30"})

    conference = Conference.objects.get()
    assert f'<option value="{scene.officer.person_id}" selected>' in html
    assert (answer.status_code, f"{conference.ends_at:%H:%M}") == (302, "11:30")
    assert frame_values(conference) == before | {"ends_at": "11:30:00"}


def test_a_stale_frame_says_in_words_who_is_on_record(scene):
    address, sent = frame_page(scene.browser, scene)
    scene.browser.post(address, sent | {"place": "Hội trường A"})

    stale = scene.browser.post(address, sent | {"chair": ""})

    assert stale.context["stored"] == [
        ("Hội trường hoặc địa chỉ", "Hội trường A"),
        ("Chủ trì", f"{scene.signing.leader.person} · Viện trưởng VKSND tỉnh Số 1"),
    ]


def test_attendance_that_nobody_changed_says_the_same_after_every_post_has_ended(scene, deputy):
    save(scene, person=deputy.pk)
    before = attendance_values(scene.conference)
    deputy.appointments.all().delete()

    answer = save(scene)

    assert (answer.status_code, attendance_values(scene.conference)) == (302, before)


# --- the agenda


def test_the_button_that_was_used_has_the_focus_and_at_the_end_of_the_way_the_other_one(scene):
    points = [scene.add(scene.conference, subject) for subject in ("Một", "Hai", "Ba")]
    address = reverse("conference_agenda", args=[scene.conference.pk])

    def focused(moved: str) -> list[str]:
        rows = scene.browser.get(address, {"moved": moved}).context["rows"]
        return [row.moves.focus for row, _seen in rows]

    assert focused(f"up-{points[1].pk}") == ["", "up", ""]
    assert focused(f"up-{points[0].pk}") == ["down", "", ""]
