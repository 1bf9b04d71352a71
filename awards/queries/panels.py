"""What registrations add to the pages of clusters."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from awards.enums import RegistrationStatus
from awards.models import Registration
from awards.queries import states, windows
from units.models import Cluster, ClusterMembership, User
from units.queries.gathering import ClusterColumn

_DONE = (RegistrationStatus.SUBMITTED, RegistrationStatus.ACCEPTED)


def cluster_columns(cluster: Cluster, user: User, on: date) -> list[ClusterColumn]:
    """How far each member is with its registration (three queries); nothing for a year that never had one."""
    found = {one.unit_id: one for one in Registration.objects.filter(cluster=cluster)}
    if not found and not windows.is_open(cluster, on):
        return []
    day = cluster.day_within(on)
    members = ClusterMembership.objects.filter(cluster=cluster).on(day).values_list("unit_id", flat=True)
    due_on = windows.deadline(cluster)
    cells = {unit: states.cluster_pill(found.get(unit), due_on, on) for unit in members}
    done = sum(1 for unit in cells if unit in found and found[unit].status in _DONE)
    return [ClusterColumn(title=_("Registration of titles"), cells=cells, done=done)]
