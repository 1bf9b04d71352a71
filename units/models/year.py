"""The emulation year of an organiser: its period, deadlines and guidance."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from units.enums import DeadlineKind


class EmulationYear(models.Model):
    """One year of one organiser. The period is empty where no source tells it."""

    organiser = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="emulation_years", verbose_name=_("organiser")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    motto = models.CharField(_("motto"), max_length=300, blank=True)
    registration_required = models.BooleanField(
        _("only registered titles are considered"),
        null=True,
        blank=True,
        help_text=_("As the guidance of the year says; leave unknown where it says nothing."),
    )
    is_rehearsal = models.BooleanField(_("rehearsal"), default=False, editable=False)

    class Meta:
        verbose_name = _("emulation year")
        verbose_name_plural = _("emulation years")
        constraints = [
            models.UniqueConstraint(
                fields=["organiser", "year"],
                name="units_emulationyear_once",
                violation_error_message=_("The organiser has this year already."),
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="units_emulationyear_dates_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self):
        return f"{self.year} · {self.organiser}"

    @property
    def first_day(self) -> date:
        """The first day of the period; of the calendar year where no source tells the period."""
        return self.starts_on or date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        return self.ends_on or date(self.year, 12, 31)


class Deadline(models.Model):
    """The last day for one step of a year; the whole day counts."""

    year = models.ForeignKey(
        EmulationYear, on_delete=models.PROTECT, related_name="deadlines", verbose_name=_("emulation year")
    )
    kind = models.CharField(_("step"), max_length=20, choices=DeadlineKind)
    due_on = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "kind"],
                name="units_deadline_once",
                violation_error_message=_("This step has a deadline already."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=DeadlineKind.values), name="units_deadline_kind_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.due_on:%d/%m/%Y}"


class Guidance(models.Model):
    """An act that guides the year; those marked are proposed as legal bases of papers."""

    year = models.ForeignKey(
        EmulationYear, on_delete=models.PROTECT, related_name="guidance", verbose_name=_("emulation year")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    citation = models.CharField(
        _("citation"),
        max_length=400,
        help_text=_("As cited in papers; a law is cited by its name only, without number."),
    )
    is_legal_basis = models.BooleanField(_("legal basis of papers"), default=True)

    class Meta:
        verbose_name = _("guidance")
        verbose_name_plural = _("guidance of the year")

    def __str__(self):
        return self.citation
