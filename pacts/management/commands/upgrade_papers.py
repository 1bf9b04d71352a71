"""Close complete papers with a time-stamp. Meant to run once an hour or a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from pacts.services import upgrading


class Command(BaseCommand):
    help = "Adds to complete papers what checking them later needs, and one time-stamp over the whole file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="Try those that were given up, too.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not upgrading.is_configured():
            raise CommandError("No authority for time-stamps is configured (TSA_URL).")
        outcomes = upgrading.close_due(at=timezone.now(), again=options["again"])
        for one in outcomes:
            self.stdout.write(f"{one.paper.title}: {one.reason or 'OK'}")
        if any(not one.is_closed for one in outcomes):
            raise SystemExit(1)
