"""What an account must set up before it may be used."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from units.enums import Capacity, Role
from units.models import Appointment, Authorisation, RoleGrant, User

HEADING = (Capacity.HEAD, Capacity.ACTING_HEAD)
GUARDED_ROLES = (Role.COUNCIL_MEMBER, Role.ADMINISTRATOR)


def missing_step(user: User, on: date) -> str | None:
    """The address of the page for the first missing step of the account, or None."""
    if user.must_set_password:
        return reverse("account_setup_password")
    if lacks_second_factor(user, on):
        return reverse("account_setup_totp")
    return None


def lacks_second_factor(user: User, on: date) -> bool:
    """Whether the person signs, votes or administers and has no second factor yet."""
    posts = Appointment.objects.on(on).filter(person=OuterRef("person"), capacity__in=HEADING)
    authorised = Authorisation.objects.on(on).filter(person=OuterRef("person"))
    grants = RoleGrant.objects.on(on).filter(user=OuterRef("pk"), role__in=GUARDED_ROLES)
    devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    return (
        User.objects.filter(pk=user.pk)
        .filter(
            Q(is_staff=True)
            | Q(is_superuser=True)
            | Q(Exists(posts))
            | Q(Exists(authorised))
            | Q(Exists(grants))
        )
        .exclude(Exists(devices))
        .exists()
    )
