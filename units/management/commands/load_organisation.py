"""Load the organisation of the procuracy; harmless to repeat, and quick when nothing is missing."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from units.services.organisation import load_organisation


class Command(BaseCommand):
    help = "Adds units and successions that are missing; what an administrator changed stays."

    def handle(self, *args: Any, **options: Any) -> None:
        made = load_organisation(at=timezone.now())
        if made:
            self.stdout.write(f"Loaded the organisation ({made})")
