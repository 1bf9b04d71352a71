"""A unit registers the titles it aims at: enter, send to the head, submit, return, accept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from awards import permissions, workflow
from awards.enums import RegistrationRole
from awards.models import Registration
from awards.queries import windows
from awards.queries.names import unit_names
from awards.services.registration_rows import (
    ItemRow,
    RowsRefused,
    changes,
    check_rows,
    key_of,
    write_rows,
)
from units import audit, notices
from units.enums import Role
from units.models import Appointment, AuditEntry, Cluster, RoleGrant, Unit, User
from units.permissions import check_officer_of, lead_unit_id
from units.queries.succession import acting_units

__all__ = [
    "ItemRow",
    "RowsRefused",
    "StaleEdit",
    "WrongState",
    "accept",
    "is_editable",
    "return_",
    "save_items",
    "send_back",
    "send_to_head",
    "start",
    "submit",
]


class StaleEdit(ValidationError):
    """Somebody saved while this page was open; nothing of either is lost."""


class WrongState(ValidationError):
    """The registration has moved on; the sentence says where it is now."""


def is_editable(registration: Registration) -> bool:
    """Rows change while the next move is the officer's."""
    moves = workflow.moves_from(workflow.REGISTRATION_MOVES, registration.status)
    return any(move.role == RegistrationRole.OFFICER for move in moves)


@transaction.atomic
def start(*, cluster: Cluster, unit: Unit, by: User, at: datetime) -> Registration:
    """Open the unit's registration in the cluster, or give the one that is open already."""
    on = timezone.localdate(at)
    check_officer_of(by, unit, on)
    if not unit.exists_on(on) or not cluster.memberships.on(on).filter(unit=unit).exists():
        raise ValidationError(_("%(unit)s is not a member of this cluster today.") % {"unit": unit})
    existing = Registration.objects.filter(cluster=cluster, unit=unit).first()
    if existing is not None:
        return existing
    if not windows.is_open(cluster, on):
        raise ValidationError(_("The emulation year %(year)s is not running.") % {"year": cluster.year.year})
    registration, is_new = Registration.objects.get_or_create(cluster=cluster, unit=unit)
    if is_new:
        audit.record(kind="registration_started", actor=by, subject=registration, at=at)
    return registration


@transaction.atomic
def save_items(
    *, registration: Registration, rows: Iterable[ItemRow], expected_edit_number: int, by: User, at: datetime
) -> Registration:
    """Make the posted recipients say what the rows say; recipients that were not posted stay as they are.

    Rows that repeat what is stored change nothing, so that a double click is harmless.
    """
    on = timezone.localdate(at)
    registration = _locked(registration)
    check_officer_of(by, registration.unit, on)
    if not is_editable(registration):
        raise WrongState(_where_it_is(registration))
    stored = {key_of(item): item for item in registration.items.select_for_update().order_by("pk")}
    changed = changes(rows, stored)
    if not changed:
        return registration
    if expected_edit_number != registration.edit_number:
        raise StaleEdit(_who_saved(registration))
    known = check_rows(registration, changed, stored, on)

    counts = write_rows(registration, changed, stored, known, on)

    registration.edit_number += 1
    registration.save(update_fields=["edit_number"])
    audit.record(
        kind="registration_saved",
        actor=by,
        subject=registration,
        at=at,
        data={"edit": registration.edit_number, **counts},
    )
    return registration


@transaction.atomic
def send_to_head(*, registration: Registration, by: User, at: datetime) -> Registration:
    """Hand the registration to the head of the unit, who is told."""
    registration, move = _begin("send_to_head", registration, by, at)
    if move is None:
        return registration
    on = timezone.localdate(at)
    _check_not_empty(registration)
    heads = _accounts(Appointment.objects.heading(on).filter(unit__in=_acting(registration, on)))
    if not heads:
        raise ValidationError(
            _("No head of the unit has an account today: ask the administrator to record the appointment.")
        )
    return _finish(registration, move, by, at, to=heads)


@transaction.atomic
def send_back(*, registration: Registration, reason: str, by: User, at: datetime) -> Registration:
    """The head wants it changed; the officers are told why."""
    registration, move = _begin("send_back", registration, by, at, reason=reason)
    if move is None:
        return registration
    on = timezone.localdate(at)
    grants = RoleGrant.objects.on(on).filter(role=Role.OFFICER, unit__in=_acting(registration, on))
    officers = User.objects.filter(is_active=True, role_grants__in=grants).distinct()
    return _finish(registration, move, by, at, to=officers, reason=reason)


@transaction.atomic
def submit(
    *, registration: Registration, by: User, at: datetime, expected_edit_number: int | None = None
) -> Registration:
    """The head submits to the lead unit, which is told. Late is allowed and marked.

    The first submission decides whether it was late: a correction that the lead unit asked for is not.
    """
    registration, move = _begin("submit", registration, by, at)
    if move is None:
        return registration
    on = timezone.localdate(at)
    _check_fresh(registration, expected_edit_number)
    _check_not_empty(registration)
    if registration.submitted_at is None:
        registration.submitted_at, registration.submitted_by = at, by
    late = windows.is_late(registration, windows.deadline(registration.cluster), on)
    lead = lead_unit_id(registration.cluster, on)
    people = notices.people_of_units([lead], on) if lead else []
    return _finish(registration, move, by, at, to=people, data={"late": late})


@transaction.atomic
def return_(*, registration: Registration, reason: str, by: User, at: datetime) -> Registration:
    """The lead unit wants a correction; the unit is told why."""
    registration, move = _begin("return", registration, by, at, reason=reason)
    if move is None:
        return registration
    people = notices.people_of_units([registration.unit_id], timezone.localdate(at))
    return _finish(registration, move, by, at, to=people, reason=reason)


@transaction.atomic
def accept(
    *, registration: Registration, by: User, at: datetime, expected_edit_number: int | None = None
) -> Registration:
    """The lead unit accepts; the unit is told and nominations can follow."""
    registration, move = _begin("accept", registration, by, at)
    if move is None:
        return registration
    _check_fresh(registration, expected_edit_number)
    registration.accepted_at, registration.accepted_by = at, by
    people = notices.people_of_units([registration.unit_id], timezone.localdate(at))
    return _finish(registration, move, by, at, to=people)


def _locked(registration: Registration) -> Registration:
    return (
        Registration.objects.select_for_update(of=("self",))
        .select_related("unit", "cluster__year")
        .get(pk=registration.pk)
    )


def _begin(
    name: str, registration: Registration, by: User, at: datetime, reason: str | None = None
) -> tuple[Registration, workflow.Move | None]:
    """Lock and check. No move comes back when a second click asks for what is done already."""
    registration = _locked(registration)
    same = [move for move in workflow.REGISTRATION_MOVES if move.name == name]
    permissions.check_plays(by, same[0].role, registration, timezone.localdate(at))
    if reason is not None and not reason.strip():
        raise ValidationError(_("Say why, so that it can be mended."))
    move = workflow.find(workflow.REGISTRATION_MOVES, name, registration.status)
    if move is None:
        is_repeated = registration.status in {one.target for one in same}
        if not is_repeated or (reason is not None and reason.strip() != registration.return_reason):
            raise WrongState(_where_it_is(registration))
    return registration, move


def _finish(
    registration: Registration,
    move: workflow.Move,
    by: User,
    at: datetime,
    *,
    to: Iterable[User],
    reason: str = "",
    data: dict[str, object] | None = None,
) -> Registration:
    registration.status = move.target
    registration.return_reason = reason.strip()
    registration.save()
    facts = {"edit": registration.edit_number, **(data or {})}
    if reason:
        facts["reason"] = registration.return_reason
    audit.record(kind=move.event, actor=by, subject=registration, at=at, data=facts)
    details = {
        "unit": unit_names([registration], timezone.localdate(at))[registration.pk].short_name,
        "year": registration.cluster.year.year,
        "reason": registration.return_reason,
    }
    notices.queue(kind=move.event, to=to, at=at, url=registration.get_absolute_url(), details=details)
    return registration


def _acting(registration: Registration, on: date) -> frozenset[int]:
    """The unit, or those that took over when it ended."""
    return acting_units([registration.unit_id], on)


def _check_not_empty(registration: Registration) -> None:
    if not registration.items.exists():
        raise ValidationError(_("Nobody is registered yet: choose a title for at least one row."))


def _check_fresh(registration: Registration, expected: int | None) -> None:
    """Nobody submits or accepts what he or she has not seen."""
    if expected is not None and expected != registration.edit_number:
        raise StaleEdit(_who_saved(registration))


def _where_it_is(registration: Registration) -> str:
    return _("This is not possible now: the registration is in the state “%(state)s”.") % {
        "state": registration.get_status_display()
    }


def _who_saved(registration: Registration) -> str:
    entry = (
        AuditEntry.objects.filter(subject=audit.label(registration), kind="registration_saved")
        .select_related("actor__person")
        .order_by("-seq")
        .first()
    )
    if entry is None:
        return _("The registration was changed while this page was open.")
    moment = timezone.localtime(entry.at)
    return _("%(person)s saved this registration at %(time)s on %(day)s, after this page was opened.") % {
        "person": entry.actor,
        "time": f"{moment:%H:%M}",
        "day": date_format(moment, "SHORT_DATE_FORMAT"),
    }


def _accounts(posts: QuerySet[Appointment]) -> list[User]:
    return list(User.objects.filter(is_active=True, person__appointments__in=posts).distinct())
