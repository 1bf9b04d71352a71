"""The page of one registration."""

import html
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from awards.models import Registration, RegistrationItem
from awards.services import registering
from tests.factories.awards import make_head, make_officer, make_type, make_unit, make_worker
from units.models import Assignment, AuditEntry, Person


def address(registration, name="registration"):
    return reverse(name, args=[registration.pk])


def post(registration, *rows, **more):
    """What the grid of the page sends."""
    data = {"edit_number": registration.edit_number, "row": [], **more}
    for key, values in rows:
        data["row"].append(key)
        data |= {f"{key}-{name}": value for name, value in values.items()}
    return data


def test_the_officer_enters_titles_and_they_are_stored(scene, as_user):
    registration = scene.start()
    person = make_worker(scene.unit, "Trần Thị Thúy An")
    row = (f"person-{person.pk}", {"title": scene.title.pk, "initiative": "  Số hóa  hồ sơ án "})

    response = as_user(scene.officer).post(
        address(registration, "registration_save"), post(registration, row)
    )

    assert response.status_code == 302
    item = RegistrationItem.objects.get()
    assert (item.person, item.title, item.initiative) == (person, scene.title, "Số hóa hồ sơ án")


def test_the_button_for_the_head_saves_first_and_sends_then(scene, as_user):
    registration = scene.start()
    person = make_worker(scene.unit)
    data = post(registration, (f"person-{person.pk}", {"title": scene.title.pk}), then="send_to_head")

    as_user(scene.officer).post(address(registration, "registration_save"), data)

    assert Registration.objects.get().status == "for_approval"
    assert RegistrationItem.objects.get().person == person


@pytest.mark.parametrize("status", ["draft", "for_approval", "returned"])
@pytest.mark.parametrize("person", ["lead_officer", "lead_head", "central", "member", "council"])
def test_what_a_unit_still_works_on_is_a_missing_page_for_everybody_else(scene, as_user, status, person):
    registration = scene.in_state(status)
    others = {
        "central": lambda: make_officer(make_unit(), "central_officer"),
        "council": lambda: make_officer(make_unit(), "council_member"),
        "member": lambda: make_officer(scene.join(make_unit())),
    }
    by = others[person]() if person in others else getattr(scene, person)

    response = as_user(by).get(address(registration))

    assert response.status_code == 404


@pytest.mark.parametrize("status", ["submitted", "accepted"])
@pytest.mark.parametrize(
    ("person", "code"),
    [("lead_officer", 200), ("lead_head", 200), ("central", 200), ("member", 404), ("old_leader", 404)],
)
def test_a_submitted_registration_is_read_by_the_lead_unit_and_the_centre_only(
    scene, as_user, status, person, code
):
    registration = scene.in_state(status)
    others = {
        "central": lambda: make_officer(make_unit(), "central_officer"),
        "member": lambda: make_head(scene.join(make_unit())),
        "old_leader": lambda: make_officer(make_unit("VKSND cấp cao", "high")),
    }
    by = others[person]() if person in others else getattr(scene, person)

    response = as_user(by).get(address(registration))

    assert response.status_code == code


@pytest.mark.parametrize("name", ["save", "send_to_head", "send_back", "submit", "return", "accept"])
def test_another_units_registration_is_missing_for_every_post_too(scene, as_user, name):
    registration = scene.in_state("submitted")
    stranger = make_officer(scene.join(make_unit()))

    response = as_user(stranger).post(address(registration, f"registration_{name}"), {"reason": "x"})

    assert response.status_code == 404
    assert Registration.objects.get().status == "submitted"


@pytest.mark.parametrize("name", ["save", "send_to_head", "send_back", "submit", "return", "accept"])
def test_no_move_happens_by_get(scene, as_user, name):
    registration = scene.in_state("for_approval")

    response = as_user(scene.head).get(address(registration, f"registration_{name}"))

    assert response.status_code == 405
    assert Registration.objects.get().status == "for_approval"


def test_the_own_head_may_read_but_a_move_of_the_officer_is_refused_with_a_sentence(scene, as_user):
    registration = scene.filled()

    response = as_user(scene.head).post(address(registration, "registration_send_to_head"))

    assert response.status_code == 403
    assert Registration.objects.get().status == "draft"


def test_a_forged_person_is_an_error_of_the_form_and_nothing_is_saved(scene, as_user):
    registration = scene.start()
    own, foreign = make_worker(scene.unit), make_worker(scene.lead, "Người Đơn Vị Khác")
    data = post(
        registration,
        (f"person-{own.pk}", {"title": scene.title.pk}),
        (f"person-{foreign.pk}", {"title": scene.title.pk}),
    )

    response = as_user(scene.officer).post(address(registration, "registration_save"), data)

    assert response.status_code == 200
    assert response.context["grid"].errors.keys() == {f"person-{foreign.pk}"}
    assert "Người Đơn Vị Khác" not in response.content.decode()
    assert not RegistrationItem.objects.exists()


@pytest.mark.parametrize("key", ["person-x", "unit-1", "person-", "person-9999999999999999999999"])
def test_a_row_that_no_page_could_have_sent_is_refused(scene, as_user, key):
    registration = scene.start()
    data = post(registration, (key, {"title": scene.title.pk}))

    response = as_user(scene.officer).post(address(registration, "registration_save"), data)

    assert len(response.context["grid"].general) == 1
    assert not RegistrationItem.objects.exists()


def test_a_title_that_does_not_exist_is_an_error_at_its_row(scene, as_user):
    registration = scene.start()
    person = make_worker(scene.unit, "Lê Quang Đức")
    data = post(registration, (f"person-{person.pk}", {"title": "999999", "note": "giữ lại"}))

    response = as_user(scene.officer).post(address(registration, "registration_save"), data)

    page = response.content.decode()
    assert f'href="#person-{person.pk}"' in page
    assert 'value="giữ lại"' in page
    assert not RegistrationItem.objects.exists()


def test_a_stale_tab_keeps_what_was_typed_shows_what_is_stored_and_can_then_be_saved(scene, as_user):
    registration = scene.start()
    person = make_worker(scene.unit)
    other = make_type("CSTDCS")
    key = f"person-{person.pk}"
    scene.save(registration, scene.row(person, note="của người khác"))
    browser = as_user(scene.officer)

    stale = post(registration, (key, {"title": other.pk, "note": "của tôi"}))
    response = browser.post(address(registration, "registration_save"), stale)

    page = response.content.decode()
    assert 'value="của tôi"' in page
    assert "Lao động tiên tiến · của người khác" in page
    assert RegistrationItem.objects.get().note == "của người khác"

    number = response.context["registration"].edit_number
    browser.post(address(registration, "registration_save"), {**stale, "edit_number": number})

    assert RegistrationItem.objects.get().note == "của tôi"


def test_typing_while_the_registration_moved_on_loses_nothing(scene, as_user):
    registration = scene.filled()
    person = make_worker(scene.unit)
    registering.send_to_head(registration=registration, by=scene.officer, at=scene.now)
    data = post(registration, (f"person-{person.pk}", {"title": scene.title.pk, "note": "gõ dở"}))

    response = as_user(scene.officer).post(address(registration, "registration_save"), data)

    assert 'value="gõ dở"' in response.content.decode()
    assert RegistrationItem.objects.count() == 1


def test_the_rest_of_the_unit_stays_when_a_filtered_page_is_saved(scene, as_user):
    first, second = make_worker(scene.unit, "Trần An"), make_worker(scene.unit, "Lê Bình")
    registration = scene.save(scene.start(), scene.row(first))
    browser = as_user(scene.officer)

    shown = browser.get(address(registration) + "?q=binh").context["page"].people
    data = post(registration, (f"person-{second.pk}", {"title": scene.title.pk}))
    response = browser.post(address(registration, "registration_save") + "?q=binh", data)

    assert [row.name for row in shown] == ["Lê Bình"]
    assert response.url.endswith("?q=binh")
    assert RegistrationItem.objects.count() == 2


def test_a_double_click_on_submit_is_one_submission_and_no_error_page(scene, as_user):
    registration = scene.in_state("for_approval")
    browser = as_user(scene.head)
    data = {"edit_number": registration.edit_number}

    answers = [browser.post(address(registration, "registration_submit"), data) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert AuditEntry.objects.filter(kind="registration_submitted").count() == 1


def test_a_double_click_on_return_leads_to_the_rollup_both_times(scene, as_user):
    registration = scene.in_state("submitted")
    browser = as_user(scene.lead_head)

    answers = [
        browser.post(address(registration, "registration_return"), {"reason": "Thiếu"}) for _click in range(2)
    ]

    assert {answer.url for answer in answers} == {
        reverse("registration_rollup", args=[registration.cluster_id])
    }
    assert AuditEntry.objects.filter(kind="registration_returned").count() == 1


def test_a_return_without_a_reason_says_so_and_changes_nothing(scene, as_user):
    registration = scene.in_state("submitted")

    as_user(scene.lead_head).post(address(registration, "registration_return"), {"reason": " "})

    assert Registration.objects.get().status == "submitted"


def test_an_unknown_registration_is_missing(scene, as_user):
    assert as_user(scene.officer).get(reverse("registration", args=[987_654])).status_code == 404


def test_buttons_are_those_of_the_moves_that_are_possible_now(scene, as_user):
    registration = scene.in_state("for_approval")

    seen = {
        name: sorted(as_user(getattr(scene, name)).get(address(registration)).context["moves"])
        for name in ("officer", "head", "deputy")
    }

    assert seen == {"officer": [], "head": ["send_back", "submit"], "deputy": []}


def test_what_happens_inside_the_unit_is_not_in_the_history_that_others_read(scene, as_user):
    registration = scene.in_state("submitted")

    own = as_user(scene.officer).get(address(registration)).context["history"]
    theirs = as_user(scene.lead_officer).get(address(registration)).context["history"]

    assert (len(own), len(theirs)) == (4, 1)


@pytest.mark.parametrize("status", ["draft", "submitted"])
def test_the_page_asks_the_database_the_same_number_of_questions_for_any_number_of_people(
    scene, as_user, status
):
    make_type("TTLDTT", recipient="collective")
    counts = []
    for size in (1, 3, 1000):
        names = [
            Person(full_name=f"Nguyễn Văn {n}", search_text="", sort_key=f"{size}-{n}") for n in range(size)
        ]
        people = Person.objects.bulk_create(names)
        registration = Registration.objects.first() or scene.start()
        Registration.objects.update(status="draft")
        Assignment.objects.bulk_create(
            Assignment(person=person, unit=scene.unit, position_title="Kiểm sát viên") for person in people
        )
        registration.refresh_from_db()
        scene.save(registration, *(scene.row(person) for person in people))
        Registration.objects.update(status=status)
        browser = as_user(scene.officer)
        browser.get(address(registration))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            response = browser.get(address(registration))
        assert (
            response.context["page"].people_done
            == Person.objects.filter(registration_items__isnull=False).count()
        )
        counts.append(len(captured))

    assert counts == [counts[0]] * 3


def test_a_row_of_somebody_who_left_meanwhile_is_refused_with_the_name(scene, as_user):
    registration = scene.start()
    gone = make_worker(scene.unit, "Trần Thị Thúy An")
    stranger = make_worker(make_unit(), "Người Nơi Khác")
    data = post(
        registration,
        (f"person-{gone.pk}", {"title": scene.title.pk}),
        (f"person-{stranger.pk}", {"title": scene.title.pk}),
    )
    Assignment.objects.filter(person=gone).update(valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31))

    response = as_user(scene.officer).post(address(registration, "registration_save"), data)

    text = html.unescape(response.content.decode())
    with translation.override("vi"):
        why = gettext("This person does not work in the unit today.")
    assert f"Trần Thị Thúy An: {why}" in text
    assert f"Một người không còn thuộc đơn vị: {why}" in text
    assert "Người Nơi Khác" not in text
    assert not RegistrationItem.objects.exists()
