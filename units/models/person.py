"""People, where they work, and who heads a unit in which capacity."""

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from units.enums import Capacity, Gender
from units.models.word import record_words
from units.querysets import AppointmentQuerySet, DatedQuerySet, PersonQuerySet
from units.text import clean, person_sort_key, search_form

DATES_IN_ORDER = (
    models.Q(valid_to__isnull=True)
    | models.Q(valid_from__isnull=True)
    | models.Q(valid_to__gte=models.F("valid_from"))
)


class Person(models.Model):
    """A human being. Never deleted: signatures, titles and votes point here."""

    full_name = models.CharField(_("full name"), max_length=200)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender, blank=True)
    staff_number = models.CharField(_("staff number"), max_length=30, null=True, blank=True, unique=True)
    recruited_on = models.DateField(_("recruited on"), null=True, blank=True)
    left_on = models.DateField(
        _("left the sector on"),
        null=True,
        blank=True,
        help_text=_("The last working day. The account is closed from the next day; signatures stay."),
    )
    # Of a citizen ID only a keyed hash, to recognise it again, and its end, to tell it to people.
    citizen_id_hash = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    citizen_id_tail = models.CharField(
        _("last digits of the citizen ID"), max_length=3, blank=True, default="", editable=False
    )
    search_text = models.CharField(max_length=250, editable=False, db_index=True)
    sort_key = models.CharField(max_length=500, editable=False, db_index=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(gender="") | models.Q(gender__in=Gender.values),
                name="units_person_gender_known",
            ),
            models.CheckConstraint(
                condition=models.Q(citizen_id_hash__isnull=True, citizen_id_tail="")
                | (models.Q(citizen_id_hash__isnull=False) & ~models.Q(citizen_id_tail="")),
                name="units_person_citizen_id_whole",
            ),
        ]

    def __str__(self):
        return self.full_name

    def save(self, *args, **kwargs):
        self.fill_name_columns()
        super().save(*args, **kwargs)
        record_words(self, self.full_name)

    def get_absolute_url(self):
        return reverse("person", args=[self.pk])

    def fill_name_columns(self):
        """What is searched and sorted by follows the name; writing many at once calls it for each."""
        self.full_name = clean(self.full_name)
        self.search_text = search_form(self.full_name)
        self.sort_key = person_sort_key(self.full_name)

    def has_left(self, day: date) -> bool:
        """Whether the day comes after the person's last one in the sector."""
        return self.left_on is not None and self.left_on < day


class Assignment(models.Model):
    """Where a person works and as what, from a day to a day."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="assignments", verbose_name=_("unit")
    )
    position_title = models.CharField(_("position"), max_length=150, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.CheckConstraint(
                condition=DATES_IN_ORDER,
                name="units_assignment_dates_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.unit}"


class Appointment(models.Model):
    """Who heads a unit, or is a deputy there, in which capacity, from a day to a day."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="appointments", verbose_name=_("unit")
    )
    capacity = models.CharField(_("capacity"), max_length=20, choices=Capacity)
    position_title = models.CharField(
        _("position"), max_length=150, help_text=_("As printed, for example Viện trưởng.")
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    # A source may name the holder on one day and say nothing of the bounds: then they are that calendar
    # year's, and every page says that they are not known.
    bounds_known = models.BooleanField(_("dates are known"), default=True)
    decision = models.CharField(_("decision"), max_length=200, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(capacity__in=Capacity.values), name="units_appointment_capacity_known"
            ),
            models.CheckConstraint(
                condition=DATES_IN_ORDER,
                name="units_appointment_dates_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self):
        return f"{self.position_title} {self.person} · {self.unit}"
