"""Notices in words. The words of each kind belong to the app that sends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from units.models import Notice, User


@dataclass(frozen=True, slots=True)
class Message:
    pk: int
    text: str
    created_at: datetime
    is_read: bool
    leads_somewhere: bool


def notices_of(user: User):
    """The account's notices, the newest first."""
    return Notice.objects.filter(recipient=user).order_by("-created_at", "-pk")


def in_words(notice: Notice) -> Message:
    """The notice in the language of the reader. Sources: dictionaries of kind to sentence."""
    sentence = next((words[notice.kind] for words in _sources() if notice.kind in words), None)
    text = str(sentence) % _Details(notice.details) if sentence else _("A notice of a kind unknown here.")
    return Message(notice.pk, text, notice.created_at, notice.read_at is not None, bool(notice.url))


class _Details(dict):
    """An older notice may lack a detail that today's sentence names; the rest is still worth reading."""

    def __missing__(self, key: str) -> str:
        return "…"


def _sources():
    return (import_string(path) for path in settings.NOTICE_SOURCES)
