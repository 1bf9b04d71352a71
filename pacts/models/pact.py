"""The pact of a cluster, and who is to sign it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pacts.enums import PactStatus, PartyKind, PartyStatus, SigningOrder
from pacts.models.paper import IssuedPaper
from pacts.querysets import PactQuerySet


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
    # An amendment is a text of its own, signed by all present members; the pact that it amends stays.
    amends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="amendments",
        verbose_name=_("amends"),
    )
    # Whose clauses were taken over: last year's pact, or the version before.
    based_on = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("based on"),
    )
    comments_opened_at = models.DateTimeField(
        _("sent out for comments"), null=True, blank=True, editable=False
    )
    comments_opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    comments_until = models.DateField(_("last day for comments"), null=True, blank=True, editable=False)
    # Ended before its last day; empty again when the draft is sent out anew.
    comments_ended_at = models.DateTimeField(_("comments ended at"), null=True, blank=True, editable=False)
    comments_ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    signing_order = models.CharField(
        _("order of signing"), max_length=20, choices=SigningOrder, default=SigningOrder.PARALLEL
    )
    sign_until = models.DateField(_("last day for signing"), null=True, blank=True)
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
    # When the record was complete, and the day on which the last party signed: by hand it may be an earlier one.
    in_force_at = models.DateTimeField(_("all signatures recorded at"), null=True, blank=True, editable=False)
    in_force_on = models.DateField(_("in force since"), null=True, blank=True, editable=False)
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
                condition=~models.Q(status="void") & models.Q(amends__isnull=True),
                name="pacts_pact_one_live",
                violation_error_message=_("The cluster has a pact already."),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "void"]) | models.Q(paper__isnull=False),
                name="pacts_pact_frozen_has_paper",
            ),
            models.CheckConstraint(
                condition=models.Q(status="in_force", in_force_at__isnull=False, in_force_on__isnull=False)
                | (
                    ~models.Q(status="in_force")
                    & models.Q(in_force_at__isnull=True, in_force_on__isnull=True)
                ),
                name="pacts_pact_in_force_has_time",
            ),
            models.UniqueConstraint(
                fields=["amends"],
                condition=models.Q(status__in=["draft", "frozen", "signing"]),
                name="pacts_pact_one_open_amendment",
                violation_error_message=_("An amendment of this pact is being prepared already."),
            ),
            models.CheckConstraint(
                condition=models.Q(signing_order__in=SigningOrder.values),
                name="pacts_pact_signing_order_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    comments_opened_at__isnull=True,
                    comments_opened_by__isnull=True,
                    comments_until__isnull=True,
                )
                | models.Q(
                    comments_opened_at__isnull=False,
                    comments_opened_by__isnull=False,
                    comments_until__isnull=False,
                ),
                name="pacts_pact_comments_opened_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(comments_ended_at__isnull=True, comments_ended_by__isnull=True)
                | models.Q(
                    comments_ended_at__isnull=False,
                    comments_ended_by__isnull=False,
                    comments_opened_at__isnull=False,
                ),
                name="pacts_pact_comments_ended_whole",
            ),
        ]

    def __str__(self):
        kind = "Phụ lục sửa đổi, bổ sung Giao ước thi đua" if self.amends_id else "Giao ước thi đua"
        return f"{kind} năm {self.cluster.year.year} · {self.cluster.name}"

    def get_absolute_url(self):
        return reverse("pact", args=[self.pk])

    @property
    def frozen_paper(self) -> IssuedPaper:
        """The paper of a frozen pact; raises IssuedPaper.DoesNotExist for a draft."""
        if self.paper is None:
            raise IssuedPaper.DoesNotExist
        return self.paper


class PactParty(models.Model):
    """A unit that is to sign, fixed at the freeze with its place in the grid and its signature field.

    Who signs, and in which capacity, is asked of the record on the day of signing; until then `signer` and
    `capacity_text` say who was asked last, afterwards who did.
    """

    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="parties")
    kind = models.CharField(_("kind"), max_length=10, choices=PartyKind, default=PartyKind.PARTY)
    # Of a signing order in groups: the lower ones sign first.
    group = models.PositiveSmallIntegerField(_("group"), default=1)
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="pact_parties")
    position = models.PositiveSmallIntegerField(_("order"))
    field_name = models.CharField(max_length=30)
    # As printed in the frozen paper.
    unit_text = models.CharField(_("unit"), max_length=250)
    role_text = models.CharField(_("role"), max_length=60, blank=True)
    capacity_text = models.CharField(_("capacity"), max_length=200)
    signer = models.ForeignKey(
        "units.Person", on_delete=models.PROTECT, related_name="pact_parties", verbose_name=_("signer")
    )
    status = models.CharField(_("state"), max_length=20, choices=PartyStatus, default=PartyStatus.WAITING)
    decided_at = models.DateTimeField(_("time"), null=True, blank=True)
    decline_reason = models.CharField(_("reason"), max_length=500, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)

    class Meta:
        verbose_name = _("signing party")
        verbose_name_plural = _("signing parties")
        constraints = [
            models.UniqueConstraint(fields=["pact", "unit", "kind"], name="pacts_pactparty_unit_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=PartyKind.values), name="pacts_pactparty_kind_known"
            ),
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
