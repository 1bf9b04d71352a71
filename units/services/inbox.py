"""Reading notices."""

from __future__ import annotations

from datetime import datetime

from units.models import Notice, User


def mark_read(*, notice: Notice, by: User, at: datetime) -> None:
    """The first reading counts; a later one changes nothing."""
    Notice.objects.filter(pk=notice.pk, recipient=by, read_at__isnull=True).update(read_at=at)


def mark_all_read(*, by: User, at: datetime) -> int:
    """How many notices were unread until now."""
    return Notice.objects.filter(recipient=by, read_at__isnull=True).update(read_at=at)
