"""What is known of a person for the law: yearly record, initiatives, titles earned. Empty means unknown."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.enums import DisciplineLevel, InitiativeScope, QualityGrade


class PersonYear(models.Model):
    """A person's facts of one year that titles depend on."""

    person = models.ForeignKey(
        "units.Person", on_delete=models.PROTECT, related_name="year_records", verbose_name=_("person")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    quality_grade = models.CharField(_("quality grade"), max_length=20, choices=QualityGrade, blank=True)
    absence_months = models.DecimalField(
        _("months off work"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    absence_counts_as_work = models.BooleanField(
        _("the absence counts as work"), null=True, blank=True, help_text=_("For example maternity leave.")
    )
    discipline = models.CharField(
        _("discipline decided in the year"), max_length=20, choices=DisciplineLevel, blank=True
    )
    violation_already_counted = models.BooleanField(
        _("the violation has already cost the title of the year it was committed in"), default=False
    )
    open_case = models.BooleanField(
        _("under discipline proceedings, investigation or inspection"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("record of a year")
        verbose_name_plural = _("records of years")
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="awards_personyear_once"),
            models.CheckConstraint(
                condition=Q(quality_grade="") | Q(quality_grade__in=QualityGrade.values),
                name="awards_personyear_grade_known",
            ),
            models.CheckConstraint(
                condition=Q(discipline="") | Q(discipline__in=DisciplineLevel.values),
                name="awards_personyear_discipline_known",
            ),
            models.CheckConstraint(
                condition=Q(absence_months__isnull=True) | Q(absence_months__gte=0, absence_months__lte=12),
                name="awards_personyear_absence_in_a_year",
                violation_error_message=_("Months off work lie between 0 and 12."),
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.year}"


class Initiative(models.Model):
    """A recognised initiative or accepted research."""

    person = models.ForeignKey(
        "units.Person", on_delete=models.PROTECT, related_name="initiatives", verbose_name=_("person")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    name = models.CharField(_("name"), max_length=300)
    scope = models.CharField(_("recognised at"), max_length=10, choices=InitiativeScope)
    decision_number = models.CharField(_("decision number"), max_length=60)
    recognised_on = models.DateField(_("recognised on"))

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        constraints = [
            models.CheckConstraint(
                condition=Q(scope__in=InitiativeScope.values), name="awards_initiative_scope_known"
            ),
            models.UniqueConstraint(
                fields=["person", "decision_number", "name"],
                name="awards_initiative_once",
                violation_error_message=_("This initiative is on record already."),
            ),
        ]

    def __str__(self):
        return self.name


class EarnedTitle(models.Model):
    """A line of the award ledger: a title given by a decision."""

    person = models.ForeignKey(
        "units.Person", on_delete=models.PROTECT, related_name="earned_titles", verbose_name=_("person")
    )
    title = models.ForeignKey(
        "awards.AwardType", on_delete=models.PROTECT, related_name="+", verbose_name=_("title")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    decision_number = models.CharField(_("decision number"), max_length=60)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    is_revoked = models.BooleanField(_("revoked"), default=False)

    class Meta:
        verbose_name = _("earned title")
        verbose_name_plural = _("earned titles")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "title", "year"],
                name="awards_earnedtitle_once",
                violation_error_message=_("This title of this year is on record already."),
            ),
        ]

    def __str__(self):
        return f"{self.title} {self.year}"
