"""Headers of every response, and doors that stay shut until an account is complete."""

import pytest
from django.test import Client

from tests.factories.units import client_of, head_of, make_device, make_officer, make_unit, make_user
from units.middleware import PERMISSIONS_POLICY

pytestmark = pytest.mark.django_db
ON_EVERYTHING = {
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


@pytest.mark.parametrize("path", ["/log-in/", "/", "/nothing/", "/admin/", "/check/", "/account/link/a/b/"])
def test_every_response_carries_every_header(path):
    response = Client().get(path)

    assert {name: response.headers.get(name) for name in ON_EVERYTHING} == ON_EVERYTHING
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/inbox/", "/account/", "/nothing/"])
def test_pages_for_one_person_are_stored_nowhere(path):
    response = client_of(make_user()).get(path)

    assert {"no-store", "private"} <= set(response["Cache-Control"].replace(" ", "").split(","))


@pytest.mark.parametrize("path", ["/", "/inbox/", "/clusters/", "/pacts/", "/registrations/"])
def test_a_head_without_second_factor_gets_no_further_than_registering_one(path):
    response = client_of(head_of(make_unit())).get(path)

    assert response["Location"].startswith("/account/totp/")


def test_a_form_sent_by_an_account_that_is_not_complete_is_not_carried_out():
    head = head_of(make_unit())
    make_device(head)

    response = client_of(head).post("/inbox/read/")

    assert response["Location"] == "/second-factor/"


def test_a_device_of_somebody_else_opens_nothing():
    head, other = head_of(make_unit()), head_of(make_unit())
    make_device(head)

    response = client_of(head, make_device(other)).get("/inbox/")

    assert response["Location"].startswith("/second-factor/")


def test_a_session_loses_its_rights_with_the_second_factor_that_was_reset():
    head = head_of(make_unit())
    device = make_device(head)
    client = client_of(head, device)
    device.delete()

    assert client.get("/inbox/")["Location"].startswith("/account/totp/")


def test_an_officer_who_becomes_head_must_register_a_second_factor_at_once():
    from tests.factories.units import appoint  # noqa: PLC0415 - the one act of this test

    unit = make_unit()
    officer = make_officer(unit)
    client = client_of(officer)
    before = client.get("/inbox/").status_code
    appoint(officer.person, unit)

    assert (before, client.get("/inbox/").status_code) == (200, 302)


def test_an_account_that_is_closed_is_out_at_the_next_click():
    user = make_user()
    client = client_of(user)
    user.is_active = False
    user.save()

    assert client.get("/")["Location"] == "/log-in/?next=/"
