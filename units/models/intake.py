"""Lists that came as Excel files: what they held, what was found about each row, and what was done."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from units.enums import IntakeKind, IntakeStatus


class Intake(models.Model):
    """One uploaded list. It is checked first, changes nothing, and is then applied once or set aside.

    `rows` is the report: for each row of the sheet its number, its values as read, what was found, and what
    it became. A citizen ID is never in here: only its last three digits and, until the list is decided on, the
    keyed hash by which it is recognised again.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=IntakeKind)
    file_name = models.CharField(_("file"), max_length=200)
    file_sha256 = models.CharField(max_length=64)
    status = models.CharField(_("state"), max_length=10, choices=IntakeStatus, default=IntakeStatus.CHECKED)
    options = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    uploaded_at = models.DateTimeField(_("uploaded"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    class Meta:
        verbose_name = _("imported list")
        verbose_name_plural = _("imported lists")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=IntakeKind.values), name="units_intake_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=IntakeStatus.values), name="units_intake_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status=IntakeStatus.CHECKED, decided_at__isnull=True, decided_by__isnull=True
                )
                | (
                    ~models.Q(status=IntakeStatus.CHECKED)
                    & models.Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
                name="units_intake_decided_with_person",
            ),
        ]

    def __str__(self):
        return self.file_name
