"""Refusals: each has a sentence, the right status and the headers of every page."""

import pytest
from django.test import Client

from tests.factories.units import client_of, make_user

pytestmark = pytest.mark.django_db


def test_a_page_that_does_not_exist_says_so_to_strangers_and_members():
    assert [Client().get("/nothing/").status_code, client_of(make_user()).get("/nothing/").status_code] == [
        404, 404,
    ]  # fmt: skip


def test_a_form_that_is_too_old_is_told_so():
    response = Client(enforce_csrf_checks=True).post("/log-in/", {})

    assert response.status_code == 403
    assert [template.name for template in response.templates][0] == "units/errors/csrf.html"


def test_our_own_fault_is_told_without_the_database(client, django_assert_num_queries, rf):
    from units.views.errors import server_error  # noqa: PLC0415 - beside what it is for

    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))

    assert response.status_code == 500
    assert b"error-summary" not in response.content
    assert b"<h1>" in response.content


def test_a_wrong_host_is_refused(client):
    assert client.get("/log-in/", headers={"host": "evil.example"}).status_code == 400
