"""Add the titles and commendation forms that the law knows and the database does not; harmless to repeat."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from awards.services import award_types


class Command(BaseCommand):
    help = "Adds missing award types; what an administrator changed stays."

    def handle(self, *args: Any, **options: Any) -> None:
        made = award_types.sync(at=timezone.now())
        self.stdout.write(f"Award types added: {made}")
