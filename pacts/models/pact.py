"""The pact of a cluster: its text as data, and who is to sign it."""

from decimal import Decimal

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pacts.enums import Comparator, PactStatus, PartyStatus
from pacts.models.paper import IssuedPaper
from pacts.querysets import PactQuerySet

_REQUIREMENTS = {
    Comparator.AT_LEAST: "từ {value} trở lên",
    Comparator.AT_MOST: "không quá {value}",
    Comparator.EXACTLY: "{value}",
}


def number_text(value: Decimal) -> str:
    """A number the Vietnamese way: 1.234,5 without trailing zeros."""
    whole, _point, rest = f"{value:,.2f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


class Pact(models.Model):
    """One version of the yearly promise of a cluster. A void version is followed by a new one."""

    cluster = models.ForeignKey(
        "units.Cluster", on_delete=models.PROTECT, related_name="pacts", verbose_name=_("cluster or block")
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    status = models.CharField(_("state"), max_length=20, choices=PactStatus, default=PactStatus.DRAFT)
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    motto = models.CharField(_("motto"), max_length=300, blank=True)
    preamble = models.TextField(_("preamble"), blank=True)
    closing = models.TextField(_("closing"), blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    dated_on = models.DateField(_("date of the paper"), null=True, blank=True)
    is_illustration = models.BooleanField(_("illustration"), default=False, editable=False)
    # Counts edits, so that a stale tab is told instead of overwriting.
    edit_number = models.PositiveIntegerField(default=0, editable=False)
    paper = models.OneToOneField(
        "pacts.IssuedPaper",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="pact",
    )
    in_force_at = models.DateTimeField(_("in force since"), null=True, blank=True, editable=False)
    void_reason = models.CharField(_("reason for making void"), max_length=500, blank=True, editable=False)

    objects = PactQuerySet.as_manager()

    class Meta:
        verbose_name = _("pact")
        verbose_name_plural = _("pacts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=PactStatus.values), name="pacts_pact_status_known"
            ),
            models.UniqueConstraint(fields=["cluster", "version"], name="pacts_pact_version_once"),
            models.UniqueConstraint(
                fields=["cluster"],
                condition=~models.Q(status="void"),
                name="pacts_pact_one_live",
                violation_error_message=_("The cluster has a pact already."),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "void"]) | models.Q(paper__isnull=False),
                name="pacts_pact_frozen_has_paper",
            ),
            models.CheckConstraint(
                condition=models.Q(status="in_force", in_force_at__isnull=False)
                | (~models.Q(status="in_force") & models.Q(in_force_at__isnull=True)),
                name="pacts_pact_in_force_has_time",
            ),
        ]

    def __str__(self):
        return f"Giao ước thi đua năm {self.cluster.year.year} · {self.cluster.name}"

    def get_absolute_url(self):
        return reverse("pact", args=[self.pk])

    @property
    def frozen_paper(self) -> IssuedPaper:
        """The paper of a frozen pact; raises IssuedPaper.DoesNotExist for a draft."""
        if self.paper is None:
            raise IssuedPaper.DoesNotExist
        return self.paper


class LegalBasis(models.Model):
    """One "Căn cứ": an act that the pact rests on, as cited in the paper."""

    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="legal_bases")
    position = models.PositiveSmallIntegerField(_("order"))
    citation = models.CharField(_("citation"), max_length=400)

    class Meta:
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")

    def __str__(self):
        return self.citation


class PactClause(models.Model):
    """One article (Điều) of the pact; its number is its place."""

    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="clauses")
    position = models.PositiveSmallIntegerField(_("order"))
    heading = models.CharField(_("heading"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    is_illustration = models.BooleanField(_("illustration"), default=False, editable=False)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")

    def __str__(self):
        return f"Điều {self.position}. {self.heading}"


class Target(models.Model):
    """A number to reach (chỉ tiêu), listed under its clause."""

    clause = models.ForeignKey(PactClause, on_delete=models.PROTECT, related_name="targets")
    position = models.PositiveSmallIntegerField(_("order"))
    code = models.CharField(_("code"), max_length=20)
    text = models.CharField(_("target"), max_length=300)
    comparator = models.CharField(_("comparison"), max_length=2, choices=Comparator)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=30, blank=True)
    is_illustration = models.BooleanField(_("illustration"), default=False, editable=False)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(comparator__in=Comparator.values), name="pacts_target_comparator_known"
            ),
            models.UniqueConstraint(
                fields=["clause", "code"],
                name="pacts_target_code_once",
                violation_error_message=_("The clause has a target with this code already."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.text}"

    @property
    def requirement(self) -> str:
        """The number to reach in words: "từ 90 % trở lên". The same on the screen and in the paper."""
        value = f"{number_text(self.value)} {self.unit_of_measure}".strip()
        return _REQUIREMENTS[Comparator(self.comparator)].format(value=value)


class PactParty(models.Model):
    """A unit that is to sign, fixed at the freeze with its place in the grid and its signature field."""

    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="parties")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="pact_parties")
    position = models.PositiveSmallIntegerField(_("order"))
    field_name = models.CharField(max_length=30)
    # As printed in the frozen paper; the person who signs must hold this capacity on the day.
    unit_text = models.CharField(_("unit"), max_length=250)
    role_text = models.CharField(_("role"), max_length=60, blank=True)
    capacity_text = models.CharField(_("capacity"), max_length=200)
    signer = models.ForeignKey(
        "units.Person", on_delete=models.PROTECT, related_name="pact_parties", verbose_name=_("signer")
    )
    status = models.CharField(_("state"), max_length=20, choices=PartyStatus, default=PartyStatus.WAITING)
    decided_at = models.DateTimeField(_("time"), null=True, blank=True)
    decline_reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("signing party")
        verbose_name_plural = _("signing parties")
        constraints = [
            models.UniqueConstraint(fields=["pact", "unit"], name="pacts_pactparty_unit_once"),
            models.UniqueConstraint(fields=["pact", "field_name"], name="pacts_pactparty_field_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=PartyStatus.values), name="pacts_pactparty_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status="waiting", decided_at__isnull=True)
                | (~models.Q(status="waiting") & models.Q(decided_at__isnull=False)),
                name="pacts_pactparty_decided_has_time",
            ),
        ]

    def __str__(self):
        return f"{self.unit_text} · {self.pact}"
