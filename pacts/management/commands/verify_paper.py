"""Check a PDF from the command line."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from pacts.queries.check import Check, check_paper
from pacts.services.outside_roots import trusted_roots


class Command(BaseCommand):
    help = "Say whether a PDF is a complete, unchanged paper of this installation; exit 0 only if it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        check = self._checked(options["file"])
        if options["format"] == "json":
            self.stdout.write(json.dumps(check.as_json(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(check.verdict)
            for reason in check.reasons:
                self.stdout.write(f"- {reason}")
        if check.verdict != "valid":
            raise SystemExit(1)

    def _checked(self, path: Path) -> Check:
        try:
            # One byte over the limit is enough to be refused; a device or a pipe may have no end.
            with path.open("rb") as file:
                data = file.read(settings.CHECK_MAX_BYTES + 1)
        except OSError:
            reason = _("The file cannot be read.")
            return Check("indeterminate", None, None, False, (), (reason,))
        return check_paper(data, roots=trusted_roots(), at=timezone.now())
