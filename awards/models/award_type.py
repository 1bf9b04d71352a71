"""Titles and commendation forms."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards.enums import AwardCategory, RecipientKind


class AwardType(models.Model):
    """A title (danh hiệu thi đua) or a commendation form (hình thức khen thưởng); the law judges by `code`."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60)
    category = models.CharField(_("category"), max_length=20, choices=AwardCategory)
    recipient = models.CharField(_("recipient"), max_length=20, choices=RecipientKind)
    position = models.PositiveSmallIntegerField(_("order"))
    is_active = models.BooleanField(_("can be registered"), default=True)

    class Meta:
        verbose_name = _("award type")
        verbose_name_plural = _("award types")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(category__in=AwardCategory.values), name="awards_awardtype_category_known"
            ),
            models.CheckConstraint(
                condition=models.Q(recipient__in=RecipientKind.values),
                name="awards_awardtype_recipient_known",
            ),
        ]

    def __str__(self):
        return self.name
