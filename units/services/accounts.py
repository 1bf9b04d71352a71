"""Passwords, second factors and one-time links. No secret is ever written to the audit trail."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from units import audit
from units.enums import LinkPurpose
from units.models import User

_LINK_SALT = "units.accounts.link"
_DEVICE_SALT = "units.accounts.trusted_device"
DEAD_LINK = _(
    "This link was used already, is too old or was replaced by a newer one. Ask your administrator."
)


@transaction.atomic
def set_password(*, user: User, password: str, by: User, at: datetime) -> User:
    """Give the account its password. Every other session and every open link of the account ends."""
    user = User.objects.select_for_update().get(pk=user.pk)
    _write_password(user, password)
    audit.record(kind="account_password_set", actor=by, subject=user, at=at)
    return user


@transaction.atomic
def register_second_factor(*, user: User, key: str, code: str, by: User, at: datetime) -> TOTPDevice:
    """Make the secret (hex) the account's second factor, once a code proves that the app holds it."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        raise ValidationError(_("The account has a second factor already."))
    device = TOTPDevice(user=user, name="totp", key=key, confirmed=True)
    if not device.verify_token(code):
        raise ValidationError(_("The code is not right. Check that the clock of the phone is right."))
    audit.record(kind="account_second_factor_registered", actor=by, subject=user, at=at)
    return device


@transaction.atomic
def reset_second_factor(*, user: User, by: User | None, at: datetime) -> None:
    """Forget the second factor; devices that were trusted with it are asked again."""
    user = User.objects.select_for_update().get(pk=user.pk)
    TOTPDevice.objects.filter(user=user).delete()
    audit.record(kind="account_second_factor_reset", actor=by, subject=user, at=at)


@transaction.atomic
def issue_link(*, user: User, purpose: LinkPurpose | str, by: User, at: datetime) -> str:
    """The path of a link that works once, for three days; every older link of the account is dead."""
    if purpose not in LinkPurpose.values:
        raise ValidationError(_("There is no such kind of link."))
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise ValidationError(_("The account is closed; open it before making a link."))
    if user.person and user.person.has_left(localdate(at)):
        raise ValidationError(_("The person has left the sector; the account is closed."))
    user.link_serial += 1
    user.save(update_fields=["link_serial"])
    audit.record(kind="account_link_issued", actor=by, subject=user, at=at, data={"purpose": purpose})
    return _link(user, purpose, at)


@transaction.atomic
def issue_first_links(*, users: Iterable[int], by: User, at: datetime) -> list[tuple[User, str]]:
    """Links to set the first password, for those of the accounts (by key) that are open and still lack one.

    Every older link of theirs is dead. They are given in the order in which people are listed.
    """
    waiting = User.objects.filter(pk__in=list(users), is_active=True, must_set_password=True)
    found = [
        user
        for user in waiting.select_related("person").select_for_update(of=("self",)).order_by("pk")
        if not (user.person and user.person.has_left(localdate(at)))
    ]
    for user in found:
        user.link_serial += 1
    User.objects.bulk_update(found, ["link_serial"], batch_size=500)
    if found:
        data = {"purpose": LinkPurpose.PASSWORD, "accounts": [user.pk for user in found]}
        audit.record(kind="account_links_issued", actor=by, subject=None, at=at, data=data)
    found.sort(key=lambda user: (user.person.sort_key if user.person else "", user.pk))
    return [(user, _link(user, LinkPurpose.PASSWORD, at)) for user in found]


def read_link(*, uidb64: str, token: str, at: datetime) -> tuple[User, LinkPurpose]:
    """Whose link it is and what for; refuses one that is forged, old, used or replaced. Changes nothing."""
    try:
        claims = signing.Signer(salt=_LINK_SALT).unsign_object(token)
        users = User.objects.select_related("person").filter(is_active=True)
        user = users.get(pk=int(urlsafe_base64_decode(uidb64)))
    except (signing.BadSignature, ValueError, OverflowError, User.DoesNotExist):
        raise ValidationError(DEAD_LINK) from None
    age = at.timestamp() - claims["issued"]
    is_current = claims["user"] == user.pk and claims["serial"] == user.link_serial
    has_left = bool(user.person and user.person.has_left(localdate(at)))
    if not is_current or has_left or age > settings.PASSWORD_RESET_TIMEOUT:
        raise ValidationError(DEAD_LINK)
    return user, LinkPurpose(claims["purpose"])


@transaction.atomic
def use_password_link(*, uidb64: str, token: str, password: str, at: datetime) -> User:
    """Set the password that the holder of the link chose; the link is spent."""
    user = _spend(uidb64, token, LinkPurpose.PASSWORD, at)
    _write_password(user, password)
    audit.record(kind="account_password_set", actor=user, subject=user, at=at, data={"by_link": True})
    return user


@transaction.atomic
def use_second_factor_link(*, uidb64: str, token: str, at: datetime) -> User:
    """Forget the second factor, so that the next log-in registers a new one; the link is spent."""
    user = _spend(uidb64, token, LinkPurpose.SECOND_FACTOR, at)
    reset_second_factor(user=user, by=user, at=at)
    return user


def trust_mark(device: TOTPDevice) -> str:
    """What a trusted browser keeps: proof of this second factor, worthless after it is replaced."""
    return signing.TimestampSigner(salt=_DEVICE_SALT).sign(_seal(device))


def is_trusted(mark: str, device: TOTPDevice) -> bool:
    """Whether the browser's mark was made for this second factor and is not too old."""
    try:
        kept = signing.TimestampSigner(salt=_DEVICE_SALT).unsign(
            mark, max_age=settings.TRUSTED_DEVICE_DAYS * 24 * 3600
        )
    except signing.BadSignature:
        return False
    return hmac.compare_digest(kept, _seal(device))


def _seal(device: TOTPDevice) -> str:
    value = f"{device.user_id}:{device.pk}:{device.key}"
    return salted_hmac(_DEVICE_SALT, value, algorithm="sha256").hexdigest()


def _link(user: User, purpose: LinkPurpose | str, at: datetime) -> str:
    claims = {"user": user.pk, "serial": user.link_serial, "purpose": purpose, "issued": int(at.timestamp())}
    token = signing.Signer(salt=_LINK_SALT).sign_object(claims)
    return reverse("account_link", args=[urlsafe_base64_encode(force_bytes(user.pk)), token])


def _spend(uidb64: str, token: str, purpose: LinkPurpose, at: datetime) -> User:
    found, found_purpose = read_link(uidb64=uidb64, token=token, at=at)
    if found_purpose != purpose:
        raise ValidationError(DEAD_LINK)
    # Of two arrivals at once, one finds the serial raised by the other.
    raised = User.objects.filter(pk=found.pk, link_serial=found.link_serial).update(
        link_serial=found.link_serial + 1
    )
    if not raised:
        raise ValidationError(DEAD_LINK)
    user = User.objects.select_for_update().get(pk=found.pk)
    audit.record(kind="account_link_used", actor=user, subject=user, at=at, data={"purpose": purpose})
    return user


def _write_password(user: User, password: str) -> None:
    user.set_password(password)
    user.must_set_password = False
    user.link_serial += 1
    user.save(update_fields=["password", "must_set_password", "link_serial"])
