"""Who may sign for a unit beside its head, by which document and in which days."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from units.enums import SigningForm
from units.models.person import DATES_IN_ORDER
from units.querysets import DatedQuerySet


class Authorisation(models.Model):
    """A document that lets a person sign for a unit: KT., TL., TUQ. or TM. (NĐ 30/2020/NĐ-CP, Điều 13).

    The head keeps the right to sign. While the head is away (`is_for_absence`) the authorised person is the
    one who is asked to sign; otherwise the head is. What a row gives on a day: `units.queries.authority`.
    """

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="authorisations", verbose_name=_("unit")
    )
    person = models.ForeignKey(
        "units.Person", on_delete=models.PROTECT, related_name="authorisations", verbose_name=_("person")
    )
    form = models.CharField(_("how the person signs"), max_length=10, choices=SigningForm)
    position_title = models.CharField(
        _("own position"),
        max_length=150,
        help_text=_("As printed below KT., TL. or TUQ., for example Phó Viện trưởng."),
    )
    collective = models.CharField(
        _("collective"),
        max_length=150,
        blank=True,
        help_text=_("Only with TM.: the collective as printed after TM., for example Ủy ban kiểm sát."),
    )
    document = models.CharField(
        _("document"),
        max_length=250,
        help_text=_("The document that authorises: kind, number, date, issuer."),
    )
    is_for_absence = models.BooleanField(
        _("the head is away"),
        default=False,
        help_text=_("In these days the authorised person is asked to sign, not the head."),
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("authorisation to sign")
        verbose_name_plural = _("authorisations to sign")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(form__in=SigningForm.values), name="units_authorisation_form_known"
            ),
            models.CheckConstraint(
                condition=DATES_IN_ORDER,
                name="units_authorisation_dates_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
            # By authorisation (TUQ.) one signs for a limited time only, and so does whoever stands in.
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=False)
                | (models.Q(is_for_absence=False) & ~models.Q(form=SigningForm.TUQ)),
                name="units_authorisation_limited_in_time",
                violation_error_message=_("This kind of authorisation needs a last day."),
            ),
            models.CheckConstraint(
                condition=(models.Q(form=SigningForm.TM) & ~models.Q(collective=""))
                | (~models.Q(form=SigningForm.TM) & models.Q(collective="")),
                name="units_authorisation_collective_with_tm",
                violation_error_message=_("A collective is named with TM., and only with it."),
            ),
        ]

    def __str__(self):
        return f"{self.form}. {self.person} · {self.unit}"
