"""Units and their names through time."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from units.enums import SuccessionKind, UnitKind
from units.models.person import DATES_IN_ORDER
from units.models.word import record_words
from units.querysets import DatedQuerySet, UnitQuerySet
from units.text import clean, search_form, sort_key


class Unit(models.Model):
    """An organisational unit. A merged unit is a new one even under an old name; a renamed one has two names.

    `name` and `short_name` are the latest names, kept here so that lists need no second table;
    what was said on a day is asked of `UnitName`.
    """

    code = models.CharField(_("code"), max_length=30, unique=True)
    kind = models.CharField(_("level"), max_length=20, choices=UnitKind)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("upper unit"),
    )
    name = models.CharField(_("official name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=150)
    place = models.CharField(
        _("place name on papers"),
        max_length=100,
        blank=True,
        help_text=_("For example Bình Định; printed before the date."),
    )
    head_title = models.CharField(
        _("title of the head"), max_length=100, blank=True, help_text=_("For example Viện trưởng, Vụ trưởng.")
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    # What is only recalled, or known from secondary sources, says so wherever it is shown.
    is_verified = models.BooleanField(_("verified"), default=True)
    is_rehearsal = models.BooleanField(_("rehearsal"), default=False, editable=False)
    search_text = models.CharField(max_length=600, editable=False, db_index=True)
    sort_key = models.CharField(max_length=800, editable=False, db_index=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=UnitKind.values), name="units_unit_kind_known"
            ),
            models.CheckConstraint(
                condition=DATES_IN_ORDER,
                name="units_unit_dates_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self):
        return self.short_name

    def save(self, *args, **kwargs):
        names = self.names.values_list("full_name", "short_name") if self.pk else []
        texts = [text for both in names for text in both]
        self.fill_name_columns(texts)
        super().save(*args, **kwargs)
        record_words(self, " ".join([self.name, self.short_name, *texts]))

    def get_absolute_url(self):
        return reverse("unit", args=[self.pk])

    def fill_name_columns(self, other_names: Iterable[str] = ()):
        """What is searched and sorted by follows the names; writing many at once calls it for each."""
        self.name, self.short_name = clean(self.name), clean(self.short_name)
        known = [self.name, self.short_name, *other_names]
        self.search_text = " | ".join(dict.fromkeys(search_form(text) for text in known))[:600]
        self.sort_key = sort_key(self.short_name)[:800]

    def exists_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class UnitName(models.Model):
    """One official name of a unit, from a day to a day."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names", verbose_name=_("unit"))
    full_name = models.CharField(_("official name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=150)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=250, blank=True)
    is_verified = models.BooleanField(_("verified"), default=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("name of a unit")
        verbose_name_plural = _("names of units")
        constraints = [
            models.CheckConstraint(
                condition=DATES_IN_ORDER,
                name="units_unitname_dates_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self):
        return self.full_name

    def save(self, *args, **kwargs):
        self.full_name, self.short_name = clean(self.full_name), clean(self.short_name)
        super().save(*args, **kwargs)
        self.unit.save()


class UnitPlacement(models.Model):
    """Below which unit a unit stood until a day, before it came below its present upper unit.

    `Unit.parent` says where it stands now; what was so on a day is asked of `units.queries.placement`.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="earlier_placements", verbose_name=_("unit")
    )
    parent = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="earlier_children", verbose_name=_("upper unit")
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"))

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier upper unit")
        verbose_name_plural = _("earlier upper units")
        constraints = [
            models.CheckConstraint(
                condition=DATES_IN_ORDER,
                name="units_unitplacement_dates_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=~models.Q(unit=models.F("parent")),
                name="units_unitplacement_not_itself",
                violation_error_message=_("A unit cannot stand below itself."),
            ),
            models.UniqueConstraint(fields=["unit", "valid_to"], name="units_unitplacement_once"),
        ]

    def __str__(self):
        return f"{self.unit} < {self.parent}"


class UnitSuccession(models.Model):
    """What followed a unit that ended, and by which act."""

    predecessor = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="successions", verbose_name=_("predecessor")
    )
    successor = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="preceded_by",
        verbose_name=_("successor"),
        help_text=_("Empty only where the unit was abolished and nothing followed it."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SuccessionKind)
    effective_on = models.DateField(_("effective on"))
    legal_basis = models.CharField(_("legal basis"), max_length=250, blank=True)
    is_verified = models.BooleanField(_("verified"), default=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="units_succession_not_itself",
                violation_error_message=_("A unit cannot succeed itself."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=SuccessionKind.values), name="units_succession_kind_known"
            ),
            models.UniqueConstraint(fields=["predecessor", "successor"], name="units_succession_once"),
            models.CheckConstraint(
                condition=models.Q(kind=SuccessionKind.ABOLISH, successor__isnull=True)
                | (~models.Q(kind=SuccessionKind.ABOLISH) & models.Q(successor__isnull=False)),
                name="units_succession_abolished_without_successor",
                violation_error_message=_("An abolished unit has no successor; every other act names one."),
            ),
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=models.Q(successor__isnull=True),
                name="units_succession_abolished_once",
            ),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor or '∅'}"
