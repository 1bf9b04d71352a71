"""The main job over HTTP, without a browser: the same way on both databases."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from awards.models import AwardType, Nomination, Registration, RegistrationItem
from pacts.models import Pact, PaperFile, PaperRevision
from units.models import Cluster, ClusterMembership
from units.queries.rehearsal import code_of
from units.services import sample_accounts

pytestmark = pytest.mark.django_db

HEADS = ("thanhbinh", "minhgiang", "anphong", "lochai", "dongthinh", "vankhe")


@pytest.fixture
def enter():
    """Somebody of the rehearsal logs in with everything that the page asks for."""
    call_command("load_sample_data", verbosity=0)
    accounts = {account.username: account for account in sample_accounts.accounts()}

    def log_in(username: str) -> Client:
        client, account = Client(), accounts[username]
        client.post(reverse("log_in"), {"username": username, "password": account.password})
        if account.totp_secret:
            device = TOTPDevice.objects.get(user__username=username)
            client.post(reverse("second_factor"), {"code": code_of(device, timezone.now())})
        client.account = account
        return client

    return log_in


def post(client: Client, route: str, *keys: object, **data: object) -> str:
    """What a person sees after the form was taken: the page that follows."""
    response = client.post(reverse(route, args=keys), data, follow=True)
    assert (response.status_code, bool(response.redirect_chain)) == (200, True), response.content.decode()
    return response.content.decode()


def cluster() -> Cluster:
    return Cluster.objects.get(year__is_rehearsal=True, year__year=timezone.localdate().year)


def test_registrations_go_from_the_officer_to_the_lead_unit_and_back(enter):
    officer, head, leader = enter("canbo.lochai"), enter("vientruong.lochai"), enter("canbo.thanhbinh")
    membership = ClusterMembership.objects.get(cluster=cluster(), unit__code="DT-LOCHAI")
    post(officer, "registration_start", membership=membership.pk)
    registration = Registration.objects.get(cluster=cluster(), unit=membership.unit)
    page = officer.get(registration.get_absolute_url()).content.decode()
    row = re.findall(r'name="row" value="(person-\d+)"', page)[0]
    title = AwardType.objects.get(code="LDTT")

    sent = {"edit_number": registration.edit_number, "row": row, f"{row}-title": title.pk}
    post(officer, "registration_save", registration.pk, then="send_to_head", **sent)
    registration.refresh_from_db()
    post(head, "registration_submit", registration.pk, edit_number=registration.edit_number)
    post(leader, "registration_return", registration.pk, reason="Bổ sung tập thể.")
    task = officer.get(reverse("home")).content.decode()
    post(officer, "registration_send_to_head", registration.pk)
    post(head, "registration_submit", registration.pk)
    post(leader, "registration_accept", registration.pk)

    registration.refresh_from_db()
    assert "Bổ sung tập thể." in task
    assert registration.status == "accepted"
    assert [item.title for item in registration.items.all()] == [title]


def test_a_pact_is_drafted_frozen_signed_by_all_and_checked(enter):
    leader = enter("vientruong.thanhbinh")
    pact = Pact.objects.get(cluster=cluster())
    post(
        leader, "clause_new", pact.pk, edit_number=pact.edit_number, heading="Chuyển đổi số", body="Đủ 100%."
    )
    pact.refresh_from_db()
    day = f"{timezone.localdate():%d/%m/%Y}"
    post(leader, "pact_freeze", pact.pk, edit_number=pact.edit_number, place="Thanh Bình", dated_on=day)
    post(leader, "pact_open", pact.pk)
    shown = PaperRevision.objects.get(paper__pact=pact, sequence=0).sha256

    boards = []
    for unit in HEADS:
        head = enter(f"vientruong.{unit}")
        given = {"shown_sha256": shown, "request_key": uuid4()}
        refused = head.post(reverse("pact_sign", args=[pact.pk]), {**given, "pin": "135790246813"})
        assert refused.status_code == 422
        boards.append(post(head, "pact_sign", pact.pk, pin=head.account.pin, **given))

    pact.refresh_from_db()
    assert [f"{number}/6" in board for number, board in enumerate(boards, start=1)] == [True] * 6
    assert pact.status == "in_force"
    data = bytes(PaperFile.objects.get(paper=pact.paper).content)
    assert leader.get(reverse("paper_file", args=[pact.paper_id])).content == data
    assert verdict(data) == "valid"
    assert verdict(data[:2000] + bytes([data[2000] ^ 1]) + data[2001:]) == "invalid"


def verdict(data: bytes) -> str:
    file = SimpleUploadedFile("giao-uoc.pdf", data, "application/pdf")
    return Client().post(reverse("check"), {"file": file}).context["check"].verdict


def test_an_accepted_title_is_nominated_judged_and_sent_in_a_letter(enter):
    officer = enter("canbo.minhgiang")
    item = RegistrationItem.objects.get(registration__cluster=cluster(), person__staff_number="DT-0012")
    post(officer, "nomination_make", item=item.pk)
    nomination = Nomination.objects.get(item=item)
    facts = {"quality_grade": "good", "absence_months": "0", "discipline": "none", "open_case": "no"}

    judged = post(officer, "nomination_facts", nomination.pk, **facts)
    letter = post(
        officer,
        "nomination_letter",
        item.registration_id,
        nomination=nomination.pk,
        request_key=uuid4(),
    )

    nomination.refresh_from_db()
    assert nomination.screenings.get().verdict == "eligible"
    assert "Điều 24 Luật Thi đua, khen thưởng" in judged
    assert nomination.status == "submitted"
    assert "Tờ trình" in letter
    assert bytes(PaperFile.objects.get(paper=nomination.submission.paper).content).startswith(b"%PDF-")
