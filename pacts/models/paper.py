"""Official papers: frozen once, signed by increments, never changed."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pacts.enums import PaperKind


class IssuedPaper(models.Model):
    """A paper as it was issued, with the data it was made from. A mistake is cancelled by a new paper."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=PaperKind)
    title = models.CharField(pgettext_lazy("paper", "title"), max_length=300)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="papers", verbose_name=_("issuing unit")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    snapshot = models.JSONField(_("content"))
    page_count = models.PositiveSmallIntegerField(_("pages"))
    signatures_required = models.PositiveSmallIntegerField(_("signatures required"), default=0)
    is_rehearsal = models.BooleanField(_("rehearsal"), default=False)
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("issued by")
    )

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=PaperKind.values), name="pacts_issuedpaper_kind_known"
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "symbol", "number"],
                name="pacts_issuedpaper_number_once",
                violation_error_message=_("This number is taken in this year."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("paper", args=[self.pk])

    @property
    def number_line(self) -> str:
        """Number and symbol as Decree 30/2020 writes them, 09/KH-CTĐ8; empty where the paper has none."""
        return f"{self.number:02d}/{self.symbol}" if self.number else ""

    @property
    def frozen(self) -> "PaperRevision":
        """The first revision: the bytes that everybody is shown and agrees to."""
        return self.revisions.get(sequence=0)


class PaperFile(models.Model):
    """The newest bytes of a paper. Every earlier revision is a prefix of them; the database lets them grow only."""

    paper = models.OneToOneField(IssuedPaper, on_delete=models.PROTECT, primary_key=True, related_name="file")
    content = models.BinaryField()

    class Meta:
        verbose_name = _("file of a paper")
        verbose_name_plural = _("files of papers")

    def __str__(self):
        return str(self.paper_id)


class PaperRevision(models.Model):
    """One state of a paper's bytes: frozen, or after a signature."""

    paper = models.ForeignKey(IssuedPaper, on_delete=models.PROTECT, related_name="revisions")
    sequence = models.PositiveSmallIntegerField()
    length = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    signature_count = models.PositiveSmallIntegerField()
    is_upgrade = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("revision of a paper")
        verbose_name_plural = _("revisions of papers")
        constraints = [
            models.UniqueConstraint(fields=["paper", "sequence"], name="pacts_paperrevision_sequence_once"),
            # An upgrade (time-stamps, revocation facts) is a further state with the same signatures.
            models.UniqueConstraint(
                fields=["paper", "signature_count"],
                condition=models.Q(is_upgrade=False),
                name="pacts_paperrevision_count_once",
            ),
        ]

    def __str__(self):
        return f"{self.paper_id} #{self.sequence}"


class PaperScan(models.Model):
    """What was signed by hand at a ceremony, as scanned: no digital signature, shown as "bản giấy"."""

    paper = models.ForeignKey(
        IssuedPaper, on_delete=models.PROTECT, related_name="scans", verbose_name=_("paper")
    )
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    content = models.BinaryField()
    signed_on = models.DateField(_("signed on"))
    attested_at = models.DateTimeField(_("attested at"))
    attested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("attested by")
    )
    note = models.CharField(_("attestation"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("scan of a paper")
        verbose_name_plural = _("scans of papers")

    def __str__(self):
        return self.file_name


class PaperPage(models.Model):
    """The picture of one page, made once from the frozen bytes: phones show no PDF inside a page."""

    paper = models.ForeignKey(IssuedPaper, on_delete=models.PROTECT, related_name="pages")
    number = models.PositiveSmallIntegerField()
    image = models.BinaryField()

    class Meta:
        verbose_name = _("picture of a page")
        verbose_name_plural = _("pictures of pages")
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="pacts_paperpage_once")]

    def __str__(self):
        return f"{self.paper_id} p{self.number}"
