"""The pages of pacts over HTTP: the way through once, and each refusal once."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from pacts.enums import PactStatus
from pacts.models import Credential, Pact, PactClause, Signature
from pacts.services import starting
from tests.factories.pacts import PIN, make_signing_scene
from tests.factories.units import client_of, make_device
from units.models import EmulationYear

pytestmark = pytest.mark.django_db


def browser(user):
    return client_of(user, make_device(user))


@pytest.fixture
def scene():
    """A scene whose days are today's, since pages read the clock."""
    made = make_signing_scene(2)
    start = timezone.now() - timedelta(days=1)
    Credential.objects.update(not_before=start, not_after=start + timedelta(days=365))
    EmulationYear.objects.update(year=timezone.localdate().year)
    made.pact = starting.start(cluster=made.cluster, by=made.leader, at=timezone.now())
    return made


def page(client, name, *args):
    return client.get(reverse(name, args=args))


def post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data)


def freeze(client, pact):
    pact.refresh_from_db()
    return post(
        client,
        "pact_freeze",
        pact.pk,
        edit_number=pact.edit_number,
        place="Bình Định",
        dated_on=f"{timezone.localdate():%d/%m/%Y}",
    )


def sign(client, pact, pin=PIN, **data):
    shown = pact.paper.revisions.get(sequence=0).sha256
    values = {"shown_sha256": shown, "request_key": uuid.uuid4(), "pin": pin, **data}
    return post(client, "pact_sign", pact.pk, **values)


def without_token(answer) -> str:
    """The page less what is the visitor's own: the token and the address asked for."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return text.replace(answer.wsgi_request.path, "")


def test_the_lead_unit_edits_freezes_opens_and_the_heads_sign(scene):
    lead, member = browser(scene.leader), browser(scene.heads[1])
    clause = scene.pact.clauses.first()
    post(lead, "clause", scene.pact.pk, clause.pk, edit_number=0, heading="Chính trị", body="Một\nHai")
    post(
        lead, "target_new", scene.pact.pk, clause.pk,
        edit_number=1, code="NV01", text="Tỷ lệ", comparator="ge", value="92,5", unit_of_measure="%",
    )  # fmt: skip
    freeze(lead, scene.pact)
    post(lead, "pact_open", scene.pact.pk)
    scene.pact.refresh_from_db()

    sign(lead, scene.pact)
    answer = sign(member, scene.pact)

    scene.pact.refresh_from_db()
    assert answer.status_code == 302
    assert scene.pact.status == PactStatus.IN_FORCE
    assert str(clause.targets.get().value) == "92.50"
    assert scene.pact.dated_on == timezone.localdate()


def test_a_draft_that_changed_is_shown_anew_and_then_frozen_as_shown(scene):
    lead = browser(scene.leader)
    seen = {"place": "Bình Định", "dated_on": f"{timezone.localdate():%d/%m/%Y}", "edit_number": 0}
    Pact.objects.filter(pk=scene.pact.pk).update(motto="Đồng nghiệp vừa sửa", edit_number=7)

    refused = post(lead, "pact_freeze", scene.pact.pk, **seen)
    shown = refused.content.decode()
    again = post(
        lead,
        "pact_freeze",
        scene.pact.pk,
        **seen | {"edit_number": refused.context["form"]["edit_number"].value()},
    )

    scene.pact.refresh_from_db()
    assert (refused.status_code, again.status_code) == (422, 302)
    assert "Đồng nghiệp vừa sửa" in shown
    assert scene.pact.status == PactStatus.FROZEN


def test_a_pin_that_is_too_short_is_a_slip_and_costs_no_try(scene):
    lead = browser(scene.leader)
    freeze(lead, scene.pact)
    post(lead, "pact_open", scene.pact.pk)
    scene.pact.refresh_from_db()

    answer = sign(lead, scene.pact, pin="12")

    assert answer.status_code == 422
    assert Credential.objects.get(person=scene.leader.person).failed_pins == 0


def test_the_sign_page_shows_the_pictures_of_the_frozen_pages_and_the_hash(scene):
    lead = browser(scene.leader)
    freeze(lead, scene.pact)
    post(lead, "pact_open", scene.pact.pk)
    scene.pact.refresh_from_db()

    answer = page(lead, "pact_sign", scene.pact.pk)

    html = answer.content.decode()
    pictures = [
        reverse("paper_page", args=[scene.pact.paper_id, n + 1]) for n in range(scene.pact.paper.page_count)
    ]
    assert all(picture in html for picture in pictures)
    assert scene.pact.paper.revisions.get(sequence=0).sha256 in html
    assert page(lead, "paper_page", scene.pact.paper_id, 1).content.startswith(b"\x89PNG")


def test_a_wrong_pin_comes_back_at_its_field_and_the_pin_is_not_echoed(scene):
    lead = browser(scene.leader)
    freeze(lead, scene.pact)
    post(lead, "pact_open", scene.pact.pk)
    scene.pact.refresh_from_db()

    answer = sign(lead, scene.pact, pin="864209")

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["pin"]
    assert b"864209" not in answer.content


def test_declining_without_a_reason_is_refused_at_the_field(scene):
    lead = browser(scene.leader)
    freeze(lead, scene.pact)
    post(lead, "pact_open", scene.pact.pk)

    answer = post(lead, "pact_decline", scene.pact.pk, **{"decline-reason": ""})

    assert answer.status_code == 422
    assert list(answer.context["decline_form"].errors) == ["reason"]
    assert Signature.objects.count() == 0


def test_a_decline_is_shown_on_the_board_with_its_reason(scene):
    lead = browser(scene.leader)
    freeze(lead, scene.pact)
    post(lead, "pact_open", scene.pact.pk)

    post(lead, "pact_decline", scene.pact.pk, **{"decline-reason": "Chỉ tiêu quá cao"})

    assert "Chỉ tiêu quá cao" in page(lead, "pact_board", scene.pact.pk).content.decode()


def test_a_stale_tab_keeps_what_was_typed(scene):
    lead = browser(scene.leader)
    clause = scene.pact.clauses.first()
    post(lead, "clause", scene.pact.pk, clause.pk, edit_number=0, heading="Một", body="x")

    answer = post(lead, "clause", scene.pact.pk, clause.pk, edit_number=0, heading="Hai", body="của tôi")

    clause.refresh_from_db()
    assert answer.status_code == 422
    assert "của tôi" in answer.content.decode()
    assert clause.heading == "Một"


def test_a_clause_of_another_pact_cannot_be_reached_through_mine(scene):
    other = make_signing_scene(2, certificates=False)
    theirs = other.draft().clauses.first()
    lead = browser(scene.leader)

    answer = post(lead, "clause", scene.pact.pk, theirs.pk, edit_number=0, heading="x", body="x")

    assert answer.status_code == 404
    assert PactClause.objects.get(pk=theirs.pk).heading == theirs.heading


@pytest.mark.parametrize("name", ["pact", "pact_board", "pact_edit", "pact_sign", "pact_preview"])
def test_a_pact_of_another_cluster_is_as_missing_as_none(scene, name):
    stranger = browser(scene.outsider)

    foreign, missing = page(stranger, name, scene.pact.pk), page(stranger, name, 999_999)

    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert without_token(foreign) == without_token(missing)


def test_a_paper_of_another_cluster_is_as_missing_as_none(scene):
    freeze(browser(scene.leader), scene.pact)
    scene.pact.refresh_from_db()
    stranger = browser(scene.outsider)

    answers = [page(stranger, name, scene.pact.paper_id).status_code for name in ("paper", "paper_file")]

    assert answers == [404, 404]


def test_a_member_head_may_not_freeze(scene):
    answer = freeze(browser(scene.heads[1]), scene.pact)

    scene.pact.refresh_from_db()
    assert answer.status_code == 403
    assert scene.pact.status == PactStatus.DRAFT


def test_freezing_twice_leaves_one_paper_and_a_sentence(scene):
    lead = browser(scene.leader)
    freeze(lead, scene.pact)

    answer = freeze(lead, scene.pact)

    assert answer.status_code == 422
    assert Pact.objects.exclude(paper=None).count() == 1


def test_a_download_is_an_attachment_that_can_do_nothing(scene):
    lead = browser(scene.leader)
    freeze(lead, scene.pact)
    scene.pact.refresh_from_db()

    answer = page(lead, "paper_file", scene.pact.paper_id)

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith('attachment; filename="giao-uoc-thi-dua')
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_downloading_an_issued_paper_renders_nothing(scene, monkeypatch):
    lead = browser(scene.leader)
    freeze(lead, scene.pact)
    scene.pact.refresh_from_db()
    stored = bytes(scene.pact.paper.file.content)
    import weasyprint  # noqa: PLC0415 - only to see that it is left alone

    monkeypatch.delattr(weasyprint.HTML, "render")

    assert page(lead, "paper_file", scene.pact.paper_id).content == stored


def test_anyone_may_check_a_file_without_logging_in(client):
    upload = SimpleUploadedFile("x.pdf", b"not a pdf", content_type="application/pdf")

    answer = client.post(reverse("check"), {"file": upload})

    assert answer.status_code == 200
    assert answer.context["check"].verdict == "indeterminate"


def test_a_file_over_the_limit_is_refused_at_the_field(client, settings):
    settings.CHECK_MAX_BYTES = 10
    upload = SimpleUploadedFile("x.pdf", b"%PDF-1.7 too long", content_type="application/pdf")

    answer = client.post(reverse("check"), {"file": upload})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])


def test_a_head_without_certificate_is_led_to_choose_a_pin_first():
    made = make_signing_scene(2, certificates=False)
    client = browser(made.leader)

    first = page(client, "home")
    post(client, "credential_setup", pin=PIN, again=PIN)
    second = page(client, "home")

    assert (first.status_code, first.url) == (302, reverse("credential_setup") + "?next=%2F")
    assert second.status_code == 200
    assert Credential.objects.filter(person=made.leader.person, revoked_at=None).count() == 1


def test_two_different_pins_are_told_apart_at_the_field():
    made = make_signing_scene(2, certificates=False)
    client = browser(made.leader)

    answer = post(client, "credential_setup", pin=PIN, again="975310")

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["again"])
    assert Credential.objects.count() == 0


def test_a_new_version_of_a_pact_that_is_not_void_is_refused_with_a_sentence(scene):
    answer = browser(scene.leader).post(reverse("pact_start_again", args=[scene.pact.pk]), follow=True)

    assert answer.redirect_chain == [(reverse("pact", args=[scene.pact.pk]), 302)]
    assert "Chỉ lập được phiên bản mới sau khi phiên bản trước đã hủy." in answer.content.decode()
    assert Pact.objects.filter(cluster=scene.cluster).count() == 1
