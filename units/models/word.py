"""The words by which units, people and clusters are found: one row a word, so that an index answers.

The database cannot use an index to look inside a text; SQLite and PostgreSQL both can for the beginning of a
word. The rows are written when their owner is saved.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from units.text import words


class Word(models.Model):
    """One word of one of the owner's names, without diacritics."""

    word = models.CharField(max_length=60)

    class Meta:
        abstract = True

    def __str__(self):
        return self.word


def _columns(name: str) -> dict[str, list]:
    """A word leads to its owners, an owner to its words."""
    return {
        "indexes": [models.Index(fields=["word", "owner"], name=f"units_{name}_word")],
        "constraints": [models.UniqueConstraint(fields=["owner", "word"], name=f"units_{name}_once")],
    }


class UnitWord(Word):
    owner = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="words", db_index=False)

    class Meta:
        indexes = _columns("unitword")["indexes"]
        constraints = _columns("unitword")["constraints"]


class PersonWord(Word):
    owner = models.ForeignKey("units.Person", on_delete=models.PROTECT, related_name="words", db_index=False)

    class Meta:
        indexes = _columns("personword")["indexes"]
        constraints = _columns("personword")["constraints"]


class ClusterWord(Word):
    owner = models.ForeignKey("units.Cluster", on_delete=models.PROTECT, related_name="words", db_index=False)

    class Meta:
        indexes = _columns("clusterword")["indexes"]
        constraints = _columns("clusterword")["constraints"]


def record_words(owner: Any, text: str) -> None:
    """The owner is found by the words of the text from now on, and by no other."""
    wanted = set(_index_words(text))
    kept = set(owner.words.values_list("word", flat=True))
    owner.words.filter(word__in=kept - wanted).delete()
    owner.words.bulk_create(owner.words.model(owner=owner, word=word) for word in sorted(wanted - kept))


def record_words_of_many(owners: list[Any], text: Callable[[Any], str]) -> None:
    """The same for many owners of one kind, with a few queries for all of them."""
    if not owners:
        return
    index = owners[0].words.model
    index.objects.filter(owner__in=[owner.pk for owner in owners]).delete()
    index.objects.bulk_create(
        (index(owner=owner, word=word) for owner in owners for word in _index_words(text(owner))),
        batch_size=1_000,
    )


def _index_words(text: str) -> list[str]:
    return sorted({word[:60] for word in words(text)})
