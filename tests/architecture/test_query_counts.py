"""Every list asks the database as often for a thousand rows as for one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import Registration
from tests.architecture import history_of_one
from tests.architecture import matrix as m
from tests.architecture.conftest import rolled_back
from tests.architecture.many_pacts import (
    amendments,
    amendments_to_write,
    articles,
    attended_members,
    attendees,
    cluster_movements,
    commented_drafts,
    comments,
    conferences,
    conferences_of_one,
    consultations,
    credentials,
    kept_drafts,
    launch,
    movements,
    pacts,
    papers,
    points,
    signatures,
    staff,
    taken_movements,
)
from tests.architecture.many_units import (
    accepted,
    authorisations,
    award_types,
    chain,
    clusters,
    entries,
    grid,
    intakes,
    leaders,
    leaderships,
    members,
    notices,
    past_registrations,
    people,
    predecessors,
    rows_of_a_list,
    submitted,
    titles,
    units,
    users,
    years,
)
from tests.architecture.scene import Scene
from units.admin.site import site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_quiet")]
Add = Callable[[Scene, int], object]


def meeting(page: str = "") -> Callable[[Scene], str]:
    return lambda scene: f"/conferences/{launch(scene).pk}/{page}"


def own_unit(scene: Scene) -> str:
    return f"/units/{scene.side.units[1].pk}/"


def address(name: str) -> Callable[[Scene], str]:
    """The page of the cluster on which the rows of this module hang."""
    return lambda scene: name.format(pk=scene.side.clusters["signing"].pk)


def draft_page(scene: Scene) -> str:
    return f"/pacts/{scene.side.pacts['draft'].pk}/edit/"


def draft_movements(scene: Scene) -> str:
    return f"/pacts/{scene.side.pacts['draft'].pk}/edit/movements/"


def compared(scene: Scene) -> str:
    return f"/pacts/{scene.side.pacts['draft'].pk}/compare/"


def next_year(scene: Scene) -> str:
    return f"/admin/units/emulationyear/{scene.side.clusters['signing'].year_id}/open/"


def consulted(page: str) -> Callable[[Scene], str]:
    return lambda scene: f"/pacts/{scene.side.pacts['consulting'].pk}/{page}"


def amended(page: str) -> Callable[[Scene], str]:
    return lambda scene: f"/pacts/{scene.side.pacts['in_force'].pk}/{page}"


def signed_at(page: str) -> Callable[[Scene], str]:
    return lambda scene: f"/pacts/{scene.side.pacts['signing'].pk}/{page}"


def own_draft(scene: Scene) -> str:
    return f"/registrations/{Registration.objects.get(status='draft', unit=scene.side.units[1]).pk}/"


def own_list(scene: Scene) -> str:
    return f"/admin/units/intake/{scene.admin_rows['units_intake'].pk}/change/"


# Name: who opens it, its address, what there is more and more of.
PAGES: dict[str, tuple[str, str | Callable[[Scene], str], Add]] = {
    "home with registrations to accept": (m.LEAD_OFFICER, "/", submitted),
    "home with clusters": (m.OFFICER, "/", clusters),
    "home with pacts to write": (m.OFFICER, "/", pacts),
    "home of one who nominates": (m.OFFICER, "/", accepted),
    "home with drafts to comment on": (m.OFFICER, "/", consultations),
    "home with comments to answer": (m.LEAD_OFFICER, "/", commented_drafts),
    "home with amendments to write": (m.LEAD_OFFICER, "/", amendments_to_write),
    "pact with amendments": (m.LEAD_OFFICER, amended(""), amendments),
    "text of a pact with amendments": (m.OFFICER, amended("consolidated/"), amendments),
    "cluster with amendments": (
        m.OFFICER,
        lambda scene: f"/clusters/{scene.side.clusters['in_force'].pk}/",
        amendments,
    ),
    "comments": (m.OFFICER, consulted("comments/"), comments),
    "comments to answer": (m.LEAD_HEAD, consulted("comments/answers/"), comments),
    "table of comments": (m.OFFICER, consulted("comments/table/"), comments),
    "pact with comments": (m.LEAD_HEAD, consulted(""), comments),
    "cluster with conferences": (m.OFFICER, address("/clusters/{pk}/"), conferences_of_one),
    "conference with points": (m.LEAD_OFFICER, meeting(), points),
    "conference with attendees": (m.OFFICER, meeting(), attendees),
    "conference with members": (m.OFFICER, meeting(), attended_members),
    "agenda": (m.LEAD_OFFICER, meeting("agenda/"), points),
    "attendees of a conference": (m.LEAD_OFFICER, meeting("attendees/"), attendees),
    "attendance of a conference": (m.LEAD_OFFICER, meeting("attendance/"), attended_members),
    "frame of a conference": (m.LEAD_OFFICER, meeting("edit/"), attended_members),
    "frame of a conference of many": (m.LEAD_OFFICER, meeting("edit/"), staff),
    "attendance of many": (m.LEAD_OFFICER, meeting("attendance/"), staff),
    "attendees out of many": (m.LEAD_OFFICER, meeting("attendees/"), staff),
    "screen of the ceremony": (m.OFFICER, signed_at("ceremony/"), signatures),
    "news of the ceremony": (m.OFFICER, signed_at("ceremony/news/"), signatures),
    "inbox": (m.OFFICER, "/inbox/", notices),
    "clusters": (m.OFFICER, "/clusters/", clusters),
    "cluster with members": (m.OFFICER, address("/clusters/{pk}/"), members),
    "cluster with registrations": (m.LEAD_HEAD, address("/clusters/{pk}/"), submitted),
    "units": (m.OFFICER, "/units/", units),
    "unit with lower units": (m.OFFICER, lambda scene: f"/units/{scene.side.lead.pk}/", units),
    "unit with clusters": (m.OFFICER, lambda scene: f"/units/{scene.side.units[1].pk}/", clusters),
    "unit with successions": (m.OFFICER, own_unit, predecessors),
    "unit in a long line": (m.OFFICER, own_unit, chain),
    "unit with leaders": (m.OFFICER, own_unit, leaders),
    "unit with pacts": (m.OFFICER, own_unit, pacts),
    "unit with registrations": (m.OFFICER, own_unit, past_registrations),
    "unit with nominations": (m.OFFICER, own_unit, accepted),
    "unit with titles": (m.OFFICER, own_unit, titles),
    "cluster with leaderships": (m.OFFICER, address("/clusters/{pk}/"), leaderships),
    "unit with people": (m.OFFICER, lambda scene: f"/units/{scene.side.units[1].pk}/", people),
    "person with posts": (m.OFFICER, history_of_one.address, history_of_one.posts),
    "person with titles and conferences": (m.OFFICER, history_of_one.address, history_of_one.deeds),
    "search for units": (m.OFFICER, "/search/?q=zeta", units),
    "search for people": (m.OFFICER, "/search/?q=zeta", people),
    "search for clusters and pacts": (m.OFFICER, "/search/?q=zeta", pacts),
    "pacts": (m.CENTRAL, "/pacts/", pacts),
    "draft with articles": (m.LEAD_OFFICER, draft_page, articles),
    "movements of a draft": (m.LEAD_OFFICER, draft_movements, taken_movements),
    "comparison of a pact with articles": (m.OFFICER, compared, articles),
    "comparison of a pact with kept drafts": (m.OFFICER, compared, kept_drafts),
    "pact with articles": (m.OFFICER, lambda scene: f"/pacts/{scene.side.pacts['draft'].pk}/", articles),
    "own registrations": (m.OFFICER, "/registrations/", past_registrations),
    "own registrations in many clusters": (m.OFFICER, "/registrations/", clusters),
    "grid of a registration": (m.OFFICER, own_draft, grid),
    "grid of a unit with people": (m.OFFICER, own_draft, people),
    "roll-up": (m.LEAD_HEAD, address("/registrations/cluster/{pk}/"), submitted),
    "nominations": (m.OFFICER, "/nominations/", accepted),
    "opening a year with clusters": (m.ADMINISTRATOR, next_year, clusters),
    "opening a year with members": (m.ADMINISTRATOR, next_year, members),
    "choosing a year to open the next from": (m.ADMINISTRATOR, "/admin/units/emulationyear/open/", years),
    "admin:units_user": (m.ADMINISTRATOR, "/admin/units/user/", users),
    "admin:units_auditentry": (m.ADMINISTRATOR, "/admin/units/auditentry/", entries),
    "admin:units_intake": (m.ADMINISTRATOR, "/admin/units/intake/", intakes),
    "report of an imported list": (m.ADMINISTRATOR, own_list, rows_of_a_list),
    "admin:units_cluster": (m.ADMINISTRATOR, "/admin/units/cluster/", clusters),
    "admin:units_person": (m.ADMINISTRATOR, "/admin/units/person/", people),
    "admin:units_unit": (m.ADMINISTRATOR, "/admin/units/unit/", units),
    "admin:units_authorisation": (m.ADMINISTRATOR, "/admin/units/authorisation/", authorisations),
    "admin:units_emulationyear": (m.ADMINISTRATOR, "/admin/units/emulationyear/", years),
    "admin:pacts_movement": (m.ADMINISTRATOR, "/admin/pacts/movement/", movements),
    "admin:pacts_conference": (m.ADMINISTRATOR, "/admin/pacts/conference/", conferences),
    "admin:pacts_clustermovement": (m.ADMINISTRATOR, "/admin/pacts/clustermovement/", cluster_movements),
    "admin:pacts_pact": (m.ADMINISTRATOR, "/admin/pacts/pact/", pacts),
    "admin:pacts_issuedpaper": (m.ADMINISTRATOR, "/admin/pacts/issuedpaper/", papers),
    "admin:pacts_signature": (m.ADMINISTRATOR, "/admin/pacts/signature/", signatures),
    "admin:pacts_credential": (m.ADMINISTRATOR, "/admin/pacts/credential/", credentials),
    "admin:awards_awardtype": (m.ADMINISTRATOR, "/admin/awards/awardtype/", award_types),
    "admin:awards_registration": (m.ADMINISTRATOR, "/admin/awards/registration/", submitted),
    "admin:awards_nomination": (m.ADMINISTRATOR, "/admin/awards/nomination/", accepted),
}


def queries(scene: Scene, name: str, count: int) -> list[str]:
    role, where, add = PAGES[name]
    with rolled_back():
        add(scene, count)
        url = where(scene) if callable(where) else where
        with CaptureQueriesContext(connection) as captured:
            response = scene.clients[role].get(url)
    assert response.status_code == 200, name
    return [query["sql"] for query in captured]


@pytest.mark.parametrize("name", PAGES)
def test_a_list_asks_as_often_for_a_thousand_rows_as_for_one(scene, name):
    one, three, many = (len(queries(scene, name, count)) for count in (1, 3, 1000))

    assert (three, many) == (one, one)


def test_every_list_of_the_administration_is_counted():
    lists = {f"admin:{model._meta.app_label}_{model._meta.model_name}" for model in site._registry}

    assert lists == {name for name in PAGES if name.startswith("admin:")}
