"""Who may hold a session."""

import pytest
from django.urls import reverse

from tests.factories.units import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def log_in(client, user):
    return client.post(reverse("log_in"), {"username": user.username, "password": PASSWORD})


def test_a_sample_account_enters_only_where_settings_allow_it(client, settings):
    user = make_user(password=PASSWORD, is_sample=True)
    settings.ALLOW_SAMPLE_ACCOUNTS = False
    refused = log_in(client, user)
    settings.ALLOW_SAMPLE_ACCOUNTS = True

    allowed = log_in(client, user)

    assert (refused.status_code == 302, allowed.status_code) == (False, 302)


def test_a_session_of_a_sample_account_ends_where_settings_do_not_allow_it(client, settings):
    user = make_user(password=PASSWORD, is_sample=True)
    log_in(client, user)
    before = client.get(reverse("home")).status_code
    settings.ALLOW_SAMPLE_ACCOUNTS = False

    after = client.get(reverse("home"))

    assert before == 200
    assert (after.status_code, after.url.startswith(reverse("log_in"))) == (302, True)
