"""Two who write one draft: nobody's words are overwritten unseen, and what was replaced stays in the trail."""

from __future__ import annotations

import json
import uuid
from decimal import Decimal

import pytest

from pacts.queries.parts import TEXT_FIELDS, clause_values, mark, target_values, targets_values, text_values
from pacts.services import clauses, drafting, targets
from pacts.services.editing import Removed, StaleEdit
from tests.factories.pacts import at, make_signing_scene
from units.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    made = make_signing_scene(2, certificates=False)
    made.draft()
    return made


def given(scene, **values):
    """What the officer sends, who saw the draft as it was before anybody wrote."""
    return {"pact": scene.pact, "edit_number": 0, "by": scene.officer, "at": at(), **values}


def clause(scene, number=1):
    return scene.pact.clauses.order_by("position")[number - 1]


def add_clause(scene, identity, heading, **values):
    base = {"clause": None, "section": "", "heading": heading, "body": "", "identity": identity}
    return clauses.save_clause(**given(scene, **base | values))


def add_target(scene, identity, text, **values):
    base = {"clause": clause(scene), "target": None, "identity": identity, "code": "NV01", "text": text}
    base |= {"comparator": "ge", "value": Decimal(90), "unit_of_measure": "%"}
    return targets.save_target(**given(scene, **base | values))


ADDING = pytest.mark.parametrize(("add", "name"), [(add_clause, "heading"), (add_target, "text")])


@ADDING
def test_who_never_heard_that_a_new_part_was_saved_goes_on_writing_it(scene, add, name):
    identity = uuid.uuid4()
    first = add(scene, identity, "Một")

    add(scene, identity, "Một hai")
    last = add(scene, identity, "Một hai ba")

    last.refresh_from_db()
    assert (last.pk, getattr(last, name)) == (first.pk, "Một hai ba")


@ADDING
def test_what_another_made_of_a_new_part_is_not_overwritten_by_who_added_it(scene, add, name):
    identity = uuid.uuid4()
    row = add(scene, identity, "Một")
    values = {"by": scene.leader, "edit_number": 1}
    add(scene, identity, "Của người khác", **values)

    with pytest.raises(StaleEdit):
        add(scene, identity, "Một hai")

    row.refresh_from_db()
    assert getattr(row, name) == "Của người khác"


def test_a_section_that_another_renamed_is_not_undone_by_who_added_a_clause_to_it(scene):
    identity = uuid.uuid4()
    row = add_clause(scene, identity, "Một", section="A")
    clauses.rename_section(**given(scene, section="A", name="B", by=scene.leader, edit_number=1))

    with pytest.raises(StaleEdit):
        add_clause(scene, identity, "Một hai", section="A")

    row.refresh_from_db()
    assert (row.section, row.heading) == ("B", "Một")


def last_data():
    return json.loads(AuditEntry.objects.order_by("-seq").first().body)["data"]


def test_the_trail_keeps_the_words_of_a_clause_that_were_replaced_and_only_those(scene):
    row = clause(scene)
    old = clause_values(row)
    assert old["body"] != ""

    clauses.save_clause(**given(scene, clause=row, heading=row.heading, body="Mới"))

    data = last_data()
    assert (data["what"], data["before"]) == (f"clause:{row.pk}", {"body": old["body"]})


def test_the_trail_keeps_the_words_of_a_target_that_were_replaced(scene):
    row = add_target(scene, uuid.uuid4(), "Tỷ lệ")
    row.refresh_from_db()
    values = {**target_values(row), "value": Decimal(95)}

    targets.save_target(**given(scene, clause=row.clause, target=row, edit_number=1, **values))

    assert last_data()["before"] == {"value": "90.00"}


def test_the_trail_keeps_the_words_around_the_clauses_that_were_replaced(scene):
    old = text_values(scene.pact)["preamble"]
    text = {name: getattr(scene.pact, name) for name in TEXT_FIELDS} | {"preamble": "Chúng tôi"}
    drafting.save_text(**given(scene, text=text))
    preamble = last_data()["before"]

    drafting.save_legal_bases(**given(scene, citations=["Một"], edit_number=1))
    drafting.save_legal_bases(**given(scene, citations=["Hai"], edit_number=2))

    assert preamble == {"preamble": old}
    assert last_data()["before"] == {"citations": ["Một"]}


def test_the_second_of_two_who_remove_a_part_is_told_so(scene):
    row, target = clause(scene, 2), add_target(scene, uuid.uuid4(), "Tỷ lệ")
    clauses.remove_clause(**given(scene, clause=row, edit_number=1))
    targets.remove_target(**given(scene, target=target, edit_number=2))

    with pytest.raises(Removed):
        clauses.remove_clause(**given(scene, clause=row, edit_number=3))
    with pytest.raises(Removed):
        targets.remove_target(**given(scene, target=target, edit_number=3))

    scene.pact.refresh_from_db()
    assert (scene.pact.clauses.count(), scene.pact.edit_number) == (6, 3)


def test_no_target_is_added_to_a_clause_that_somebody_removed(scene):
    parent = clause(scene)
    clauses.remove_clause(**given(scene, clause=parent))

    with pytest.raises(Removed):
        add_target(scene, uuid.uuid4(), "Tỷ lệ", clause=parent)


def test_who_has_just_saved_a_clause_may_remove_it_but_not_with_a_target_of_another(scene):
    row = clause(scene)
    targets_seen = mark(targets_values(row))
    clauses.save_clause(**given(scene, clause=row, heading="Mới", body=""))
    seen = mark(clause_values(clause(scene)))
    added = add_target(scene, uuid.uuid4(), "Tỷ lệ", by=scene.leader)

    with pytest.raises(StaleEdit):
        clauses.remove_clause(**given(scene, clause=row, seen=seen, targets_seen=targets_seen))
    targets.remove_target(**given(scene, target=added, edit_number=2))
    clauses.remove_clause(**given(scene, clause=row, seen=seen, targets_seen=targets_seen))

    assert clause(scene).pk != row.pk
