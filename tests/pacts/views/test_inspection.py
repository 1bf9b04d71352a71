"""The inspector's report on a draft, and the freeze that it refuses."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from pacts.models import LegalBasis
from tests.pacts.views.test_pages import browser, freeze, page, scene  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def cite(pact, citation):
    return LegalBasis.objects.create(pact=pact, citation=citation, position=1)


def test_a_draft_without_its_place_is_told_so_and_one_with_it_is_right(scene):  # noqa: F811
    client = browser(scene.leader)
    scene.pact.legal_bases.all().delete()

    without = words(page(client, "pact_inspection", scene.pact.pk))
    scene.pact.place = "Bình Định"
    scene.pact.save()
    with_place = words(page(client, "pact_inspection", scene.pact.pk))

    assert "1 lỗi thể thức cần sửa trước khi chốt" in without
    assert "Trang 1 Chưa ghi địa danh trước ngày, tháng, năm." in without
    assert "Đúng thể thức" in with_place


def test_case_31_a_law_cited_with_its_number_is_refused_at_the_freeze(scene):  # noqa: F811
    client = browser(scene.leader)
    scene.pact.legal_bases.all().delete()
    cite(scene.pact, "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15")

    response = freeze(client, scene.pact)

    scene.pact.refresh_from_db()
    assert (response.status_code, scene.pact.status) == (422, "draft")
    assert "luật, pháp lệnh chỉ ghi tên, không ghi số" in words(response)


def test_a_frozen_pact_has_no_draft_to_inspect(scene):  # noqa: F811
    client = browser(scene.leader)
    freeze(client, scene.pact)

    response = client.get(reverse("pact_inspection", args=[scene.pact.pk]))

    assert response.status_code == 404
