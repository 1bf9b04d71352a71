"""Keys of people and the signatures made with them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts.enums import SignatureWay


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


class OutsideCertificate(models.Model):
    """A certificate of another authority that is known to be this person's: a state token, a smart CA."""

    person = models.ForeignKey(
        "units.Person",
        on_delete=models.PROTECT,
        related_name="outside_certificates",
        verbose_name=_("person"),
    )
    sha256 = models.CharField(_("fingerprint"), max_length=64, unique=True)
    subject = models.CharField(_("subject"), max_length=500)
    issuer = models.CharField(_("issuer"), max_length=500)
    serial = models.CharField(_("serial number"), max_length=64)
    certificate_pem = models.TextField(_("certificate"))
    not_before = models.DateTimeField(_("valid from"))
    not_after = models.DateTimeField(_("valid to"))
    registered_at = models.DateTimeField(_("registered at"))
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("registered by")
    )
    revoked_at = models.DateTimeField(_("no longer accepted since"), null=True, blank=True)
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
        verbose_name = _("certificate from elsewhere")
        verbose_name_plural = _("certificates from elsewhere")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="pacts_outsidecertificate_revoked_by_and_at",
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.subject}"


class Reservation(models.Model):
    """A paper kept for one party that signs it elsewhere: these bytes and no others may come back signed.

    It ends by itself after a quarter of an hour, when it is cancelled, or when the signed file has come.
    """

    party = models.ForeignKey(
        "pacts.PactParty", on_delete=models.PROTECT, related_name="reservations", verbose_name=_("party")
    )
    paper = models.ForeignKey(
        "pacts.IssuedPaper", on_delete=models.PROTECT, related_name="reservations", verbose_name=_("paper")
    )
    revision = models.ForeignKey(
        "pacts.PaperRevision",
        on_delete=models.PROTECT,
        related_name="reservations",
        verbose_name=_("revision"),
    )
    reserved_at = models.DateTimeField(_("reserved at"))
    reserved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("reserved by")
    )
    expires_at = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )

    class Meta:
        verbose_name = _("reservation of a paper")
        verbose_name_plural = _("reservations of papers")
        constraints = [
            models.UniqueConstraint(
                fields=["paper"],
                condition=models.Q(ended_at__isnull=True),
                name="pacts_reservation_one_open",
                violation_error_message=_("Somebody else is signing this paper elsewhere."),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False),
                name="pacts_reservation_ended_has_time",
            ),
        ]

    def __str__(self):
        return f"{self.party} · {self.reserved_at:%H:%M}"


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
    way = models.CharField(_("way"), max_length=10, choices=SignatureWay, default=SignatureWay.OWN_KEY)
    credential = models.ForeignKey(
        Credential,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
        verbose_name=_("certificate"),
    )
    outside_certificate = models.ForeignKey(
        "pacts.OutsideCertificate",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
        verbose_name=_("certificate from elsewhere"),
    )
    # A signature by hand adds no bytes: its scan stands in for them.
    revision = models.OneToOneField(
        "pacts.PaperRevision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signature",
        verbose_name=_("revision"),
    )
    scan = models.ForeignKey(
        "pacts.PaperScan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
        verbose_name=_("scan"),
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("account")
    )
    signed_at = models.DateTimeField(_("signed at"))
    # What an authority for time-stamps confirmed; empty where none did.
    time_stamped_at = models.DateTimeField(_("time-stamp"), null=True, blank=True)
    capacity_text = models.CharField(_("capacity"), max_length=200)
    frozen_sha256 = models.CharField(_("fingerprint of the text shown"), max_length=64)
    request_key = models.UUIDField(unique=True)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(way__in=SignatureWay.values), name="pacts_signature_way_known"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    way=SignatureWay.OWN_KEY,
                    credential__isnull=False,
                    outside_certificate__isnull=True,
                    revision__isnull=False,
                    scan__isnull=True,
                )
                | models.Q(
                    way=SignatureWay.OUTSIDE,
                    credential__isnull=True,
                    outside_certificate__isnull=False,
                    revision__isnull=False,
                    scan__isnull=True,
                )
                | models.Q(
                    way=SignatureWay.PAPER,
                    credential__isnull=True,
                    outside_certificate__isnull=True,
                    revision__isnull=True,
                    scan__isnull=False,
                ),
                name="pacts_signature_way_whole",
            ),
        ]

    def __str__(self):
        return f"{self.signer} · {self.paper}"

    @property
    def signed_on(self) -> date:
        """The day on which the person signed; by hand the day that is attested, whenever it was recorded."""
        return self.scan.signed_on if self.scan else localdate(self.signed_at)

    @property
    def sha256(self) -> str:
        """Of the state of the file that this signature made, or of the scan where it stands on paper."""
        made = self.revision or self.scan
        return made.sha256 if made else ""

    @property
    def serial(self) -> str:
        """Of the certificate; empty where it stands on paper."""
        certificate = self.credential or self.outside_certificate
        return certificate.serial if certificate else ""
