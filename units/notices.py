"""Telling people: a notice is queued in the transaction of the act and can therefore neither be lost nor lie."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from units.enums import Role
from units.models import Notice, User
from units.queries.succession import acting_units
from units.querysets import valid_on

TEXTS = {
    "unit_taken_over": _("From %(day)s %(successors)s takes over from %(units)s."),
    "unit_abolished": _("%(units)s is abolished from %(day)s."),
    "unit_renamed": _("%(units)s is called %(successors)s from %(day)s."),
}


def queue(
    *, kind: str, to: Iterable[User], at: datetime, url: str = "", details: dict[str, Any] | None = None
) -> None:
    """One notice for each account, none twice."""
    recipients = {user.pk: user for user in to}
    Notice.objects.bulk_create(
        Notice(recipient=user, kind=kind, details=details or {}, url=url, created_at=at)
        for user in recipients.values()
    )


def people_of_units(unit_ids: Iterable[int], on: date) -> list[User]:
    """The accounts that act for the units on the day: heads, deputies and officers.

    For a unit that has ended those are told who act for the units that took over.
    """
    ids = list(acting_units(unit_ids, on))
    officers = valid_on(on, "role_grants__") & Q(role_grants__role=Role.OFFICER, role_grants__unit_id__in=ids)
    leaders = valid_on(on, "person__appointments__") & Q(person__appointments__unit_id__in=ids)
    return list(User.objects.filter(is_active=True).filter(officers | leaders).distinct().order_by("pk"))
