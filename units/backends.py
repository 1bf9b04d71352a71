"""Who may hold a session at all, whatever the password."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from units.models import User


class AccountBackend(ModelBackend):
    """Two kinds of accounts are kept out, and their sessions end with the next request.

    Sample accounts, whose passwords are printed, enter only where settings allow them: a database of a
    rehearsal that is moved to production lets none of them in. Accounts of people who left the sector are
    closed from the day after their last one.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        if user.is_sample and not settings.ALLOW_SAMPLE_ACCOUNTS:
            return False
        has_left = user.person_id is not None and user.person.has_left(timezone.localdate())
        return super().user_can_authenticate(user) and not has_left

    def get_user(self, user_id: Any) -> User | None:
        """The account of a session, with its person: both are asked for on nearly every page."""
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
