"""What the frame of a page says, and what it costs."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from tests.factories.units import (
    appoint,
    assign,
    client_of,
    grant,
    make_notice,
    make_officer,
    make_technical_user,
    make_unit,
    make_user,
    make_year,
)
from units.views.frame import Frame

pytestmark = pytest.mark.django_db


def frame_for(user, rf, path="/") -> Frame:
    request = rf.get(path)
    request.user = user
    request.resolver_match = None
    request.session = {}
    return Frame(request)


def test_a_post_is_named_before_a_role_and_a_role_before_a_place_of_work(rf):
    unit = make_unit("VKSND tỉnh Khánh Hòa")
    user = make_user()
    lines = []
    assign(user.person, unit)
    lines.append(frame_for(user, rf).role_line)
    grant(user, "council_member", unit)
    lines.append(frame_for(user, rf).role_line)
    appoint(user.person, unit, "deputy", position_title="Phó Viện trưởng")
    lines.append(frame_for(user, rf).role_line)
    appoint(user.person, unit, "acting_head", position_title="Quyền Viện trưởng")
    lines.append(frame_for(user, rf).role_line)

    assert [line.split(" · ")[0] for line in lines[2:]] == ["Phó Viện trưởng", "Quyền Viện trưởng"]
    assert lines[0] == "VKSND tỉnh Khánh Hòa"
    assert lines[1].endswith(" · VKSND tỉnh Khánh Hòa")


def test_a_technical_account_shows_its_user_name(rf):
    frame = frame_for(make_technical_user(username="ky.thuat"), rf)

    assert (frame.name, frame.role_line) == ("ky.thuat", "")


def test_unread_notices_are_counted(rf):
    user, now = make_user(), timezone.now()
    make_notice(user, at=now)
    make_notice(user, at=now)
    read = make_notice(user, at=now)
    read.read_at = now
    read.save()
    make_notice(make_user(), at=now)

    assert frame_for(user, rf).unread == 2


def test_the_band_of_a_rehearsal_stands_over_pages_of_its_people(rf):
    user = make_user()
    assign(user.person, make_unit(is_rehearsal=True))

    assert frame_for(user, rf).is_rehearsal
    assert not frame_for(make_officer(make_unit()), rf).is_rehearsal


@pytest.mark.parametrize(("role", "offered"), [("administrator", True), ("officer", False)])
def test_administration_is_offered_to_administrators_only(rf, role, offered):
    frame = frame_for(make_officer(make_unit(), role), rf)

    urls = [item.url for group in frame.navigation for item in group.items]

    assert ("/admin/" in urls) is offered


def test_the_whole_frame_costs_two_queries(rf, django_assert_num_queries):
    make_year(2026)
    frame = frame_for(make_officer(make_unit()), rf)

    with django_assert_num_queries(2):
        shown = [frame.name, frame.role_line, frame.unread, frame.is_rehearsal, frame.years, frame.navigation]

    assert shown[2:5] == [0, False, [2026]]


def test_a_stranger_costs_nothing(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        frame = frame_for(AnonymousUser(), rf)
        assert (frame.is_open, frame.is_rehearsal) == (False, True)


def test_a_stranger_is_told_of_a_rehearsal_only_where_one_is_set_up(client, db, settings):
    mark = "DIỄN TẬP"

    rehearsed = [mark in client.get(path).content.decode() for path in ("/check/", "/log-in/")]
    settings.ALLOW_SAMPLE_ACCOUNTS = False
    official = [mark in client.get(path).content.decode() for path in ("/check/", "/log-in/")]

    assert (rehearsed, official) == ([True, True], [False, False])


@pytest.mark.parametrize("path", ["/log-in/", "/account/link/x/y/"])
def test_a_page_is_asked_for_its_head_as_for_itself(client, db, path):
    assert client.head(path).status_code == client.get(path).status_code != 405


@pytest.mark.parametrize("year", ["abc", "-1", "99999", "२०२६x", ""])
def test_a_year_that_is_none_becomes_this_year(rf, year):
    frame = frame_for(make_user(), rf, f"/?year={year}")

    assert frame.year == timezone.localdate().year


def test_the_entry_of_the_page_is_marked_as_current():
    page = client_of(make_user()).get("/")

    current = [
        item.url for group in page.context["frame"].navigation for item in group.items if item.is_current
    ]
    assert current == ["/"]


@pytest.mark.parametrize(
    ("path", "current"), [("/clusters/", "/clusters/"), ("/clusters/?mine=1", "/clusters/?mine=1")]
)
def test_my_clusters_and_all_clusters_are_two_entries(path, current):
    page = client_of(make_user()).get(path)

    groups = page.context["frame"].navigation
    assert [item.url for group in groups for item in group.items if item.is_current] == [current]
