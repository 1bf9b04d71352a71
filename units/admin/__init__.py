"""Django admin for the organisation and its accounts. Each noun has its module."""

from units.admin import account, audit_trail, authorisation, cluster, intake, person, unit, year

__all__ = ["account", "audit_trail", "authorisation", "cluster", "intake", "person", "unit", "year"]
