"""Print what became of units: names, days, predecessors, successors, clusters."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from units.queries.answers import Unknown, unit_history


class Command(BaseCommand):
    help = "Prints every unit that bears, or bore, a name with these words; diacritics may be left out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", help="for example: binh dinh")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            units = unit_history(options["text"])
        except Unknown as unknown:
            raise CommandError(str(unknown)) from unknown
        if options["format"] == "json":
            self.stdout.write(json.dumps(units, ensure_ascii=False, indent=2))
        for unit in units if options["format"] == "text" else []:
            self.stdout.write(_text(unit))


def _text(unit: dict[str, Any]) -> str:
    lines = [f"{unit['name']} ({unit['valid_from'] or '…'} – {unit['valid_to'] or '…'})"]
    lines += [f"    = {name}" for name in unit["names"] if name != unit["name"]]
    lines += [f"    ← {name}" for name in unit["predecessors"]]
    lines += [f"    → {name}" for name in unit["successors"]]
    lines += [
        f"    {place['year']} {place['name']} · {place['organiser']} · {place['role']}"
        for place in unit["clusters"]
    ]
    return "\n".join(lines)
