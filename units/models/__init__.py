"""The tables of the organisation."""

from units.models.audit import AuditEntry
from units.models.authorisation import Authorisation
from units.models.cluster import Cluster, ClusterLeadership, ClusterMembership
from units.models.intake import Intake
from units.models.notice import Notice
from units.models.person import Appointment, Assignment, Person
from units.models.unit import Unit, UnitName, UnitPlacement, UnitSuccession
from units.models.user import RoleGrant, User
from units.models.word import ClusterWord, PersonWord, UnitWord
from units.models.year import Deadline, EmulationYear, Guidance

__all__ = [
    "Appointment",
    "Assignment",
    "AuditEntry",
    "Authorisation",
    "Cluster",
    "ClusterLeadership",
    "ClusterMembership",
    "ClusterWord",
    "Deadline",
    "EmulationYear",
    "Guidance",
    "Intake",
    "Notice",
    "Person",
    "PersonWord",
    "RoleGrant",
    "Unit",
    "UnitName",
    "UnitPlacement",
    "UnitSuccession",
    "UnitWord",
    "User",
]
