"""What a reorganisation would close, open, move and touch."""

from __future__ import annotations

from datetime import date

from units.queries.reorganisation.shown import Preview
from units.queries.reorganisation.wanted import Reorganisation


def preview(wanted: Reorganisation, *, on: date) -> Preview:
    """Everything that the act would do, told before it is done.

    Raises ValidationError with field names for what cannot be: the names of `Reorganisation`, and
    `new_units-0-code` and the like for the fields of a new unit. What is merely not answered yet (a cluster,
    where people go) is no error here: it is in `missing`, and the service refuses to go on without it.
    """
    raise NotImplementedError
