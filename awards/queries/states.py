"""The state of a registration in one word, as everybody in the cluster may know it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.enums import NominationStatus, RegistrationStatus
from awards.models import Nomination, Registration
from awards.queries import windows
from units.queries.gathering import Pill

_OWN = {
    RegistrationStatus.DRAFT.value: ("plain", "pencil"),
    RegistrationStatus.FOR_APPROVAL.value: ("info", "person"),
    RegistrationStatus.SUBMITTED.value: ("wait", "hourglass-split"),
    RegistrationStatus.RETURNED.value: ("bad", "arrow-return-left"),
    RegistrationStatus.ACCEPTED.value: ("ok", "check-lg"),
}
_NOMINATIONS = {
    NominationStatus.DRAFT.value: ("plain", "pencil"),
    NominationStatus.SUBMITTED.value: ("ok", "send"),
    NominationStatus.WITHDRAWN.value: ("plain", "x-lg"),
}


def own_pill(registration: Registration) -> Pill:
    """The state for those who work on the registration or decide on it."""
    tone, icon = _OWN[registration.status]
    return Pill(str(registration.get_status_display()), tone, icon)


def nomination_pill(nomination: Nomination) -> Pill:
    tone, icon = _NOMINATIONS[nomination.status]
    return Pill(str(nomination.get_status_display()), tone, icon)


def cluster_pill(registration: Registration | None, due_on: date | None, on: date, url: str = "") -> Pill:
    """The state for the cluster: what goes on inside a unit before it submits is not shown."""
    if registration is not None:
        if registration.status == RegistrationStatus.ACCEPTED:
            return Pill(_("Accepted"), "ok", "check-lg", url)
        if registration.status == RegistrationStatus.SUBMITTED:
            return Pill(_("Submitted, to be reviewed"), "wait", "hourglass-split", url)
        if registration.submitted_at is not None:
            return Pill(_("Returned for correction"), "wait", "arrow-return-left", url)
    return overdue_pill(due_on, on) or Pill(_("Not submitted"), "plain", "")


def overdue_pill(due_on: date | None, on: date) -> Pill | None:
    """How many days the deadline is over, if it is."""
    if due_on is None or on <= due_on:
        return None
    days = (on - due_on).days
    return Pill(
        ngettext("%(days)d day overdue", "%(days)d days overdue", days) % {"days": days}, "bad", "clock"
    )


def late_pill(registration: Registration, due_on: date | None, on: date) -> Pill | None:
    """Submitted late, or not submitted and overdue."""
    if not windows.is_late(registration, due_on, on):
        return None
    if registration.submitted_at is None:
        return overdue_pill(due_on, on)
    return Pill(_("Submitted late"), "bad", "clock")
