"""A unit that was called otherwise before a day."""

from __future__ import annotations

from datetime import date, timedelta

from units.models import Unit, UnitName
from units.services import naming


def rename(unit: Unit, name: str, on: date) -> Unit:
    """The same unit under a new name from the day; both names, full and short, are the one given."""
    earlier = unit.names.in_time().last() or naming.record_first_name(unit=unit)
    earlier.valid_to = on - timedelta(days=1)
    earlier.save()
    UnitName.objects.create(unit=unit, full_name=name, short_name=name, valid_from=on)
    naming.adopt_latest_name(unit=unit)
    unit.refresh_from_db()
    return unit


def close(unit: Unit, last_day: date) -> Unit:
    """The unit and its name end on the day."""
    latest = unit.names.in_time().last() or naming.record_first_name(unit=unit)
    latest.valid_to = unit.valid_to = last_day
    latest.save()
    unit.save()
    return unit
