"""The text of a pact as data: what it rests on, its clauses, movements and targets."""

import uuid
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from pacts.enums import Comparator
from pacts.models.pact import Pact

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
    """One article (Điều) of the pact; its number is its place.

    Consecutive clauses with the same `section` stand under its heading. `identity` stays the same through
    drafts and years, so that a comparison knows a clause again.
    """

    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="clauses")
    identity = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    position = models.PositiveSmallIntegerField(_("order"))
    section = models.CharField(_("section"), max_length=200, blank=True)
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
    identity = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    position = models.PositiveSmallIntegerField(_("order"))
    code = models.CharField(_("code"), max_length=20)
    text = models.CharField(_("target"), max_length=300)
    comparator = models.CharField(_("comparison"), max_length=2, choices=Comparator)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=30, blank=True)
    numerator = models.CharField(_("numerator"), max_length=300, blank=True)
    denominator = models.CharField(_("denominator"), max_length=300, blank=True)
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("The act that sets it, or where the number is read."),
    )
    may_not_arise = models.BooleanField(
        _("may not arise"),
        default=False,
        help_text=_("A year without any such case is not a failure: “không phát sinh”."),
    )
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

    @property
    def details(self) -> tuple[str, ...]:
        """What belongs to the number: how it is counted, where it is read. The same on the screen and in the paper."""
        facts = (
            f"Tử số: {self.numerator}" if self.numerator else "",
            f"Mẫu số: {self.denominator}" if self.denominator else "",
            f"Nguồn số liệu: {self.source}" if self.source else "",
            "Có thể không phát sinh" if self.may_not_arise else "",
        )
        return tuple(fact for fact in facts if fact)


class PactMovement(models.Model):
    """A movement of the catalogue that the pact takes up."""

    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="movements")
    movement = models.ForeignKey(
        "pacts.Movement", on_delete=models.PROTECT, related_name="pact_movements", verbose_name=_("movement")
    )
    position = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("movement of a pact")
        verbose_name_plural = _("movements of a pact")
        constraints = [
            models.UniqueConstraint(
                fields=["pact", "movement"],
                name="pacts_pactmovement_once",
                violation_error_message=_("The pact has this movement already."),
            ),
        ]

    def __str__(self):
        return str(self.movement)
