"""One-time links in the browser."""

import pytest
from django.utils import timezone

from tests.factories.units import client_of, make_device, make_user
from units.models import User
from units.services import accounts

NEW = "một mật khẩu khác hẳn"
pytestmark = pytest.mark.django_db


def link_for(user, purpose="password") -> str:
    return accounts.issue_link(user=user, purpose=purpose, by=make_user(), at=timezone.now())


def test_a_link_is_looked_at_often_and_used_once(client):
    user = make_user(must_set_password=True)
    link = link_for(user)
    looks = [client.get(link).status_code for _look in range(3)]

    used = client.post(link, {"new_password1": NEW, "new_password2": NEW})
    again = client.post(link, {"new_password1": "khác nữa hẳn", "new_password2": "khác nữa hẳn"})

    assert looks == [200, 200, 200]
    assert (used.status_code, used["Location"]) == (302, "/log-in/")
    assert again.status_code == 410
    assert User.objects.get(pk=user.pk).check_password(NEW)


def test_a_weak_password_does_not_spend_the_link(client):
    user = make_user()
    link = link_for(user)

    client.post(link, {"new_password1": "short", "new_password2": "short"})

    assert client.get(link).status_code == 200


def test_a_link_for_the_second_factor_needs_the_button(client):
    user = make_user()
    make_device(user)
    link = link_for(user, "second_factor")
    client.get(link)
    before = user.totpdevice_set.count()

    client.post(link)

    assert (before, user.totpdevice_set.count()) == (1, 0)


def test_a_damaged_link_says_what_to_do(client):
    response = client.get("/account/link/MQ/abc:def/")

    assert response.status_code == 410
    assert response.context["reason"] == str(accounts.DEAD_LINK)


def test_a_link_ends_the_session_of_whoever_used_it():
    """Else the administrator who tries a link would go on under the wrong password."""
    client = client_of(make_user())
    link = link_for(make_user())

    client.post(link, {"new_password1": NEW, "new_password2": NEW})

    assert "_auth_user_id" not in client.session
