"""The pacts on the page of a unit; expert cases 4, 8 and 13 as far as pacts go."""

import pytest
from django.utils import translation

from pacts.panels import unit_panels
from tests.factories.names import rename
from tests.factories.pacts import TODAY, make_signing_scene
from tests.factories.units import make_cluster, make_officer, make_unit, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


def rows(unit, user):
    [panel] = unit_panels(unit, user, TODAY)
    return panel.context["rows"]


def test_a_draft_names_the_role_and_has_no_parties_yet():
    scene = make_signing_scene()
    pact = scene.draft()

    told = [(row.pact, row.roles, row.pill.text, row.party) for row in rows(scene.units[0], scene.officer)]

    assert told == [(pact, ["Cluster leader"], "Draft", None)]


def test_a_frozen_pact_says_who_signs_for_the_unit_and_whether_it_is_done():
    scene = make_signing_scene()
    scene.ready()
    scene.sign(scene.heads[1])

    shown = [rows(unit, scene.officer)[0] for unit in scene.units[:2]]

    assert [(row.party.signer, row.party_pill.text) for row in shown] == [
        (scene.heads[0].person, "Not signed yet"),
        (scene.heads[1].person, "Signed"),
    ]


def test_case_8_a_pact_keeps_the_name_under_which_the_unit_signed():
    scene = make_signing_scene()
    scene.ready()
    old = scene.units[1].name

    rename(scene.units[1], "VKSND thành phố Mới", TODAY)

    assert [row.party.unit_text for row in rows(scene.units[1], scene.officer)] == [old]


def test_pacts_of_other_clusters_are_not_told_to_who_may_not_read_them():
    scene = make_signing_scene()
    scene.draft()

    assert rows(scene.units[1], scene.outsider) == []


def test_the_newest_year_comes_first():
    scene = make_signing_scene()
    pact = scene.draft()
    unit = scene.units[0]
    earlier = make_cluster(make_year(2025, scene.cluster.year.organiser), [unit], leader=unit)
    before = earlier.pacts.create()
    central = make_officer(make_unit(kind="supreme_department"), "central_officer")

    assert [row.pact for row in rows(unit, central)] == [pact, before]
