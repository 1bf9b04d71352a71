"""Amending over HTTP: begun on the page of the pact, changed in the editor, signed, read as one text."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django_otp.plugins.otp_totp.models import TOTPDevice

from pacts.enums import PactStatus
from pacts.models import Pact, Target
from pacts.services import freezing, rounds, starting
from tests.factories.pacts import PIN, make_signing_scene, sign_by_hand
from tests.factories.texts import write_text
from tests.factories.units import client_of, make_device
from units.models import EmulationYear

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """A pact in force since yesterday; its members can sign with their keys."""
    made = make_signing_scene(2)
    EmulationYear.objects.update(year=timezone.localdate().year)
    yesterday = timezone.now() - timedelta(days=1)
    made.pact = starting.start(cluster=made.cluster, by=made.leader, at=yesterday)
    write_text(made.pact)
    made.pact = freezing.freeze(
        pact=made.pact, place="Bình Định", dated_on=localdate(yesterday), edit_number=0, by=made.leader, at=yesterday,
    )  # fmt: skip
    made.pact = rounds.open_signing(pact=made.pact, by=made.leader, at=yesterday)
    made.original = sign_by_hand(made.pact, made.officer, yesterday)
    return made


def browser(user) -> Client:
    """Logged in with a second factor, which heads need."""
    return client_of(user, TOTPDevice.objects.filter(user=user).first() or make_device(user))


def post(user, name, pact, **data):
    return browser(user).post(reverse(name, args=[pact.pk]), data)


def page(user, pact, name="pact", **query):
    return browser(user).get(reverse(name, args=[pact.pk]), query)


def words(response) -> str:
    """What the page says, without its marks."""
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_case_27_over_http(scene):
    begun = post(scene.officer, "pact_amend", scene.original)
    amendment = Pact.objects.get(amends=scene.original)
    target = Target.objects.get(clause__pact=amendment, code="NV01")
    url = reverse("target", args=[amendment.pk, target.clause_id, target.pk])
    values = dict(browser(scene.officer).get(url).context["form"].initial)
    browser(scene.officer).post(url, {**values, "value": "92"})
    amendment.refresh_from_db()
    day = f"{timezone.localdate():%d/%m/%Y}"
    post(
        scene.leader, "pact_freeze", amendment, place="Bình Định", dated_on=day,
        edit_number=amendment.edit_number,
    )  # fmt: skip
    post(scene.leader, "pact_open", amendment, order="parallel")
    amendment.refresh_from_db()
    for head in scene.heads:
        shown = amendment.paper.revisions.get(sequence=0).sha256
        post(head, "pact_sign", amendment, shown_sha256=shown, request_key=uuid.uuid4(), pin=PIN)

    amendment.refresh_from_db()
    assert begun.url == reverse("pact_edit", args=[amendment.pk])
    assert (amendment.status, scene.original.status) == (PactStatus.IN_FORCE, PactStatus.IN_FORCE)
    today = words(page(scene.heads[1], scene.original, "pact_consolidated"))
    assert f"sửa đổi theo Phụ lục ngày {day}" in today
    assert "từ 92 % trở lên" in today
    yesterday = f"{timezone.localdate() - timedelta(days=1):%d/%m/%Y}"
    then = words(page(scene.heads[1], scene.original, "pact_consolidated", on=yesterday))
    assert "từ 90 % trở lên" in then
    assert "Phụ lục ngày" not in then
    signed = words(page(scene.heads[1], scene.original))
    assert "từ 90 % trở lên" in signed
    assert "Đọc nội dung đang có hiệu lực" in signed


def test_the_page_of_the_pact_offers_it_to_the_lead_unit_only_and_only_once(scene):
    before = [page(user, scene.original).context["may_amend"] for user in (scene.officer, scene.heads[1])]

    post(scene.officer, "pact_amend", scene.original)

    assert before == [True, False]
    assert page(scene.officer, scene.original).context["may_amend"] is False


def test_a_double_click_is_one_amendment(scene):
    first, second = (post(scene.officer, "pact_amend", scene.original) for _click in range(2))

    assert first.url == second.url
    assert Pact.objects.filter(amends=scene.original).count() == 1


def test_others_are_refused_and_strangers_find_nothing(scene):
    codes = [
        post(user, "pact_amend", scene.original).status_code for user in (scene.heads[1], scene.outsider)
    ]

    assert codes == [403, 404]
    assert page(scene.outsider, scene.original, "pact_consolidated").status_code == 404
    assert not Pact.objects.filter(amends=scene.original).exists()


def test_looking_begins_nothing(scene):
    response = page(scene.officer, scene.original, "pact_amend")

    assert (response.status_code, Pact.objects.count()) == (405, 1)


def test_a_pact_that_is_not_in_force_says_why_it_is_not_amended(scene):
    Pact.objects.filter(pk=scene.original.pk).update(
        status=PactStatus.VOID, in_force_at=None, in_force_on=None
    )

    response = browser(scene.officer).post(reverse("pact_amend", args=[scene.original.pk]), follow=True)

    assert "Chỉ sửa đổi, bổ sung được giao ước đang có hiệu lực" in response.content.decode()
    assert not Pact.objects.filter(amends=scene.original).exists()


def test_the_page_of_the_amendment_says_what_it_amends_and_compares_with_it(scene):
    post(scene.officer, "pact_amend", scene.original)
    amendment = Pact.objects.get(amends=scene.original)
    Target.objects.filter(clause__pact=amendment, code="NV01").update(value=92)

    shown, compared = page(scene.heads[1], amendment), page(scene.heads[1], amendment, "pact_compare")

    assert f"Sửa đổi, bổ sung: {scene.original}" in words(shown)
    assert "từ 90 % trở lên sửa thành từ 92 % trở lên" in words(shown)
    assert compared.context["compared"].older.key == f"pact-{scene.original.pk}"


def test_the_address_of_an_amendment_leads_to_the_text_of_its_pact(scene):
    post(scene.officer, "pact_amend", scene.original)
    amendment = Pact.objects.get(amends=scene.original)

    response = page(scene.officer, amendment, "pact_consolidated")

    assert response.url == reverse("pact_consolidated", args=[scene.original.pk])


def test_a_day_on_which_nothing_can_be_said_is_explained(scene):
    tomorrow = f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"

    response = page(scene.officer, scene.original, "pact_consolidated", on=tomorrow)

    assert response.context["form"].day == timezone.localdate()
    assert f"Chỉ xem được đến ngày {timezone.localdate():%d/%m/%Y}" in words(response)
