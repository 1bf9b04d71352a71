"""Conferences of a cluster: the host may be another unit than the leader."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pacts.enums import AttendeeRole, ConferenceKind


class Conference(models.Model):
    """A meeting of the cluster. What the source does not say is empty."""

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
    is_planned = models.BooleanField(_("planned only"), default=False)
    summary = models.TextField(_("summary"), blank=True)

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=ConferenceKind.values), name="pacts_conference_kind_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.cluster}"


class ConferenceAttendee(models.Model):
    """A person named at a conference, with the title the source gives."""

    conference = models.ForeignKey(
        Conference, on_delete=models.PROTECT, related_name="attendees", verbose_name=_("conference")
    )
    person = models.ForeignKey(
        "units.Person", on_delete=models.PROTECT, related_name="conferences", verbose_name=_("person")
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
            models.CheckConstraint(
                condition=models.Q(role__in=AttendeeRole.values), name="pacts_conferenceattendee_role_known"
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.conference}"
