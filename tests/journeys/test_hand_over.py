"""Expert case 76 over HTTP: the year is handed over, and the rights with it, on the day of the hand-over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pacts.models import Pact
from tests.factories.units import (
    client_of,
    grant,
    head_of,
    make_cluster,
    make_officer,
    make_unit,
    make_user,
    make_year,
)
from tests.units.admin.browsing import form_fields, verified_client
from units.models import Cluster, EmulationYear, Unit
from units.permissions import check_acts_for_lead_unit, check_heads_cluster, passes

pytestmark = pytest.mark.django_db


class HandOver:
    """Bình Định leads last year's Cụm 8 and Quảng Ngãi is deputy; this year is opened from that one."""

    def __init__(self):
        self.today = timezone.localdate()
        self.old, self.new, self.third = (
            make_unit(f"VKSND tỉnh {name}") for name in ("Bình Định", "Quảng Ngãi", "Phú Yên")
        )
        year = make_year(self.today.year - 1)
        units = [self.old, self.new, self.third]
        self.last = make_cluster(year, units, leader=self.old, deputy=self.new)
        self.heads = {unit.pk: head_of(unit) for unit in units}
        self.officers = {unit.pk: make_officer(unit) for unit in units}

    def open(self, handed_over_on: date) -> Cluster:
        """An administrator confirms the proposal with this day of hand-over."""
        user = make_user()
        grant(user, "administrator", self.old)
        desk = verified_client(user)
        url = reverse("admin:units_emulationyear_open", args=[self.last.year_id])
        page = desk.get(url).context["page"]
        data = {"fingerprint": page.offered.fingerprint, **form_fields(page.form)}
        data |= {"ends_on": f"{date(self.today.year, 12, 31):%d/%m/%Y}"}
        for form in page.clusters[0].forms:
            data |= form_fields(form)
        data[f"c{self.last.pk}-handed_over_on"] = f"{handed_over_on:%d/%m/%Y}"
        assert desk.post(url, data).status_code == 302
        return EmulationYear.objects.get(year=self.today.year).clusters.get()

    def starts_a_pact(self, unit: Unit, cluster: Cluster) -> int:
        """What the officer of the unit is answered who wants to draft the cluster's pact."""
        url = reverse("pact_start", args=[cluster.pk])
        return client_of(self.officers[unit.pk]).post(url).status_code

    def may(self, unit: Unit, cluster: Cluster, on: date) -> tuple[bool, bool]:
        """Whether its officer acts for the lead unit, and its head heads the cluster, on the day."""
        officer, head = self.officers[unit.pk], self.heads[unit.pk]
        return (
            passes(check_acts_for_lead_unit, officer, cluster, on),
            passes(check_heads_cluster, head, cluster, on),
        )


def test_case_76_after_the_hand_over_the_new_lead_unit_leads_and_the_old_one_is_a_member():
    case = HandOver()

    cluster = case.open(case.today)

    assert case.starts_a_pact(case.old, cluster) == 403
    assert case.starts_a_pact(case.third, cluster) == 403
    assert not Pact.objects.exists()
    assert case.starts_a_pact(case.new, cluster) == 302
    assert Pact.objects.get().cluster == cluster


def test_case_76_before_the_hand_over_nobody_leads_the_new_cluster():
    case = HandOver()

    cluster = case.open(case.today + timedelta(days=1))

    assert case.starts_a_pact(case.new, cluster) == 403
    assert case.starts_a_pact(case.old, cluster) == 403
    assert case.starts_a_pact(case.old, case.last) == 302


def test_case_76_the_old_lead_unit_reads_the_new_cluster_as_a_member():
    case = HandOver()
    cluster = case.open(case.today)
    member = client_of(case.officers[case.old.pk])

    page = member.get(cluster.get_absolute_url())
    started = member.post(
        reverse("registration_start"), {"membership": cluster.memberships.get(unit=case.old).pk}
    )

    assert (page.status_code, page.context["lead"].unit) == (200, case.new)
    assert started.status_code == 302
    assert member.get(reverse("registration_rollup", args=[cluster.pk])).status_code == 404


def test_case_76_each_day_asks_anew_who_leads():
    case = HandOver()
    day = case.today
    cluster = case.open(day)
    eve = day - timedelta(days=1)

    assert [case.may(case.old, case.last, on) for on in (eve, day)] == [(True, True), (False, False)]
    assert [case.may(case.new, cluster, on) for on in (eve, day)] == [(False, False), (True, True)]
    assert [case.may(case.old, cluster, on) for on in (eve, day)] == [(False, False)] * 2
    assert [case.may(case.new, case.last, on) for on in (eve, day)] == [(False, False)] * 2
