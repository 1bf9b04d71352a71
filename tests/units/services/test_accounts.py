"""Passwords, second factors and one-time links."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories.units import PASSWORD, make_device, make_user
from units.enums import LinkPurpose
from units.models import AuditEntry
from units.services import accounts

AT = datetime(2026, 2, 10, 5, tzinfo=UTC)
NEW = "một mật khẩu khác hẳn"
pytestmark = pytest.mark.django_db


def issue(user, purpose=LinkPurpose.PASSWORD, at=AT) -> dict[str, str]:
    uidb64, token = accounts.issue_link(user=user, purpose=purpose, by=make_user(), at=at).split("/")[3:5]
    return {"uidb64": uidb64, "token": token}


def kinds() -> list[str]:
    return list(AuditEntry.objects.order_by("seq").values_list("kind", flat=True))


def test_a_link_sets_the_password_and_is_recorded_without_any_secret():
    user = make_user(must_set_password=True)
    link = issue(user)

    accounts.use_password_link(**link, password=NEW, at=AT)

    user.refresh_from_db()
    assert user.check_password(NEW)
    assert not user.must_set_password
    assert kinds() == ["account_link_issued", "account_link_used", "account_password_set"]
    bodies = " ".join(AuditEntry.objects.values_list("body", flat=True))
    assert NEW not in bodies
    assert link["token"] not in bodies


def test_a_link_works_once():
    link = issue(make_user())
    accounts.use_password_link(**link, password=NEW, at=AT)

    with pytest.raises(ValidationError) as refusal:
        accounts.use_password_link(**link, password=PASSWORD, at=AT)

    assert refusal.value.messages == [str(accounts.DEAD_LINK)]


def test_looking_at_a_link_spends_nothing():
    user = make_user()
    link = issue(user)

    for _look in range(3):
        assert accounts.read_link(**link, at=AT) == (user, LinkPurpose.PASSWORD)


def test_a_newer_link_kills_the_older_one():
    user = make_user()
    older = issue(user)
    issue(user)

    with pytest.raises(ValidationError):
        accounts.read_link(**older, at=AT)


@pytest.mark.parametrize(("days", "works"), [(3, True), (3.01, False)])
def test_a_link_lives_for_three_days(days, works):
    user = make_user()
    link = issue(user)
    later = AT + timedelta(days=days)

    if works:
        assert accounts.read_link(**link, at=later) == (user, LinkPurpose.PASSWORD)
    else:
        with pytest.raises(ValidationError):
            accounts.read_link(**link, at=later)


def test_a_link_of_one_account_opens_no_other():
    link, other = issue(make_user()), issue(make_user())

    with pytest.raises(ValidationError):
        accounts.read_link(uidb64=other["uidb64"], token=link["token"], at=AT)


@pytest.mark.parametrize(("uidb64", "token"), [("", ""), ("MQ", "x"), ("!!", "a:b"), ("/w", "{}:x")])
def test_a_forged_link_is_refused_in_words(uidb64, token):
    with pytest.raises(ValidationError) as refusal:
        accounts.read_link(uidb64=uidb64, token=token, at=AT)

    assert refusal.value.messages == [str(accounts.DEAD_LINK)]


def test_a_link_for_the_second_factor_sets_no_password():
    user = make_user(password=PASSWORD)
    link = issue(user, LinkPurpose.SECOND_FACTOR)

    with pytest.raises(ValidationError):
        accounts.use_password_link(**link, password=NEW, at=AT)

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_refused_use_leaves_the_link_alive():
    user = make_user()
    link = issue(user, LinkPurpose.SECOND_FACTOR)
    with pytest.raises(ValidationError):
        accounts.use_password_link(**link, password=NEW, at=AT)

    assert accounts.read_link(**link, at=AT) == (user, LinkPurpose.SECOND_FACTOR)


def test_a_link_for_the_second_factor_forgets_the_old_one():
    user = make_user()
    make_device(user)
    link = issue(user, LinkPurpose.SECOND_FACTOR)

    accounts.use_second_factor_link(**link, at=AT)

    assert not TOTPDevice.objects.filter(user=user).exists()
    assert kinds() == ["account_link_issued", "account_link_used", "account_second_factor_reset"]


@pytest.mark.parametrize("purpose", ["", "everything"])
def test_a_link_of_an_unknown_kind_is_not_made(purpose):
    with pytest.raises(ValidationError):
        accounts.issue_link(user=make_user(), purpose=purpose, by=make_user(), at=AT)


def test_a_closed_account_gets_no_link_and_its_old_one_is_dead():
    user = make_user()
    link = issue(user)
    user.is_active = False
    user.save()

    with pytest.raises(ValidationError):
        accounts.issue_link(user=user, purpose=LinkPurpose.PASSWORD, by=make_user(), at=AT)
    with pytest.raises(ValidationError):
        accounts.read_link(**link, at=AT)


def test_setting_a_password_kills_open_links():
    user = make_user()
    link = issue(user)

    accounts.set_password(user=user, password=NEW, by=user, at=AT)

    with pytest.raises(ValidationError):
        accounts.read_link(**link, at=AT)


def test_a_right_code_registers_the_second_factor():
    user, key = make_user(), "12" * 20

    device = accounts.register_second_factor(
        user=user, key=key, code=f"{totp(bytes.fromhex(key)):06d}", by=user, at=AT
    )

    assert TOTPDevice.objects.filter(user=user, confirmed=True).get() == device
    assert kinds() == ["account_second_factor_registered"]


def test_a_wrong_code_registers_nothing():
    user, key = make_user(), "12" * 20
    wrong = (totp(bytes.fromhex(key)) + 1) % 10**6

    with pytest.raises(ValidationError):
        accounts.register_second_factor(user=user, key=key, code=f"{wrong:06d}", by=user, at=AT)

    assert not TOTPDevice.objects.filter(user=user).exists()
    assert kinds() == []


def test_a_second_factor_is_not_replaced_silently():
    user = make_user()
    device = make_device(user)

    with pytest.raises(ValidationError):
        accounts.register_second_factor(user=user, key="12" * 20, code="000000", by=user, at=AT)

    assert TOTPDevice.objects.filter(user=user).get() == device


def test_a_trusted_device_is_trusted_for_its_own_second_factor_only():
    user, other = make_user(), make_user()
    device, others = make_device(user), make_device(other)
    mark = accounts.trust_mark(device)

    assert accounts.is_trusted(mark, device)
    assert not accounts.is_trusted(mark, others)
    assert not accounts.is_trusted("", device)
    assert not accounts.is_trusted(mark[:-1], device)


def test_a_reset_ends_the_trust_in_devices():
    user = make_user()
    mark = accounts.trust_mark(make_device(user))

    accounts.reset_second_factor(user=user, by=make_user(), at=AT)

    assert not accounts.is_trusted(mark, make_device(user))
