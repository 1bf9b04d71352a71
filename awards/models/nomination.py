"""Nominations, what the law found, and the letters that carry them upward."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.enums import NominationStatus, Verdict
from awards.querysets import NominationQuerySet


class Submission(models.Model):
    """A Tờ trình: the letter by which a unit submits nominations of a year."""

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="submissions", verbose_name=_("unit")
    )
    year = models.ForeignKey(
        "units.EmulationYear",
        on_delete=models.PROTECT,
        related_name="submissions",
        verbose_name=_("emulation year"),
    )
    paper = models.OneToOneField("pacts.IssuedPaper", on_delete=models.PROTECT, related_name="submission")
    request_key = models.UUIDField(unique=True)

    class Meta:
        verbose_name = _("submission letter")
        verbose_name_plural = _("submission letters")

    def __str__(self):
        return str(self.paper)


class Nomination(models.Model):
    """One registered title that the unit asks for."""

    item = models.ForeignKey(
        "awards.RegistrationItem",
        on_delete=models.PROTECT,
        related_name="nominations",
        verbose_name=_("registration"),
    )
    status = models.CharField(
        _("state"), max_length=20, choices=NominationStatus, default=NominationStatus.DRAFT
    )
    council_members = models.PositiveSmallIntegerField(_("council members"), null=True, blank=True)
    council_in_favour = models.PositiveSmallIntegerField(_("votes in favour"), null=True, blank=True)
    # What the law asks of this one case and no other row knows; empty means not stated.
    unit_grade_excellent = models.BooleanField(
        _("the unit is graded excellent or is a Tập thể lao động xuất sắc"), null=True, blank=True
    )
    repeat_count_confirmed = models.BooleanField(
        _("years before an earlier sector title may be counted again"), null=True, blank=True
    )
    submission = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name=_("submission letter"),
    )
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("created by")
    )

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=NominationStatus.values), name="awards_nomination_status_known"
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=~models.Q(status="withdrawn"),
                name="awards_nomination_one_live",
                violation_error_message=_("This registration has a nomination already."),
            ),
            models.CheckConstraint(
                condition=models.Q(council_in_favour__isnull=True)
                | models.Q(
                    council_members__isnull=False,
                    council_in_favour__lte=models.F("council_members"),
                ),
                name="awards_nomination_votes_within_council",
                violation_error_message=_("There are more votes in favour than council members."),
            ),
            models.CheckConstraint(
                condition=models.Q(status="submitted", submission__isnull=False)
                | (~models.Q(status="submitted") & models.Q(submission__isnull=True)),
                name="awards_nomination_submitted_by_letter",
            ),
        ]

    def __str__(self):
        return f"{self.item}"

    def get_absolute_url(self):
        return reverse("nomination", args=[self.pk])


class Screening(models.Model):
    """What the law found on a day: rules, inputs and verdict, kept so that it can be explained for ever."""

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="screenings")
    judged_on = models.DateField(_("law of the day"))
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    findings = models.JSONField(_("findings"))
    facts = models.JSONField(_("facts"))
    judged_at = models.DateTimeField(_("judged at"))
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=Verdict.values), name="awards_screening_verdict_known"
            ),
        ]

    def __str__(self):
        return f"{self.nomination} {self.judged_on:%d/%m/%Y}"
