"""What can be aimed at, read once for a whole page."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from awards.enums import AwardCategory, RecipientKind
from awards.models import AwardType


class Choices:
    """Titles and commendations for people and collectives, in official order."""

    def __init__(self, types: Iterable[AwardType]):
        self.types = list(types)

    def of(self, category: str, recipient: str) -> list[AwardType]:
        fits = {recipient, RecipientKind.BOTH}
        return [one for one in self.types if one.category == category and one.recipient in fits]

    def pairs(self, category: str, recipient: str) -> list[tuple[str, str]]:
        """As a select shows them."""
        return [(str(one.pk), one.name) for one in self.of(category, recipient)]

    def fits(self, pk: int, category: str, recipient: str) -> bool:
        return any(one.pk == pk and one.is_active for one in self.of(category, recipient))


def choices(keeping: Iterable[int | None] = ()) -> Choices:
    """The types that can be registered, and those that rows already name."""
    named = {pk for pk in keeping if pk}
    return Choices(AwardType.objects.filter(Q(is_active=True) | Q(pk__in=named)).order_by("position", "code"))


TITLE, COMMENDATION = AwardCategory.TITLE.value, AwardCategory.COMMENDATION.value
