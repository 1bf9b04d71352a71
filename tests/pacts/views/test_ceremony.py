"""The screen of the ceremony: who has signed, who signs now, what the witness says; cheap and never writing."""

from __future__ import annotations

import re
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pacts.enums import SigningOrder
from pacts.models import Conference
from pacts.queries.ceremony import ceremony
from pacts.services import conferences, declining, outside, witnessing
from pacts.services.freezing import Witness
from tests.factories.conferences import make_conference_scene
from tests.factories.pacts import at
from tests.factories.units import client_of, make_device

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Frozen, with a witness on the paper who is the witness of the conference too."""
    made = make_conference_scene()
    made.signing.draft()
    witness = Witness(made.witness.person, "Phó Viện trưởng", made.cluster.year.organiser)
    made.signing.freeze(witness=witness)
    made.conference = made.plan()
    return made


def browser(user):
    return client_of(user, make_device(user))


def states(scene, minute=30) -> list[str]:
    """The members in the order of the paper, the lead unit last."""
    scene.signing.pact.refresh_from_db()
    return [place.state for place in ceremony(scene.signing.pact, at(minute)).places]


def news(client, scene, tag=""):
    address = reverse("pact_ceremony_news", args=[scene.signing.pact.pk])
    return client.get(address, headers={"If-None-Match": tag} if tag else {})


def test_before_the_round_is_open_everybody_waits(scene):
    assert states(scene) == ["waits", "waits", "waits"]


def test_where_all_may_sign_in_any_order_it_is_nobodys_turn_in_particular(scene):
    scene.signing.open()
    scene.signing.sign(scene.signing.heads[1])

    assert states(scene) == ["signed", "waits", "waits"]


def test_one_after_the_other_the_next_one_signs_now(scene):
    scene.signing.open(order=SigningOrder.SEQUENTIAL)
    before = states(scene)
    scene.signing.sign(scene.signing.heads[1])

    assert (before, states(scene)) == (["now", "waits", "waits"], ["signed", "now", "waits"])


def test_members_sign_now_before_the_lead_unit(scene):
    scene.signing.open(order=SigningOrder.GROUPS)

    assert states(scene) == ["now", "now", "waits"]


def test_who_keeps_the_paper_signs_now_until_the_reservation_ends(scene):
    scene.signing.open()
    head = scene.signing.heads[2]
    outside.reserve(party=scene.signing.party(head), shown_sha256=scene.signing.shown, by=head, at=at(10))

    assert (states(scene, 11), states(scene, 40)) == (["waits", "now", "waits"], ["waits", "waits", "waits"])


def test_after_a_refusal_nobody_signs_now(scene):
    scene.signing.open(order=SigningOrder.SEQUENTIAL)
    head = scene.signing.heads[1]
    declining.decline(party=scene.signing.party(head), reason="Chưa thống nhất", by=head, at=at(10))

    assert states(scene) == ["declined", "waits", "waits"]


def test_case_26_the_witness_stands_on_the_screen_and_is_counted_among_nobody(scene):
    scene.signing.open()
    scene.signing.sign_all()
    scene.signing.pact.refresh_from_db()
    before = ceremony(scene.signing.pact, at(20))

    witnessing.confirm(conference=scene.conference, by=scene.witness, at=at(21))

    after = ceremony(scene.signing.pact, at(22))
    assert (before.signed, before.total, before.is_complete) == (3, 3, True)
    assert (before.witness.person, before.signed_witness.state) == (scene.witness.person, "now")
    assert (after.signed, after.total, after.conference.witnessed_at) == (3, 3, at(21))


def test_the_screen_says_name_capacity_time_and_the_word_of_the_witness(scene):
    scene.signing.open()
    scene.signing.sign_all()
    client = browser(scene.signing.heads[1])
    before = news(client, scene).content.decode()
    witnessing.confirm(conference=scene.conference, by=scene.witness, at=at(21))

    body = " ".join(news(client, scene).content.decode().split())

    assert "mời xác nhận" in before
    assert f'<p class="who">{scene.signing.heads[1].person}</p><p class="how">VIỆN TRƯỞNG</p>' in body
    assert "đã ký lúc 09:11:00" in body
    assert "đã chứng kiến, 09:21:00" in body
    assert "<strong>3/3</strong>" in body


def test_where_nothing_has_changed_nothing_is_sent_and_a_signature_is_news(scene):
    scene.signing.open()
    client = browser(scene.signing.leader)
    first = news(client, scene)

    same = news(client, scene, first["ETag"])
    scene.signing.sign(scene.signing.heads[1])
    other = news(client, scene, first["ETag"])

    assert (first.status_code, same.status_code, same.content, other.status_code) == (200, 304, b"", 200)
    assert other["ETag"] != first["ETag"]


def test_asking_writes_nothing_and_takes_little_time(scene):
    scene.signing.open()
    client = browser(scene.signing.leader)
    news(client, scene)

    with CaptureQueriesContext(connection) as captured:
        news(client, scene)
    asked = [row["sql"] for row in captured.captured_queries]
    spent = min(_seconds(client, scene) for _time in range(5))

    assert [sql for sql in asked if not sql.startswith("SELECT")] == []
    assert len(asked) == 15
    assert spent < 0.2  # of processor time, on any machine; measured: 0.035 on a busy one


def _seconds(client, scene) -> float:
    start = time.process_time()
    news(client, scene)
    return time.process_time() - start


def test_who_does_not_see_the_pact_does_not_see_the_screen(scene):
    scene.signing.open()
    stranger, member = browser(scene.signing.outsider), browser(scene.signing.heads[1])
    page = reverse("pact_ceremony", args=[scene.signing.pact.pk])

    assert [one.get(page).status_code for one in (stranger, member)] == [404, 200]
    assert [news(one, scene).status_code for one in (stranger, member)] == [404, 200]


def test_the_witness_finds_the_button_presses_it_and_others_are_refused(scene):
    scene.signing.open()
    page = reverse("conference_witness", args=[scene.conference.pk])
    witness, head = browser(scene.witness), browser(scene.signing.heads[1])
    early = witness.post(page)
    waiting = Conference.objects.get().witnessed_at
    scene.signing.sign_all()

    shown = witness.get(scene.conference.get_absolute_url()).context["may_witness"]
    refused = head.post(page)
    done = witness.post(page)

    assert (early.status_code, waiting, shown) == (302, None, True)
    assert (refused.status_code, done.status_code) == (403, 302)
    assert Conference.objects.get().witnessed_by == scene.witness


# --- a witness whom only the conference names


@pytest.fixture
def named():
    """The paper names no witness; the conference does."""
    made = make_conference_scene()
    made.signing.ready()
    made.conference = made.plan()
    return made


def test_a_witness_whom_only_the_conference_names_reads_the_pact_follows_the_screen_and_confirms(named):
    witness, pact = browser(named.witness), named.signing.pact
    before = witness.get(named.conference.get_absolute_url()).content.decode()
    named.signing.sign_all()
    addresses = [
        pact.get_absolute_url(),
        reverse("pact_ceremony", args=[pact.pk]),
        reverse("pact_ceremony_news", args=[pact.pk]),
        pact.paper.get_absolute_url(),
    ]

    shown = [witness.get(address).status_code for address in addresses]
    page = witness.get(named.conference.get_absolute_url()).content.decode()
    witness.post(reverse("conference_witness", args=[named.conference.pk]))

    address = reverse("conference_witness", args=[named.conference.pk])
    assert shown == [200, 200, 200, 200]
    assert "Khi các bên đã ký đủ" in before
    assert [address in before, address in page] == [True, True]
    assert Conference.objects.get().witnessed_by == named.witness


def test_such_a_witness_only_reads_and_sees_no_other_pact(named):
    witness, pact = browser(named.witness), named.signing.pact
    named.signing.sign_all()
    named.signing.amend()
    other = make_conference_scene(certificates=False).signing.draft()

    codes = [
        witness.post(reverse("pact_remind", args=[pact.pk])).status_code,
        witness.get(named.signing.pact.get_absolute_url()).status_code,
        witness.get(other.get_absolute_url()).status_code,
    ]

    assert named.signing.pact.amends == pact
    assert codes == [403, 404, 404]


def test_when_the_launch_is_called_off_its_witness_sees_the_pact_no_more(named):
    witness, page = browser(named.witness), reverse("pact_ceremony", args=[named.signing.pact.pk])
    before = witness.get(page).status_code

    conferences.call_off(conference=named.conference, reason="Bão số 6", by=named.officer, at=at(5))

    assert (before, witness.get(page).status_code) == (200, 404)
    assert witness.get(named.conference.get_absolute_url()).context["may_witness"] is False


# --- an amendment is signed later


def test_the_screen_of_an_amendment_is_called_so_and_says_nothing_of_the_witness_of_the_launch(named):
    named.signing.sign_all()
    witnessing.confirm(conference=named.conference, by=named.witness, at=at(21))
    amendment = named.signing.amend()
    client = browser(named.signing.leader)

    shown = client.get(reverse("pact_ceremony", args=[amendment.pk]))
    with CaptureQueriesContext(connection) as captured:
        followed = client.get(reverse("pact_ceremony_news", args=[amendment.pk])).content.decode()

    body = shown.content.decode()
    assert f"<h1>Lễ ký Phụ lục sửa đổi, bổ sung Giao ước thi đua năm {named.cluster.year.year}</h1>" in body
    assert ("Mẫu Chứng" in body, "Mẫu Chứng" in followed) == (False, False)
    assert shown.context["shown"].conference is None
    assert len(captured) <= 15


# --- the line that is read out


def latest(client, scene) -> str:
    body = client.get(reverse("pact_ceremony", args=[scene.signing.pact.pk])).content.decode()
    return re.search(r'<p id="latest" role="status">(.*?)</p>', body).group(1)


def test_one_line_says_who_was_the_last_and_the_rest_of_the_screen_is_not_read_out_anew(scene):
    scene.signing.open()
    client = browser(scene.signing.leader)
    before = latest(client, scene)
    scene.signing.sign(scene.signing.heads[2], minute=11)
    first = latest(client, scene)
    scene.signing.sign(scene.signing.heads[1], minute=12)

    body = news(client, scene).content.decode()
    unit = scene.signing.units[1].short_name
    assert (before, first) == ("", f"Mới nhất: {scene.signing.units[2].short_name} đã ký lúc 09:11:00, 1/3")
    assert f'data-latest="Mới nhất: {unit} đã ký lúc 09:12:00, 2/3"' in body
    assert re.findall(r'<li class="signed latest">\s*<h2>(.*?)</h2>', body) == [unit]
    assert (
        "aria-live" not in client.get(reverse("pact_ceremony", args=[scene.signing.pact.pk])).content.decode()
    )


def test_the_line_says_that_a_unit_has_declined_and_calls_a_witness_by_name(scene):
    scene.signing.open()
    head, client = scene.signing.heads[1], browser(scene.signing.leader)
    party = scene.signing.party(head)
    declining.decline(party=party, reason="Chưa thống nhất", by=head, at=at(10))
    declined = latest(client, scene)
    party.refresh_from_db()
    declining.take_back(party=party, by=head, at=at(11))
    scene.signing.sign_all()
    scene.signing.sign(scene.witness, minute=20)

    assert declined == f"Mới nhất: {scene.signing.units[1].short_name} từ chối ký, 0/3"
    assert latest(client, scene) == "Mới nhất: Hoàng Thị Mẫu Chứng đã ký lúc 09:20:00, 3/3"
