"""What the rows of a registration may say."""

from datetime import date

import pytest

from awards.models import RegistrationItem
from awards.services import registering
from awards.services.registering import ItemRow, RowsRefused, StaleEdit, WrongState
from tests.factories.awards import (
    make_head,
    make_officer,
    make_person,
    make_scene,
    make_type,
    make_unit,
    make_worker,
)
from units.models import Assignment
from units.permissions import NotAllowed

pytestmark = pytest.mark.django_db


def registered():
    return {str(item): item.title and item.title.code for item in RegistrationItem.objects.all()}


def test_a_person_of_the_unit_or_of_a_department_below_it_is_registered_with_the_post_of_the_day():
    scene = make_scene()
    department = make_unit("Phòng 7", "department", scene.unit)
    person = make_worker(department, "Lê Quang Đức", "Phó Trưởng phòng")

    scene.save(scene.start(), scene.row(person, initiative="Sổ tay tranh tụng"))

    item = RegistrationItem.objects.get()
    assert (item.person, item.position_text, item.initiative, item.year) == (
        person,
        "Phó Trưởng phòng · Phòng 7",
        "Sổ tay tranh tụng",
        scene.year,
    )


def test_a_head_without_an_assignment_belongs_to_the_unit_by_appointment():
    scene = make_scene()

    scene.save(scene.start(), scene.row(scene.head.person))

    assert RegistrationItem.objects.get().position_text == "Viện trưởng"


@pytest.mark.parametrize("kind", ["province", "supreme_department"])
def test_people_of_a_unit_that_registers_for_itself_are_not_registered_by_the_unit_above(kind):
    scene = make_scene()
    person = make_worker(make_unit("Đơn vị khác", kind, scene.unit))

    with pytest.raises(RowsRefused):
        scene.save(scene.start(), scene.row(person))

    assert registered() == {}


def test_nothing_is_saved_when_one_row_names_somebody_of_another_unit():
    scene = make_scene()
    own, foreign = make_worker(scene.unit), make_worker(scene.lead)
    registration = scene.start()

    with pytest.raises(RowsRefused) as refusal:
        scene.save(registration, scene.row(own), scene.row(foreign))

    assert set(refusal.value.by_row) == {f"person-{foreign.pk}"}
    assert registered() == {}


def test_somebody_who_left_the_unit_cannot_be_registered_any_more():
    scene = make_scene()
    person = make_worker(scene.unit)
    Assignment.objects.update(valid_to=date(2026, 2, 9))

    with pytest.raises(RowsRefused):
        scene.save(scene.start(), scene.row(person))


def test_case_34_the_second_unit_that_registers_a_person_is_told_which_unit_did_before():
    scene = make_scene()
    person = make_worker(scene.unit, "Trần Thị Thúy An")
    scene.save(scene.start(), scene.row(person))
    Assignment.objects.filter(person=person).update(valid_to=date(2026, 2, 9))
    Assignment.objects.create(person=person, unit=scene.lead, valid_from=date(2026, 2, 10))
    other = scene.start(scene.lead, scene.lead_officer)

    with pytest.raises(RowsRefused) as refusal:
        scene.save(other, scene.row(person), by=scene.lead_officer)

    assert scene.unit.short_name in refusal.value.by_row[f"person-{person.pk}"][0]
    assert RegistrationItem.objects.get().registration.unit == scene.unit


def test_case_34_after_the_first_unit_lets_the_person_go_the_second_one_registers():
    scene = make_scene()
    person = make_worker(scene.unit)
    first = scene.save(scene.start(), scene.row(person))
    Assignment.objects.create(person=person, unit=scene.lead)
    scene.save(first, ItemRow(kind="person", recipient_id=person.pk))

    scene.save(scene.start(scene.lead, scene.lead_officer), scene.row(person), by=scene.lead_officer)

    assert RegistrationItem.objects.get().registration.unit == scene.lead


def test_case_35_two_people_of_one_name_and_birth_year_are_both_registered():
    scene = make_scene()
    twins = [
        make_worker(scene.unit, "Nguyễn Văn Hùng", birth_date=date(1980, 1, day), staff_number=f"N{day}")
        for day in (1, 2)
    ]

    scene.save(scene.start(), *(scene.row(person) for person in twins))

    assert set(RegistrationItem.objects.values_list("person", flat=True)) == {one.pk for one in twins}


def test_a_collective_gets_collective_titles_only():
    scene = make_scene()
    department = make_unit("Phòng 1", "department", scene.unit)
    flag = make_type("TTLDXS", recipient="collective")
    row = ItemRow(kind="collective", recipient_id=department.pk, title_id=flag.pk)
    wrong = ItemRow(kind="collective", recipient_id=scene.unit.pk, title_id=scene.title.pk)

    registration = scene.save(scene.start(), row)
    with pytest.raises(RowsRefused):
        scene.save(registration, wrong)

    assert [item.collective for item in RegistrationItem.objects.all()] == [department]


@pytest.mark.parametrize(
    "values",
    [{"category": "commendation"}, {"recipient": "collective"}, {"is_active": False}],
    ids=["a commendation as title", "a collective's title", "a title out of use"],
)
def test_a_title_that_does_not_fit_the_person_is_refused(values):
    scene = make_scene()
    title = make_type("KHAC", **values)

    with pytest.raises(RowsRefused):
        scene.save(scene.start(), scene.row(make_worker(scene.unit), title))

    assert registered() == {}


def test_an_award_for_people_and_collectives_fits_both():
    scene = make_scene()
    letter = make_type("GK", category="commendation", recipient="both")
    person = make_worker(scene.unit)

    scene.save(
        scene.start(),
        ItemRow(kind="person", recipient_id=person.pk, commendation_id=letter.pk),
        ItemRow(kind="collective", recipient_id=scene.unit.pk, commendation_id=letter.pk),
    )

    assert RegistrationItem.objects.filter(commendation=letter, title=None).count() == 2


def test_an_initiative_without_a_title_is_no_registration():
    scene = make_scene()
    person = make_worker(scene.unit)

    with pytest.raises(RowsRefused):
        scene.save(scene.start(), ItemRow(kind="person", recipient_id=person.pk, initiative="Số hóa hồ sơ"))


def test_recipients_that_were_not_posted_stay_as_they_are():
    scene = make_scene()
    first, second = make_worker(scene.unit, "An"), make_worker(scene.unit, "Bình")
    registration = scene.save(scene.start(), scene.row(first))

    scene.save(registration, scene.row(second))

    assert registered() == {"An": "LDTT", "Bình": "LDTT"}


def test_a_stale_tab_is_told_who_saved_and_when_and_overwrites_nothing():
    scene = make_scene()
    person = make_worker(scene.unit, "An")
    registration = scene.start()
    scene.save(registration, scene.row(person))

    with pytest.raises(StaleEdit) as refusal:
        registering.save_items(
            registration=registration,
            rows=[ItemRow(kind="person", recipient_id=person.pk)],
            expected_edit_number=0,
            by=scene.officer,
            at=scene.now,
        )

    assert str(scene.officer) in refusal.value.messages[0]
    assert "12:00" in refusal.value.messages[0]
    assert registered() == {"An": "LDTT"}


def test_a_second_click_on_save_is_no_conflict_with_oneself():
    scene = make_scene()
    registration = scene.start()
    row = scene.row(make_worker(scene.unit))
    scene.save(registration, row)

    again = scene.save(registration, row)

    assert again.edit_number == 1
    assert RegistrationItem.objects.count() == 1


@pytest.mark.parametrize("status", ["for_approval", "submitted", "accepted"])
def test_rows_change_only_while_the_officer_has_the_registration(status):
    scene = make_scene()
    registration = scene.in_state(status)
    before = registered()

    with pytest.raises(WrongState):
        scene.save(registration, scene.row(make_worker(scene.unit)))

    assert registered() == before


def test_only_the_officer_of_the_unit_saves_rows():
    scene = make_scene()
    registration = scene.start()
    row = scene.row(make_worker(scene.unit))

    for by in (scene.head, scene.lead_officer, make_officer(make_unit()), make_head(make_unit())):
        with pytest.raises(NotAllowed):
            scene.save(registration, row, by=by)

    assert registered() == {}


def test_a_person_who_does_not_exist_is_refused_like_a_stranger():
    scene = make_scene()
    stranger = make_person()

    with pytest.raises(RowsRefused) as unknown:
        scene.save(scene.start(), ItemRow(kind="person", recipient_id=999_999, title_id=scene.title.pk))
    with pytest.raises(RowsRefused) as foreign:
        scene.save(scene.start(), scene.row(stranger))

    assert unknown.value.messages == foreign.value.messages
