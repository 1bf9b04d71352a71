"""Load the source articles and the rehearsal; harmless to repeat, and quick when nothing is missing."""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from awards.services import award_types
from awards.services import sample_rehearsal as awards_rehearsal
from pacts.services import sample_articles
from pacts.services import sample_rehearsal as pacts_rehearsal
from units.services import sample_accounts, sample_organisation
from units.services import sample_rehearsal as units_rehearsal

Part = Callable[..., int]
_ARTICLES: tuple[tuple[str, Part], ...] = (
    ("award types", award_types.sync),
    ("articles: organisation", sample_organisation.load_articles),
    ("articles: movements, conferences, pact", sample_articles.load_articles),
)
_REHEARSAL: tuple[tuple[str, Part], ...] = (
    ("rehearsal: organisation and deadlines", units_rehearsal.load_organisation),
    ("rehearsal: accounts", sample_accounts.load_accounts),
    ("rehearsal: certificates", pacts_rehearsal.load_certificates),
    ("rehearsal: pacts", pacts_rehearsal.load_pacts),
    ("rehearsal: conferences", pacts_rehearsal.load_conferences),
    ("rehearsal: facts for the law", awards_rehearsal.load_facts),
    ("rehearsal: registrations", awards_rehearsal.load_registrations),
)


class Command(BaseCommand):
    help = "Loads the five source articles and the rehearsal. Only what is missing is made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--articles-only", action="store_true", help="without the rehearsal and its sample accounts"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["articles_only"] and not settings.ALLOW_SAMPLE_ACCOUNTS:
            raise CommandError(
                "These settings allow no sample accounts, so the rehearsal is not loaded. "
                "Use --articles-only to load the articles alone."
            )
        self._load(_ARTICLES if options["articles_only"] else _ARTICLES + _REHEARSAL, timezone.now())

    def _load(self, parts: tuple[tuple[str, Part], ...], at: datetime) -> None:
        """Each part is one transaction: what is interrupted is made by the next run."""
        for name, load in parts:
            made = load(at=at)
            if made:
                self.stdout.write(f"Loaded {name} ({made})")
