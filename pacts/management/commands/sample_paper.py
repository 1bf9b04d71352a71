"""Write the PDF of the rehearsal's signed pact to a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pacts.services.sample_rehearsal import signed_paper


class Command(BaseCommand):
    help = "Writes the signed pact of the rehearsal as PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        paper = signed_paper()
        if paper is None:
            raise CommandError("The rehearsal has no signed pact. Load it: manage.py load_sample_data")
        try:
            options["file"].write_bytes(bytes(paper.file.content))
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be written: {error.strerror}") from error
        self.stdout.write(f"{options['file']}: {paper}")
