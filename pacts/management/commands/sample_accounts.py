"""Print the accounts of the rehearsal with their secrets; only where sample accounts are allowed."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from units.services.sample_accounts import SampleAccount, accounts

_COLUMNS = ("role", "username", "password", "pin", "unit", "name")


class Command(BaseCommand):
    help = "Prints the sample accounts of the rehearsal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = accounts()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        if options["format"] == "json":
            self.stdout.write(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=2))
        elif not found:
            self.stdout.write("There are no sample accounts. Load them: manage.py load_sample_data")
        else:
            self.stdout.write(_table(found))


def _as_json(account: SampleAccount) -> dict[str, Any]:
    """Secrets that the person does not have are left out; the name is for people only."""
    return {key: value for key, value in asdict(account).items() if value is not None and key != "name"}


def _table(found: list[SampleAccount]) -> str:
    rows = [_COLUMNS, *(tuple(getattr(one, name) or "–" for name in _COLUMNS) for one in found)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_COLUMNS))]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    head = f"Rehearsal (DIỄN TẬP) of {found[0].year}. One-time codes are shown on the log-in page."
    return "\n".join([head, "", *lines, ""])
