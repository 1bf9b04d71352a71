"""The first page and the inbox."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.units import (
    client_of,
    make_cluster,
    make_notice,
    make_officer,
    make_unit,
    make_user,
    make_year,
    set_deadline,
)
from units.models import Notice

pytestmark = pytest.mark.django_db


def this_year(organiser=None):
    today = timezone.localdate()
    return make_year(
        today.year, organiser, starts_on=today - timedelta(days=9), ends_on=today + timedelta(days=9)
    )


def test_the_page_shows_my_clusters_of_this_year_and_no_others():
    unit, other = make_unit(), make_unit()
    year = this_year()
    mine = make_cluster(year, [unit, other], number=1)
    make_cluster(year, [other], number=2)
    make_cluster(make_year(2019), [unit], number=3)

    home = client_of(make_officer(unit)).get("/").context["home"]

    assert [(summary.cluster, summary.total) for summary in home.clusters] == [(mine, 2)]


def test_the_organiser_sees_the_clusters_of_its_year():
    organiser = make_unit(kind="organiser")
    cluster = make_cluster(this_year(organiser), [make_unit()])

    home = client_of(make_officer(organiser, "central_officer")).get("/").context["home"]

    assert [summary.cluster for summary in home.clusters] == [cluster]


def test_the_calendar_marks_what_has_passed_and_a_deadline_includes_its_day():
    unit, year, today = make_unit(), this_year(), timezone.localdate()
    make_cluster(year, [unit])
    set_deadline(year, "registration", today - timedelta(days=1))
    set_deadline(year, "signing", today)

    calendar = client_of(make_officer(unit)).get("/").context["home"].calendars[0]

    assert [(day.due_on, day.is_past) for day in calendar.days] == [
        (today - timedelta(days=1), True), (today, False),
    ]  # fmt: skip


def test_a_person_without_tasks_is_told_so():
    response = client_of(make_user()).get("/")

    assert response.context["home"].waiting == []
    assert response.templates
    assert b'class="empty"' in response.content


def test_the_inbox_shows_my_notices_in_words_the_newest_first():
    user, now = make_user(), timezone.now()
    make_notice(user, at=now - timedelta(hours=1), unit="VKSND tỉnh Gia Lai", year=2026)
    make_notice(user, at=now, unit="VKSND tỉnh Lâm Đồng", year=2026)
    make_notice(make_user(), at=now, unit="VKSND tỉnh Khác", year=2026)
    client = client_of(user)
    client.cookies["language"] = "en"

    notices = client.get("/inbox/").context["notices"]

    assert [notice.text for notice in notices] == [
        "VKSND tỉnh Lâm Đồng submitted its registration of titles for 2026.",
        "VKSND tỉnh Gia Lai submitted its registration of titles for 2026.",
    ]


@pytest.mark.parametrize("kind", ["registration_submitted", "from_a_future_version"])
def test_a_notice_with_missing_details_or_of_an_unknown_kind_is_still_readable(kind):
    user = make_user()
    make_notice(user, at=timezone.now(), kind=kind)

    response = client_of(user).get("/inbox/")

    assert response.context["notices"][0].text


def test_looking_at_the_inbox_reads_nothing():
    user = make_user()
    make_notice(user, at=timezone.now())

    client_of(user).get("/inbox/")

    assert Notice.objects.get().read_at is None


def test_opening_a_notice_reads_it_and_leads_on():
    user = make_user()
    notice = make_notice(user, at=timezone.now(), url="/inbox/?page=1")

    response = client_of(user).post(f"/inbox/{notice.pk}/")

    assert response["Location"] == "/inbox/?page=1"
    assert Notice.objects.get().read_at is not None


def test_a_notice_of_somebody_else_is_not_there():
    notice = make_notice(make_user(), at=timezone.now())

    response = client_of(make_user()).post(f"/inbox/{notice.pk}/")

    assert response.status_code == 404
    assert Notice.objects.get().read_at is None


def test_all_notices_are_read_at_once_and_only_mine():
    user, now = make_user(), timezone.now()
    mine = [make_notice(user, at=now), make_notice(user, at=now)]
    other = make_notice(make_user(), at=now)

    client_of(user).post("/inbox/read/")

    read = set(Notice.objects.filter(read_at__isnull=False).values_list("pk", flat=True))
    assert read == {notice.pk for notice in mine}
    assert other.pk not in read


def test_the_inbox_asks_as_much_for_one_notice_as_for_many():
    counts = []
    for number in (1, 3, 60):
        user = make_user()
        for _notice in range(number):
            make_notice(user, at=timezone.now())
        client = client_of(user)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/inbox/")
        counts.append(len(queries))

    assert counts[0] == counts[1] == counts[2]
