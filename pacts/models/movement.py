"""Emulation movements, and which of them a cluster takes up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pacts.enums import MovementKind, MovementLevel


class Movement(models.Model):
    """A campaign launched by the State, the sector or a cluster."""

    name = models.CharField(_("name"), max_length=400, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=MovementKind, blank=True)
    launched_by = models.CharField(_("launched by"), max_length=20, choices=MovementLevel, blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="") | models.Q(kind__in=MovementKind.values),
                name="pacts_movement_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(launched_by="") | models.Q(launched_by__in=MovementLevel.values),
                name="pacts_movement_level_known",
            ),
        ]

    def __str__(self):
        return self.name


class ClusterMovement(models.Model):
    """A movement that a cluster takes up in its year."""

    cluster = models.ForeignKey(
        "units.Cluster",
        on_delete=models.PROTECT,
        related_name="cluster_movements",
        verbose_name=_("cluster or block"),
    )
    movement = models.ForeignKey(
        Movement, on_delete=models.PROTECT, related_name="cluster_movements", verbose_name=_("movement")
    )
    position = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("movement of a cluster")
        verbose_name_plural = _("movements of clusters")
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "movement"],
                name="pacts_clustermovement_once",
                violation_error_message=_("The cluster has this movement already."),
            ),
        ]

    def __str__(self):
        return f"{self.movement} · {self.cluster}"
