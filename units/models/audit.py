"""The audit chain: what happened, in order, provably whole."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One event. Written by `units.audit.record` only; the database refuses change and deletion.

    `body` is the canonical JSON that is hashed; the columns beside it repeat what lists filter by.
    """

    seq = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("time"))
    kind = models.CharField(_("event"), max_length=60, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("account"),
    )
    subject = models.CharField(_("subject"), max_length=80, db_index=True)
    body = models.TextField(_("content"))
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")

    def __str__(self):
        return f"{self.seq} {self.kind}"
