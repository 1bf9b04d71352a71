"""Print who may sign for a unit on a day, in which capacity, by which document and until when."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from units.queries.answers import Unknown, who_signs


class Command(BaseCommand):
    help = "Prints who signs for a unit on a day, or why nobody does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("unit", help="its code, or its full or short name")
        parser.add_argument("--on", type=date.fromisoformat, required=True, help="YYYY-MM-DD")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer = who_signs(options["unit"], options["on"])
        except Unknown as unknown:
            self._say({"person": None, "reason": str(unknown)}, options["format"])
            raise SystemExit(1) from unknown
        self._say(answer, options["format"])

    def _say(self, answer: dict[str, Any], form: str) -> None:
        if form == "json":
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        elif answer["person"] is None:
            self.stdout.write(answer["reason"])
        else:
            parts = (answer["capacity"], answer["person"], answer["basis"], answer["until"])
            self.stdout.write(" · ".join(part for part in parts if part))
