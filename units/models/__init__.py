"""The tables of the organisation."""

from units.models.audit import AuditEntry
from units.models.cluster import Cluster, ClusterLeadership, ClusterMembership
from units.models.notice import Notice
from units.models.person import Appointment, Assignment, Person
from units.models.unit import Unit, UnitName, UnitSuccession
from units.models.user import RoleGrant, User
from units.models.year import Deadline, EmulationYear, Guidance

__all__ = [
    "Appointment",
    "Assignment",
    "AuditEntry",
    "Cluster",
    "ClusterLeadership",
    "ClusterMembership",
    "Deadline",
    "EmulationYear",
    "Guidance",
    "Notice",
    "Person",
    "RoleGrant",
    "Unit",
    "UnitName",
    "UnitSuccession",
    "User",
]
