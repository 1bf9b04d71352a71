"""A conference is held at one unit and led by another: expert case 28 as the pages show it."""

from datetime import date

import pytest

from pacts.models import Conference
from tests.factories.units import grant, make_cluster, make_officer, make_unit, make_user, make_year
from tests.units.admin.browsing import verified_client
from tests.units.views.reading import signed_in
from units.models import Cluster


@pytest.fixture
def conference(db):
    """Cụm 9 of 2021: Đồng Nai leads, Bình Dương hosts the signing on 25/03/2021."""
    leader, host = make_unit("VKSND tỉnh Đồng Nai"), make_unit("VKSND tỉnh Bình Dương")
    cluster = make_cluster(make_year(2021), [leader, host], leader=leader, number=9)
    return Conference.objects.create(
        cluster=cluster, kind="launch_signing", held_on=date(2021, 3, 25), host_unit=host, place="Hội trường"
    )


def text_of(response):
    return " ".join(response.content.decode().split())


def test_case_28_the_page_of_the_cluster_names_the_host_and_the_lead_unit(conference):
    reader = signed_in(make_officer(make_unit()))

    response = reader.get(conference.cluster.get_absolute_url())

    assert response.context["lead"].short_name == "VKSND tỉnh Đồng Nai"
    assert "25/03/2021 · Host unit: VKSND tỉnh Bình Dương · Hội trường" in text_of(response)


def test_case_28_the_administration_names_both_too(conference):
    user = make_user()
    grant(user, "administrator", make_unit())

    response = verified_client(user).get(f"/admin/pacts/conference/{conference.pk}/change/")

    form = response.context["adminform"]
    shown = {
        field.field["name"]: field.contents()
        for fieldset in form
        for line in fieldset
        for field in line
        if field.is_readonly
    }
    assert shown == {"lead_units": "VKSND tỉnh Đồng Nai"}
    assert form.form["host_unit"].value() == conference.host_unit_id


def test_the_host_may_be_a_unit_of_no_cluster_and_the_lead_unit_unknown(conference):
    user = make_user()
    grant(user, "administrator", make_unit())
    Cluster.objects.get().leaderships.all().delete()

    response = verified_client(user).get(f"/admin/pacts/conference/{conference.pk}/change/")

    assert "no data yet" in text_of(response)
