"""Keys of people and the signatures made with them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Credential(models.Model):
    """A person's own key and certificate. The key is PKCS#8, encrypted under the PIN and a secret
    that is not in the database; nobody can use it for the person."""

    person = models.ForeignKey(
        "units.Person", on_delete=models.PROTECT, related_name="credentials", verbose_name=_("person")
    )
    serial = models.CharField(_("serial number"), max_length=64, unique=True)
    certificate_pem = models.TextField(_("certificate"))
    encrypted_key = models.BinaryField()
    not_before = models.DateTimeField(_("valid from"))
    not_after = models.DateTimeField(_("valid to"))
    is_test = models.BooleanField(_("test certificate"), default=False)
    issued_at = models.DateTimeField(_("issued at"))
    failed_pins = models.PositiveSmallIntegerField(_("wrong PINs"), default=0)
    locked_until = models.DateTimeField(_("locked until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )
    revoke_reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("signing certificate")
        verbose_name_plural = _("signing certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(revoked_at__isnull=True),
                name="pacts_credential_one_live",
                violation_error_message=_("The person has a certificate already; revoke that one first."),
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="pacts_credential_revoked_by_and_at",
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.serial}"


class Signature(models.Model):
    """One signature on one paper: who, for which unit, in which capacity, with which key, over which bytes."""

    paper = models.ForeignKey(
        "pacts.IssuedPaper", on_delete=models.PROTECT, related_name="signatures", verbose_name=_("paper")
    )
    party = models.OneToOneField(
        "pacts.PactParty", on_delete=models.PROTECT, related_name="signature", verbose_name=_("party")
    )
    signer = models.ForeignKey(
        "units.Person", on_delete=models.PROTECT, related_name="signatures", verbose_name=_("signer")
    )
    credential = models.ForeignKey(
        Credential, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("certificate")
    )
    revision = models.OneToOneField(
        "pacts.PaperRevision", on_delete=models.PROTECT, related_name="signature", verbose_name=_("revision")
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("account")
    )
    signed_at = models.DateTimeField(_("signed at"))
    capacity_text = models.CharField(_("capacity"), max_length=200)
    frozen_sha256 = models.CharField(_("fingerprint of the text shown"), max_length=64)
    request_key = models.UUIDField(unique=True)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")

    def __str__(self):
        return f"{self.signer} · {self.paper}"
