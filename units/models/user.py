"""Accounts: how a person enters. Rights come from roles and appointments, both dated."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from units.enums import Role
from units.querysets import DatedQuerySet


class User(AbstractUser):
    """One account; it may belong to a person, a technical account belongs to none."""

    first_name = None  # type: ignore[assignment]  # names belong to the person
    last_name = None  # type: ignore[assignment]
    person = models.OneToOneField(
        "units.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="user",
        verbose_name=_("person"),
    )
    must_set_password = models.BooleanField(_("must set a password"), default=True)
    # Raised when a one-time link is made or used, so that every older link is dead.
    link_serial = models.PositiveIntegerField(default=0, editable=False)
    is_sample = models.BooleanField(_("sample account"), default=False, editable=False)

    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self):
        return self.get_full_name()

    def get_full_name(self):
        return self.person.full_name if self.person_id else self.username

    def get_short_name(self):
        return self.get_full_name()


class RoleGrant(models.Model):
    """A right of an account in a unit, from a day to a day."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="role_grants", verbose_name=_("account")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="role_grants", verbose_name=_("unit")
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="units_rolegrant_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="units_rolegrant_dates_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit", "valid_from"],
                name="units_rolegrant_once",
                violation_error_message=_("The account has this role from that day already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} · {self.unit}"
