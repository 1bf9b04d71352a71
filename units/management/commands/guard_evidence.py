"""Take from the application's database role what it never needs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from units.evidence import withhold


class Command(BaseCommand):
    help = (
        "Withhold from ROLE every change of evidence. Run it as the owner of the tables, after each migrate."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError(_("Only PostgreSQL knows roles."))
        try:
            with transaction.atomic():
                guarded = withhold(connection, options["role"])
        except DatabaseError as error:
            raise CommandError(str(error)) from error
        for table, rights in guarded:
            self.stdout.write(f"{table}: {rights}")
