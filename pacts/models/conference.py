"""Conferences of a cluster: the host may be another unit than the leader."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pacts.enums import SINGLE_ROLES, AttendanceKind, AttendeeRole, ConferenceKind


class Conference(models.Model):
    """A meeting of the cluster. What the source does not say is empty.

    Who planned it here also keeps it, until the minutes are issued; a conference that nobody planned here tells
    of the past and is only read.
    """

    cluster = models.ForeignKey(
        "units.Cluster",
        on_delete=models.PROTECT,
        related_name="conferences",
        verbose_name=_("cluster or block"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ConferenceKind)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    date_text = models.CharField(
        _("date as the source gives it"), max_length=100, blank=True, help_text=_("Where no day is known.")
    )
    host_unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="conferences_hosted",
        verbose_name=_("host unit"),
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    is_online = models.BooleanField(_("online"), default=False)
    # One meeting may close a year and open the next (domain case 29): each has its own minutes.
    together_with = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("held together with"),
    )
    minutes = models.OneToOneField(
        "pacts.IssuedPaper",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="conference",
        verbose_name=_("minutes"),
    )
    is_planned = models.BooleanField(_("planned only"), default=False)
    planned_at = models.DateTimeField(_("planned at"), null=True, blank=True, editable=False)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # The word of the witness at the ceremony; a signature on the paper is another thing (PactParty).
    witnessed_at = models.DateTimeField(_("witnessed at"), null=True, blank=True, editable=False)
    witnessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # A conference that does not take place stays on record with its reason.
    called_off_at = models.DateTimeField(_("called off at"), null=True, blank=True, editable=False)
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    called_off_reason = models.TextField(_("reason for calling off"), blank=True, editable=False)
    summary = models.TextField(_("summary"), blank=True)

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=ConferenceKind.values), name="pacts_conference_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=True)
                | models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="pacts_conference_times_in_order",
                violation_error_message=_("The conference ends before it begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(planned_at__isnull=True, planned_by__isnull=True)
                | models.Q(planned_at__isnull=False, planned_by__isnull=False),
                name="pacts_conference_planned_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(witnessed_at__isnull=True, witnessed_by__isnull=True)
                | models.Q(witnessed_at__isnull=False, witnessed_by__isnull=False),
                name="pacts_conference_witnessed_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    called_off_at__isnull=True, called_off_by__isnull=True, called_off_reason=""
                )
                | models.Q(
                    ~models.Q(called_off_reason=""),
                    called_off_at__isnull=False,
                    called_off_by__isnull=False,
                    minutes__isnull=True,
                    witnessed_at__isnull=True,
                ),
                name="pacts_conference_called_off_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(together_with__isnull=True) | ~models.Q(together_with=models.F("pk")),
                name="pacts_conference_not_with_itself",
            ),
            models.UniqueConstraint(
                fields=["together_with"],
                name="pacts_conference_together_once",
                violation_error_message=_("Another conference is held together with this one already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.cluster}"

    def get_absolute_url(self):
        return reverse("conference", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        """Nothing is added any more: the minutes are issued, or the conference was called off."""
        return self.minutes_id is not None or self.called_off_at is not None


class AgendaItem(models.Model):
    """One point of the agenda, and what came of it, for the minutes."""

    conference = models.ForeignKey(
        Conference, on_delete=models.PROTECT, related_name="agenda", verbose_name=_("conference")
    )
    position = models.PositiveSmallIntegerField(_("order"))
    subject = models.CharField(_("subject"), max_length=300)
    outcome = models.TextField(_("outcome"), blank=True)

    class Meta:
        verbose_name = _("point of the agenda")
        verbose_name_plural = _("agenda")

    def __str__(self):
        return self.subject


class UnitAttendance(models.Model):
    """How a member unit took part in a conference, and through whom."""

    conference = models.ForeignKey(
        Conference, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("conference")
    )
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="attendances", verbose_name=_("unit")
    )
    kind = models.CharField(_("attendance"), max_length=20, choices=AttendanceKind)
    person = models.ForeignKey(
        "units.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attendances",
        verbose_name=_("person"),
    )
    title = models.CharField(_("position"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("attendance of a unit")
        verbose_name_plural = _("attendances of units")
        constraints = [
            models.UniqueConstraint(fields=["conference", "unit"], name="pacts_unitattendance_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=AttendanceKind.values), name="pacts_unitattendance_kind_known"
            ),
        ]

    def __str__(self):
        return f"{self.unit} · {self.conference}"


class ConferenceAttendee(models.Model):
    """A person named at a conference, with the title the source gives; who is not on record here is there by name.

    Chair, secretary and witness act in the record, so they are always on record.
    """

    conference = models.ForeignKey(
        Conference, on_delete=models.PROTECT, related_name="attendees", verbose_name=_("conference")
    )
    person = models.ForeignKey(
        "units.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="conferences",
        verbose_name=_("person"),
    )
    name = models.CharField(
        _("name"), max_length=200, blank=True, help_text=_("Of somebody who is not on record here.")
    )
    role = models.CharField(_("role"), max_length=20, choices=AttendeeRole)
    title = models.CharField(_("position"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "person", "role"], name="pacts_conferenceattendee_once"
            ),
            models.UniqueConstraint(
                fields=["conference", "role", "name", "title"],
                condition=~models.Q(name=""),
                name="pacts_conferenceattendee_name_once",
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, name="")
                | models.Q(~models.Q(name=""), ~models.Q(role__in=SINGLE_ROLES), person__isnull=True),
                name="pacts_conferenceattendee_person_or_name",
                violation_error_message=_(
                    "Choose a person or give a name, not both; chair, secretary and witness are persons."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=AttendeeRole.values), name="pacts_conferenceattendee_role_known"
            ),
        ]

    def __str__(self):
        return f"{self.called} · {self.conference}"

    @property
    def called(self) -> str:
        return self.person.full_name if self.person else self.name
