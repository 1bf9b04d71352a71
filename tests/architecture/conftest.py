"""The organisation on which the walls are tried, made once a module and forgotten afterwards."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from tests.architecture.scene import Scene, make_scene


@contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever happens inside leaves no row behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker) -> Iterator[Scene]:
    # A module of its own transaction: the scene costs seconds, a cell milliseconds.
    with django_db_blocker.unblock(), rolled_back():
        yield make_scene()


@pytest.fixture
def _quiet() -> Iterator[None]:
    """Thousands of refusals are expected; telling of each costs more than trying it."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
