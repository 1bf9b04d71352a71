"""Writing a pact, and freezing it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from pacts import papers, workflow
from pacts.enums import PactStatus
from pacts.models import Pact
from pacts.services import clauses, drafting, editing, freezing, rounds, starting, targets, telling
from tests.factories.pacts import TODAY, at, make_signing_scene
from units.models import AuditEntry, ClusterLeadership, Guidance, Notice
from units.permissions import NotAllowed

pytestmark = pytest.mark.django_db


def edit(scene, **values):
    scene.pact.refresh_from_db()
    return {
        "pact": scene.pact,
        "edit_number": scene.pact.edit_number,
        "by": scene.officer,
        "at": at(),
        **values,
    }


def target_values(**values):
    base = {"target": None, "code": "NV01", "text": "Tỷ lệ giải quyết", "comparator": "ge"}
    return {**base, "value": Decimal("92.5"), "unit_of_measure": "%", **values}


def test_a_new_pact_starts_with_the_usual_articles_and_the_guidance_of_the_year():
    scene = make_signing_scene(certificates=False)
    Guidance.objects.create(year=scene.cluster.year, citation="Căn cứ Luật Thi đua, khen thưởng")

    pact = scene.draft()

    assert list(pact.legal_bases.values_list("citation", flat=True)) == ["Căn cứ Luật Thi đua, khen thưởng"]
    assert list(pact.clauses.order_by("position").values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6, 7]


def test_starting_twice_gives_the_same_draft():
    scene = make_signing_scene(certificates=False)
    first = scene.draft()

    second = scene.draft()

    assert second.pk == first.pk
    assert Pact.objects.count() == 1


def test_a_member_that_does_not_lead_cannot_start_or_edit():
    scene = make_signing_scene(certificates=False)
    scene.draft()

    with pytest.raises(NotAllowed):
        starting.start(cluster=scene.cluster, by=scene.heads[1], at=at())
    with pytest.raises(NotAllowed):
        drafting.save_legal_bases(**edit(scene, citations=["x"], by=scene.heads[1]))


def test_the_officer_of_the_lead_unit_edits_but_does_not_freeze():
    scene = make_signing_scene(certificates=False)
    scene.draft()
    drafting.save_legal_bases(**edit(scene, citations=["Căn cứ Luật Thi đua, khen thưởng"]))

    with pytest.raises(NotAllowed):
        freezing.freeze(place="x", dated_on=TODAY, **edit(scene))


def test_a_stale_tab_is_told_and_overwrites_nothing():
    scene = make_signing_scene(certificates=False)
    scene.draft()
    old = scene.pact.edit_number
    clause = scene.pact.clauses.first()
    clauses.save_clause(**edit(scene, clause=clause, heading="Mới", body="Một"))

    with pytest.raises(editing.StaleEdit):
        clauses.save_clause(**edit(scene, clause=clause, heading="Cũ", body="Hai", edit_number=old))

    clause.refresh_from_db()
    assert (clause.heading, clause.body) == ("Mới", "Một")


def test_clauses_move_up_and_down_and_stop_at_the_ends():
    scene = make_signing_scene(certificates=False)
    scene.draft()
    first, second = scene.pact.clauses.order_by("position")[:2]

    clauses.move_clause(**edit(scene, clause=second, up=True))
    clauses.move_clause(**edit(scene, clause=second, up=True))

    assert [clause.pk for clause in scene.pact.clauses.order_by("position")[:2]] == [second.pk, first.pk]


def test_a_removed_clause_closes_the_gap_and_the_trail_keeps_what_it_said():
    scene = make_signing_scene(certificates=False)
    scene.draft()
    clause = scene.pact.clauses.order_by("position")[1]
    targets.save_target(**edit(scene, clause=clause, **target_values()))

    clauses.remove_clause(**edit(scene, clause=clause))

    places = list(scene.pact.clauses.order_by("position").values_list("position", flat=True))
    assert places == [1, 2, 3, 4, 5, 6]
    assert clause.heading in AuditEntry.objects.order_by("-seq").first().body


def test_two_targets_of_a_clause_cannot_share_a_code():
    scene = make_signing_scene(certificates=False)
    scene.draft()
    clause = scene.pact.clauses.first()
    targets.save_target(**edit(scene, clause=clause, **target_values()))

    with pytest.raises(ValidationError):
        targets.save_target(**edit(scene, clause=clause, **target_values()))

    assert clause.targets.count() == 1


def test_freezing_makes_one_paper_with_a_party_for_each_member_the_leader_last():
    scene = make_signing_scene(3, certificates=False)
    scene.draft()

    pact = scene.freeze()

    assert pact.status == PactStatus.FROZEN
    assert pact.paper.signatures_required == 3
    parties = pact.parties.order_by("position")
    assert [party.unit for party in parties] == [scene.units[1], scene.units[2], scene.units[0]]
    assert [party.role_text for party in parties] == ["", "", "CỤM TRƯỞNG"]


def test_case_17_the_text_cannot_be_changed_after_the_freeze():
    scene = make_signing_scene(2, certificates=False)
    scene.draft()
    clause = scene.pact.clauses.first()
    scene.freeze()

    with pytest.raises(ValidationError):
        clauses.save_clause(**edit(scene, clause=clause, heading="Khác", body="Khác"))

    clause.refresh_from_db()
    assert clause.heading != "Khác"


def test_case_17_a_void_version_is_followed_by_a_new_one_with_the_same_text_and_the_signers_are_told():
    scene = make_signing_scene(2)
    scene.draft()
    targets.save_target(**edit(scene, clause=scene.pact.clauses.first(), **target_values()))
    scene.pact.refresh_from_db()
    scene.freeze()
    scene.open()
    scene.sign(scene.heads[0])
    rounds.void(pact=scene.pact, reason="Sửa chỉ tiêu", by=scene.leader, at=at(20))

    again = starting.start_again(pact=Pact.objects.get(pk=scene.pact.pk), by=scene.leader, at=at(21))

    old = Pact.objects.get(pk=scene.pact.pk)
    assert (again.version, again.status, old.status) == (2, PactStatus.DRAFT, PactStatus.VOID)
    assert list(again.clauses.values_list("heading", "body")) == list(
        old.clauses.values_list("heading", "body")
    )
    assert again.clauses.first().targets.get().code == "NV01"
    told = set(Notice.objects.filter(kind="pact_void").values_list("recipient", flat=True))
    assert told == {user.pk for user in [*scene.heads, scene.officer]}


def test_a_pact_with_an_empty_clause_is_not_frozen_and_the_clause_is_named():
    scene = make_signing_scene(2, certificates=False)
    scene.draft()
    clauses.save_clause(
        **edit(scene, clause=scene.pact.clauses.order_by("position")[2], heading="x", body="")
    )
    scene.pact.refresh_from_db()

    with pytest.raises(ValidationError) as refused:
        scene.freeze()

    assert "3" in " ".join(refused.value.messages)


def test_a_change_while_the_paper_was_made_refuses_the_freeze():
    scene = make_signing_scene(2, certificates=False)
    scene.draft()
    shown = scene.pact.edit_number
    drafting.save_legal_bases(**edit(scene, citations=["x"]))

    with pytest.raises(editing.StaleEdit):
        freezing.freeze(
            pact=scene.pact, place="x", dated_on=TODAY, edit_number=shown, by=scene.leader, at=at()
        )

    scene.pact.refresh_from_db()
    assert (scene.pact.status, scene.pact.paper) == (PactStatus.DRAFT, None)


def test_a_cluster_whose_leader_is_unknown_cannot_freeze():
    scene = make_signing_scene(2, certificates=False)
    scene.draft()
    ClusterLeadership.objects.filter(cluster=scene.cluster).delete()

    with pytest.raises(NotAllowed):
        scene.freeze()


@pytest.mark.parametrize("status", list(PactStatus))
@pytest.mark.parametrize("name", ["freeze", "open_signing", "void"])
def test_each_move_is_possible_exactly_from_the_states_in_the_table(status, name):
    scene = make_signing_scene(2, certificates=False)
    scene.draft()
    if status != PactStatus.DRAFT:
        scene.freeze()
    is_in_force = status == PactStatus.IN_FORCE
    values = {
        "status": status,
        "in_force_at": at() if is_in_force else None,
        "in_force_on": TODAY if is_in_force else None,
    }
    Pact.objects.filter(pk=scene.pact.pk).update(**values)
    scene.pact.refresh_from_db()
    acts = {
        "freeze": lambda: scene.freeze(),
        "open_signing": lambda: scene.open(),
        "void": lambda: rounds.void(pact=scene.pact, reason="x", by=scene.leader, at=at(3)),
    }

    if workflow.find(name, status):
        acts[name]()
        scene.pact.refresh_from_db()
        assert scene.pact.status == workflow.find(name, status).target
    else:
        with pytest.raises(telling.WrongState):
            acts[name]()
        scene.pact.refresh_from_db()
        assert scene.pact.status == status


def test_starting_again_twice_gives_the_same_new_version():
    scene = make_signing_scene(2)
    scene.draft()
    scene.freeze()
    rounds.void(pact=scene.pact, reason="x", by=scene.leader, at=at(3))
    old = Pact.objects.get(pk=scene.pact.pk)
    first = starting.start_again(pact=old, by=scene.leader, at=at(4))

    second = starting.start_again(pact=old, by=scene.leader, at=at(5))

    assert second.pk == first.pk


@pytest.mark.parametrize("days", [-61, 61, 365 * 7000])
def test_a_date_far_from_the_day_is_not_printed(days):
    scene = make_signing_scene(2, certificates=False)
    scene.draft()

    with pytest.raises(ValidationError):
        freezing.freeze(
            pact=scene.pact,
            place="x",
            dated_on=TODAY + timedelta(days=days),
            edit_number=scene.pact.edit_number,
            by=scene.leader,
            at=at(1),
        )

    scene.pact.refresh_from_db()
    assert scene.pact.status == PactStatus.DRAFT


def test_the_screen_says_what_was_frozen_whatever_the_rows_say_later():
    scene = make_signing_scene(2, certificates=False)
    scene.draft()
    clause = scene.pact.clauses.order_by("position").first()
    targets.save_target(**edit(scene, clause=clause, **target_values()))
    scene.pact.refresh_from_db()
    scene.freeze()
    clause.targets.update(value=1)

    text = papers.pact_text(Pact.objects.get(pk=scene.pact.pk), TODAY)

    assert text.clauses[0].targets[0].requirement == "từ 92,5 % trở lên"
