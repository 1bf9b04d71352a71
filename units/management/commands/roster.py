"""Print who is in a cluster or block on a day."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from units.enums import ClusterKind
from units.queries.answers import Unknown, cluster_roster


class Command(BaseCommand):
    help = "Prints the members of a cluster or block in the official order, as they were on a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organiser", required=True, help="the code of the organiser, e.g. VKSNDTC")
        parser.add_argument("--kind", choices=ClusterKind.values, required=True)
        parser.add_argument("--number", type=int, help="left out for a group without a number")
        parser.add_argument("--on", type=date.fromisoformat, required=True, help="YYYY-MM-DD")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        is_json = options["format"] == "json"
        key = {name: options[name] for name in ("organiser", "kind", "number", "on")}
        try:
            answer = cluster_roster(**key)
        except Unknown as unknown:
            reason = {"on": f"{options['on']}", "reason": str(unknown)}
            self.stdout.write(json.dumps(reason, ensure_ascii=False) if is_json else str(unknown))
            raise SystemExit(1) from unknown
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) if is_json else _text(answer))


def _text(answer: dict[str, Any]) -> str:
    cluster = answer["cluster"]
    rows = [f"{cluster['name']} · {cluster['organiser']} · {cluster['year']} · {answer['on']}"]
    rows += [
        f"{place:>3}. {member['unit']} · {member['role']} · {member['head'] or '–'}"
        for place, member in enumerate(answer["members"], start=1)
    ]
    return "\n".join(rows)
