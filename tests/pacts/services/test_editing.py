"""Writing clauses, targets and movements: order, sections, codes, and two who write at once."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from pacts.models import Movement
from pacts.queries.editor import clause_rows, remarks
from pacts.queries.editors import last_editor, others_editing
from pacts.queries.parts import clause_values, mark, target_values
from pacts.services import clauses, movements, targets
from pacts.services.editing import StaleEdit
from tests.factories.pacts import at, make_signing_scene
from units.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    made = make_signing_scene(2, certificates=False)
    made.draft()
    return made


def given(scene, **values):
    scene.pact.refresh_from_db()
    base = {"pact": scene.pact, "edit_number": scene.pact.edit_number, "by": scene.officer, "at": at()}
    return {**base, **values}


def clause(scene, number):
    return scene.pact.clauses.order_by("position")[number - 1]


def section(scene, number, name):
    row = clause(scene, number)
    clauses.save_clause(**given(scene, clause=row, section=name, heading=row.heading, body=row.body))


def layout(scene):
    return [row.section for row in scene.pact.clauses.order_by("position")]


def target(scene, number=1, code="NV01", **values):
    base = {"text": "Tỷ lệ", "comparator": "ge", "value": Decimal(90), "unit_of_measure": "%"}
    return targets.save_target(
        **given(scene, clause=clause(scene, number), target=None, code=code, **{**base, **values})
    )


def test_a_clause_put_under_a_section_goes_to_the_end_of_that_section(scene):
    for number in (1, 2):
        section(scene, number, "A")

    moved = clause(scene, 5)
    section(scene, 5, "A")

    assert clause(scene, 3) == moved
    assert layout(scene) == ["A", "A", "A", "", "", "", ""]


def test_a_new_section_does_not_tear_the_old_one_in_two(scene):
    for number in (1, 2, 3):
        section(scene, number, "A")

    section(scene, 2, "B")

    assert layout(scene)[:4] == ["A", "A", "B", ""]


def test_a_clause_moves_over_the_border_into_the_next_section(scene):
    for number in (1, 2):
        section(scene, number, "A")
    section(scene, 3, "B")
    row = clause(scene, 2)

    clauses.move_clause(**given(scene, clause=row, up=False))

    assert clause(scene, 2) == row
    assert layout(scene)[:3] == ["A", "B", "B"]


def test_a_renamed_section_keeps_its_clauses_and_its_place(scene):
    for number in (1, 2):
        section(scene, number, "A")
    before = [row.pk for row in scene.pact.clauses.order_by("position")]

    clauses.rename_section(**given(scene, section="A", name="Chuyên môn"))

    assert [row.pk for row in scene.pact.clauses.order_by("position")] == before
    assert layout(scene)[:3] == ["Chuyên môn", "Chuyên môn", ""]


def test_a_clause_below_a_section_that_belongs_to_none_is_pointed_out(scene):
    section(scene, 1, "A")

    assert "Điều 2" in [remark.where for remark in remarks(scene.pact)]


def test_two_who_write_different_clauses_do_not_meet(scene):
    first, second = clause(scene, 1), clause(scene, 2)
    seen = mark(clause_values(second))
    clauses.save_clause(**given(scene, clause=first, heading="Một", body="x"))

    clauses.save_clause(**given(scene, clause=second, heading="Hai", body="y", edit_number=0, seen=seen))

    assert [clause(scene, 1).heading, clause(scene, 2).heading] == ["Một", "Hai"]


def test_two_who_write_the_same_clause_are_told_even_when_the_count_is_right(scene):
    row = clause(scene, 1)
    seen = mark(clause_values(row))
    clauses.save_clause(**given(scene, clause=row, heading="Một", body="x"))

    with pytest.raises(StaleEdit):
        clauses.save_clause(**given(scene, clause=row, heading="Hai", body="y", seen=seen))

    assert clause(scene, 1).heading == "Một"


def test_a_save_that_changes_nothing_is_not_counted_and_not_refused(scene):
    row = clause(scene, 1)
    entries = AuditEntry.objects.count()

    clauses.save_clause(**given(scene, clause=row, heading=row.heading, body=row.body, seen="0" * 32))

    scene.pact.refresh_from_db()
    assert (scene.pact.edit_number, AuditEntry.objects.count()) == (0, entries)


def test_a_new_clause_that_is_sent_twice_is_one(scene):
    values = {"clause": None, "heading": "Mới", "body": "x", "identity": uuid.uuid4()}

    first = clauses.save_clause(**given(scene, **values))
    second = clauses.save_clause(**given(scene, **values))

    assert (first.pk, scene.pact.clauses.count()) == (second.pk, 8)


def test_a_clause_that_somebody_removed_is_not_brought_back_by_a_save(scene):
    row = clause(scene, 1)
    clauses.remove_clause(**given(scene, clause=row))

    with pytest.raises(ValidationError):
        clauses.save_clause(**given(scene, clause=row, heading="x", body="y"))

    assert scene.pact.clauses.count() == 6


def test_a_clause_is_not_removed_by_who_has_not_seen_its_new_target(scene):
    row = clause(scene, 1)
    old = scene.pact.edit_number
    target(scene)

    with pytest.raises(StaleEdit):
        clauses.remove_clause(**given(scene, clause=row, edit_number=old))

    assert clause(scene, 1) == row


def test_a_code_names_one_target_of_the_whole_pact(scene):
    target(scene, 1, "NV01")

    with pytest.raises(ValidationError) as refused:
        target(scene, 2, "nv01")

    assert set(refused.value.message_dict) == {"code"}


def test_targets_move_up_and_down_and_stop_at_the_ends(scene):
    first, second = target(scene, 1, "A"), target(scene, 1, "B")

    targets.move_target(**given(scene, target=second, up=True))
    targets.move_target(**given(scene, target=second, up=True))

    assert [it.pk for it in clause(scene, 1).targets.order_by("position")] == [second.pk, first.pk]


def test_a_target_holds_how_it_is_counted_and_is_refused_when_stale(scene):
    row = target(scene, numerator="số vụ", denominator="tổng", source="NQ 96", may_not_arise=True)
    values = {**target_values(row), "value": Decimal(95)}
    targets.save_target(**given(scene, clause=row.clause, target=row, **values))

    with pytest.raises(StaleEdit):
        targets.save_target(
            **given(scene, clause=row.clause, target=row, **{**values, "value": 97}, edit_number=0)
        )

    row.refresh_from_db()
    assert row.details == ("Tử số: số vụ", "Mẫu số: tổng", "Nguồn số liệu: NQ 96", "Có thể không phát sinh")
    assert row.value == Decimal(95)


def test_movements_are_added_moved_and_removed(scene):
    one, two = (Movement.objects.create(name=name) for name in ("Một", "Hai"))
    who = {"by": scene.officer, "at": at()}
    for movement in (one, two, two):
        movements.add_movement(pact=scene.pact, movement=movement, **who)
    movements.move_movement(**given(scene, movement=two, up=True))
    order = list(scene.pact.movements.order_by("position").values_list("movement", flat=True))

    movements.remove_movement(pact=scene.pact, movement=two, **who)

    assert order == [two.pk, one.pk]
    assert list(scene.pact.movements.values_list("movement", "position")) == [(one.pk, 1)]


def test_a_movement_that_has_ended_is_not_taken_up(scene):
    ended = Movement.objects.create(name="Cũ", last_year=2025)

    with pytest.raises(ValidationError):
        movements.add_movement(pact=scene.pact, movement=ended, by=scene.officer, at=at())


def test_others_who_saved_lately_are_named_and_oneself_is_not(scene):
    row = clause(scene, 1)
    clauses.save_clause(**given(scene, clause=row, heading="Một", body="x"))
    what = f"clause:{row.pk}"

    [editor] = others_editing(scene.pact, scene.leader, at(4), what)

    assert (editor.name, editor.is_here) == (str(scene.officer), True)
    assert others_editing(scene.pact, scene.officer, at(4)) == []
    assert others_editing(scene.pact, scene.leader, at(6)) == []
    assert last_editor(scene.pact, what).name == str(scene.officer)


def test_after_a_move_the_button_pressed_has_the_focus_or_at_the_end_the_other_one(scene):
    row = clause(scene, 1)

    first = clause_rows(scene.pact, focus=f"up-clause-{row.pk}")[0]
    second = clause_rows(scene.pact, focus=f"up-clause-{clause(scene, 2).pk}")[1]

    assert (first.moves.focus, second.moves.focus) == ("down", "up")
