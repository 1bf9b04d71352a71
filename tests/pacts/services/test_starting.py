"""Beginning a pact from last year's, and what of it is taken over."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from pacts.enums import PactStatus
from pacts.models import Movement, Pact
from pacts.permissions import visible_pacts
from pacts.queries.beginnings import last_years_pact
from pacts.queries.editor import remarks
from pacts.services import clauses, movements, starting, targets
from tests.factories.pacts import TODAY, at, make_signing_scene
from tests.factories.units import make_cluster, make_year
from units.models import Guidance

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """A cluster with a pact in force last year, and the same cluster this year."""
    made = make_signing_scene(2, certificates=False)
    old_year = make_year(2025, made.cluster.year.organiser)
    made.old_cluster = make_cluster(old_year, made.units, leader=made.units[0], number=8)
    old = starting.start(cluster=made.old_cluster, by=made.leader, at=at())
    first = old.clauses.order_by("position").first()
    given = {"pact": old, "edit_number": 0, "by": made.leader, "at": at()}
    clauses.save_clause(
        **given, clause=first, section="Chính trị", heading="Tư tưởng", body="Học tập năm 2025."
    )
    given["edit_number"] = 1
    targets.save_target(
        **given, clause=first, target=None, code="NV01", text="Tỷ lệ", comparator="ge", value=Decimal("90"),
        unit_of_measure="%", numerator="số vụ", denominator="tổng số vụ", source="NQ 96", may_not_arise=True,
    )  # fmt: skip
    movement = Movement.objects.create(name="Xây dựng nông thôn mới", last_year=2025)
    movements.add_movement(pact=old, movement=movement, by=made.leader, at=at())
    Pact.objects.filter(pk=old.pk).update(paper=None)
    made.old = _in_force(old, made.leader)
    return made


def _in_force(pact, by):
    """As if signed: what is tested here is only its text."""
    from pacts.models import IssuedPaper  # noqa: PLC0415 - the shortest way to a paper

    paper = IssuedPaper.objects.create(
        kind="pact", title=str(pact), unit=pact.cluster.leaderships.get().unit, issued_at=at(),
        issued_by=by, snapshot={}, signatures_required=2, page_count=1, year=2025,
    )  # fmt: skip
    Pact.objects.filter(pk=pact.pk).update(
        status=PactStatus.IN_FORCE, paper=paper, in_force_at=at(), in_force_on=TODAY
    )
    return Pact.objects.get(pk=pact.pk)


def begin(scene):
    return starting.start(cluster=scene.cluster, by=scene.leader, at=at(), source=scene.old)


def test_last_years_pact_of_the_same_cluster_is_offered(scene):
    readable = visible_pacts(scene.leader, TODAY)

    assert last_years_pact(scene.cluster, readable) == scene.old
    assert last_years_pact(scene.cluster, Pact.objects.none()) is None


def test_clauses_targets_sections_and_movements_come_with_their_identities(scene):
    Guidance.objects.create(year=scene.cluster.year, citation="Luật Thi đua, khen thưởng")

    pact = begin(scene)

    old, new = (it.clauses.order_by("position") for it in (scene.old, pact))
    names = ("identity", "section", "heading", "body")
    assert list(new.values_list(*names)) == list(old.values_list(*names))
    fields = ("identity", "code", "value", "numerator", "denominator", "source", "may_not_arise")
    old_target, new_target = (it.first().targets.values_list(*fields).get() for it in (old, new))
    assert new_target == old_target
    assert [str(it) for it in pact.movements.all()] == ["Xây dựng nông thôn mới"]
    assert [str(it) for it in pact.legal_bases.all()] == ["Luật Thi đua, khen thưởng"]
    assert pact.based_on == scene.old


def test_years_in_the_text_are_not_changed_but_listed(scene):
    pact = begin(scene)

    found = {remark.where for remark in remarks(pact)}

    assert pact.clauses.order_by("position").first().body == "Học tập năm 2025."
    assert {"Điều 1", "Xây dựng nông thôn mới"} <= found


def test_a_pact_of_another_cluster_is_no_beginning(scene):
    other = make_signing_scene(2, certificates=False)
    theirs = other.draft()

    with pytest.raises(ValidationError):
        starting.start(cluster=scene.cluster, by=scene.leader, at=at(), source=theirs)

    assert not Pact.objects.filter(cluster=scene.cluster).exists()


def test_a_void_version_is_followed_by_one_with_the_same_identities():
    scene = make_signing_scene(2, certificates=False)
    pact = scene.draft()
    Pact.objects.filter(pk=pact.pk).update(status=PactStatus.VOID)
    pact.refresh_from_db()

    again = starting.start_again(pact=pact, by=scene.leader, at=at(3))

    assert list(again.clauses.values_list("identity", flat=True).order_by("position")) == list(
        pact.clauses.values_list("identity", flat=True).order_by("position")
    )
    assert again.based_on == pact
