"""What the log-in page of a rehearsal tells: who may be tried, and the codes of the moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from units.models import User
from units.queries.identity import identities


@dataclass(frozen=True, slots=True)
class SampleAccount:
    username: str
    name: str
    role_line: str
    code: str


def sample_accounts(on: date, at: datetime) -> list[SampleAccount]:
    """The sample accounts with their codes; none where the installation allows none."""
    if not settings.ALLOW_SAMPLE_ACCOUNTS:
        return []
    users = list(User.objects.filter(is_sample=True, is_active=True).order_by("username"))
    devices = {device.user_id: device for device in TOTPDevice.objects.filter(user__in=users, confirmed=True)}
    people, accounts = identities(users, on), []
    for user in users:
        person = people[user.pk]
        code = code_of(devices[user.pk], at) if user.pk in devices else ""
        accounts.append(SampleAccount(user.username, person.name, person.role_line, code))
    return accounts


def sample_code(user: User, device: TOTPDevice, at: datetime) -> str:
    """The code that a sample account may enter now; nothing for an account of a real person."""
    if settings.ALLOW_SAMPLE_ACCOUNTS and user.is_sample:
        return code_of(device, at)
    return ""


def code_of(device: TOTPDevice, at: datetime) -> str:
    """The present code, or the next one where the present one was used already."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = at.timestamp()
    if totp.t() <= device.last_t:
        totp.time += (device.last_t + 1 - totp.t()) * device.step
    return f"{totp.token():0{device.digits}d}"
