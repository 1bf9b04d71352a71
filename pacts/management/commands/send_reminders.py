"""Remind the units that have not signed and whose last day is near. Meant to run once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pacts.services import reminding


class Command(BaseCommand):
    help = "Reminds the units whose signature is missing three days or less before the last day for signing."

    def handle(self, *args: Any, **options: Any) -> None:
        for party in reminding.remind_all(at=timezone.now()):
            self.stdout.write(f"{party.unit_text} · {party.pact}")
