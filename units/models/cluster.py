"""Clusters and blocks: they exist for one year of one organiser."""

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from units.enums import ClusterKind, LeadershipBasis, LeadershipRole
from units.models.person import DATES_IN_ORDER
from units.models.word import record_words
from units.querysets import ClusterQuerySet, DatedQuerySet, MembershipQuerySet
from units.text import clean, search_form


class Cluster(models.Model):
    """A cluster (cụm) or block (khối) of one year. Identity: organiser, year, kind and number."""

    year = models.ForeignKey(
        "units.EmulationYear",
        on_delete=models.PROTECT,
        related_name="clusters",
        verbose_name=_("emulation year"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ClusterKind)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=200)
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    motto = models.CharField(_("motto"), max_length=300, blank=True)
    member_count = models.PositiveSmallIntegerField(
        _("number of members"),
        null=True,
        blank=True,
        help_text=_("Where it is known although the members are not."),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    search_text = models.CharField(max_length=250, editable=False, default="", db_index=True)

    objects = ClusterQuerySet.as_manager()

    class Meta:
        verbose_name = _("cluster or block")
        verbose_name_plural = _("clusters and blocks")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=ClusterKind.values), name="units_cluster_kind_known"
            ),
            models.UniqueConstraint(
                fields=["year", "kind", "number"],
                name="units_cluster_number_once",
                violation_error_message=_(
                    "The organiser has a cluster or block with this number in this year."
                ),
            ),
            models.UniqueConstraint(
                fields=["year", "name"],
                name="units_cluster_name_once",
                violation_error_message=_(
                    "The organiser has a cluster or block with this name in this year."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.year.year})"

    def save(self, *args, **kwargs):
        self.name = clean(self.name)
        self.search_text = search_form(f"{self.name} {self.year.year}")
        super().save(*args, **kwargs)
        record_words(self, f"{self.name} {self.year.year}")

    def get_absolute_url(self):
        return reverse("cluster", args=[self.pk])

    def day_within(self, today: date) -> date:
        """The day to show the cluster on: today, or the last day of a year that is over."""
        return min(max(today, self.year.first_day), self.year.last_day)


class ClusterMembership(models.Model):
    """A unit's place in a cluster. Empty dates: from the start, to the end of the year."""

    cluster = models.ForeignKey(
        Cluster, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("cluster or block")
    )
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="memberships", verbose_name=_("unit")
    )
    position = models.PositiveSmallIntegerField(_("order"))
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    # A unit that was not considered may not lead in the year after (HD 31/HD-VKSTC, rule K3).
    is_considered = models.BooleanField(
        _("considered for emulation"),
        default=True,
        help_text=_("Not ticked: the unit is not considered in this year, and may not lead in the next."),
    )
    exclusion_reason = models.CharField(_("why it is not considered"), max_length=300, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("member unit")
        verbose_name_plural = _("member units")
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "unit"],
                name="units_clustermembership_unit_once",
                violation_error_message=_("This unit is already a member of the cluster."),
            ),
            models.CheckConstraint(
                condition=DATES_IN_ORDER,
                name="units_clustermembership_dates_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_considered=True, exclusion_reason="")
                | (models.Q(is_considered=False) & ~models.Q(exclusion_reason="")),
                name="units_clustermembership_exclusion_with_reason",
                violation_error_message=_(
                    "A unit that is not considered needs a reason, and only such a unit."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.unit} · {self.cluster}"


class ClusterLeadership(models.Model):
    """Which member leads, or is deputy, from a day to a day."""

    cluster = models.ForeignKey(
        Cluster, on_delete=models.PROTECT, related_name="leaderships", verbose_name=_("cluster or block")
    )
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="leaderships", verbose_name=_("unit")
    )
    role = models.CharField(_("role"), max_length=10, choices=LeadershipRole)
    basis = models.CharField(_("basis"), max_length=20, choices=LeadershipBasis, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("leadership")
        verbose_name_plural = _("leaderships")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=LeadershipRole.values), name="units_clusterleadership_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(basis="") | models.Q(basis__in=LeadershipBasis.values),
                name="units_clusterleadership_basis_known",
            ),
            models.CheckConstraint(
                condition=DATES_IN_ORDER,
                name="units_clusterleadership_dates_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
            models.UniqueConstraint(
                fields=["cluster", "role"],
                condition=models.Q(valid_to__isnull=True),
                name="units_clusterleadership_one_open",
                violation_error_message=_(
                    "The cluster has such a leader already; end that leadership first."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}: {self.unit}"
