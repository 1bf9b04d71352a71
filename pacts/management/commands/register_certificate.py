"""Put a certificate of another authority on record as an account's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from pacts.services import outside_certificates
from units.models import User


class Command(BaseCommand):
    help = "Registers a certificate (PEM or DER) as belonging to the person behind an account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--of", required=True, help="User name of the signer.")
        parser.add_argument("--by", required=True, help="User name of the administrator who has checked it.")

    def handle(self, *args: Any, **options: Any) -> None:
        signer, by = self._account(options["of"]), self._account(options["by"])
        if signer.person is None:
            raise CommandError("There is no person behind this account.")
        try:
            content = options["file"].read_bytes()
            row = outside_certificates.register(
                person=signer.person, content=content, by=by, at=timezone.now()
            )
        except (OSError, ValidationError) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from error
        self.stdout.write(f"{row.person} · {row.subject} · {row.sha256}")

    def _account(self, name: str) -> User:
        user = User.objects.filter(username=name, is_active=True).select_related("person").first()
        if user is None:
            raise CommandError(f"There is no account {name}.")
        return user
