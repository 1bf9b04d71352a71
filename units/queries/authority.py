"""Who may sign for a unit on a day: one question, one answer, one reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from units.enums import Capacity
from units.models import Appointment, Person, Unit


@dataclass(frozen=True, slots=True)
class Authority:
    """The person who signs for the unit, and how the paper says so (NĐ 30/2020/NĐ-CP, phụ lục I)."""

    person: Person
    capacity_lines: tuple[str, ...]
    title: str
    basis: str
    until: date | None

    @property
    def capacity_text(self) -> str:
        return " / ".join(self.capacity_lines)


@dataclass(frozen=True, slots=True)
class NoAuthority:
    reason: str


def signing_authority(unit: Unit, on: date) -> Authority | NoAuthority:
    """The head or acting head who holds the post on the day."""
    posts = list(
        Appointment.objects.heading(on)
        .filter(unit=unit, bounds_known=True)
        .select_related("person")
        .order_by("pk")
    )
    return _authority(posts, unit, on)


def signing_authorities(units: list[Unit], on: date) -> dict[int, Authority | NoAuthority]:
    """The same answer for many units with one query."""
    posts: dict[int, list[Appointment]] = {unit.pk: [] for unit in units}
    found = Appointment.objects.heading(on).filter(unit__in=units, bounds_known=True)
    for post in found.select_related("person").order_by("pk"):
        posts[post.unit_id].append(post)
    return {unit.pk: _authority(posts[unit.pk], unit, on) for unit in units}


def _authority(posts: list[Appointment], unit: Unit, on: date) -> Authority | NoAuthority:
    if not unit.exists_on(on):
        return NoAuthority(_("The unit does not exist on this day."))
    if not posts:
        return NoAuthority(_("No head of the unit is on record for this day."))
    if len(posts) > 1:
        return NoAuthority(_("Two heads of the unit are on record for this day."))
    post = posts[0]
    title = post.position_title.upper()
    lines = (f"Q. {title}",) if post.capacity == Capacity.ACTING_HEAD else (title,)
    return Authority(post.person, lines, post.position_title, post.decision, post.valid_to)
