"""Pages that gather from several apps: the words they speak, and the asking.

An app above offers a function under a dotted path in settings; nothing here knows who answers.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from units.models import Cluster, Person, Unit, User


@dataclass(frozen=True, slots=True)
class Pill:
    """A state in a word: `tone` is ok, wait, bad, info or plain; the icon repeats it without colour."""

    text: str
    tone: str = "plain"
    icon: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: for me, or (`is_sent`) for somebody to whom I sent it."""

    title: str
    url: str
    detail: str = ""
    icon: str = "pencil"
    due_on: date | None = None
    pill: Pill | None = None
    is_sent: bool = False


@dataclass(frozen=True, slots=True)
class ClusterColumn:
    """A column of the cluster page: one state per member unit, and how many are done."""

    title: str
    cells: dict[int, Pill]
    done: int


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a page that another app fills."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that the end of a unit touches, and what becomes of it: told before it is done.

    `forbids`: it has happened on a day on which the unit would be gone, so the unit cannot have ended by then;
    `consequence` says why.
    """

    group: str
    title: str
    consequence: str
    url: str = ""
    forbids: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One result of a search."""

    kind: str
    title: str
    url: str
    detail: str = ""


def tasks(user: User, on: date) -> list[Task]:
    """Everything that waits, the most pressing first. Sources: `f(user, on) -> list[Task]`."""
    gathered = [task for path in settings.TASK_SOURCES for task in import_string(path)(user, on)]
    return sorted(gathered, key=lambda task: (task.is_sent, task.due_on or date.max))


def cluster_columns(cluster: Cluster, user: User, on: date) -> list[ClusterColumn]:
    """Columns of the cluster page. Sources: `f(cluster, user, on) -> list[ClusterColumn]`."""
    return [column for path in settings.CLUSTER_COLUMNS for column in import_string(path)(cluster, user, on)]


def cluster_panels(cluster: Cluster, user: User, on: date) -> list[Panel]:
    """Panels of the cluster page. Sources: `f(cluster, user, on) -> list[Panel]`."""
    return [panel for path in settings.CLUSTER_PANELS for panel in import_string(path)(cluster, user, on)]


def unit_panels(unit: Unit, user: User, on: date) -> list[Panel]:
    """Panels of the page of a unit. Sources: `f(unit, user, on) -> list[Panel]`."""
    return [panel for path in settings.UNIT_PANELS for panel in import_string(path)(unit, user, on)]


def person_panels(person: Person, user: User, on: date) -> list[Panel]:
    """Panels of the page of a person. Sources: `f(person, user, on) -> list[Panel]`."""
    return [panel for path in settings.PERSON_PANELS for panel in import_string(path)(person, user, on)]


def merge_effects(units: Sequence[Unit], on: date) -> list[Effect]:
    """What else is touched when the units end before the day. Sources: `f(units, on) -> list[Effect]`."""
    return [effect for path in settings.MERGE_EFFECTS for effect in import_string(path)(units, on)]


def person_effects(person: Person, units: Collection[int], on: date) -> list[Effect]:
    """What else is touched when the person no longer belongs to the units from the day on.

    Sources: `f(person, units, on) -> list[Effect]`, units by key.
    """
    sources = map(import_string, settings.PERSON_EFFECTS)
    return [effect for source in sources for effect in source(person, units, on)]


def found(text: str, user: User, on: date) -> list[Found]:
    """Search results. Sources: `f(text, user, on) -> list[Found]`, at most ten each."""
    return [result for path in settings.SEARCH_SOURCES for result in import_string(path)(text, user, on)]


def missing_setup_step(user: User, on: date) -> str | None:
    """The address of the first thing the account must still set up. Sources: `f(user, on) -> str | None`."""
    steps = (import_string(path)(user, on) for path in settings.SETUP_STEPS)
    return next((step for step in steps if step), None)
