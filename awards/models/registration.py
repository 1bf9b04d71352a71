"""What a unit aims at in a year."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.enums import RegistrationStatus
from awards.querysets import RegistrationQuerySet


class Registration(models.Model):
    """The registration of a unit in its cluster. Late is computed from the deadline, not stored."""

    cluster = models.ForeignKey(
        "units.Cluster",
        on_delete=models.PROTECT,
        related_name="registrations",
        verbose_name=_("cluster or block"),
    )
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="registrations", verbose_name=_("unit")
    )
    status = models.CharField(
        _("state"), max_length=20, choices=RegistrationStatus, default=RegistrationStatus.DRAFT
    )
    edit_number = models.PositiveIntegerField(default=0, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    return_reason = models.CharField(_("reason for the return"), max_length=500, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=RegistrationStatus.values),
                name="awards_registration_status_known",
            ),
            models.UniqueConstraint(fields=["cluster", "unit"], name="awards_registration_once"),
            models.CheckConstraint(
                condition=models.Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | models.Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="awards_registration_submitted_by_and_at",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="awards_registration_accepted_by_and_at",
            ),
        ]

    def __str__(self):
        return f"{self.unit} · {self.cluster}"

    def get_absolute_url(self):
        return reverse("registration", args=[self.pk])


class RegistrationItem(models.Model):
    """One person or collective of the registration, with the title and the commendation aimed at."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="items")
    # The year of the cluster, repeated so that the database itself allows a person once a year.
    year = models.ForeignKey(
        "units.EmulationYear", on_delete=models.PROTECT, related_name="registration_items"
    )
    person = models.ForeignKey(
        "units.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="registration_items",
        verbose_name=_("person"),
    )
    collective = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="registration_items",
        verbose_name=_("collective"),
    )
    # As on the day of registration: posts and names change, the list does not.
    position_text = models.CharField(_("position"), max_length=300, blank=True)
    title = models.ForeignKey(
        "awards.AwardType",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("title"),
    )
    commendation = models.ForeignKey(
        "awards.AwardType",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commendation"),
    )
    initiative = models.CharField(_("planned initiative"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("registered title")
        verbose_name_plural = _("registered titles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, collective__isnull=True)
                | models.Q(person__isnull=True, collective__isnull=False),
                name="awards_registrationitem_one_recipient",
            ),
            models.CheckConstraint(
                condition=models.Q(title__isnull=False) | models.Q(commendation__isnull=False),
                name="awards_registrationitem_aims_at_something",
                violation_error_message=_("Choose a title or a commendation."),
            ),
            models.UniqueConstraint(
                fields=["year", "person"],
                name="awards_registrationitem_person_once",
                violation_error_message=_("This person is registered in this year already."),
            ),
            models.UniqueConstraint(
                fields=["year", "collective"],
                name="awards_registrationitem_collective_once",
                violation_error_message=_("This collective is registered in this year already."),
            ),
        ]

    def __str__(self):
        return f"{self.person or self.collective}"
