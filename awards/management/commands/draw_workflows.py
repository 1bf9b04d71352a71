"""Draw the tables of moves into README, or check that the drawings there are true."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from awards.workflow import (
    NOMINATION_MOVES,
    NOMINATION_TERMINAL,
    REGISTRATION_MOVES,
    REGISTRATION_TERMINAL,
)
from pacts.workflow import MOVES, TERMINAL


class Drawable(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def source(self) -> Any: ...
    @property
    def target(self) -> Any: ...
    @property
    def role(self) -> Any: ...


# The first state of each is where a new row starts.
WORKFLOWS: dict[str, tuple[tuple[Drawable, ...], frozenset[str]]] = {
    "pact": (MOVES, TERMINAL),
    "registration": (REGISTRATION_MOVES, REGISTRATION_TERMINAL),
    "nomination": (NOMINATION_MOVES, NOMINATION_TERMINAL),
}
_BLOCK = re.compile(r"<!-- workflow:(?P<name>\w+) -->\n(?P<drawing>.*?)<!-- /workflow -->", re.DOTALL)


class Command(BaseCommand):
    help = "Draw the states of pacts, registrations and nominations into README."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if a drawing is old")
        parser.add_argument("--file", type=Path, default=settings.BASE_DIR / "README.md")

    def handle(self, *args: Any, check: bool, file: Path, **options: Any) -> None:
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        found = [block["name"] for block in _BLOCK.finditer(text)]
        if sorted(found) != sorted(WORKFLOWS):
            wanted = ", ".join(f"<!-- workflow:{name} -->" for name in WORKFLOWS)
            raise CommandError(f"{file.name} must hold each of these marks once: {wanted}.")
        drawn = _BLOCK.sub(lambda block: marked(block["name"]), text)
        if drawn == text:
            return
        if check:
            raise CommandError(f"The drawings in {file.name} are old: run manage.py draw_workflows.")
        file.write_text(drawn, encoding="utf-8")
        self.stdout.write(f"{file.name} is drawn anew.")


def marked(name: str) -> str:
    """The drawing between its marks, as it stands in README."""
    return f"<!-- workflow:{name} -->\n```mermaid\n{mermaid(*WORKFLOWS[name])}```\n<!-- /workflow -->"


def mermaid(moves: tuple[Drawable, ...], terminal: frozenset[str]) -> str:
    """A state diagram: one arrow for a move, with its name and whose move it is."""
    lines = ["stateDiagram-v2", f"    [*] --> {moves[0].source.value}"]
    lines += [
        f"    {move.source.value} --> {move.target.value}: {move.name} ({move.role.value})" for move in moves
    ]
    lines += [f"    {state} --> [*]" for state in sorted(state.value for state in terminal)]  # type: ignore[attr-defined]
    return "\n".join(lines) + "\n"
