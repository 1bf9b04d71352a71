"""What waits because of an amendment, and how lists and panels tell it from the pact."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from pacts.models import Target
from pacts.panels import cluster_columns, found, unit_panels
from pacts.permissions import visible_pacts
from pacts.queries.beginnings import last_years_pact
from pacts.services import consulting, reminding
from pacts.tasks import tasks
from tests.factories.pacts import TODAY, at, make_signing_scene
from tests.factories.texts import write_text
from tests.factories.units import make_cluster, make_officer, make_year, set_deadline
from units.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


@pytest.fixture
def scene():
    """A pact in force with a draft of its amendment, in a year whose last day for signing is near."""
    made = make_signing_scene(2, certificates=False)
    made.draft()
    write_text(made.pact)
    made.freeze()
    made.open()
    made.original = made.sign_all_by_hand()
    set_deadline(made.cluster.year, "signing", TODAY + timedelta(days=1))
    made.amend()
    Target.objects.filter(clause__pact=made.pact, code="NV01").update(value=Decimal(92))
    return made


def told(user) -> list[tuple[str, object]]:
    return [(task.title, task.due_on) for task in tasks(user, TODAY)]


def test_the_lead_unit_is_told_of_each_step_and_no_last_day_of_the_pact(scene):
    seen = [told(scene.officer)]
    scene.freeze()
    seen.append(told(scene.officer))
    scene.open(sign_until=TODAY + timedelta(days=9))
    seen.append(told(scene.officer))
    scene.sign_all_by_hand(22)
    seen.append(told(scene.officer))

    assert seen == [
        [("Finish the draft of the amendment", None)],
        [("Open the amendment for signature", None)],
        [("Follow the signing of the amendment", TODAY + timedelta(days=9))],
        [],
    ]


def test_the_head_is_asked_to_sign_the_amendment_by_its_name_and_without_the_years_last_day(scene):
    scene.freeze()
    scene.open()

    assert told(scene.heads[1]) == [(f"Sign: {scene.pact}", None)]
    assert str(scene.pact).startswith("Phụ lục sửa đổi, bổ sung")


def test_nobody_is_reminded_of_an_amendment_by_the_years_last_day(scene):
    scene.freeze()
    scene.open()

    assert reminding.remind_all(at=at(30)) == []


def test_a_draft_that_is_out_is_called_an_amendment(scene):
    consulting.send_out(pact=scene.pact, until=TODAY, by=scene.officer, at=at(21))

    assert [title for title, _due in told(scene.heads[1])] == ["Comment on the draft of the amendment"]
    assert Notice.objects.filter(kind="pact_comments_opened").first().details["pact"] == str(scene.pact)


def test_the_column_of_the_cluster_counts_a_unit_that_came_in_later_by_its_amendment(scene):
    newcomer = scene.join("VKSND tỉnh Đến Sau")
    scene.freeze()
    scene.open()
    before = cluster_columns(scene.cluster, scene.officer, TODAY)[0]
    scene.sign_all_by_hand(22)

    after = cluster_columns(scene.cluster, scene.officer, TODAY)[0]

    assert [(column.cells[newcomer.pk].text, column.done) for column in (before, after)] == [
        ("Not signed yet", 2), ("Signed", 3),
    ]  # fmt: skip


def test_the_page_of_a_unit_that_came_in_later_tells_both_papers(scene):
    newcomer = scene.join("VKSND tỉnh Đến Sau")
    scene.freeze()

    [panel] = unit_panels(newcomer, make_officer(newcomer), TODAY)

    assert [(row.pact, row.party and row.party.unit) for row in panel.context["rows"]] == [
        (scene.pact, newcomer), (scene.original, None),
    ]  # fmt: skip


def test_a_search_finds_both_by_their_names(scene):
    assert [hit.title for hit in found("giao ước", scene.officer, TODAY)] == [
        str(scene.pact), str(scene.original),
    ]  # fmt: skip


def test_next_year_begins_with_the_amended_text(scene):
    scene.freeze()
    scene.open()
    amendment = scene.sign_all_by_hand(22)
    year = make_year(2027, scene.cluster.year.organiser)
    next_cluster = make_cluster(year, scene.units, leader=scene.units[0], number=8)

    assert last_years_pact(next_cluster, visible_pacts(scene.officer, TODAY)) == amendment
