"""What an account still owes before it may be used."""

from datetime import date

import pytest

from tests.factories.units import (
    appoint,
    authorise,
    grant,
    head_of,
    make_device,
    make_officer,
    make_technical_user,
    make_unit,
    make_user,
)
from units.setup import missing_step

TODAY = date(2026, 2, 10)
pytestmark = pytest.mark.django_db


def test_the_first_password_is_replaced_before_anything_else():
    head = head_of(make_unit(), must_set_password=True)

    assert missing_step(head, TODAY) == "/account/password/"


@pytest.mark.parametrize("capacity", ["head", "acting_head"])
def test_whoever_signs_needs_a_second_factor(capacity):
    assert missing_step(head_of(make_unit(), capacity), TODAY) == "/account/totp/"


def test_whoever_is_authorised_to_sign_needs_a_second_factor_from_the_first_day():
    user = make_user()
    authorise(user.person, make_unit(), valid_from=TODAY)

    assert missing_step(user, date(2026, 2, 9)) is None
    assert missing_step(user, TODAY) == "/account/totp/"


@pytest.mark.parametrize("role", ["council_member", "administrator"])
def test_whoever_votes_or_administers_needs_a_second_factor(role):
    assert missing_step(make_officer(make_unit(), role), TODAY) == "/account/totp/"


def test_staff_without_a_person_needs_a_second_factor():
    assert missing_step(make_technical_user(is_staff=True), TODAY) == "/account/totp/"


@pytest.mark.parametrize("role", ["officer", "central_officer"])
def test_an_officer_needs_none(role):
    assert missing_step(make_officer(make_unit(), role), TODAY) is None


def test_a_head_with_a_second_factor_is_ready():
    head = head_of(make_unit())
    make_device(head)

    assert missing_step(head, TODAY) is None


def test_a_second_factor_that_was_never_confirmed_does_not_count():
    head = head_of(make_unit())
    device = make_device(head)
    device.confirmed = False
    device.save()

    assert missing_step(head, TODAY) == "/account/totp/"


def test_a_post_that_ended_yesterday_asks_for_nothing():
    user = make_user()
    appoint(user.person, make_unit(), valid_to=date(2026, 2, 9))
    grant(user, "administrator", make_unit(), valid_to=date(2026, 2, 9))

    assert missing_step(user, TODAY) is None
