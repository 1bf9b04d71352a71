"""Chainable questions about registrations and nominations."""

from __future__ import annotations

from django.db import models


class RegistrationQuerySet(models.QuerySet):
    def for_list(self):
        return self.select_related("cluster__year__organiser", "unit").order_by(
            "cluster", "unit__sort_key", "pk"
        )


class NominationQuerySet(models.QuerySet):
    def for_list(self):
        return self.select_related(
            "item__person", "item__title", "item__registration__unit", "item__registration__cluster__year"
        ).order_by("item__person__sort_key", "pk")
