"""Who may hold a session at all, whatever the password."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend


class AccountBackend(ModelBackend):
    """Sample accounts, whose passwords are printed, enter only where settings allow them: a database of a
    rehearsal that is moved to production lets none of them in, and ends the sessions they had."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and (settings.ALLOW_SAMPLE_ACCOUNTS or not user.is_sample)
