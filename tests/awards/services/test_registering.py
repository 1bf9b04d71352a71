"""Starting, saving and moving a registration."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from awards import workflow
from awards.enums import RegistrationStatus
from awards.models import Registration
from awards.services import registering
from tests.factories.awards import DEADLINE, at_noon, make_officer, make_scene, make_unit, make_worker
from units.models import AuditEntry, Notice
from units.permissions import NotAllowed

pytestmark = pytest.mark.django_db

MOVES = {
    "send_to_head": registering.send_to_head,
    "send_back": registering.send_back,
    "submit": registering.submit,
    "return": registering.return_,
    "accept": registering.accept,
}
ROLE_OF = {move.name: move.role for move in workflow.REGISTRATION_MOVES}
PEOPLE = ("officer", "head", "deputy", "lead_officer", "lead_head", "stranger")
PLAYS = {
    "officer": {"officer"},
    "head": {"head"},
    "lead_unit": {"lead_officer", "lead_head"},
}


def make_move(scene, registration, name, by):
    given = {"reason": "Thiếu căn cứ"} if name in ("send_back", "return") else {}
    return MOVES[name](registration=registration, by=by, at=scene.now, **given)


def kinds():
    return list(AuditEntry.objects.order_by("seq").values_list("kind", flat=True))


def test_the_services_cover_every_move_of_the_table():
    assert set(MOVES) == set(ROLE_OF)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", sorted(MOVES))
@pytest.mark.parametrize("status", RegistrationStatus.values)
def test_a_registration_moves_only_as_the_table_says_and_for_whom_it_says(status, name, person):
    scene = make_scene()
    registration = scene.in_state(status)
    by = make_officer(scene.join(make_unit())) if person == "stranger" else getattr(scene, person)
    move = workflow.find(workflow.REGISTRATION_MOVES, name, status)
    repeated = status in {one.target for one in workflow.REGISTRATION_MOVES if one.name == name}
    before = kinds()

    if person not in PLAYS[ROLE_OF[name]]:
        with pytest.raises(NotAllowed):
            make_move(scene, registration, name, by)
    elif move is None and not (repeated and name in ("send_to_head", "submit", "accept")):
        with pytest.raises(registering.WrongState):
            make_move(scene, registration, name, by)
    else:
        registration = make_move(scene, registration, name, by)

    moved = person in PLAYS[ROLE_OF[name]] and move is not None
    assert Registration.objects.get().status == (move.target if moved else status)
    assert kinds() == [*before, move.event] if moved else kinds() == before


def test_starting_twice_gives_the_same_registration_and_one_audit_entry():
    scene = make_scene()

    first, second = scene.start(), scene.start()

    assert first == second
    assert kinds() == ["registration_started"]


@pytest.mark.parametrize("person", ["head", "deputy", "lead_officer"])
def test_only_the_officer_of_the_unit_starts_its_registration(person):
    scene = make_scene()

    with pytest.raises(NotAllowed):
        scene.start(officer=getattr(scene, person))

    assert not Registration.objects.exists()


def test_a_unit_that_is_no_member_of_the_cluster_cannot_register_there():
    scene = make_scene()
    stranger = make_unit("VKSND tỉnh Phú Yên")

    with pytest.raises(ValidationError) as refusal:
        scene.start(unit=stranger, officer=make_officer(stranger))

    assert "VKSND tỉnh Phú Yên" in refusal.value.messages[0]
    assert not Registration.objects.exists()


def test_no_registration_starts_in_a_year_that_is_over():
    scene = make_scene()
    scene.year.ends_on = scene.today - timedelta(days=1)
    scene.year.save()

    with pytest.raises(ValidationError):
        scene.start()

    assert not Registration.objects.exists()


@pytest.mark.parametrize(("day", "is_late"), [(DEADLINE, False), (DEADLINE + timedelta(days=1), True)])
def test_case_37_the_whole_deadline_day_counts_and_the_next_day_is_late_but_allowed(day, is_late):
    scene = make_scene()
    registration = scene.in_state("for_approval")

    registration = registering.submit(registration=registration, by=scene.head, at=at_noon(day))

    assert registration.status == "submitted"
    entry = AuditEntry.objects.get(kind="registration_submitted")
    assert ('"late":true' in entry.body) is is_late


def test_a_correction_that_the_lead_unit_asked_for_does_not_make_a_registration_late():
    scene = make_scene()
    registration = scene.in_state("returned")
    first = registration.submitted_at
    registering.send_to_head(registration=registration, by=scene.officer, at=scene.now)

    after = at_noon(date(2026, 3, 20))
    registration = registering.submit(registration=registration, by=scene.head, at=after)

    assert registration.submitted_at == first


def test_an_empty_registration_goes_neither_to_the_head_nor_to_the_lead_unit():
    scene = make_scene()
    registration = scene.start()

    with pytest.raises(ValidationError):
        registering.send_to_head(registration=registration, by=scene.officer, at=scene.now)
    Registration.objects.update(status="for_approval")
    with pytest.raises(ValidationError):
        registering.submit(registration=registration, by=scene.head, at=scene.now)

    assert Registration.objects.get().submitted_at is None


def test_without_a_head_who_could_submit_the_officer_is_told_so():
    scene = make_scene()
    registration = scene.filled()
    scene.head.person.appointments.update(valid_to=scene.today - timedelta(days=1))

    with pytest.raises(ValidationError):
        registering.send_to_head(registration=registration, by=scene.officer, at=scene.now)

    assert Registration.objects.get().status == "draft"


@pytest.mark.parametrize("name", ["send_back", "return"])
def test_nothing_goes_back_without_a_reason(name):
    scene = make_scene()
    registration = scene.in_state("for_approval" if name == "send_back" else "submitted")
    by = scene.head if name == "send_back" else scene.lead_head

    with pytest.raises(ValidationError):
        MOVES[name](registration=registration, reason="  ", by=by, at=scene.now)

    assert Registration.objects.get().status == registration.status


def test_a_second_click_on_submit_changes_nothing_and_says_nothing_twice():
    scene = make_scene()
    registration = scene.in_state("submitted")
    moment, notices = registration.submitted_at, Notice.objects.count()

    again = registering.submit(registration=registration, by=scene.head, at=at_noon(minute=1))

    assert again.submitted_at == moment
    assert kinds().count("registration_submitted") == 1
    assert Notice.objects.count() == notices


def test_each_move_tells_those_whose_turn_it_is():
    scene = make_scene()
    registration = scene.in_state("submitted")
    registering.return_(registration=registration, reason="Thiếu sáng kiến", by=scene.lead_head, at=scene.now)

    told = set(Notice.objects.values_list("kind", "recipient"))

    assert told == {
        ("registration_sent_to_head", scene.head.pk),
        ("registration_submitted", scene.lead_officer.pk),
        ("registration_submitted", scene.lead_head.pk),
        ("registration_returned", scene.officer.pk),
        ("registration_returned", scene.head.pk),
        ("registration_returned", scene.deputy.pk),
    }


def test_the_head_does_not_submit_what_changed_after_the_page_was_opened():
    scene = make_scene()
    registration = scene.in_state("for_approval")
    seen = registration.edit_number
    registration = registering.send_back(
        registration=registration, reason="Thêm người", by=scene.head, at=scene.now
    )
    registration = scene.save(registration, scene.row(make_worker(scene.unit)))
    registering.send_to_head(registration=registration, by=scene.officer, at=scene.now)

    with pytest.raises(registering.StaleEdit):
        registering.submit(registration=registration, by=scene.head, at=scene.now, expected_edit_number=seen)

    assert Registration.objects.get().status == "for_approval"
