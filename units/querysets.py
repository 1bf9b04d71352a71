"""Chainable questions about the organisation. A question about a day takes the day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from units.text import words


def valid_on(day: date, prefix: str = "") -> Q:
    """Valid on the day: both bounds are inclusive, an empty bound is open."""
    started = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})
    not_ended = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day})
    return started & not_ended


class DatedQuerySet(models.QuerySet):
    def on(self, day: date):
        """Rows that are valid on the day."""
        return self.filter(valid_on(day))

    def in_time(self):
        """The oldest first; an unknown first day is before all others, whatever the database thinks of null."""
        return self.order_by(F("valid_from").asc(nulls_first=True), "pk")


class SearchableQuerySet(models.QuerySet):
    """Rows with a table of their words (`units.models.word`) beside them."""

    def matching(self, text: str):
        """Rows one of whose words begins with each word of the text, diacritics optional.

        A text without letters and digits is found nowhere.
        """
        wanted = words(text)
        if not wanted:
            return self.none()
        owners = self.bearing(wanted[0])
        for word in wanted[1:]:
            # One inside the other: which rows hold all words is known before any row is fetched.
            owners = self.bearing(word).filter(owner_id__in=owners)
        return self.filter(pk__in=owners)

    def bearing(self, word: str):
        """Keys of the rows one of whose words begins with this one."""
        index: Any = self.model._meta.get_field("words").related_model
        # Both ends are letters and digits only, which every collation puts in the same order.
        return index.objects.filter(word__gte=word, word__lte=f"{word}zzzz").values("owner_id")


class UnitQuerySet(DatedQuerySet, SearchableQuerySet):  # type: ignore[override]  # each base brings a manager
    def matching_with_upper(self, text: str):
        """Units found by their own number together with the words of the unit above: "khu vuc 2 da nang"."""
        wanted = words(text)
        found = self if any(word.isdigit() for word in wanted) else self.none()
        for word in wanted:
            own = Q(pk__in=self.bearing(word))
            found = found.filter(own if word.isdigit() else own | Q(parent__in=self.bearing(word)))
        return found


class PersonQuerySet(SearchableQuerySet):
    def working_in(self, unit_ids, day: date):
        """People assigned to one of the units on the day."""
        assigned = valid_on(day, "assignments__") & Q(assignments__unit_id__in=unit_ids)
        return self.filter(assigned).distinct()


class MembershipQuerySet(DatedQuerySet):
    def in_official_order(self):
        return self.order_by("position", "pk")


class AppointmentQuerySet(DatedQuerySet):
    def heading(self, day: date):
        """Heads and acting heads on the day."""
        return self.on(day).filter(capacity__in=["head", "acting_head"])


class ClusterQuerySet(SearchableQuerySet):
    def for_list(self):
        return self.select_related("year__organiser").order_by(
            "-year__year", "year__organiser__code", "kind", "number", "pk"
        )
