"""The second factor of an account, as pages need it."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime

import segno
from django_otp.plugins.otp_totp.models import TOTPDevice

from units.models import User

_MANY = 3


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the page shows so that an app can take over the secret."""

    picture: str
    secret: str


def confirmed_device(user: User) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user_id=user.pk, confirmed=True).order_by("pk").first()


def wait_until(device: TOTPDevice) -> datetime | None:
    """Until when no code is taken after too many wrong ones; after the first ones it is a second or two."""
    allowed, reason = TOTPDevice.objects.get(pk=device.pk).verify_is_allowed()
    if allowed or not reason or reason.get("failure_count", 0) < _MANY:
        return None
    return reason.get("locked_until")


def enrolment(user: User, key: str) -> Enrolment:
    """The picture to scan, and the same secret to type: groups of four."""
    device = TOTPDevice(user=user, key=key)
    picture = segno.make(device.config_url, error="m").png_data_uri(scale=5, border=4)
    secret = b32encode(device.bin_key).decode()
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    return Enrolment(picture, " ".join(groups))
