"""Who an account is on a day, in the words of the page header."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Subquery, Value, When
from django.utils.translation import pgettext_lazy

from units.enums import Capacity, Role
from units.models import Appointment, Assignment, Notice, RoleGrant, User

ROLE_WORDS = {
    Role.CENTRAL_OFFICER: pgettext_lazy("short", "Central officer"),
    Role.OFFICER: pgettext_lazy("short", "Emulation officer"),
    Role.COUNCIL_MEMBER: pgettext_lazy("short", "Council member"),
    Role.ADMINISTRATOR: pgettext_lazy("short", "Administrator"),
}


_COLUMNS = (
    "id", "username", "is_sample", "is_staff", "name", "post", "post_unit", "role", "role_unit", "works_in",
    "rehearses", "unread", "administers",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    name: str
    role_line: str
    unread: int
    is_rehearsal: bool
    administers: bool


def identity(user: User, on: date) -> Identity:
    return identities([user], on)[user.pk]


def identities(users: list[User], on: date) -> dict[int, Identity]:
    """The name, the highest post or role with its unit, the number of unread notices: one query for all."""
    post = _first(Appointment, on, person=OuterRef("person"), rank=("capacity", list(Capacity)))
    grant = _first(RoleGrant, on, user=OuterRef("pk"), rank=("role", list(ROLE_WORDS)))
    work = Assignment.objects.on(on).filter(person=OuterRef("person")).order_by("pk")
    unread = (
        Notice.objects.filter(recipient=OuterRef("pk"), read_at__isnull=True)
        .order_by()
        .values("recipient")
        .annotate(number=Count("pk"))
        .values("number")
    )
    administers = RoleGrant.objects.on(on).filter(user=OuterRef("pk"), role=Role.ADMINISTRATOR)
    rows = (
        User.objects.filter(pk__in=[user.pk for user in users])
        .annotate(
            name=F("person__full_name"),
            post=Subquery(post.values("position_title")[:1]),
            post_unit=Subquery(post.values("unit__short_name")[:1]),
            role=Subquery(grant.values("role")[:1]),
            role_unit=Subquery(grant.values("unit__short_name")[:1]),
            works_in=Subquery(work.values("unit__short_name")[:1]),
            rehearses=Subquery(work.values("unit__is_rehearsal")[:1]),
            unread=Subquery(unread),
            administers=Exists(administers),
        )
        .values(*_COLUMNS)
    )
    return {row["id"]: _identity(dict(row)) for row in rows}


def _identity(row: dict[str, Any]) -> Identity:
    return Identity(
        name=row["name"] or row["username"],
        role_line=_role_line(row),
        unread=row["unread"] or 0,
        is_rehearsal=row["is_sample"] or bool(row["rehearses"]),
        administers=row["administers"] or row["is_staff"],
    )


def _first(model: Any, on: date, *, rank: tuple[str, list[str]], **owner: Any):
    column, values = rank
    order = Case(
        *(When(**{column: value}, then=Value(place)) for place, value in enumerate(values)),
        default=Value(len(values)),
        output_field=IntegerField(),
    )
    return model.objects.on(on).filter(**owner).order_by(order, "pk")


def _role_line(row: dict[str, Any]) -> str:
    if row["post"]:
        return f"{row['post']} · {row['post_unit']}"
    if row["role"]:
        return f"{ROLE_WORDS[Role(row['role'])]} · {row['role_unit']}"
    return row["works_in"] or (str(ROLE_WORDS[Role.ADMINISTRATOR]) if row["is_staff"] else "")
