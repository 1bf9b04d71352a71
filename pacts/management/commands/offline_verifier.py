"""Write the page that checks papers with the network off."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from pacts.documents.offline import offline_verifier
from pacts.services.proof import check_address, proof_keys


class Command(BaseCommand):
    help = "Write one HTML file that checks papers of this installation with the network off."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        codes = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=codes, default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            html = offline_verifier(
                keys=proof_keys(),
                organisation=settings.AUTHORITY_ORGANISATION,
                check_url=check_address(),
                language=options["language"],
                made_on=timezone.localdate(),
            )
        try:
            options["file"].write_text(html, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"The file cannot be written: {error}") from error
