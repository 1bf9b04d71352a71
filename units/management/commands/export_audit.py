"""Write the audit trail to a file that anyone can verify without the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from units.exports.audit import audit_lines


class Command(BaseCommand):
    help = "Exports the audit trail as lines of JSON; `verify_audit FILE` checks them anywhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        try:
            with transaction.atomic(), path.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(audit_lines())
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}") from error
        self.stdout.write(f"The audit trail was written to {path}")
