"""The text that holds on a day, and where each change of it comes from."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from pacts.models import Pact, Target
from pacts.queries.consolidated import consolidated
from tests.factories.pacts import TODAY, at, make_signing_scene
from tests.factories.texts import add_target, write_text

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=40)


@pytest.fixture
def scene():
    """In force since TODAY; amended forty days later: a number, a new target, an article less; a unit came in."""
    made = make_signing_scene(2, certificates=False)
    made.draft()
    first, _second, _third = write_text(made.pact)
    made.freeze()
    made.open()
    made.original = made.sign_all_by_hand()
    made.newcomer = made.join("VKSND tỉnh Đến Sau", since=TODAY + timedelta(days=10))
    made.cluster.memberships.filter(unit=made.newcomer).update(valid_from=TODAY)
    made.amend()
    Target.objects.filter(clause__pact=made.pact, code="NV01").update(value=Decimal(92))
    add_target(made.pact.clauses.get(identity=first.identity), "NV13", "Số hóa hồ sơ", "30")
    made.pact.clauses.get(heading="Sơ kết").delete()
    made.freeze()
    made.open()
    made.amendment = made.sign_all_by_hand(21)
    move(made.amendment, at(21) + timedelta(days=40))
    return made


def move(pact: Pact, moment: datetime) -> None:
    Pact.objects.filter(pk=pact.pk).update(in_force_at=moment, in_force_on=localdate(moment))


def requirements(pact: Pact, on: date) -> list[str]:
    held = consolidated(pact, on)
    return [f"{row.target.code} {row.target.requirement}" for part in held.clauses for row in part.targets]


def test_case_27_each_day_has_its_text(scene):
    before = LATER - timedelta(days=1)

    assert requirements(scene.original, before) == ["NV01 từ 90 % trở lên", "NV02 không quá 5 %"]
    assert requirements(scene.original, LATER) == [
        "NV01 từ 92 % trở lên", "NV02 không quá 5 %", "NV13 từ 30 % trở lên",
    ]  # fmt: skip


def test_before_it_was_in_force_nothing_holds(scene):
    assert consolidated(scene.original, TODAY - timedelta(days=1)) is None


def test_a_draft_holds_nothing():
    scene = make_signing_scene(2, certificates=False)

    assert consolidated(scene.draft(), TODAY) is None


def test_each_change_names_its_amendment_and_the_rest_none(scene):
    held = consolidated(scene.original, LATER)

    told = {
        row.target.code: [(origin.amendment, origin.is_new) for origin in row.origins]
        for part in held.clauses
        for row in part.targets
    }
    assert told == {"NV01": [(scene.amendment, False)], "NV02": [], "NV13": [(scene.amendment, True)]}
    assert [(part.number, part.clause.heading, part.origins) for part in held.clauses] == [
        (1, "Công tác nghiệp vụ", ()), (2, "Trách nhiệm", ()),
    ]  # fmt: skip
    assert [(one.words, one.amendment) for one in held.gone] == [("Điều 2. Sơ kết", scene.amendment)]
    assert (held.opening.origins, held.closing.origins, held.legal_bases.origins) == ((), (), ())


def test_the_papers_say_since_when_they_hold_and_who_signed_them(scene):
    held = consolidated(scene.original, LATER)

    assert [(paper.pact, paper.in_force_on, len(paper.parties)) for paper in held.papers] == [
        (scene.original, TODAY, 2), (scene.amendment, LATER, 3),
    ]  # fmt: skip


def test_case_27_a_unit_that_came_in_later_signs_from_its_day_only(scene):
    def units(on: date) -> list[tuple[str, date | None, bool]]:
        held = consolidated(scene.original, on)
        return [(row.name, row.since and row.since.in_force_on, row.came_later) for row in held.units]

    assert units(LATER - timedelta(days=1)) == [
        ("VKSND tỉnh Số 2", TODAY, False), ("VKSND tỉnh Số 1", TODAY, False), ("VKSND tỉnh Đến Sau", None, False),
    ]  # fmt: skip
    assert units(LATER) == [
        ("VKSND tỉnh Số 2", TODAY, False), ("VKSND tỉnh Số 1", TODAY, False), ("VKSND tỉnh Đến Sau", LATER, True),
    ]  # fmt: skip


def test_a_unit_that_has_left_is_a_party_until_the_next_paper(scene):
    scene.cluster.memberships.filter(unit=scene.units[1]).update(valid_to=TODAY - timedelta(days=1))
    scene.amend(minute=30)
    Target.objects.filter(clause__pact=scene.pact, code="NV02").update(value=Decimal(4))
    scene.freeze()
    scene.open()
    last = scene.sign_all_by_hand(31)
    move(last, at(31) + timedelta(days=50))

    held = consolidated(scene.original, TODAY + timedelta(days=50))

    assert [(row.name, row.until and row.until.pact) for row in held.units] == [
        ("VKSND tỉnh Số 2", last), ("VKSND tỉnh Số 1", None), ("VKSND tỉnh Đến Sau", None),
    ]  # fmt: skip
