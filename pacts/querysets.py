"""Chainable questions about pacts and papers."""

from __future__ import annotations

from django.db import models

from pacts.enums import PactStatus


class PactQuerySet(models.QuerySet):
    def live(self):
        """Every pact but those made void."""
        return self.exclude(status=PactStatus.VOID)

    def for_list(self):
        return self.select_related("cluster__year__organiser").order_by(
            "-cluster__year__year", "cluster__kind", "cluster__number", "-version", "pk"
        )
