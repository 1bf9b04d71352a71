"""Merge, absorb, split, abolish and rename units: one act, one transaction."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from units.models import Unit, User
from units.queries.reorganisation import Reorganisation


class StalePreview(ValidationError):
    """Something that the act touches has changed since its preview was made; look at it again."""


@transaction.atomic
def reorganise(*, wanted: Reorganisation, fingerprint: str, by: User, at: datetime) -> list[Unit]:
    """Do what the preview with this fingerprint showed, and give the units that take over.

    An abolition gives none, renaming the renamed unit. Refusals come as ValidationError under the names of
    the fields, as from `preview`; `StalePreview` where the preview would look different now. A second
    execution is refused: its predecessors have ended. Everybody who is touched is told.
    """
    raise NotImplementedError
