"""Expert case 6: a ministry is member and deputy of a State block; its users see this block and no other."""

import pytest

from tests.factories.units import grant, make_cluster, make_unit, make_user, make_year
from tests.units.views.reading import signed_in


@pytest.fixture
def block(db):
    state = make_unit("Trung ương", kind="organiser")
    procuracy, ministry = make_unit("VKSND tối cao", kind="supreme"), make_unit("Bộ Công an", kind="outside")
    return make_cluster(
        make_year(2019, state),
        [procuracy, ministry],
        leader=procuracy,
        deputy=ministry,
        number=None,
        kind="khoi",
        name="Khối thi đua các bộ, ngành nội chính Trung ương",
    )


@pytest.fixture
def sector_cluster(block):
    procuracy, ministry = (row.unit for row in block.memberships.in_official_order())
    return make_cluster(make_year(2019, procuracy), [procuracy])


@pytest.fixture
def minister(block):
    user = make_user()
    grant(user, "officer", block.memberships.in_official_order().last().unit)
    return signed_in(user)


def test_case_06_a_ministry_is_deputy_of_the_block(minister, block):
    response = minister.get(block.get_absolute_url())

    assert [(row.name, row.role.text) for row in response.context["member_rows"]] == [
        ("VKSND tối cao", "Block leader"),
        ("Bộ Công an", "Deputy block leader"),
    ]


def test_case_06_its_users_see_this_block_only(minister, block, sector_cluster):
    listed = minister.get("/clusters/").context["page"].object_list
    found = minister.get("/search/", {"q": "thi đua"})

    assert list(listed) == [block]
    assert minister.get(sector_cluster.get_absolute_url()).status_code == 404
    assert sector_cluster.name not in found.content.decode()
    assert block.name in found.content.decode()
